"""Search over the stories, products and village brands of the active language."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from home import searching, snippets
from stories.models.story import StoryForm

SUGGESTIONS_MAX_AGE = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=&form=&province=&season=now`: whatever they hold, an answer."""
    asked = searching.asked(request.GET, translation.get_language())
    found = searching.search(asked)
    terms = snippets.terms(found.instead or asked.words)
    context = {
        "query": asked.typed,
        "asked": asked,
        "found": found,
        "stories": found.stories,
        "products": found.products,
        "brands": found.brands,
        "count": found.count,
        "terms": terms,
        "snippets": snippets.snippets(found.stories, terms),
        "forms": StoryForm.choices,
        "provinces": searching.provinces(asked.language),
    }
    return render(request, "home/search.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles for what is being typed: `{"titles": [...]}`, best first."""
    asked = searching.asked(request.GET, translation.get_language())
    response = JsonResponse({"titles": [page.title for page in searching.suggestions(asked)]})
    response["Cache-Control"] = f"public, max-age={SUGGESTIONS_MAX_AGE}"
    return response
