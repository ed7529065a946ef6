"""Tokens of channels, and what they were used for."""

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.widgets.button import Button

from channels import access, tokens
from channels.admin.words import TOKEN_CALLS, TOKEN_STATES, channel_choices, channel_label, scope_labels
from channels.models import ChannelToken, Scope
from products.admin.pages import listing_of
from products.admin.shown_once import RevokePage, SecretCreateView, SecretIndexView, SecretPage, SecretViewSet


class TokenForm(forms.ModelForm):
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=channel_choices)
    days = forms.IntegerField(
        label=gettext_lazy("Valid for (days)"),
        min_value=1,
        max_value=tokens.LONGEST_DAYS,
        initial=tokens.DEFAULT_DAYS,
    )

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Rights"), choices=Scope.choices, initial=Scope.values, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ChannelToken
        fields = ["channel", "scopes", "days", "note"]

    def _post_clean(self):
        """The service checks and stores; the model's field is one text, not a list."""


class TokenIndexView(SecretIndexView):
    def get_list_more_buttons(self, instance):
        use = Button(_("Use"), url=reverse("channeltoken:use", args=[instance.pk]), icon_name="history", priority=5)
        return [use, *super().get_list_more_buttons(instance)]


class TokenCreateView(SecretCreateView):
    issued_template_name = "channels/admin/token_issued.html"
    refused_field = "channel"

    def issue(self, data: dict) -> dict:
        wanted = {name: data[name] for name in ("days", "note", "scopes")}
        token, secret = tokens.issue(data["channel"], **wanted, by=self.request.user)
        return {"secret": secret, "token": token, "channel": channel_label(token)}


class TokenPage(SecretPage):
    model = ChannelToken
    above = (listing_of(ChannelToken),)


class UsePage(TokenPage):
    """What the token was used for, by day and answer."""

    permission = "channels.view_channeltoken"
    http_method_names = ["get", "head"]
    template_name = "channels/admin/token_use.html"
    page_title = gettext_lazy("Use of a token")

    def get_context_data(self, **kwargs):
        token = self.object
        return super().get_context_data(
            token=token,
            channel=channel_label(token),
            rows=[(row, TOKEN_CALLS.get(row.call, row.call)) for row in token.accesses.all()],
            days=access.KEPT_DAYS,
            scopes=scope_labels(token),
            **kwargs,
        )


class RevokeToken(TokenPage, RevokePage):
    permission = "channels.change_channeltoken"
    page_title = gettext_lazy("Revoke a token")
    question = gettext_lazy(
        "Revoke %(token)s? %(channel)s can then read nothing with it. This cannot be undone; a new token can be made."
    )
    button = gettext_lazy("Revoke the token")
    revoked = gettext_lazy("The token %(token)s is revoked.")
    revoked_before = gettext_lazy("The token %(token)s had been revoked before.")

    def words(self) -> dict:
        return {"token": f"{self.object.hint}…", "channel": channel_label(self.object)}

    def revoke(self) -> bool:
        return tokens.revoke(self.object, by=self.request.user)


class TokenViewSet(SecretViewSet):
    model = ChannelToken
    url_prefix = "channel-tokens"
    menu_label = gettext_lazy("Tokens")
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView
    revoke_page = RevokeToken
    form_class = TokenForm
    search_fields = ["note", "hint", "channel"]
    list_display = [
        # By name, so that Wagtail hangs the row's buttons on it.
        "hint",
        Column("channel", label=gettext_lazy("Channel"), accessor=channel_label, sort_key="channel"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda token: TOKEN_STATES[token.state()],
            primary=lambda token: token.state() == "valid",
        ),
        Column("scopes", label=gettext_lazy("Rights"), accessor=scope_labels),
        Column("note", label=gettext_lazy("Note")),
        Column("created_by", label=gettext_lazy("Made by")),
        DateColumn("created_at", label=gettext_lazy("Made"), sort_key="created_at"),
        Column("expires_at", label=gettext_lazy("Expires"), sort_key="expires_at"),
        DateColumn("last_used_at", label=gettext_lazy("Last used"), sort_key="last_used_at"),
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/use/", UsePage.as_view(), name="use")]
