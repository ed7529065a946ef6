"""The desk's page on which a story is taken down for good, or allowed again, and the way to it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem

from products.admin.pages import DeskPage
from products.errors import Refused
from stories import kills, release_followers
from stories.crumbs import editor_of
from stories.models.story import StoryPage


class KillForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=kills.REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the house: it is kept and written to everybody concerned. Readers do not see it."),
    )
    public_note = forms.CharField(
        label=gettext_lazy("What readers are told"),
        required=False,
        max_length=kills.REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Shown at the story's address. Left empty, readers see only that and when it was withdrawn."
        ),
    )


class KillView(DeskPage, FormView):
    form_class = KillForm
    template_name = "stories/admin/kill.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.story = get_object_or_404(StoryPage, pk=kwargs["page_id"])
        if not kills.may_kill(request.user, self.story):
            raise PermissionDenied
        self.kill = kills.standing_kill(self.story.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self._lift() if "lift" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        try:
            kills.kill(self.story, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(title)s” is down everywhere.") % {"title": self.story.title})
        return redirect(self.get_success_url())

    def _lift(self) -> HttpResponse:
        try:
            kills.lift(self.story, self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        messages.success(self.request, _("It may be approved again. Until then it stays down."))
        return redirect(self.get_success_url())

    def get_page_title(self) -> str:
        return _("Taken down for good") if self.kill else _("Take down for good")

    def get_page_subtitle(self) -> str:
        return self.story.get_admin_display_title()

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.story.pk])

    @property
    def above(self):
        return (editor_of(self.story),)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            story=self.story,
            kill=self.kill,
            kills=self.story.kills.select_related("by", "lifted_by").exclude(pk=self.kill.pk if self.kill else None),
            effect=[] if self.kill else release_followers.effect_of(self.story),
            may_lift=self.kill and self.kill.by_id != self.request.user.pk,
        )


class KillMenuItem(ActionMenuItem):
    """In the editor's menu, for those who may; also while somebody has locked the text."""

    name = "action-kill"
    icon_name = "warning"
    order = 90

    def is_shown(self, context) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, StoryPage):
            return False
        return bool(page.first_published_at or page.approved_schedule) and kills.may_kill(context["request"].user, page)

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        killed = kills.standing_kill(parent_context["page"].pk)
        context["label"] = _("Allow again …") if killed else _("Take down for good …")
        return context

    def get_url(self, parent_context) -> str:
        return reverse("story_kill", args=[parent_context["page"].pk])
