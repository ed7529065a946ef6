"""The API as a whole: every room's routes under `/api/v1/`."""

from ninja import NinjaAPI

from channels.api import router as channels_router
from channels.api.problems import install

api = NinjaAPI(
    urls_namespace="api",
    title="Fengshou channel API",
    version="1.0.0",
    description="Editions of approved stories for channels: feed, packages, receipts.",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
install(api)
api.add_router("", channels_router)
