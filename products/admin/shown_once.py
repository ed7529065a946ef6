"""Secrets for programs outside: made on the desk and shown once, revoked there, never edited or deleted."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from products.admin.pages import GuardedPage
from products.admin.viewsets import ListingOnly
from products.errors import Refused


class SecretIndexView(generic.IndexView):
    revoke_url_name = ""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("created_by")

    def get_list_more_buttons(self, instance):
        if instance.revoked_at or not self.user_has_permission("change"):
            return []
        url = reverse(self.revoke_url_name, args=[instance.pk])
        return [Button(_("Revoke"), url=url, icon_name="cross", classname="no", priority=10)]


class SecretCreateView(generic.CreateView):
    """Answers with the secret itself instead of a redirect: it is nowhere to be had later.

    `issued_template_name` extends `products/admin/secret_issued.html`; `refused_field` shows why one is refused.
    """

    issued_template_name = ""
    refused_field = ""

    def issue(self, data: dict) -> dict:
        """Return what the template shows: `secret`, and whatever else it names. Raises `Refused`."""
        raise NotImplementedError

    def form_valid(self, form) -> HttpResponse:
        try:
            issued = self.issue(form.cleaned_data)
        except Refused as refusal:
            form.add_error(self.refused_field, str(refusal))
            return self.form_invalid(form)
        context = self.get_context_data(form=form, listing=self.get_success_url(), **issued)
        response = self.response_class(self.request, self.issued_template_name, context)
        response["Cache-Control"] = "no-store"
        return response


class SecretPage(GuardedPage, TemplateView):
    """A page about one secret."""

    model: type[Model]
    header_icon = "key"

    @cached_property
    def object(self):
        return get_object_or_404(self.model, pk=self.kwargs["pk"])


class RevokePage(SecretPage):
    """Asks once, then ends it for good. The words name the secret as `%(secret)s`."""

    template_name = "products/admin/secret_revoke.html"
    question: str | Promise
    button: str | Promise
    revoked: str | Promise
    revoked_before: str | Promise

    def words(self) -> dict:
        """What the words may name."""
        return {"secret": self.object}

    def revoke(self) -> bool:
        """End it; False where it had been revoked before."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        question = self.question % self.words()
        return super().get_context_data(question=question, button=self.button, listing=self.above[-1][1], **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.revoke():
            messages.success(request, self.revoked % self.words())
        else:
            messages.warning(request, self.revoked_before % self.words())
        return redirect(self.above[-1][1])


class SecretViewSet(ListingOnly):
    icon = "key"
    index_view_class = SecretIndexView
    revoke_page: type[RevokePage]
    form_class: type
    row_page = "revoke"
    ordering = "-created_at"

    def get_form_class(self, for_update=False):
        return self.form_class

    def get_common_view_kwargs(self, **kwargs):
        own = {"add_url_name": self.get_url_name("add"), "revoke_url_name": self.get_url_name("revoke")}
        return super().get_common_view_kwargs(**{**own, **kwargs})

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/revoke/", self.revoke_page.as_view(), name="revoke"),
        ]
