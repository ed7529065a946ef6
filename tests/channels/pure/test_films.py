"""Which file of a film a channel gets, and which cover."""

from datetime import date

import pytest

from channels.adapters.tencent_video import TencentVideo
from channels.adapters.wechat_oa import WeChatOfficialAccount
from channels.rules.films import check_film, fitting_film
from channels.spec import VideoRule, load_spec
from stories.document import ChannelOverride, CoverChoice, StoryDocument, VideoVersion
from tests.channels.pure.context import fake_context
from tests.channels.pure.documents import image, story, video


def rule(**fields) -> VideoRule:
    return VideoRule(source="T1", checked=date(2026, 11, 23), **fields)


def version(recipe: str = "1080p", **changes) -> VideoVersion:
    width, height = (1080, 1920) if recipe == "9x16" else (1920, 1080)
    values = {"key": "version-1", "sha256": recipe * 8, "width": width, "height": height, "bytes": 5_000_000}
    return VideoVersion(recipe=recipe, duration_ms=151_000, **values | changes)


BOTH = (version(), version("9x16"))


@pytest.mark.parametrize(
    ("changes", "rules", "recipe"),
    [
        ({}, {}, "original"),
        ({"versions": BOTH}, {}, "original"),
        ({"versions": BOTH, "codec": "hevc"}, {}, "1080p"),
        ({"versions": BOTH, "media_type": "video/quicktime"}, {}, "1080p"),
        ({"versions": BOTH}, {"max_bytes": 6_000_000}, "1080p"),
        ({"versions": BOTH}, {"orientation": "portrait"}, "9x16"),
        ({"versions": BOTH[:1]}, {"orientation": "portrait"}, "original"),
    ],
)
def test_a_channel_gets_the_first_file_that_fits(changes, rules, recipe):
    assert fitting_film(video(**changes), rule(**rules)).recipe == recipe


def codes(spec, film) -> list[str]:
    return [found.code.rpartition(".")[2] for found in check_film(spec, film)]


def test_what_a_version_mends_is_not_found():
    spec = load_spec("tencent-video")
    assert codes(spec, video(codec="hevc")) == ["video_wrong_codec"]
    assert codes(spec, video(codec="hevc", versions=BOTH)) == []


def test_a_film_that_may_yet_fit_is_being_prepared():
    spec = load_spec("tencent-video")
    assert codes(spec, video(codec="hevc", preparing=("1080p",))) == ["video_preparing"]
    assert codes(spec, video(preparing=("9x16",))) == []


def test_the_payload_carries_the_version():
    film = video(codec="hevc", versions=BOTH)
    document = story(form="video", video=film)
    payload = TencentVideo().render(document, fake_context())
    wanted = fake_context().film(film, "1080p").name
    assert payload.body["media"] == f"asset:{wanted}"


@pytest.mark.parametrize("with_words", [{"versions": BOTH}, {"preparing": ("9x16",)}])
def test_documents_without_versions_keep_their_bytes(with_words):
    plain = story(form="video", video=video())
    assert "versions" not in plain.canonical_json
    assert "preparing" not in plain.canonical_json
    told = story(form="video", video=video(**with_words))
    assert StoryDocument.model_validate_json(told.canonical_json) == told


def covers(*ratios: str) -> tuple[CoverChoice, ...]:
    return tuple(CoverChoice(ratio=ratio, image=image(100 + number)) for number, ratio in enumerate(ratios))


@pytest.mark.parametrize(
    ("size", "number"),
    [((1280, 720), 100), ((900, 383), 101), ((2.35, 1), 101), ((450, 190), 101), ((720, 1280), 1), ((1080, 864), 1)],
)
def test_a_crop_takes_the_cover_of_its_shape(size, number):
    document = story(covers=covers("16:9", "2.35:1"))
    assert document.cover_for(*size).key == f"photo-{number}"


def test_a_channels_own_cover_comes_before_the_one_of_a_shape():
    own = ChannelOverride(channel="tencent-video", cover=image(200))
    document = story(covers=covers("16:9"), overrides=(own,))
    assert document.for_channel("tencent-video").cover_for(16, 9).key == "photo-200"
    assert document.for_channel("wechat-oa").cover_for(16, 9).key == "photo-100"


def test_adapters_crop_the_cover_of_the_shape():
    document = story(covers=covers("2.35:1", "16:9", "9:16"), form="video", video=video())
    upright = document.model_copy(update={"video": video(width=1080, height=1920)})
    assert WeChatOfficialAccount().cover(document).key == "photo-100"
    assert TencentVideo().cover(document).key == "photo-101"
    assert TencentVideo().cover(upright).key == "photo-102"
