"""The editor's form of a story: which field stands where."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page
from wagtailmedia.edit_handlers import MediaChooserPanel

from stories.correction_notes import CorrectionPanel
from stories.counted_panels import CountedFieldPanel, CountedTitlePanel
from stories.editor_panels import CoverCropsPanel, FilmProgressPanel
from stories.importing.imported_panel import ImportedPanel
from stories.killed_panel import KilledPanel
from stories.tags_panel import TagSuggestionsPanel


def story_edit_handler() -> TabbedInterface:
    # Imported late: the model asks for this while it is being made.
    from stories.forms import StoryPageForm

    return TabbedInterface(
        [
            ObjectList(_content(), heading=_("Content")),
            ObjectList(_channels(), heading=_("Channels")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ],
        base_form_class=StoryPageForm,
    )


def _content() -> list:
    return [
        KilledPanel(),
        ImportedPanel(),
        CountedTitlePanel("title"),
        FieldRowPanel([FieldPanel("form"), FieldPanel("category")]),
        CountedFieldPanel("summary", widget=AdminAutoHeightTextInput),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("cover"), MediaChooserPanel("video", media_type="video")]),
                CoverCropsPanel(),
                FilmProgressPanel(),
            ],
            heading=_("Cover and video"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("authors", widget=forms.CheckboxSelectMultiple),
                FieldPanel("tags"),
                TagSuggestionsPanel(),
            ],
            heading=_("Names and tags"),
        ),
        CorrectionPanel(
            [FieldPanel("corrects"), FieldPanel("correction_what"), FieldPanel("correction_why")],
            heading=_("Correction"),
            classname="collapsed",
        ),
    ]


def _channels() -> list:
    """What only channels see."""
    return [
        FieldPanel("targets"),
        FieldPanel("covers"),
        FieldPanel("channel_settings"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("originality"), FieldPanel("ai"), FieldPanel("nature")]),
                FieldRowPanel([FieldPanel("source_author"), FieldPanel("source_url")]),
            ],
            heading=_("Declarations that channels ask for"),
        ),
    ]
