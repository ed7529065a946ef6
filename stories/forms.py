"""The editor's form of a story."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from products.page_slugs import PinyinSlugForm
from stories.channel_names import channel_choices


class StoryPageForm(PinyinSlugForm):
    """Whoever starts a story is its author until they say otherwise.

    As authors it offers those who may write, and those who are named already.
    """

    targets = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=channel_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where it shall appear. With none chosen: everywhere that takes its form."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "authors" not in self.fields:
            return
        named = [] if self.instance.pk is None else [author.pk for author in self.instance.authors.all()]
        writers = PagePermissionPolicy().users_with_any_permission({"add", "change"}).values("pk")
        people = get_user_model().objects.filter(Q(pk__in=writers) | Q(pk__in=named))
        self.fields["authors"].queryset = people.order_by("organisation__key", "pk")
        if self.instance.pk is None and self.for_user is not None:
            self.initial["authors"] = self.initial.get("authors") or [self.for_user.pk]
