"""Stories, what was approved of them, and what was released."""

from .films import Film
from .index import StoryIndexPage
from .releases import Release, ReleaseProduct
from .story import StoryForm, StoryPage, StoryTag
from .tasks import EditorialReview

__all__ = [
    "EditorialReview",
    "Film",
    "Release",
    "ReleaseProduct",
    "StoryForm",
    "StoryIndexPage",
    "StoryPage",
    "StoryTag",
]
