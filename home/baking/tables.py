"""What the tables of the house are to baked pages.

A table that is not named here is followed as a whole: a page that read it goes when anything is written to it.
"""

from functools import cache

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

# Followed by row where a page says which sets it shows (`products.showing`): these are written to all day.
BY_ROW = (
    "products.Product",
    "products.Offer",
    "products.OfferPrice",
    "products.Verification",
    "products.Step",
    "products.Evidence",
    "products.Fact",
    "products.FactChange",
    "products.Photo",
    "products.User",
    "products.Organisation",
    "products.Brand",
    "products.Assessment",
    "products.ProductPagePhoto",
    "stories.Release",
    "stories.ReleaseProduct",
    "stories.ListEntry",
    "stories.StoryKill",
    "stories.StoryTag",
    "stories.StoryPage_authors",
    "stories.Film",
    "stories.FilmVersion",
)
# Not followed, as orders and clicks come all day: who shows them is kept for ten minutes.
FOR_MINUTES = frozenset(
    {
        "commerce_click",
        "commerce_clickrollup",
        "commerce_ledgerentry",
        "commerce_orderimport",
        "commerce_orderline",
        "commerce_rollup",
        "commerce_rollupmark",
    }
)
# Rows that are made when a page first asks for them, and are what they are: the file of a photo's size has a name of
# its own (the photo's row is followed), the code of a purchase link is derived, and what it leads to is asked at the
# click.
NEVER_CHANGING = frozenset({"products_photorendition", "commerce_purchaselink", "django_content_type"})
# Not followed, and not to be shown by a page that is kept.
NOT_PUBLIC = (
    "auth_",
    "axes_",
    "channels_",
    "cms_",
    "commerce_accesscount",
    "commerce_shopslot",
    "commerce_visitorsalt",
    "commerce_waitingimport",
    "commerce_webhook",
    "django_",
    "home_bakedchange",
    "products_letter",
    "products_recommendation",
    "products_reminder",
    "products_stockchange",
    "products_user_",
    "sqlite_",
    "stories_approval",
    "stories_draft",
    "stories_editorialreview",
    "stories_reviewremark",
    "stories_signoff",
    "stories_storyimport",
    "wagtailadmin_",
    "wagtailcore_apitoken",
    "wagtailcore_comment",
    "wagtailcore_group",
    "wagtailcore_modellog",
    "wagtailcore_pagelog",
    "wagtailcore_pagesubscription",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_task",
    "wagtailcore_uploadedfile",
    "wagtailcore_workflow",
    "wagtailsearch_",
    "wagtailusers_",
)
# Who did something or grows it is no owner of it: their name is on other pages, and those stay as they are.
NO_OWNERS = frozenset({"products.User", "products.Organisation", "products.Brand"})
# Columns that no reader sees.
UNSEEN = {
    "wagtailcore_page": {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "numchild",
        "search_description_draft",
    },
    "products_user": {"last_login", "password"},
    "products_offer": {"seen", "seen_at"},
    "stories_filmversion": {"attempts", "lease_owner", "lease_until", "progress"},
}


def is_public(table: str) -> bool:
    return table in FOR_MINUTES or table in NEVER_CHANGING or not table.startswith(NOT_PUBLIC)


def is_followed(table: str) -> bool:
    return is_public(table) and table not in FOR_MINUTES and table not in NEVER_CHANGING


@cache
def models_by_row() -> tuple[type[Model], ...]:
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    return (*pages, *(apps.get_model(label) for label in BY_ROW))


def root(model: type[Model]) -> str:
    """The table whose key names a row: a story is a row of pages."""
    return [model, *model._meta.get_parent_list()][-1]._meta.db_table


@cache
def roots() -> dict[str, str]:
    """The tables that are followed by row, each with the table whose key names its rows."""
    return {model._meta.db_table: root(model) for model in models_by_row()}


@cache
def key_column(table: str) -> str:
    model = next(model for model in models_by_row() if model._meta.db_table == table)
    return model._meta.pk.column


@cache
def owners(table: str) -> dict[str, str]:
    """Columns of a table that name a row of a table followed by row: `{"product_id": "products_product"}`."""
    by_row = set(models_by_row())
    return {
        field.column: root(field.related_model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model in by_row and field.related_model._meta.label not in NO_OWNERS
    }


def row(table: str, pk: object) -> str:
    return f"{table}:{pk}"


def whole(table: str) -> str:
    """The key of whatever is written to a table."""
    return f"table:{table}"


def unnamed(table: str) -> str:
    """The key of what is written to a table without saying to which rows."""
    return f"unnamed:{table}"
