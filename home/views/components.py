"""`/components/`: the parts of which pages are built, each with a sample. For those who build, so only with `DEBUG`."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from home.component_samples import samples


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Both languages beside each other. 404 without `DEBUG`."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "home/components.html", {"parts": drawn(request)})


def drawn(request: HttpRequest) -> list[dict]:
    """Each sample with its HTML by language."""
    found: dict[tuple[str, str, int], dict] = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            for number, sample in enumerate(samples()):
                part = found.setdefault(
                    (sample.template, sample.state, number),
                    {"name": sample.template, "state": sample.state, "html": []},
                )
                part["html"].append((code, render_to_string(f"components/{sample.template}", sample.context, request)))
    return list(found.values())
