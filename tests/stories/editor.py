"""Using the editor the way a browser does."""

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from stories.models import StoryPage
from tests.stories.factories import PARAGRAPH

DECLARED = ("originality", "source_author", "source_url", "ai", "nature")


def form_data(story: StoryPage | None = None, *, author=None, **changes) -> dict:
    """What the form of a story sends: one paragraph of text unless `body` says otherwise."""
    fields = {
        "title": story.title if story else "新写的一篇",
        "slug": story.slug if story else "",
        "form": story.form if story else "article",
        "category": "",
        "summary": "摘要",
        "cover": str(story.cover_id or "") if story else "",
        "video": "",
        "body": streamfield([("text", rich_text(PARAGRAPH))]),
        "tags": "",
        "covers": streamfield([]),
        "channel_settings": streamfield([]),
        **{name: getattr(story or StoryPage(), name) for name in DECLARED},
        "seo_title": "",
        "search_description": "",
        **changes,
    }
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    authors = [str(author.pk)] if author else [str(person.pk) for person in story.authors.all()]
    return (
        nested_form_data(fields) | {"authors": authors} | {f"comments-{key}": value for key, value in comments.items()}
    )


def edit_url(story: StoryPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


def add_url(index) -> str:
    return reverse("wagtailadmin_pages:add", args=["stories", "storypage", index.pk])
