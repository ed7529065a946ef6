"""The editor where somebody else was quicker: no text is lost, and whoever is late is told in words."""

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision


class AtOnce:
    """For edit views of pages. An autosave that comes late writes nothing: Wagtail's editor says so itself."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.expects_json_response:
            return super().post(request, *args, **kwargs)
        newer = self.latest_revision if self.is_out_of_date else None
        if newer is not None or not self._overwrites_the_newest():
            # What is sent becomes a version of its own, after the one that is newer.
            request.POST = request.POST.copy()
            request.POST.pop("overwrite_revision_id", None)
        try:
            return super().post(request, *args, **kwargs)
        finally:
            # Also where it is saved and then refused for approval.
            if newer is not None:
                self._tell_of(newer)

    def _overwrites_the_newest(self) -> bool:
        return self.request.POST.get("overwrite_revision_id", "") == str(getattr(self.latest_revision, "pk", ""))

    def _tell_of(self, newer: Revision) -> None:
        saved = Revision.objects.for_instance(self.page).order_by("-created_at", "-pk").first()
        if saved is None or saved.pk == newer.pk:
            return
        other = newer.user is not None and newer.user_id != self.request.user.pk
        when = date_format(localtime(newer.created_at), "SHORT_DATETIME_FORMAT")
        said = (
            _("Meanwhile %(person)s saved a version of their own (%(when)s). It is kept; yours is the newest now.")
            % {"person": newer.user, "when": when}
            if other
            else _("Meanwhile another version was saved (%(when)s). It is kept; this one is the newest now.")
            % {"when": when}
        )
        address = reverse("wagtailadmin_pages:revisions_compare", args=(quote(self.page.pk), newer.pk, saved.pk))
        messages.warning(self.request, format_html('{} <a href="{}">{}</a>', said, address, _("Compare the two")))

    def form_valid(self, form) -> HttpResponse:
        """A decision that is not open any more is no saving: who only decides must not become an author by it."""
        vanished = "action-workflow-action" in self.request.POST and self.action_name == "save"
        if not vanished:
            return super().form_valid(form)
        self.has_content_changes = form.has_changed()
        messages.error(
            self.request,
            _("Somebody has decided on this already, or took it back; the action you chose is not open any more."),
        )
        return self.save_action() if self.writes_something() else self.redirect_and_remain()

    def writes_something(self) -> bool:
        """Whether what was sent says something else than the newest version.

        Rich text that was not written in this editor comes back from it with paragraph keys it did not have.
        """
        if not self.has_content_changes or not set(self.form.changed_data) <= {"body"}:
            return self.has_content_changes
        newest = self.page.get_latest_revision_as_object()
        return newest.built.document != self.page.built.document
