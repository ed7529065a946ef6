"""What stands under a story's cover and video in the editor. Both ask for what they show once the page is there."""

from django import forms
from wagtail.admin.panels import HelpPanel


class CoverCropsPanel(HelpPanel):
    """The crops of the chosen cover in the six shapes, live."""

    def __init__(self, **kwargs):
        super().__init__(**{"template": "stories/admin/cover_crops.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        media = forms.Media(js=["stories/cover-crops.js"], css={"all": ["stories/cover-crops.css"]})


class FilmProgressPanel(HelpPanel):
    """How far the versions of the chosen video are."""

    def __init__(self, **kwargs):
        super().__init__(**{"template": "stories/admin/film_progress_field.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        media = forms.Media(js=["stories/film-progress.js"], css={"all": ["stories/film.css"]})
