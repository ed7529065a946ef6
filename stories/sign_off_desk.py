"""The desk's page of a story's sign-offs: links made, copied once, renewed, revoked."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages

from products.admin.pages import DeskPage
from products.errors import Refused
from products.models import Organisation
from products.qr import address_inline
from stories import sign_offs
from stories.builder import language_of
from stories.crumbs import editor_of
from stories.languages_page import editable_story
from stories.models.sign_offs import SignOff
from stories.reading import reading_digest
from stories.sign_off_gate import involved, lacking
from stories.sign_off_panel import shown, sign_offs_of


class SignOffForm(forms.ModelForm):
    days = forms.IntegerField(
        label=gettext_lazy("Valid for (days)"),
        min_value=1,
        max_value=sign_offs.LONGEST_DAYS,
        initial=sign_offs.DEFAULT_DAYS,
    )

    class Meta:
        model = SignOff
        fields = ["name", "role", "organisation", "email", "language", "days"]
        help_texts = {
            "role": gettext_lazy("For example: head of the county's office of agriculture, grower."),
            "organisation": gettext_lazy("Those that grow or recommended what the story carries."),
            "email": gettext_lazy("The link is mailed there. Without it, copy the link or show its code."),
            "language": gettext_lazy("Of the page around the story, and of the letter."),
        }

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=organisations)


class SignOffsView(DeskPage, FormView):
    """Answers a new link with the link itself instead of a redirect: it is nowhere to be had later."""

    form_class = SignOffForm
    template_name = "stories/admin/sign_offs.html"
    page_title = gettext_lazy("Sign-off")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        self.page = editable_story(request, kwargs["page_id"])
        self.document = sign_offs.newest_document(self.page)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    @property
    def above(self):
        return (editor_of(self.page),)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), **self._choices()}

    def get_initial(self):
        return {"language": language_of(self.page)}

    def form_valid(self, form):
        try:
            sign_off, address = sign_offs.make(self.page, self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return self.with_link(sign_off, address)

    def form_invalid(self, form):
        messages.error(self.request, _("Nothing was made; see what is wrong below."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def with_link(self, sign_off: SignOff, address: str) -> HttpResponse:
        form = self.form_class(initial=self.get_initial() | {"days": sign_offs.DEFAULT_DAYS}, **self._choices())
        made = {"made": sign_off, "address": address, "code": address_inline(address)}
        response = self.render_to_response(self.get_context_data(form=form, **made))
        response["Cache-Control"] = "no-store"
        return response

    def _choices(self) -> dict:
        return {"organisations": list(involved(self.document).values_list("pk", flat=True))}

    def get_context_data(self, **kwargs):
        digest = reading_digest(self.document)
        return super().get_context_data(
            story=self.page,
            entries=[shown(row, digest) for row in sign_offs_of(self.page.pk)],
            lacking=lacking(self.page, self.document),
            **kwargs,
        )


class RenewView(SignOffsView):
    """A new link for the same person, to what the story says now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        sign_off = get_object_or_404(SignOff, pk=kwargs["pk"], story=self.page)
        try:
            return self.with_link(*sign_offs.renew(sign_off, request.user))
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("story_sign_offs", self.page.pk)


class RevokeView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
        page = editable_story(request, page_id)
        sign_off = get_object_or_404(SignOff.objects.select_related("story"), pk=pk, story=page)
        if sign_offs.revoke(sign_off, request.user):
            messages.success(request, _("The link for %(name)s is revoked.") % {"name": sign_off.name})
        else:
            messages.warning(request, _("The link for %(name)s had been revoked before.") % {"name": sign_off.name})
        return redirect("story_sign_offs", page_id)
