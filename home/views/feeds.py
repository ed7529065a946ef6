"""Feeds of all stories, of a form, of a product, of a place, of a tag, of an author; each in three notations."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from home import feeds, shelves, story_lists
from home.structured_data import absolute
from products.models import Place, Product
from stories import listing
from stories.models import StoryIndexPage, StoryPage
from stories.models.story import StoryForm

# Readers of feeds ask every few minutes; most get a 304.
MAX_AGE = 300


@require_safe
def stories_feed(request: HttpRequest, kind: str, form: str = "") -> HttpResponse:
    language = translation.get_language()
    found = shelves.stories(language, listing.of_form(form) if form else listing.ALL)
    title, page = _("Stories"), StoryIndexPage.objects.filter(locale__language_code=language).first()
    url = page.url if page else f"/{language}/"
    if form:
        title, url = StoryForm(form).label, f"{url}?form={form}"
    return _answer(request, kind, found, title, url)


@require_safe
def product_feed(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    language = translation.get_language()
    product = get_object_or_404(Product, code=code)
    page = shelves.product_pages(language).filter(product=product).first()
    if page is None:
        raise Http404
    found = shelves.stories(language, listing.of_product(product.pk))
    return _answer(request, kind, found, product.name(language), page.url)


@require_safe
def place_feed(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    language = translation.get_language()
    place = get_object_or_404(Place, code=code)
    found = shelves.stories(language, listing.of_place(code))
    return _answer(request, kind, found, place.name(language), reverse("home:place", args=(code,)))


@require_safe
def tag_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    return _of_list(request, kind, story_lists.of_tag(slug, translation.get_language()), "home:tag", slug)


@require_safe
def author_feed(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    return _of_list(request, kind, story_lists.of_author(int(pk), translation.get_language()), "home:author", pk)


def _of_list(
    request: HttpRequest, kind: str, shown: story_lists.StoryList | None, page: str, argument: str
) -> HttpResponse:
    if shown is None:
        raise Http404
    return _answer(request, kind, shown.found, shown.title, reverse(page, args=(argument,)))


def _answer(request: HttpRequest, kind: str, found: QuerySet[StoryPage], title: str, url: str) -> HttpResponse:
    feed = feeds.Feed(
        title=f"{title} · {_('Fengshou')}",
        description=_("Stories of verified products from the villages that grow them."),
        url=absolute(url),
        own=absolute(request.path),
        language=translation.get_language(),
        entries=feeds.entries_of(found),
    )

    @condition(last_modified_func=lambda request: feed.updated, etag_func=lambda request: _mark(feed))
    def written(request: HttpRequest) -> HttpResponse:
        return HttpResponse(feed.written(kind), content_type=feeds.MEDIA_TYPES[kind])

    response = written(request)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response


def _mark(feed: feeds.Feed) -> str:
    """Changes with whatever an entry says, also when one goes away."""
    return f'"{feeds.digest(feed)}"'
