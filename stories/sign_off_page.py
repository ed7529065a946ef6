"""The page that an outside person gets by a sign-off link: the story as readers will see it, and two buttons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from products import spam
from products.errors import Refused
from stories import sign_offs
from stories.channel_names import channel_choices
from stories.document.walk import text_of
from stories.models.sign_offs import SignOff, SignOffAnswer
from stories.public import reader_context
from stories.reading import reading_digest

MOST_BYTES = 200_000
_BLOCK = "block-"
_ANSWERS = {"agree": SignOffAnswer.AGREED, "change": SignOffAnswer.CHANGE}
# A link that ended says so; one that was answered shows the answer.
_STATUS = {"revoked": 410, "expired": 410, "changed": 410}


# The address itself is the secret that a forger lacks. A token in a cookie would be a cookie for reading, and
# browsers that send no referrer call themselves the origin "null", which Django's check turns away.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, token: str) -> HttpResponse:
    """200 while it is open or answered, 404 for a link nobody was given, 410 for one that ended."""
    try:
        spam.check_guesses(request)
    except Refused as refusal:
        return _closed(request, "busy", 429, said=refusal.message)
    found = sign_offs.find(token)
    if found is None:
        spam.count_guess(request)
        return _closed(request, "unknown", 404)
    standing = sign_offs.standing(found, reading_digest(sign_offs.newest_document(found.story)))
    if standing in _STATUS:
        return _closed(request, standing, _STATUS[standing], found)
    if request.method == "POST":
        return _answered(request, found, standing)
    if standing == "answered":
        return _closed(request, standing, 200, found)
    if request.method == "GET" and not _is_ours(request, found):
        sign_offs.mark_opened(found)
    return _reading(request, found)


def _answered(request: HttpRequest, found: SignOff, standing: str) -> HttpResponse:
    if standing == "answered":
        return _closed(request, standing, 410, found)
    if _is_ours(request, found):
        return _reading(request, found, 403)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return _closed(request, "busy", 413)
    try:
        spam.count_try(request)
    except Refused as refusal:
        return _reading(request, found, 429, refusal.message)
    remarks = {key.removeprefix(_BLOCK): text for key, text in request.POST.items() if key.startswith(_BLOCK)}
    said = _ANSWERS.get(request.POST.get("answer", ""))
    if said is None:
        return _reading(request, found, 400)
    try:
        sign_offs.answer(found, said, request.POST.get("remark", ""), remarks)
    except Refused as refusal:
        if refusal.code == "sign_off.closed":
            again = SignOff.objects.select_related("story", "made_by").get(pk=found.pk)
            return _closed(request, "answered" if again.answered_at else "revoked", 410, again)
        return _reading(request, found, 422, refusal.message)
    return redirect(request.path)


def _is_ours(request: HttpRequest, found: SignOff) -> bool:
    """Somebody with an account who may edit the story is not an outside person."""
    user = request.user
    return user.is_authenticated and found.story.permissions_for_user(user).can_edit()


def _reading(request: HttpRequest, found: SignOff, status: int = 200, said: str = "") -> HttpResponse:
    document = found.parsed()
    names = dict(channel_choices())
    posted = request.POST if status == 422 or status == 429 else {}
    context = {
        **reader_context(found.story, document),
        "sign_off": found,
        "story": found.story,
        "ours": _is_ours(request, found),
        "said": said,
        "remark": posted.get("remark", ""),
        "passages": _passages(document, posted),
        "elsewhere": [
            {"channel": names.get(override.channel, override.channel), "words": override}
            for override in document.overrides
            if override.title or override.summary
        ],
        "longest": sign_offs.LONGEST_REMARK,
        "longest_passage": sign_offs.LONGEST_BLOCK_REMARK,
    }
    return _guarded(render(request, "stories/sign_off.html", context, status=status))


def _passages(document, posted) -> list[dict]:
    """The blocks with words, for remarks on one of them."""
    return [
        {"id": block.id, "start": words[:60], "remark": posted.get(_BLOCK + block.id, "")}
        for block in document.body
        if (words := text_of(block).strip())
    ]


def _closed(request: HttpRequest, why: str, status: int, found: SignOff | None = None, said: str = "") -> HttpResponse:
    context = {"why": why, "sign_off": found, "said": said}
    return _guarded(render(request, "stories/sign_off_closed.html", context, status=status))


def _guarded(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
