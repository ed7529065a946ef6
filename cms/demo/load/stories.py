"""Pages in both languages, written by authors and approved by editors, like anybody's."""

import re

from django.utils import translation
from wagtail.models import Locale, Page

from home.models import HomePage
from products.models import Brand, BrandPage, Photo, Product, ProductIndexPage, ProductPage, User
from products.models.pages import ProductPagePhoto
from stories import approval
from stories.models import Film, StoryIndexPage, StoryPage

from .bodies import BodyMaker
from .brands import brand_rows
from .channels import fit_to_channels
from .content import product_files, read, story_files

_ITALICS = re.compile(r"\*(.+?)\*")
LANGUAGES = {"zh-hans": "zh", "en": "en"}


class Publisher:
    """Holds what every page needs while the demo is written."""

    def __init__(
        self,
        photos: dict[str, Photo],
        films: dict[str, Film],
        products: dict[str, Product],
        brands: dict[str, Brand],
    ):
        self.photos, self.films, self.products, self.brands = photos, films, products, brands
        self.people = {person.username: person for person in User.objects.all()}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def publish_all(self) -> None:
        self.home_pages()
        self.product_pages()
        self.brand_pages()
        drafts = self.story_drafts()
        self.write_stories(drafts)

    def approve(self, page: Page, author: str, editor: str, at=None) -> None:
        page.save_revision(user=self.people[author])
        approval.submit(page, self.people[author])
        approval.approve(page, self.people[editor], at=at)

    def home_pages(self) -> None:
        site = read("site")
        for code, half in LANGUAGES.items():
            page = HomePage.objects.get(locale=self.locales[code])
            if page.lead:
                continue
            page.title = site["home"][f"title_{half}"]
            page.lead = site["home"][f"lead_{half}"]
            page.hero = self.photos.get("home-hero")
            self.approve(page, "author", "editor")

    def product_pages(self) -> None:
        for row in product_files():
            translation_key = None
            for code, half in LANGUAGES.items():
                page = ProductPage.objects.filter(locale=self.locales[code], slug=row["slug"]).first()
                if page is None:
                    page = self._product_page(row, code, half, translation_key)
                if not page.live:
                    self.approve(page, "author", "editor")
                translation_key = page.translation_key

    def brand_pages(self) -> None:
        for row in brand_rows():
            translation_key = None
            for code, half in LANGUAGES.items():
                page = BrandPage.objects.filter(locale=self.locales[code], slug=row["slug"]).first()
                if page is None:
                    page = self._brand_page(row, code, half, translation_key)
                if not page.live:
                    self.approve(page, "author", "editor")
                translation_key = page.translation_key

    def _brand_page(self, row: dict, code: str, half: str, translation_key) -> BrandPage:
        page = BrandPage(
            title=row[f"name_{half}"],
            slug=row["slug"],
            locale=self.locales[code],
            brand=self.brands[row["slug"]],
            body=_paragraphs(row[f"story_{half}"]),
            live=False,
        )
        if translation_key:
            page.translation_key = translation_key
        return ProductIndexPage.objects.get(locale=self.locales[code]).add_child(instance=page)

    def _product_page(self, row: dict, code: str, half: str, translation_key) -> ProductPage:
        index = ProductIndexPage.objects.get(locale=self.locales[code])
        page = ProductPage(
            title=row[f"name_{half}"],
            slug=row["slug"],
            locale=self.locales[code],
            product=self.products[row["slug"]],
            body=_paragraphs(row[f"story_{half}"]),
            live=False,
        )
        if translation_key:
            page.translation_key = translation_key
        page.gallery = [
            ProductPagePhoto(photo=self.photos[key], sort_order=number)
            for number, key in enumerate(row["pictures"])
            if key in self.photos
        ]
        return index.add_child(instance=page)

    def story_drafts(self) -> list[tuple[dict, dict[str, StoryPage]]]:
        """First the empty pages, so that stories can link to each other."""
        drafts = []
        for story in story_files():
            pages, translation_key = {}, None
            for code, half in LANGUAGES.items():
                page = StoryPage.objects.filter(locale=self.locales[code], slug=story["slug"]).first()
                if page is None:
                    page = self._story_draft(story, code, half, translation_key)
                if not page.live:
                    pages[code] = page
                translation_key = page.translation_key
            drafts.append((story, pages))
        return drafts

    def _story_draft(self, story: dict, code: str, half: str, translation_key) -> StoryPage:
        page = StoryPage(
            title=story[half]["title"],
            slug=story["slug"],
            locale=self.locales[code],
            form=story["form"],
            category=story["category"],
            summary=story[half]["summary"],
            cover=self.photos[story["cover"]],
            video=self.films.get(story.get("video", "")),
            owner=self.people[story["authors"][0]],
            live=False,
        )
        if translation_key:
            page.translation_key = translation_key
        index = StoryIndexPage.objects.get(locale=self.locales[code])
        return index.add_child(instance=page)

    def write_stories(self, drafts: list[tuple[dict, dict[str, StoryPage]]]) -> None:
        for story, pages in drafts:
            for code, page in pages.items():
                with translation.override(code):
                    self._write(story, page, code)

    def _write(self, story: dict, page: StoryPage, code: str) -> None:
        maker = BodyMaker(code, self.photos, self.films, self.products, self._page_ids(code))
        page.body = page.body.stream_block.to_python(maker.stream(story))
        page.authors.set([self.people[name] for name in story["authors"]])
        page.tags.add(*story[LANGUAGES[code]]["tags"])
        page.save()
        fit_to_channels(page, code)
        page.save()
        self.approve(page, story["authors"][0], story["editor"], at=story["published"])

    def _page_ids(self, code: str) -> dict[tuple[str, str], int]:
        locale = self.locales[code]
        pages = {("story", slug): pk for slug, pk in StoryPage.objects.filter(locale=locale).values_list("slug", "pk")}
        pages |= {
            ("product", slug): pk for slug, pk in ProductPage.objects.filter(locale=locale).values_list("slug", "pk")
        }
        return pages


def _paragraphs(text: str) -> str:
    """Paragraphs of rich text; `*word*` is set in italics."""
    parts = [_ITALICS.sub(r"<i>\1</i>", " ".join(part.split())) for part in text.strip().split("\n\n")]
    return "".join(f"<p>{part}</p>" for part in parts)
