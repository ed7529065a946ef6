"""Registers this room with Wagtail; holds nothing else."""

from django.templatetags.static import static
from django.urls import path, re_path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.staticfiles import versioned_static

from stories import admin_urls, kills, rich_facts, sign_offs, translations
from stories.chooser_windows import offer_window, product_window
from stories.corrections.pages import CorrectionsPanel, correction_list
from stories.corrections.words import LOG_ACTIONS
from stories.desk.bulk import AssignBulkAction, SubmitBulkAction
from stories.desk.panel import StoryDeskPanel
from stories.fact_window import fact_window
from stories.fixes.asking import LOG_ACTIONS as FIX_ACTIONS
from stories.fixes.pages import fix_requests
from stories.fixes.panel import FixRequestsPanel
from stories.importing.pages import ImportView, ReportView, import_menu_item
from stories.kill_page import KillMenuItem, KillView
from stories.models import StoryPage
from stories.person_window import person_window
from stories.review_menu import GiveBackMenuItem
from stories.review_views import RejectView, ReviewActionView, ReviewView
from stories.review_words import LOG_ACTIONS as REVIEW_ACTIONS
from stories.submit_menu_item import SubmitForApprovalMenuItem
from stories.tags_panel import tags_view
from stories.viewsets import page_viewsets, story_list


@hooks.register("register_admin_viewset")
def viewsets():
    windows = [product_window, offer_window, fact_window, person_window]
    return [*page_viewsets, story_list, *windows, correction_list, fix_requests]


@hooks.register("register_admin_urls")
def register_admin_urls():
    return admin_urls.urlpatterns


@hooks.register("insert_editor_js")
def save_what_the_autosave_missed():
    return format_html('<script src="{}"></script>', versioned_static("stories/autosave-gaps.js"))


@hooks.register("construct_page_action_menu")
def name_the_submit_button(menu_items, request, context) -> None:
    menu_items[:] = [
        SubmitForApprovalMenuItem(order=item.order) if type(item) is SubmitForModerationMenuItem else item
        for item in menu_items
    ]


@hooks.register("construct_page_action_menu")
def ask_for_reasons(menu_items, request, context) -> None:
    """Only stories have blocks to tie a reason to; other pages keep Wagtail's box for a comment."""
    if isinstance(context.get("page"), StoryPage):
        menu_items[:] = [GiveBackMenuItem(order=item.order) if item.name == "reject" else item for item in menu_items]


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("stories/<int:page_id>/tags/", tags_view, name="story_tags"),
        path("stories/import/", ImportView.as_view(), name="story_import"),
        path("stories/import/<int:pk>/", ReportView.as_view(), name="story_import_report"),
        path("stories/<int:page_id>/review/", ReviewView.as_view(), name="story_review"),
        path("stories/<int:page_id>/review/reject/", RejectView.as_view(), name="story_reject"),
        re_path(
            r"^stories/(?P<page_id>[0-9]+)/review/(?P<action>claim|release|take|assign|due|mended)/$",
            ReviewActionView.as_view(),
            name="story_review_action",
        ),
        path("stories/<int:page_id>/kill/", KillView.as_view(), name="story_kill"),
    ]


@hooks.register("register_page_action_menu_item")
def take_down_for_good() -> KillMenuItem:
    return KillMenuItem()


@hooks.register("register_page_header_buttons")
def import_into_section(page, user, view_name, next_url=None):
    return import_menu_item(page, user)


@hooks.register("insert_editor_js")
def jump_to_the_block_of_the_address() -> str:
    return format_html('<script defer src="{}"></script>', static("stories/jump-to-block.js"))


@hooks.register("register_rich_text_features")
def facts_in_prose(features) -> None:
    rich_facts.register(features)


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    own = LOG_ACTIONS | REVIEW_ACTIONS | FIX_ACTIONS
    own |= kills.LOG_ACTIONS | sign_offs.LOG_ACTIONS | translations.LOG_ACTIONS
    for action, (label, message) in own.items():
        actions.register_action(action, label, message)


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels) -> None:
    panels += [StoryDeskPanel(), CorrectionsPanel(), FixRequestsPanel()]


hooks.register("register_bulk_action", SubmitBulkAction)
hooks.register("register_bulk_action", AssignBulkAction)
