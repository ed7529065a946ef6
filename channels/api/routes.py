"""The calls of the channel API."""

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from channels import adapters, current_rules, envelope, feed, feed_text, packages, receipts, syndication
from channels.contract import Adapter
from channels.models import Edition, EditionState, Scope

from . import answers
from .authentication import ChannelBearer
from .problems import Problem
from .schemas import (
    FEED_EXAMPLE,
    LARGEST_ID,
    TOKEN_PROBLEMS,
    ChannelList,
    EnvelopeOut,
    FeedOut,
    ProblemOut,
    ReceiptIn,
    ReceiptOut,
    problem,
)

router = Router(tags=["Channels"])
reader, reporter = ChannelBearer(Scope.READ), ChannelBearer(Scope.REPORT)

KEY = Path(..., description="Key of the channel, such as `wechat-oa`")
STORY = Path(..., ge=1, le=LARGEST_ID, description="Id of the story")
GONE = problem("The story was taken down; take it down too (`edition_withdrawn`)", "edition_withdrawn", 410)
NOT_MODIFIED = {"description": "Nothing changed since the ETag in `If-None-Match`"}


@router.get("/channels", response=ChannelList, summary="The channels and their rules")
def list_channels(request: HttpRequest):
    """What each channel takes, with the source of every rule and the day it was checked. Public."""
    specs = [
        adapter.spec.model_dump(mode="json") | {"adapter_version": adapter.version}
        for adapter in current_rules.current_adapters()
    ]
    text = envelope.as_text({"channels": specs})
    response = HttpResponse(text, content_type="application/json")
    response["ETag"] = f'"{envelope.digest_of(text)[:32]}"'
    patch_cache_control(response, public=True, max_age=300)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@router.get(
    "/channels/{key}/feed",
    auth=reader,
    response={200: FeedOut, 410: ProblemOut},
    summary="What to put out and what to take down",
    openapi_extra={
        "responses": TOKEN_PROBLEMS
        | {
            200: {"content": {"application/json": {"example": FEED_EXAMPLE}}},
            304: NOT_MODIFIED,
            410: problem(
                "The cursor is not known any more: begin again without one (`cursor_gone`)",
                "cursor_gone",
                410,
                full_sync="/api/v1/channels/wechat-oa/feed",
            ),
        }
    },
)
def read_feed(
    request: HttpRequest,
    key: str = KEY,
    after: str = Query("", max_length=400, description="`next` of the page before; leave out to begin"),
    limit: int = Query(20, ge=1, le=100),
):
    """Page through the channel's feed, oldest first, each story once with its newest state.

    Store `next` with what you made of the page. An upsert replaces what you have of the story; a withdrawal
    of a story you do not have is to be passed over.
    """
    row = request.auth.feed  # type: ignore[attr-defined]
    try:
        feed.note_fetch(row, feed.position(row, after))
    except feed.DeadCursor as error:
        detail = _("Begin again without “after”: the answer then holds every story this channel carries.")
        raise Problem(410, "cursor_gone", detail, full_sync=request.path) from error
    return answers.stored(request, feed.page_etag(row, after, limit), lambda: feed_text.page(row, after, limit))


def _feed_docs(media_type: str, shape: str) -> dict:
    answers = {
        404: problem("The channel has no feed of this kind (`feed_unknown`)", "feed_unknown", 404),
        304: NOT_MODIFIED,
        200: {
            "description": "The newest stories; a withdrawn one is gone",
            "content": {media_type: {"schema": {"type": shape}}},
        },
    }
    return {"responses": TOKEN_PROBLEMS | answers}


@router.get(
    "/channels/{key}/feed.rss",
    auth=reader,
    summary="The current stories as RSS 2.0",
    openapi_extra=_feed_docs("application/rss+xml", "string"),
)
def read_rss(request: HttpRequest, key: str = KEY):
    """For readers of feeds. `guid` stays the same over all versions of a story; `atom:updated` is the last change."""
    return _syndicated(request, key, "rss", syndication.rss, "application/rss+xml; charset=utf-8")


@router.get(
    "/channels/{key}/feed.json",
    auth=reader,
    summary="The current stories as JSON Feed 1.1",
    openapi_extra=_feed_docs("application/feed+json", "object"),
)
def read_json_feed(request: HttpRequest, key: str = KEY):
    """The same items as in RSS."""
    return _syndicated(request, key, "json", syndication.json_feed, "application/feed+json; charset=utf-8")


def _syndicated(
    request: HttpRequest, key: str, form: str, write: Callable[[Adapter, str], str], media_type: str
) -> HttpResponseBase:
    adapter = adapters.adapter_for(key)
    if form not in adapter.spec.feeds:
        raise Problem(404, "feed_unknown", _("This channel has no feed of this kind."))
    etag = syndication.state_tag(request.auth.feed, form)  # type: ignore[attr-defined]
    address = f"{settings.SITE_URL}{request.path}"
    return answers.stored(request, etag, lambda: write(adapter, address).encode(), media_type)


@router.get(
    "/channels/{key}/editions/{story_id}",
    auth=reader,
    response=EnvelopeOut,
    summary="The current edition of one story",
    openapi_extra={"responses": TOKEN_PROBLEMS | {304: NOT_MODIFIED, 410: GONE}},
)
def read_edition(request: HttpRequest, key: str = KEY, story_id: int = STORY):
    """The bytes the feed has inline, with the feed's `etag` as ETag."""
    edition = _current(key, story_id)
    return answers.stored(request, edition.etag, lambda: edition.envelope.encode())


@router.get(
    "/channels/{key}/editions/{story_id}/package",
    auth=reader,
    summary="The current edition as a ZIP for an operator",
    openapi_extra={
        "responses": TOKEN_PROBLEMS
        | {
            200: {
                "description": "Payload, envelope, assets, checksums and a read-me in Chinese and English",
                "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
            },
            304: NOT_MODIFIED,
            410: GONE,
            503: problem("A file is missing from storage (`package_incomplete`)", "package_incomplete", 503),
        }
    },
)
def read_package(request: HttpRequest, key: str = KEY, story_id: int = STORY) -> HttpResponseBase:
    """The same edition gives the same bytes."""
    edition = _current(key, story_id)
    etag = f"{edition.etag}-package"
    if same := answers.unchanged(request, etag):
        return same
    try:
        package = packages.write_package(edition)
    except packages.IncompletePackage as error:
        detail = _(
            "The file %(name)s is missing or was changed. The people in charge can make it anew (“reconcile --files”)."
        )
        raise Problem(503, "package_incomplete", detail % {"name": str(error)}) from error
    response = FileResponse(package, as_attachment=True, filename=packages.package_name(edition))
    return answers.private(response, etag)


@router.post(
    "/channels/{key}/receipts",
    auth=reporter,
    response={200: ReceiptOut, 201: ReceiptOut},
    summary="Report what became of a version",
    openapi_extra={"responses": TOKEN_PROBLEMS},
)
def take_receipt(request: HttpRequest, receipt: ReceiptIn, key: str = KEY):
    """201 for a new report, 200 for one that had come before: sending it again does no harm."""
    result = receipts.record(key, **receipt.model_dump())
    if result is None:
        raise Problem(404, "edition_unknown", _("This channel was never given that version of the story."))
    row, new = result
    text = envelope.as_text(
        {
            "id": row.pk,
            "channel": row.channel,
            "story_id": row.story_id,
            "version": row.version,
            "state": row.state,
            "received_at": envelope.moment(row.at),
            "new": new,
        }
    )
    response = HttpResponse(text, content_type="application/json", status=201 if new else 200)
    return answers.private(response, f"receipt-{row.pk}")


def _current(key: str, story_id: int) -> Edition:
    """The current edition with its release, in one query; two where there is none."""
    edition = Edition.objects.filter(channel=key, story_id=story_id, current=True).select_related("release").first()
    if edition:
        return edition
    if Edition.objects.filter(channel=key, story_id=story_id, state=EditionState.WITHDRAWN).exists():
        raise Problem(410, "edition_withdrawn", _("This story was taken down. Take it down too."))
    raise Problem(404, "edition_unknown", _("This channel has no edition of that story."))
