"""Stories, what was approved of them, and what was released."""

from .approvals import Approval
from .films import Film
from .index import StoryIndexPage
from .releases import Release, ReleaseProduct
from .story import StoryForm, StoryPage, StoryTag
from .tasks import EditorialReview, EditorialReviewState

__all__ = [
    "Approval",
    "EditorialReview",
    "EditorialReviewState",
    "Film",
    "Release",
    "ReleaseProduct",
    "StoryForm",
    "StoryIndexPage",
    "StoryPage",
    "StoryTag",
]
