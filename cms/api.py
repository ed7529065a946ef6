"""The API as a whole: every room's routes under `/api/v1/`."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from channels.api import router as channels_router
from channels.api.problems import answer, install
from commerce.webhooks.problems import NotTaken
from commerce.webhooks.routes import router as orders_router

api = NinjaAPI(
    urls_namespace="api",
    title="Fengshou channel API",
    version="1.0.0",
    description="Editions of approved stories for channels: feed, packages, receipts. Orders of the shops.",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
install(api)
api.add_router("", channels_router)
api.add_router("", orders_router)


@api.exception_handler(NotTaken)
def order_not_taken(request: HttpRequest, error: NotTaken) -> HttpResponse:
    extra = {"title": _("A valid signature is needed")} if error.status == 401 else {}
    response = answer(error.status, error.code, error.detail, **extra, **error.extra)
    if error.status == 401:
        response["WWW-Authenticate"] = "Webhook-Signature"
    return response
