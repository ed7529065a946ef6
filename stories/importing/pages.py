"""The admin's pages of an import: the form, and the report of what became of the text."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, HeaderButton

from products.admin.pages import DeskPage
from products.errors import Refused
from stories.crumbs import STORIES
from stories.importing.service import earlier_import, import_story, may_import
from stories.importing.words import FATES, groups, totals
from stories.models.imports import StoryImport
from stories.models.index import StoryIndexPage


def import_button(person) -> list[HeaderButton]:
    """The way to the form from the list of stories, for whoever may add one."""
    if not any(may_import(person, section) for section in StoryIndexPage.objects.all()):
        return []
    return [HeaderButton(_("Import a story"), url=reverse("story_import"), icon_name="upload")]


def import_menu_item(page, user) -> list[Button]:
    """The same in the menu of a section."""
    if not isinstance(page.specific_deferred, StoryIndexPage) or not may_import(user, page):
        return []
    address = f"{reverse('story_import')}?section={page.pk}"
    return [Button(_("Import a story"), url=address, icon_name="upload", priority=15)]


class ImportView(DeskPage, FormView):
    template_name = "stories/admin/import.html"
    page_title = gettext_lazy("Import a story")
    header_icon = "upload"
    above = (STORIES,)

    def get_form_class(self):
        # Imported late: the form needs the windows, and those need all models.
        from stories.importing.forms import ImportForm

        return ImportForm

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        if not import_button(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "person": self.request.user}

    def get_initial(self):
        section = self.request.GET.get("section", "")
        return {"section": int(section)} if section.isascii() and section.isdigit() and len(section) < 18 else {}

    def get_context_data(self, **kwargs):
        shown = {"action_url": self.request.path, "submit_button_label": _("Import"), **kwargs}
        form = shown.setdefault("form", None) or self.get_form()
        return super().get_context_data(**shown | {"form": form, "media": form.media})

    def form_valid(self, form) -> HttpResponse:
        upload, fields, person = form.upload(), form.cleaned_data, self.request.user
        earlier = None if fields["again"] else earlier_import(upload, person, fields["section"])
        if earlier:
            form.ask_again()
            return self._again(form, earlier=earlier)
        try:
            made = import_story(upload, person, fields["section"], product=fields["product"], title=fields["title"])
        except Refused as refusal:
            form.add_error("file" if upload.data else "text", str(refusal.message))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(story)s” was imported as a draft.") % {"story": made.story.title})
        return redirect("story_import_report", made.pk)

    def form_invalid(self, form) -> HttpResponse:
        messages.error(self.request, _("Nothing was imported; see below what is wrong."))
        return self._again(form)

    def _again(self, form, **context) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)


class ReportView(DeskPage, TemplateView):
    """Whoever may edit the story sees what became of its source."""

    template_name = "stories/admin/import_report.html"
    page_title = gettext_lazy("What the import did")
    header_icon = "upload"
    above = (STORIES,)

    @cached_property
    def made(self) -> StoryImport:
        made = StoryImport.objects.select_related("story", "person").filter(pk=self.kwargs["pk"]).first()
        if made is None or made.story is None:
            raise Http404
        if not made.story.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return made

    def get_page_subtitle(self):
        return self.made.story.get_admin_display_title()

    @cached_property
    def header_buttons(self):
        address = reverse("wagtailadmin_pages:edit", args=[self.made.story_id])
        return [HeaderButton(_("Open the draft"), url=address, icon_name="edit")]

    def get_context_data(self, **kwargs):
        report = self.made.report
        parts = [{"fate": fate, "heading": name, "groups": groups(report, fate)} for fate, name in FATES.items()]
        return super().get_context_data(
            made=self.made, totals={"kept": 0, "changed": 0, "dropped": 0} | totals(report), parts=parts, **kwargs
        )
