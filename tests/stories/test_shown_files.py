"""A photo or a film that readers see stays as a second person saw it: nobody replaces or deletes it alone."""

from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import ReferenceIndex

from products.models import Photo, ProductPage
from stories import approval
from stories.models import Film, StoryPage
from tests.factories import jpeg_bytes
from tests.stories.factories import make_story, orange, release_story, small_photo
from tests.stories.films import make_film, mp4

pytestmark = pytest.mark.usefixtures("no_channels")


@pytest.fixture
def author(client, people):
    client.force_login(people["author"])
    return client


@pytest.fixture
def photo(site):
    return small_photo()


@pytest.fixture
def film(site):
    return make_film(poster=small_photo(), captions_zh=ContentFile(b"WEBVTT\n", name="zh.vtt"))


@pytest.fixture
def story(stories_zh, people, photo):
    return make_story(stories_zh, people["author"], cover=photo)


@pytest.fixture
def film_story(stories_zh, people, film):
    return make_story(stories_zh, people["author"], form="video", video=film)


def another_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("other.jpg", jpeg_bytes(300, 200), "image/jpeg")


def stem(photo: Photo) -> str:
    """What the names of all its sizes begin with."""
    return PurePath(photo.file.name).stem


def replace_photo(client, photo: Photo, file=None) -> bool:
    """Whether the library takes another file for a photo, or another title where there is none."""
    form = {"title": "新的", "tags": "", "collection": photo.collection_id} | ({"file": file} if file else {})
    answer = client.post(reverse("wagtailimages:edit", args=[photo.pk]), form)
    if answer.status_code == 302:
        return True
    assert list(answer.context["form"].errors) == ["file"]
    return False


def change_film(client, film: Film, **fields):
    """The fields that the library refuses."""
    form = {"title": film.title, "tags": "", "collection": film.collection_id, "credit": film.credit, **fields}
    answer = client.post(reverse("wagtailmedia:edit", args=[film.pk]), form)
    return [] if answer.status_code == 302 else list(answer.context["form"].errors)


class TestPhotos:
    def test_the_photo_of_a_draft_may_be_replaced(self, author, story, photo):
        assert replace_photo(author, photo, another_photo())

    def test_that_of_a_live_story_may_not(self, author, story, people, photo):
        release_story(story, people)
        before = photo.file.name
        assert not replace_photo(author, photo, another_photo())
        photo.refresh_from_db()
        assert photo.file.name == before
        assert photo.file.storage.exists(before)
        assert replace_photo(author, photo)

    def test_nor_by_an_administrator(self, client, story, people, photo):
        release_story(story, people)
        client.force_login(people["admin"])
        assert not replace_photo(client, photo, another_photo())

    def test_that_of_a_story_that_was_taken_down_may(self, author, story, people, photo):
        release_story(story, people).unpublish()
        assert replace_photo(author, photo, another_photo())

    def test_that_of_a_live_product_page_may_not(self, author, products_zh, people, photo):
        page = ProductPage(title="脐橙", slug="qi-cheng", product=orange(people), owner=people["author"])
        products_zh.add_child(instance=page)
        page.gallery.create(photo=photo)
        page.save_revision(user=people["author"], log_action=True)
        approval.submit(page, people["author"])
        approval.approve(page, people["editor"])
        ReferenceIndex.create_or_update_for_object(ProductPage.objects.get(pk=page.pk))
        assert not replace_photo(author, photo, another_photo())

    @pytest.mark.parametrize("live", [True, False])
    def test_deleting(self, client, story, people, photo, live):
        if live:
            release_story(story, people)
        client.force_login(people["author"])
        answer = client.post(reverse("wagtailimages:delete", args=[photo.pk]), follow=True)
        assert Photo.objects.filter(pk=photo.pk).exists() == live
        assert ("其他记录" in answer.content.decode() or "other records" in answer.content.decode()) == live

    def test_deleting_many(self, author, story, people, photo):
        release_story(story, people)
        author.post(f"{reverse('wagtail_bulk_action', args=['products', 'photo', 'delete'])}?id={photo.pk}")
        assert Photo.objects.filter(pk=photo.pk).exists()

    def test_readers_see_none_that_was_changed_behind_the_desk(self, client, story, people, photo):
        live = release_story(story, people)
        assert stem(photo) in client.get(live.url).content.decode()
        photo.file = ContentFile(jpeg_bytes(300, 200), name="other.jpg")
        photo.save()
        photo.renditions.all().delete()
        html = client.get(live.url).content.decode()
        assert live.title in html
        assert stem(photo) not in html


class TestFilms:
    def test_the_film_of_a_draft_may_be_replaced(self, author, film_story, film):
        file = SimpleUploadedFile("new.mp4", mp4(3), "video/mp4")
        assert change_film(author, film, file=file, credit="丰收") == []
        film.refresh_from_db()
        assert film.credit == "丰收"

    def test_that_of_a_live_story_may_not_nor_its_credit(self, author, film_story, people, film):
        release_story(film_story, people)
        before = film.file.name
        file = SimpleUploadedFile("new.mp4", mp4(3), "video/mp4")
        assert change_film(author, film, file=file) == ["file"]
        assert change_film(author, film, credit="到我家来买") == ["credit"]
        film.refresh_from_db()
        assert (film.file.name, film.credit) == (before, "")
        assert film.file.storage.exists(before)

    def test_other_captions_wait_for_the_next_approval(self, author, film_story, people, film):
        live = release_story(film_story, people)
        before = film.captions_zh.url
        assert f'src="{before}"' in author.get(live.url).content.decode()
        new = SimpleUploadedFile("new.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nad\n")
        assert change_film(author, film, captions_zh=new) == []
        film.refresh_from_db()
        assert film.captions_zh.url != before
        html = author.get(live.url).content.decode()
        assert f'src="{before}"' in html
        assert film.captions_zh.url not in html

    def test_deleting(self, author, film_story, people, film):
        release_story(film_story, people)
        with pytest.raises(ProtectedError), transaction.atomic():
            film.delete()
        StoryPage.objects.get(pk=film_story.pk).unpublish()
        author.post(reverse("wagtailmedia:delete", args=[film.pk]))
        assert not Film.objects.exists()

    def test_readers_see_none_that_was_changed_behind_the_desk(self, client, film_story, people, film):
        live = release_story(film_story, people)
        assert "<video" in client.get(live.url).content.decode()
        film.file = ContentFile(mp4(3), name="other.mp4")
        film.save()
        assert "<video" not in client.get(live.url).content.decode()
