"""The public pages of a recommendation: the form, and how it stands."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from products import spam
from products.errors import Refused
from products.news import address
from products.permissions import may
from products.recommend_form import PublicRecommendForm
from products.recommendation_files import MOST_DOCUMENTS, MOST_PHOTOS, FilesRefused, wrong_files
from products.recommendations import LONGEST_WHY, by_token, receive
from products.tracking import standing_of

MEGABYTE = 1_048_576
# All files at their limits, and the words.
MOST_BYTES = (MOST_PHOTOS + MOST_DOCUMENTS) * 10 * MEGABYTE + 2 * MEGABYTE


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: HttpRequest) -> HttpResponse:
    """The form. What is too large is turned away before anything of it is read, the token of the form too."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdecimal() or int(length) > MOST_BYTES):
        form = PublicRecommendForm(person=_person(request))
        said = _("All files together have more than %(limit)d MB. Send fewer or smaller ones.")
        return _page(request, form, 413, said % {"limit": MOST_BYTES // MEGABYTE})
    return _checked(request)


@csrf_protect
def _checked(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if request.method != "POST":
        return _page(request, PublicRecommendForm(person=person))
    form = PublicRecommendForm(request.POST, request.FILES, person=person)
    try:
        spam.count_try(request)
    except Refused as refusal:
        return _page(request, form, 429, refusal.message)
    token = _received(request, form)
    if token is None:
        return _page(request, form, 422)
    language = translation.get_language()
    return redirect(f"{reverse('products:recommendation', args=[token])}?lang={language}&sent=1")


def _received(request: HttpRequest, form: PublicRecommendForm) -> str | None:
    """The token of what was received; None where the form now says what is wrong."""
    form.full_clean()
    photos, documents = request.FILES.getlist("photos"), request.FILES.getlist("documents")
    try:
        _check_sender(request, form)
        if not form.is_valid():
            _say_of_files(form, wrong_files(photos, documents))
            return None
        received = receive(
            form.cleaned_data["key"],
            language=translation.get_language(),
            person=_person(request),
            photos=photos,
            documents=documents,
            **form.words(),
        )
    except FilesRefused as refusal:
        _say_of_files(form, refusal.wrong)
        return None
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
    if received.new and not request.user.is_authenticated:
        spam.count_received(request)
    if not received.token:
        form.add_error(None, _("This was received before. Its address is in the e-mail you got then."))
    return received.token or None


def _check_sender(request: HttpRequest, form: PublicRecommendForm) -> None:
    spam.check_trap(request.POST.get("website", ""))
    spam.check_stamp(request.POST.get("opened", ""))
    spam.check_links(
        " ".join(str(form.cleaned_data.get(name, "")) for name in ("why", "name_zh", "name_en", "village"))
    )
    if not request.user.is_authenticated:
        spam.check_received(request)


def _say_of_files(form: PublicRecommendForm, wrong) -> None:
    for item in wrong:
        form.add_error(item.field, item.message)


def _person(request: HttpRequest):
    return request.user if request.user.is_authenticated else None


def _page(request: HttpRequest, form: PublicRecommendForm, status: int = 200, said: str = "") -> HttpResponse:
    context = {
        "form": form,
        "said": said,
        "opened": spam.stamp(),
        "person": form.person,
        "at_once": form.person is not None and form.person.organisation is not None and may(form.person, "recommend"),
        "had_files": bool(request.FILES) if status == 422 else False,
        "longest_why": LONGEST_WHY,
        "most_photos": MOST_PHOTOS,
        "most_documents": MOST_DOCUMENTS,
        "file_bytes": 10 * MEGABYTE,
    }
    response = render(request, "products/recommend.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def recommendation(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands, for whoever knows the address. 404 for an address that nobody was given."""
    found = by_token(token)
    if found is None:
        raise Http404
    context = {
        "recommendation": found,
        "standing": standing_of(found),
        "sent": "sent" in request.GET,
        "address": address(reverse("products:recommendation", args=[token])),
        "listing": reverse("recommendation:index") if request.user.has_perm("products.view_recommendation") else "",
    }
    response = render(request, "products/recommendation.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
