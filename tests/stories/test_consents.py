"""A story with a picture of somebody who has not agreed to be shown does not go out."""

import uuid

import pytest

from products import visits
from products.consents import withdraw_consent
from products.errors import Refused
from products.models import PersonMet, VisitPhoto
from stories.consents import refused_pictures, without_consent
from stories.document import ImageAsset, ImageBlock, StoryDocument
from tests import factories


@pytest.fixture
def photo(people, recommended_case):
    visit = visits.begin(recommended_case, people["inspector"])
    someone = PersonMet.objects.create(visit=visit, key=uuid.uuid4(), name="田阿妹", may_picture=True)
    item = VisitPhoto.objects.create(visit=visit, key=uuid.uuid4(), photo=factories.PhotoFactory())
    item.people.add(someone)
    item.someone = someone
    return item


@pytest.fixture
def recommended_case(people):
    from products import services
    from tests.products.days import day

    return services.recommend(factories.ProductFactory(), people["recommender"], on=day(9))


def document(*photo_ids: int) -> StoryDocument:
    images = [
        ImageBlock(
            id=f"block-{number}",
            image=ImageAsset(key=f"photo-{pk}", sha256="0" * 64, width=4, height=3, bytes=1),
        )
        for number, pk in enumerate(photo_ids)
    ]
    return StoryDocument(
        story_id=1, translation_key="x", language="zh-hans", form="article", title="t", body=tuple(images)
    )


def test_only_the_place_of_the_picture_is_found(photo, people, django_assert_num_queries):
    other = factories.PhotoFactory().pk
    with django_assert_num_queries(1):
        assert without_consent(document(other, photo.photo_id)) == []
    withdraw_consent(photo.someone, people["inspector"])
    with django_assert_num_queries(1):
        found = without_consent(document(other, photo.photo_id, other))
    assert [(one.code, one.block, one.weight) for one in found] == [("story.consent_withdrawn", "block-1", "block")]


def test_it_is_refused_at_the_gate(photo, people):
    refused_pictures(document(photo.photo_id))
    withdraw_consent(photo.someone, people["inspector"])
    with pytest.raises(Refused) as refusal:
        refused_pictures(document(photo.photo_id))
    assert refusal.value.code == "story.consent_withdrawn"
