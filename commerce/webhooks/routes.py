"""The call that takes orders."""

from django.http import HttpRequest
from ninja import Path, Router, Status

from commerce.webhooks import intake
from commerce.webhooks.schemas import OrdersIn, StoredOut
from commerce.webhooks.signatures import HEADERS, LONGEST_ID

router = Router(tags=["Orders"])

_TEXTS = {
    "webhook-id": "The sender's id of the message; the same again changes nothing",
    "webhook-timestamp": "Seconds since 1970, at most five minutes from now",
    "webhook-signature": "`v1,` and the Base64 of HMAC-SHA-256 over `id.timestamp.body`; several with spaces between",
}


def _body_schema() -> dict:
    """The schema in one piece: a reference would point out of what django-ninja lists."""
    schema = OrdersIn.model_json_schema()
    schema["properties"]["orders"]["items"] = schema.pop("$defs")["OrderIn"]
    return schema


def _problem(description: str) -> dict:
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


@router.post(
    "/orders/{platform}",
    response={202: StoredOut},
    summary="Report orders of a shop",
    openapi_extra={
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": True,
                "description": _TEXTS[name],
                "schema": {"type": "string", "maxLength": LONGEST_ID if name == HEADERS[0] else 3200},
            }
            for name in HEADERS
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _body_schema()}},
        },
        "responses": {
            400: _problem("Headers are missing or malformed, or the body is no JSON in UTF-8"),
            401: _problem("No valid secret made this signature just now (`webhook_signature`)"),
            404: _problem("There is no such shop (`shop_unknown`)"),
            409: _problem("The id was used before with another body (`webhook_id_reused`)"),
            413: _problem("More than a megabyte (`too_large`)"),
            422: _problem("A value cannot be used (`invalid_request`); nothing of the message is taken"),
        },
    },
)
def take_orders(request: HttpRequest, platform: str = Path(..., description="`jd`, `taobao`, `pdd` or `wechat`")):
    """Signed after Standard Webhooks 1.0 with one of the shop's secrets. 202 once the message is stored; it is worked
    at once after that, and rows about the same line merge with those of files: the newest counts."""
    message, orders, new = intake.receive(platform, request.body, request.headers)
    return Status(202, {"id": message.webhook_id, "orders": orders, "new": new})
