"""Tokens: made here and shown once, revoked here, never edited or deleted."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from channels import access, tokens
from channels.admin.words import TOKEN_CALLS, TOKEN_STATES, channel_choices, channel_label, scope_labels
from channels.models import ChannelToken, Scope


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


class TokenIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("created_by")

    def get_list_more_buttons(self, instance):
        use = Button(_("Use"), url=reverse("channeltoken:use", args=[instance.pk]), icon_name="history", priority=5)
        if instance.state() == "revoked" or not self.user_has_permission("change"):
            return [use]
        url = reverse("channeltoken:revoke", args=[instance.pk])
        return [use, Button(_("Revoke"), url=url, icon_name="cross", classname="no", priority=10)]


class TokenCreateView(generic.CreateView):
    """Answers with the secret itself instead of a redirect: it is nowhere to be had later."""

    def form_valid(self, form):
        data = form.cleaned_data
        token, secret = tokens.issue(
            data["channel"], days=data["days"], note=data["note"], scopes=data["scopes"], by=self.request.user
        )
        context = self.get_context_data(form=form, token=token, secret=secret, channel=channel_label(token))
        response = self.response_class(self.request, "channels/admin/token_issued.html", context)
        response["Cache-Control"] = "no-store"
        return response


class TokenView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about one token."""

    model = ChannelToken
    header_icon = "key"

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        self.object = get_object_or_404(ChannelToken, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        listing = {
            "url": reverse("channeltoken:index"),
            "label": capfirst(ChannelToken._meta.verbose_name_plural),
        }
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(token=self.object, channel=channel_label(self.object), **kwargs)


class UseView(TokenView):
    """What the token was used for, by day and answer."""

    permission_required = "view"
    http_method_names = ["get", "head"]
    template_name = "channels/admin/token_use.html"
    page_title = gettext_lazy("Use of a token")

    def get_context_data(self, **kwargs):
        rows = [(row, TOKEN_CALLS.get(row.call, row.call)) for row in self.object.accesses.all()]
        return super().get_context_data(rows=rows, days=access.KEPT_DAYS, scopes=scope_labels(self.object), **kwargs)


class RevokeView(TokenView):
    """Asks once, then ends the token for good."""

    permission_required = "change"
    http_method_names = ["get", "head", "post"]
    template_name = "channels/admin/token_revoke.html"
    page_title = gettext_lazy("Revoke a token")

    def post(self, request, *args, **kwargs):
        if tokens.revoke(self.object, by=request.user):
            messages.success(request, _("The token %(token)s is revoked.") % {"token": self.object})
        else:
            messages.warning(request, _("The token %(token)s had been revoked before.") % {"token": self.object})
        return redirect("channeltoken:index")


class TokenViewSet(ModelViewSet):
    model = ChannelToken
    icon = "key"
    url_prefix = "channel-tokens"
    menu_label = gettext_lazy("Tokens")
    index_view_class = TokenIndexView
    add_view_class = TokenCreateView
    copy_view_enabled = False
    search_fields = ["note", "hint", "channel"]
    search_backend_name = None
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
    ordering = "-created_at"

    def get_form_class(self, for_update=False):
        return TokenForm

    def get_common_view_kwargs(self, **kwargs):
        names = {"edit_url_name": None, "delete_url_name": None, "history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**names, **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/use/", self.construct_view(UseView), name="use"),
            path("<int:pk>/revoke/", self.construct_view(RevokeView), name="revoke"),
        ]

    @property
    def url_finder_class(self):
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("revoke")
        return finder
