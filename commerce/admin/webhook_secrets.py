"""Secrets of senders of orders: made here and shown once, revoked here, never edited or deleted."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from commerce.admin.pages import GuardedPage
from commerce.models import WebhookSecret
from commerce.webhooks import secrets
from products.errors import Refused

LISTING = (gettext_lazy("Webhook secrets"), reverse_lazy("webhooksecret:index"))


class SecretForm(forms.ModelForm):
    class Meta:
        model = WebhookSecret
        fields = ["platform", "note"]


class SecretIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("created_by")

    def get_list_more_buttons(self, instance):
        if instance.revoked_at or not self.user_has_permission("change"):
            return []
        url = reverse("webhooksecret:revoke", args=[instance.pk])
        return [Button(_("Revoke"), url=url, icon_name="cross", classname="no", priority=10)]


class SecretCreate(generic.CreateView):
    """Answers with the secret itself instead of a redirect: it is nowhere to be had later."""

    def form_valid(self, form) -> HttpResponse:
        data = form.cleaned_data
        try:
            row, text = secrets.issue(data["platform"], note=data["note"], by=self.request.user)
        except Refused as refusal:
            form.add_error("platform", str(refusal))
            return self.form_invalid(form)
        address = self.request.build_absolute_uri(f"/api/v1/orders/{row.platform}")
        context = self.get_context_data(form=form, row=row, text=text, address=address)
        response = self.response_class(self.request, "commerce/admin/secret_issued.html", context)
        response["Cache-Control"] = "no-store"
        return response


class RevokePage(GuardedPage, TemplateView):
    """Asks once, then ends the secret for good."""

    permission = "commerce.change_webhooksecret"
    listing = LISTING
    page_title = gettext_lazy("Revoke a webhook secret")
    header_icon = "key"
    template_name = "commerce/admin/secret_revoke.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(secret=get_object_or_404(WebhookSecret, pk=kwargs["pk"]), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        secret = get_object_or_404(WebhookSecret, pk=pk)
        if secrets.revoke(secret, by=request.user):
            messages.success(request, _("The secret %(secret)s is revoked.") % {"secret": secret})
        else:
            messages.warning(request, _("The secret %(secret)s had been revoked before.") % {"secret": secret})
        return redirect("webhooksecret:index")


class WebhookSecretViewSet(ModelViewSet):
    model = WebhookSecret
    icon = "key"
    url_prefix = "webhook-secrets"
    menu_label = gettext_lazy("Webhook secrets")
    index_view_class = SecretIndex
    add_view_class = SecretCreate
    copy_view_enabled = False
    search_fields = ["note", "hint", "platform"]
    search_backend_name = None
    list_display = [
        "hint",
        Column("shop", label=gettext_lazy("Shop"), accessor="get_platform_display", sort_key="platform"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda secret: _("Revoked") if secret.revoked_at else _("Valid"),
            primary=lambda secret: not secret.revoked_at,
        ),
        Column("note", label=gettext_lazy("Note")),
        Column("created_by", label=gettext_lazy("Made by")),
        DateColumn("created_at", label=gettext_lazy("Made"), sort_key="created_at"),
    ]
    ordering = "-created_at"

    def get_form_class(self, for_update=False):
        return SecretForm

    def get_common_view_kwargs(self, **kwargs):
        names = {"edit_url_name": None, "delete_url_name": None, "history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**names, **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/revoke/", RevokePage.as_view(), name="revoke"),
        ]

    @property
    def url_finder_class(self):
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("revoke")
        return finder
