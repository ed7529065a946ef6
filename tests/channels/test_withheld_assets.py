"""What channels were given of a photo goes once its people took their consent back and no edition shows it."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from channels import editions, withheld_assets
from channels.models import Edition, RenderedAsset
from products import services
from products.consents import withdraw_consent
from tests.channels.factories import make_release
from tests.factories import PhotoFactory, ProductFactory
from tests.products.days import day
from tests.products.visiting import shown_on_a_photo


@pytest.fixture
def shown(people):
    case = services.recommend(ProductFactory(), people["recommender"], on=day(30), note_zh="坡地橙子")
    return shown_on_a_photo(case, people)


@pytest.fixture
def forget(django_capture_on_commit_callbacks):
    def call() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return withheld_assets.forget()

    return call


def pictures():
    return RenderedAsset.objects.filter(source__startswith="photo-")


def test_it_stays_until_the_story_is_corrected(two_channels, story, product, shown, people, forget):
    someone, photo = shown
    editions.make_editions(make_release(story, product, cover=photo).pk)
    row = pictures().get()
    withdraw_consent(someone, people["inspector"])
    assert forget() == 0
    editions.make_editions(make_release(story, product, cover=PhotoFactory()).pk)
    assert forget() == 1
    assert not default_storage.exists(row.file.name)
    [left] = pictures()
    assert default_storage.exists(left.file.name)
    assert left.name in Edition.objects.filter(current=True).first().envelope
    assert forget() == 0


def test_a_file_that_another_photo_gave_as_well_stays(two_channels, story, product, shown, people, forget):
    someone, photo = shown
    editions.make_editions(make_release(story, product, cover=photo).pk)
    row = pictures().get()
    RenderedAsset.objects.create(
        **{field: getattr(row, field) for field in ("recipe", "name", "media_type", "sha256", "bytes", "file")},
        source="photo-0:twin",
    )
    withdraw_consent(someone, people["inspector"])
    editions.make_editions(make_release(story, product).pk)
    assert forget() == 1
    assert default_storage.exists(row.file.name)


def test_a_story_that_is_not_corrected_yet_can_be_made_again(two_channels, story, product, shown, people):
    """The feed is what is corrected; until then its editions are whole."""
    someone, photo = shown
    editions.make_editions(make_release(story, product, cover=photo).pk)
    edition = Edition.objects.filter(current=True).first()
    withdraw_consent(someone, people["inspector"])
    call_command("withhold_photos", verbosity=0)
    RenderedAsset.objects.all().delete()
    assert editions.rebuild(edition) == edition.envelope
