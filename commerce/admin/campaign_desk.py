"""Campaigns at the desk: one form for what, when, how much and for whom; a change of the audience tells followers."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from commerce.audiences import stories_told_by
from commerce.campaign_followers import on_audience_changed
from commerce.interests import interest_choices
from commerce.models import Campaign
from products.admin.place_window import place_window
from stories.chooser_windows import offer_window


class CampaignForm(WagtailAdminModelForm):
    """The key names the campaign's page and stands in envelopes: it is chosen once."""

    interests = forms.MultipleChoiceField(
        label=_("interests"), required=False, choices=interest_choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True


class _TellsFollowers:
    """Saves or deletes, and tells whom it may concern, in one transaction."""

    def save_instance(self):
        with transaction.atomic():
            before = _told(self.object)
            saved = super().save_instance()
            on_audience_changed.tell(stories=before | stories_told_by(saved))
        return saved

    def delete_action(self):
        with transaction.atomic():
            before = _told(self.object)
            super().delete_action()
            on_audience_changed.tell(stories=before)


def _told(campaign: Campaign | None) -> set[int]:
    """The stories that the campaign tells as it is stored, whatever a form has changed in memory."""
    stored = Campaign.objects.filter(pk=campaign.pk).first() if campaign and campaign.pk else None
    return stories_told_by(stored) if stored else set()


class CampaignCreateView(_TellsFollowers, generic.CreateView):
    pass


class CampaignEditView(_TellsFollowers, generic.EditView):
    pass


class CampaignDeleteView(_TellsFollowers, generic.DeleteView):
    pass


PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("key"),
            FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]),
            FieldPanel("line_zh"),
            FieldPanel("line_en"),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        ],
        heading=_("Campaign"),
    ),
    FieldPanel("products"),
    InlinePanel("campaign_stories", [FieldPanel("story")], heading=_("Stories"), label=_("Story")),
    InlinePanel(
        "campaign_offers",
        [
            FieldPanel("offer", widget=offer_window.widget_class),
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("target_grams"), FieldPanel("target_fen")]),
        ],
        heading=_("Offers"),
        label=_("Offer"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("goal_grams"), FieldPanel("goal_fen"), FieldPanel("goal_households")])],
        heading=_("Goal"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "Sent to the channels with each edition of the stories named above, or where none is named, of "
                    "all that carry the products. A change makes new versions of them with the same approved text."
                )
            ),
            InlinePanel(
                "regions",
                [FieldPanel("place", widget=place_window.widget_class)],
                heading=_("Where the readers live"),
                label=_("Region"),
            ),
            FieldPanel("interests"),
            FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        ],
        heading=_("Audience"),
    ),
]


class CampaignViewSet(ModelViewSet):
    model = Campaign
    icon = "calendar-alt"
    url_prefix = "campaigns"
    copy_view_enabled = False
    search_fields = ["name_zh", "name_en", "key"]
    search_backend_name = None
    edit_handler = ObjectList(PANELS, base_form_class=CampaignForm)
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    delete_view_class = CampaignDeleteView
    list_display = [
        "name",
        Column("starts", label=_("First day"), sort_key="starts"),
        Column("ends", label=_("Last day"), sort_key="ends"),
    ]
    ordering = "-starts"
