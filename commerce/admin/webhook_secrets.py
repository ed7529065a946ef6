"""Secrets of senders of orders."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from commerce.models import WebhookSecret
from commerce.webhooks import secrets
from products.admin.pages import listing_of
from products.admin.shown_once import RevokePage, SecretCreateView, SecretViewSet


class SecretForm(forms.ModelForm):
    class Meta:
        model = WebhookSecret
        fields = ["platform", "note"]


class SecretCreate(SecretCreateView):
    issued_template_name = "commerce/admin/secret_issued.html"
    refused_field = "platform"

    def issue(self, data: dict) -> dict:
        row, secret = secrets.issue(data["platform"], note=data["note"], by=self.request.user)
        address = self.request.build_absolute_uri(f"/api/v1/orders/{row.platform}")
        return {"secret": secret, "row": row, "address": address}


class RevokeSecret(RevokePage):
    model = WebhookSecret
    permission = "commerce.change_webhooksecret"
    above = (listing_of(WebhookSecret),)
    page_title = gettext_lazy("Revoke a webhook secret")
    question = gettext_lazy(
        "Revoke %(secret)s? Messages signed with it are refused from then on. This cannot be undone; a new secret can"
        " be made."
    )
    button = gettext_lazy("Revoke the secret")
    revoked = gettext_lazy("The secret %(secret)s is revoked.")
    revoked_before = gettext_lazy("The secret %(secret)s had been revoked before.")

    def revoke(self) -> bool:
        return secrets.revoke(self.object, by=self.request.user)


class WebhookSecretViewSet(SecretViewSet):
    model = WebhookSecret
    url_prefix = "webhook-secrets"
    add_view_class = SecretCreate
    revoke_page = RevokeSecret
    form_class = SecretForm
    search_fields = ["note", "hint", "platform"]
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
