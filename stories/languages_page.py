"""Both language versions of a story side by side, and the button that says they agree."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages

from products.admin.pages import DeskPage
from products.errors import Refused
from stories.crumbs import editor_of
from stories.models import StoryPage
from stories.side_by_side import THUMBNAIL, rows
from stories.translations import changes, content_of, mark_current, pair_of


def editable_story(request: HttpRequest, page_id: int) -> StoryPage:
    """The story, for whoever may edit it. Raises `Http404` and `PermissionDenied`."""
    page = get_object_or_404(StoryPage.objects.select_related("locale"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


class LanguagesView(DeskPage, TemplateView):
    template_name = "stories/admin/languages.html"
    page_title = gettext_lazy("Languages")
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        self.page = editable_story(request, kwargs["page_id"])
        self.pair = pair_of(self.page)
        if self.pair is None:
            raise Http404
        for side in (self.pair.original, self.pair.translation):
            if not side.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    @property
    def above(self):
        return (editor_of(self.page),)

    def get_context_data(self, **kwargs):
        pair = self.pair
        changed = changes(pair.record) if pair.record else []
        translation = pair.translation.get_latest_revision_as_object()
        return super().get_context_data(
            pair=pair,
            original=pair.original,
            translation=pair.translation,
            changed=changed,
            rows=rows(content_of(pair.original), translation, changed),
            thumbnail=THUMBNAIL,
            **kwargs,
        )


class UpToDateView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        page = editable_story(request, page_id)
        try:
            mark_current(page, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("wagtailadmin_pages:edit", page_id)
        messages.success(request, _("Kept: the translation says what its original says now."))
        return redirect("story_languages", page_id)
