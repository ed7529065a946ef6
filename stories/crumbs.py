"""The desk's pages over those about stories, for their breadcrumbs."""

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from products.admin.pages import Crumb

STORIES: Crumb = (_("Stories"), reverse_lazy("stories:index"))


def editor_of(page: Page) -> Crumb:
    return page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk])
