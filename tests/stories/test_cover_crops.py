"""The crops of a cover in the editor: where they fall, whose they are to see, and when they would be enlarged."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from channels.cover_sizes import cover_sizes
from tests.factories import PhotoFactory, jpeg_bytes
from tests.stories.editor import edit_url
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db


def photo_of(width: int, height: int, **fields):
    return PhotoFactory(file=ContentFile(jpeg_bytes(width, height), name="cover.jpg"), **fields)


def crops(client, photo) -> dict[str, dict]:
    told = client.get(reverse("cover_crops", args=[photo.pk])).json()
    return {crop["ratio"]: crop for crop in told["crops"]}


def test_six_shapes_around_the_focal_point(client, people):
    client.force_login(people["author"])
    focal = {"focal_point_x": 1500, "focal_point_y": 100, "focal_point_width": 10, "focal_point_height": 10}
    found = crops(client, photo_of(1600, 1000, **focal))
    assert list(found) == ["2.35:1", "1:1", "16:9", "4:3", "3:4", "9:16"]
    assert all(crop["x"] > 85 for ratio, crop in found.items() if ratio not in ("2.35:1", "16:9"))
    assert found["16:9"]["y"] < 15
    assert found["2.35:1"]["y"] == 0


def test_the_middle_without_a_focal_point(client, people):
    client.force_login(people["author"])
    found = crops(client, photo_of(1600, 1000))
    assert found["1:1"]["x"] == pytest.approx(50, abs=1)
    assert found["16:9"]["y"] == pytest.approx(50, abs=1)


def test_a_warning_where_it_would_be_enlarged(client, people):
    client.force_login(people["author"])
    found = crops(client, photo_of(1300, 750))
    assert found["16:9"]["warning"] == ""
    assert "1080 × 1920" in found["9:16"]["warning"]


def test_channels_say_how_large(site):
    assert cover_sizes()["16:9"] == (1280, 720)


@pytest.mark.parametrize(("role", "status"), [("author", 200), ("analyst", 404)])
def test_who_may_choose_it_may_see_it(client, people, role, status):
    client.force_login(people[role])
    photo = photo_of(40, 40)
    assert client.get(reverse("cover_crops", args=[photo.pk])).status_code == status


def test_the_editor_has_both_panels(client, people, stories_zh):
    client.force_login(people["author"])
    page = client.get(edit_url(make_story(stories_zh, people["author"]))).content.decode()
    for part in ("data-cover-crops", "data-film-progress", "stories/cover-crops.js", "stories/film-progress.js"):
        assert page.count(part) == 1, part
