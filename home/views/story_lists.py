"""A page for each tag and author, and for all stories about a product or from a place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home import story_lists
from home.story_lists import StoryList


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, story_lists.of_tag(slug, get_language()))


@require_safe
def author(request: HttpRequest, pk: str) -> HttpResponse:
    return _answer(request, story_lists.of_author(int(pk), get_language()))


@require_safe
def product_stories(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, story_lists.about_product(code, get_language()))


@require_safe
def place_stories(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, story_lists.from_place(code, get_language()))


def _answer(request: HttpRequest, found: StoryList | None) -> HttpResponse:
    if found is None:
        raise Http404
    context = {"shown": found, "stories": found.page(request.GET.get("page"))}
    return render(request, "home/story_list.html", context)
