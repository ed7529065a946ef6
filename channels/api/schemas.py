"""What the API takes and answers, for OpenAPI and for checking what comes in.

Answers are stored text and are not passed through these models; tests hold the two together.
"""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

LARGEST_ID = 2**63 - 1

# No control characters: PostgreSQL takes no NUL, and nothing here is more than a line.
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")]


# One pattern, described as it is checked: another rule beside it would refuse what the description allows.
EMPTY_OR_URL = r"^(https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][!-~]*)?)?$"


class ReceiptIn(Schema):
    """The report of a channel about a version it was given."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "story_id": 42,
                "version": 3,
                "state": "published",
                "external_id": "2247483650_1",
                "external_url": "https://mp.weixin.qq.com/s/AbCdEf",
            }
        },
    )

    story_id: int = Field(ge=1, le=LARGEST_ID)
    version: int = Field(ge=1, le=2**31 - 1)
    state: Literal["published", "rejected", "removed"]
    external_id: Annotated[Line, Field(max_length=200)] = ""
    external_url: Annotated[str, StringConstraints(max_length=1000, pattern=EMPTY_OR_URL)] = ""
    message: Line = ""


class ReceiptOut(Schema):
    """The report as stored. `new` is false where the same report had come before."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 7,
                "channel": "wechat-oa",
                "story_id": 42,
                "version": 3,
                "state": "published",
                "received_at": "2026-11-23T02:00:00Z",
                "new": True,
            }
        }
    )

    id: int
    channel: str
    story_id: int
    version: int
    state: str
    received_at: str
    new: bool


class ChannelList(Schema):
    """Every channel's rules as data; `limits`, `crops` and the rest are explained in the project's docs."""

    channels: list[dict[str, Any]]


class EnvelopeOut(Schema):
    """One edition: the channel's own payload with provenance, purchase links, losses and findings."""

    channel: str
    spec_version: str
    adapter_version: int
    story: dict[str, Any]
    payload: dict[str, Any]
    media_type: str
    assets: list[dict[str, Any]]
    links: list[dict[str, Any]]
    provenance: list[dict[str, Any]]
    targeting: dict[str, Any]
    losses: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class EntryOut(Schema):
    """`upsert` puts out or replaces a story, `withdraw` takes it down; `edition` comes with an upsert, `reason`
    with a withdrawal."""

    cursor: str
    op: Literal["upsert", "withdraw"]
    story_id: int
    version: int
    etag: str
    at: str
    reason: str | None = None
    edition: EnvelopeOut | None = None


class FeedOut(Schema):
    """A page of the feed, oldest first. Ask again with `after` = `next`; at once where `more` is true."""

    channel: str
    entries: list[EntryOut]
    next: str
    more: bool


class ProblemOut(Schema):
    """RFC 9457 problem details. Go by `code`: it is stable; `title` and `detail` are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None


FEED_EXAMPLE = {
    "channel": "wechat-oa",
    "entries": [
        {
            "cursor": "WyJ3ZWNoYXQtb2EiLCI4ZDJmIiwxXQ:kV3…",
            "op": "upsert",
            "story_id": 42,
            "version": 3,
            "etag": "9f2c…",
            "at": "2026-11-23T02:00:00Z",
            "edition": {"channel": "wechat-oa", "spec_version": "2026-11-23", "payload": {"articles": []}},
        },
        {
            "cursor": "WyJ3ZWNoYXQtb2EiLCI4ZDJmIiwyXQ:Qm9…",
            "op": "withdraw",
            "story_id": 40,
            "version": 1,
            "etag": "1b77…",
            "at": "2026-11-23T02:05:00Z",
            "reason": "verification_withdrawn",
        },
    ],
    "next": "WyJ3ZWNoYXQtb2EiLCI4ZDJmIiwyXQ:Qm9…",
    "more": False,
}


def problem(description: str, code: str, status: int, **extra: Any) -> dict[str, Any]:
    """Describe one error answer for OpenAPI."""
    example = {"type": "about:blank", "title": description, "status": status, "code": code} | extra
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }


TOKEN_PROBLEMS = {
    400: problem("A token in the address (`token_in_url`)", "token_in_url", 400),
    401: problem(
        "No token, or one that is unknown, expired or revoked "
        "(`token_missing`, `token_unknown`, `token_expired`, `token_revoked`)",
        "token_expired",
        401,
    ),
    403: problem(
        "The token opens another channel, or has no right to this call (`token_foreign`, `token_scope`)",
        "token_foreign",
        403,
    ),
    404: problem("No such channel or story (`channel_unknown`, `edition_unknown`)", "edition_unknown", 404),
    422: problem(
        "A value cannot be used (`invalid_request`)",
        "invalid_request",
        422,
        errors=[{"field": "limit", "message": "Give 100 or less."}],
    ),
    429: problem(
        "Too many calls with this token: wait as many seconds as `Retry-After` says (`too_many_requests`)",
        "too_many_requests",
        429,
        retry_after=17,
    )
    | {"headers": {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}},
}
