"""Who made the pictures: said once at the end where it is one hand, else under each picture."""

from stories.document import StoryDocument
from stories.public import images


def sole_credit(document: StoryDocument | None) -> str:
    """The credit that all of a story's pictures share; empty where they differ or one has none."""
    credits = {asset.credit for asset in images(document)} if document else set()
    return credits.pop() if len(credits) == 1 else ""
