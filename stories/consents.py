"""What of a story may not be shown: somebody on a picture, or met and named, has not agreed or has withdrawn it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from products.consents import photos_not_to_be_shown
from products.errors import Refused
from products.models import PersonMet
from stories.document import ImageAsset, StoryDocument
from stories.document.walk import people_of, pictures_of
from stories.gaps import finding
from stories.met_people import number_of
from stories.readiness import Finding

PREFIX = "photo-"
# Gaps of people whom the builder left out of the document.
LEFT_OUT = ("story.person_withdrawn", "story.person_not_agreed")


def without_consent(document: StoryDocument) -> list[Finding]:
    """One finding per place with such a picture or person; one query for all pictures, one for people if any."""
    places = [(photo, block, field) for photo, block, field in _pictures(document) if photo]
    refused = photos_not_to_be_shown(photo for photo, _block, _field in places)
    wrong = dict.fromkeys((block, field) for photo, block, field in places if photo in refused)
    found = [finding("story.consent_withdrawn", block=block, field=field) for block, field in wrong]
    return found + [finding("story.person_withdrawn", block=block) for block in _with_withdrawn_people(document)]


def refused_pictures(document: StoryDocument) -> None:
    """Raise `Refused` where the story shows somebody who has not agreed to it."""
    if without_consent(document):
        raise Refused(
            "story.consent_withdrawn",
            _("A photo shows somebody who has not agreed to be shown, or no longer does. Take it out first."),
        )


def refused_people(gaps: list[Finding]) -> None:
    """Raise `Refused` where somebody had to be left out of the story: what goes out is not what was approved."""
    if missing := next((gap for gap in gaps if gap.code in LEFT_OUT), None):
        raise Refused(missing.code, str(missing.message))


def _with_withdrawn_people(document: StoryDocument) -> list[str]:
    """The blocks of a frozen document that print somebody who has since withdrawn their consent."""
    places = [(number_of(person.key), block) for person, block in people_of(document)]
    if not places:
        return []
    met = PersonMet.objects.filter(pk__in=[pk for pk, _block in places], withdrawn_at__isnull=False)
    withdrawn = set(met.values_list("pk", flat=True))
    return list(dict.fromkeys(block for pk, block in places if pk in withdrawn))


def _pictures(document: StoryDocument) -> Iterator[tuple[int | None, str, str]]:
    """Each picture's photo id with the block, or the field, in which it stands."""
    for image, block, field in pictures_of(document):
        yield _photo(image), block, field
    for product in document.products:
        yield _photo(product.image), "", "body"


def _photo(asset: ImageAsset | None) -> int | None:
    """The photo that `photo-12` names; other pictures have no people of a visit on them."""
    number = asset.key.removeprefix(PREFIX) if asset else ""
    return int(number) if number.isdecimal() and asset.key.startswith(PREFIX) else None
