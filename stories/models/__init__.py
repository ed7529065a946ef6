"""Stories, what was approved of them, and what was released."""

from .approvals import Approval
from .corrections import Correction, CorrectionCause, CorrectionState
from .drafts import DraftAuthor, DraftProduct
from .film_versions import FilmRecipe, FilmVersion, VersionState
from .films import Film
from .fix_requests import FixRequest, FixState
from .imports import StoryImport
from .index import StoryIndexPage
from .kills import StoryKill
from .list_entries import ListEntry
from .releases import Release, ReleaseProduct
from .remarks import ReviewRemark
from .sign_offs import SignOff, SignOffAnswer
from .story import StoryForm, StoryPage, StoryTag
from .tasks import EditorialReview, EditorialReviewState
from .translations import TranslationOf

__all__ = [
    "Approval",
    "Correction",
    "CorrectionCause",
    "CorrectionState",
    "DraftAuthor",
    "DraftProduct",
    "EditorialReview",
    "EditorialReviewState",
    "Film",
    "FilmRecipe",
    "FilmVersion",
    "FixRequest",
    "FixState",
    "ListEntry",
    "Release",
    "ReleaseProduct",
    "ReviewRemark",
    "SignOff",
    "SignOffAnswer",
    "StoryForm",
    "StoryImport",
    "StoryIndexPage",
    "StoryKill",
    "StoryPage",
    "StoryTag",
    "TranslationOf",
    "VersionState",
]
