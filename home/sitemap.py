"""What search engines are shown: every public page in both languages, with its pictures and films."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from commerce.models import Campaign
from home.languages import HREFLANG
from home.models import HomePage
from home.structured_data import absolute
from products.models import BrandPage, Photo, Product, ProductIndexPage, ProductPage
from products.pictures import JPEG_SIZE, with_sizes
from stories.models import Film, StoryIndexPage
from stories.public import listed_stories

# Views with an address under each language and no page behind them.
VIEWS = ("home:impact", "home:places", "home:campaigns", "home:about")


class OurSitemap(Sitemap):
    """Addresses in full from `SITE_URL`, not from the host that a request names."""

    limit = 2000

    def get_urls(self, page=1, site=None, protocol=None):
        """Entries as Django's template takes them, with `alternates`, `images` and `videos`."""
        rows = list(self.paginator.page(page).object_list)
        alternates = self.alternates_of(rows)
        return [
            {
                "item": row,
                "location": self.location(row),
                "lastmod": self.lastmod(row),
                "alternates": alternates.get(self.location(row), []),
                "images": self.images(row),
                "video": self.video(row),
            }
            for row in rows
        ]

    def lastmod(self, item):
        return None

    def images(self, item) -> list[str]:
        return []

    def video(self, item) -> dict | None:
        return None

    def alternates_of(self, rows: Iterable) -> dict[str, list[dict]]:
        """By address: the same page in every language it has, itself included."""
        raise NotImplementedError


class PageSitemap(OurSitemap):
    """Live pages; the translations of a batch take one query."""

    def location(self, item: Page) -> str:
        return absolute(item.url)

    def lastmod(self, item: Page):
        return item.last_published_at

    def alternates_of(self, rows: Iterable[Page]) -> dict[str, list[dict]]:
        keys = [row.translation_key for row in rows]
        copies = defaultdict(list)
        for copy in Page.objects.live().filter(translation_key__in=keys).select_related("locale").defer_streamfields():
            copies[copy.translation_key].append(
                {"lang_code": HREFLANG[copy.locale.language_code], "location": absolute(copy.url)}
            )
        # Alone in one language, there is nothing to choose.
        return {self.location(row): found for row in rows if len(found := copies[row.translation_key]) > 1}


class FrontPages(PageSitemap):
    def items(self) -> QuerySet[Page]:
        kinds = [HomePage, StoryIndexPage, ProductIndexPage, BrandPage]
        return Page.objects.live().type(*kinds).select_related("locale").order_by("pk")


class Products(PageSitemap):
    def items(self) -> QuerySet[ProductPage]:
        photos = Prefetch("product__photo", queryset=with_sizes(Photo.objects.all()))
        found = ProductPage.objects.live().select_related("locale", "product").prefetch_related(photos)
        return found.defer_streamfields().order_by("pk")

    def images(self, item: ProductPage) -> list[str]:
        return _pictures(item.product.photo)


class Stories(PageSitemap):
    def items(self):
        posters = Prefetch("video__poster", queryset=with_sizes(Photo.objects.all()))
        return listed_stories().prefetch_related(posters).defer_streamfields().order_by("pk")

    def images(self, item) -> list[str]:
        return _pictures(item.cover)

    def video(self, item) -> dict | None:
        film: Film | None = item.video if item.form == "video" else None
        pictures = _pictures(film.poster if film and film.poster else item.cover) if film else []
        if not film or not pictures:
            return None
        return {
            "thumbnail": pictures[0],
            "title": item.title,
            "description": item.summary or item.title,
            "content": absolute(film.url),
            "seconds": round(film.duration),
        }


class Views(OurSitemap):
    """Impact, places, campaigns, each place that has a product page, and each campaign."""

    def items(self) -> list[tuple[str, tuple[str, ...], str]]:
        codes = set(Product.objects.filter(pages__live=True).values_list("place_id", flat=True))
        keys = Campaign.objects.order_by("key").values_list("key", flat=True)
        named = [(name, ()) for name in VIEWS] + [("home:place", (code,)) for code in sorted(codes)]
        named += [("home:campaign", (key,)) for key in keys]
        return [(name, arguments, code) for name, arguments in named for code, _label in settings.LANGUAGES]

    def location(self, item) -> str:
        name, arguments, language = item
        with translation.override(language):
            return absolute(reverse(name, args=arguments))

    def alternates_of(self, rows) -> dict[str, list[dict]]:
        return {
            self.location(row): [
                {"lang_code": HREFLANG[code], "location": self.location((*row[:2], code))}
                for code, _label in settings.LANGUAGES
            ]
            for row in rows
        }


class StoryLists(OurSitemap):
    """A page for each tag and author with stories before the public, in the languages in which there are some."""

    def items(self) -> list[tuple[str, str, str]]:
        live = listed_stories().order_by()
        tags = live.values_list("tagged_items__tag__slug", "locale__language_code").distinct()
        authors = live.values_list("authors", "locale__language_code").distinct()
        found = [("home:tag", slug, code) for slug, code in tags if slug]
        return sorted([*found, *(("home:author", str(pk), code) for pk, code in authors if pk)])

    def location(self, item) -> str:
        name, argument, language = item
        with translation.override(language):
            return absolute(reverse(name, args=[argument]))

    def alternates_of(self, rows) -> dict[str, list[dict]]:
        copies = defaultdict(list)
        for row in self.items():
            copies[row[:2]].append({"lang_code": HREFLANG[row[2]], "location": self.location(row)})
        return {self.location(row): copies[row[:2]] for row in rows if len(copies[row[:2]]) > 1}


SITEMAPS = {"front": FrontPages, "products": Products, "stories": Stories, "views": Views, "lists": StoryLists}


def _pictures(photo: Photo | None) -> list[str]:
    return [absolute(photo.get_renditions(JPEG_SIZE)[JPEG_SIZE].url)] if photo else []
