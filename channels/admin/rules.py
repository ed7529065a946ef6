"""The rules of channels: where each limit comes from, and what an operator has set instead, with a reason."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages as notices

from channels import adapters, current_rules, messages, rebuilding
from channels.models import LimitChange
from channels.rule_words import ABILITY, CONFIDENCE, STATUS, UNITS, bounds_words, limit_name
from channels.spec import Limit, looser
from products.admin.pages import GuardedPage
from products.admin.viewsets import PageViewSet
from products.errors import Refused

RULES = (gettext_lazy("Rules"), reverse_lazy("channel_rules:index"))


class LimitForm(forms.Form):
    least = forms.IntegerField(
        label=gettext_lazy("At least"), required=False, min_value=0, max_value=current_rules.LARGEST
    )
    most = forms.IntegerField(
        label=gettext_lazy("At most"), required=False, min_value=0, max_value=current_rules.LARGEST
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Who says so, where and when: it stays in the history."),
    )


class RulesPage(GuardedPage, TemplateView):
    permission = "channels.view_limitchange"
    header_icon = "list-ul"
    http_method_names = ["get", "head"]

    @cached_property
    def adapter(self):
        try:
            return current_rules.current_adapter(self.kwargs["key"])
        except KeyError as error:
            raise Http404 from error


class RulesView(RulesPage):
    template_name = "channels/admin/rules.html"
    page_title = gettext_lazy("Rules of the channels")

    def get_crumb(self):
        return RULES[0]

    def get_context_data(self, **kwargs):
        rows = [
            {
                "key": adapter.key,
                "name": messages.channel_name(adapter.spec),
                "status": STATUS[adapter.spec.status],
                "open": adapter.spec.status == "open",
                "version": adapter.spec.version,
                "set_here": sum(limit.set_here for limit in adapter.spec.limits.values()),
                "loosened": sum(limit.loosened for limit in adapter.spec.limits.values()),
                "assumed": sum(limit.confidence == "assumed" for limit in adapter.spec.limits.values()),
                "limits": len(adapter.spec.limits),
                "withdraw": ABILITY[adapter.spec.can_withdraw],
            }
            for adapter in current_rules.current_adapters()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class ChannelRulesView(RulesPage):
    template_name = "channels/admin/channel_rules.html"
    above = (RULES,)

    def get_page_title(self):
        return messages.channel_name(self.adapter.spec)

    def get_context_data(self, **kwargs):
        spec = self.adapter.spec
        changes = LimitChange.objects.filter(channel=spec.key).select_related("by").order_by("-number")[:100]
        return super().get_context_data(
            spec=spec,
            adapter=self.adapter,
            status=STATUS[spec.status],
            status_note=messages.status_note(spec),
            limits=[limit_row(name, limit) for name, limit in spec.limits.items()],
            changes=[change_row(change) for change in changes],
            may_change=self.request.user.has_perm(current_rules.MAY_CHANGE),
            **kwargs,
        )


def limit_row(name: str, limit: Limit) -> dict:
    sourced = (limit.sourced_min, limit.sourced_max) if limit.set_here else (limit.min, limit.max)
    return {
        "name": name,
        "label": limit_name(name),
        "unit": UNITS[limit.unit],
        "bounds": bounds_words(limit.min, limit.max),
        "sourced": bounds_words(*sourced),
        "limit": limit,
        "confidence": CONFIDENCE[limit.confidence],
    }


def change_row(change: LimitChange) -> dict:
    return {
        "change": change,
        "label": limit_name(change.name),
        "old": bounds_words(change.old_min, change.old_max),
        "new": bounds_words(change.new_min, change.new_max),
    }


class LimitView(RulesPage):
    """One limit: new bounds and a reason, then what they would do to live stories, and only then the change."""

    template_name = "channels/admin/limit.html"
    http_method_names = ["get", "head", "post"]

    @classmethod
    def is_for(cls, person) -> bool:
        return super().is_for(person) and person.has_perm(current_rules.MAY_CHANGE)

    @property
    def above(self):
        channel = reverse("channel_rules:channel", args=[self.adapter.key])
        return RULES, (messages.channel_name(self.adapter.spec), channel)

    @cached_property
    def limit(self) -> Limit:
        try:
            return self.adapter.spec.limits[self.kwargs["name"]]
        except KeyError as error:
            raise Http404 from error

    @property
    def sourced(self) -> Limit:
        return adapters.adapter_for(self.adapter.key).spec.limits[self.kwargs["name"]]

    def get_page_title(self):
        return limit_name(self.kwargs["name"])

    def get_page_subtitle(self):
        return messages.channel_name(self.adapter.spec)

    def get(self, request, *args, **kwargs):
        form = LimitForm(initial={"least": self.limit.min, "most": self.limit.max})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request, *args, **kwargs):
        self.limit  # noqa: B018  404 before anything else
        sourced = self.sourced
        data = request.POST.copy()
        if "reset" in data:
            data["least"], data["most"] = ("" if bound is None else str(bound) for bound in (sourced.min, sourced.max))
        form = LimitForm(data)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        bounds = (form.cleaned_data["least"], form.cleaned_data["most"])
        if "sure" in data:
            return self._save(form, bounds)
        return self.render_to_response(self.get_context_data(form=form, **self._effect(bounds)))

    def _save(self, form: LimitForm, bounds):
        key, name = self.adapter.key, self.kwargs["name"]
        try:
            change = current_rules.change_limit(
                key, name, bounds, reason=form.cleaned_data["reason"], by=self.request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
            return self.render_to_response(self.get_context_data(form=form))
        text = _("%(limit)s is %(bounds)s now. The rules have the version %(version)s.")
        version = current_rules.current_adapter(key).spec.version
        said = {"limit": limit_name(name), "bounds": bounds_words(change.new_min, change.new_max), "version": version}
        notices.success(self.request, text % said)
        return redirect("channel_rules:channel", key)

    def _effect(self, bounds) -> dict:
        least, most = bounds
        if least is not None and most is not None and least > most:
            return {"crossed": True}
        effect = rebuilding.effect_of(current_rules.trial(self.adapter.key, self.kwargs["name"], bounds))
        sourced = self.sourced
        return {
            "effect": effect,
            "new": bounds_words(*bounds),
            "loosened": looser(sourced.min, sourced.max, *bounds),
        }

    def get_context_data(self, **kwargs):
        name = self.kwargs["name"]
        changes = LimitChange.objects.filter(channel=self.adapter.key, name=name).select_related("by")
        return super().get_context_data(
            row=limit_row(name, self.limit), changes=[change_row(change) for change in changes[:50]], **kwargs
        )


class RulesViewSet(PageViewSet):
    name = "channel_rules"
    url_prefix = "channel-rules"
    icon = "list-ul"
    menu_label = gettext_lazy("Rules")
    page = RulesView

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<str:key>/", ChannelRulesView.as_view(), name="channel"),
            path("<str:key>/<str:name>/", LimitView.as_view(), name="limit"),
        ]
