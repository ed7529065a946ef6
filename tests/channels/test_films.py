"""Films and covers on their way out: versions in documents, packages, and in stories that went out too early."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from channels import editions, reconcile
from channels.models import RenderedAsset
from channels.resolver import Resolver
from commerce.links import preview_links
from stories import film_versions
from stories.assets import image_asset, video_asset
from stories.document import ChannelOverride, CoverChoice
from stories.film_reissue import issue_with_films
from stories.models import Film, FilmVersion, Release
from tests.channels.factories import document_for, make_release, spec_for
from tests.stories.factories import small_photo
from tests.stories.films import film_bytes
from tests.stories.telling_films import PLACE, phone_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(site) -> Film:
    """A film whose version waits."""
    film = Film(title="摘橘子", file=ContentFile(film_bytes(index_first=False), name="film.mp4"))
    film.save()
    FilmVersion.objects.create(
        film=film, recipe="1080p", source_sha256=film.sha256, queued_at=timezone.now() - timedelta(hours=1)
    )
    return film


def asset(film: Film):
    return video_asset(Film.objects.get(pk=film.pk), "zh-hans")


def prepare(film: Film) -> FilmVersion:
    version = film.versions.get()
    film_versions.prepare(version.pk)
    version.refresh_from_db()
    return version


def test_a_document_says_what_is_ready_and_what_will_be(film):
    assert (asset(film).versions, asset(film).preparing) == ((), ("1080p",))
    version = prepare(film)
    said = asset(film)
    assert said.preparing == ()
    assert (said.versions[0].sha256, said.versions[0].bytes) == (version.sha256, version.bytes)


def test_a_failed_version_is_not_waited_for(film):
    film.versions.update(state="failed")
    assert (asset(film).versions, asset(film).preparing) == ((), ())


def resolved(document, recipe: str):
    context = Resolver(document, spec_for("small-one", "s1"), preview_links).context(timezone.now())
    return context.film(document.video, recipe)


def test_a_package_takes_the_version_along(story, film):
    version = prepare(film)
    document = document_for(story, form="video", video=asset(film))
    found = resolved(document, "1080p")
    assert (found.sha256, found.width, found.bytes) == (version.sha256, 64, version.bytes)
    assert resolved(document, "original").sha256 == film.sha256
    assert resolved(document, "1080p") == found
    assert RenderedAsset.objects.count() == 2
    with pytest.raises(KeyError):
        resolved(document, "9x16")


def test_a_package_with_the_film_as_uploaded_tells_no_place(story):
    film = Film.objects.create(title="摘橘子", file=ContentFile(phone_film(), name="film.mp4"))
    document = document_for(story, form="video", video=asset(film))
    packed = resolved(document, "original")
    with default_storage.open(RenderedAsset.objects.get().file.name) as file:
        data = file.read()
    assert PLACE in phone_film()
    assert PLACE not in data
    assert (packed.sha256, packed.bytes) == (hashlib.sha256(data).hexdigest(), len(data))


def test_healing_leaves_films_where_they_are(story, film):
    version = prepare(film)
    resolved(document_for(story, form="video", video=asset(film)), "1080p")
    storage = version.file.storage
    storage.delete(version.file.name)
    assert reconcile.remake_files() == 0
    assert RenderedAsset.objects.count() == 1


def test_a_story_that_went_out_too_early_comes_again_with_its_film(two_channels, story, product, film):
    old = make_release(story, document=document_for(story, product, form="video", video=asset(film)))
    assert issue_with_films(film.pk) == 0
    prepare(film)
    assert issue_with_films(film.pk) == 1
    assert issue_with_films(film.pk) == 0
    new = Release.objects.get(version=2)
    assert (new.reissue_of, new.approved_by, new.approved_at) == (old, old.approved_by, old.approved_at)
    assert [version.recipe for version in new.parsed().video.versions] == ["1080p"]
    before = old.parsed()
    assert new.parsed().model_copy(update={"video": before.video}) == before


def test_covers_of_shapes_and_of_channels_are_found_when_rendering(story, film):
    shape, own = small_photo(), small_photo()
    document = document_for(
        story,
        covers=(CoverChoice(ratio="16:9", image=image_asset(shape, "zh-hans")),),
        overrides=(ChannelOverride(channel="small-one", cover=image_asset(own, "zh-hans")),),
    )
    context = Resolver(document, spec_for("small-one", "s1"), preview_links).context(timezone.now())
    for photo in (shape, own):
        assert context.rendition(image_asset(photo, "zh-hans"), "cover").bytes > 0


def test_an_own_cover_reaches_the_edition(two_channels, story, product):
    own = small_photo()
    document = document_for(
        story,
        product,
        cover=small_photo(),
        overrides=(ChannelOverride(channel="small-one", cover=image_asset(own, "zh-hans")),),
    )
    [edition, _other] = editions.make_editions(make_release(story, product, document=document).pk)
    assert edition.state == "ready"
