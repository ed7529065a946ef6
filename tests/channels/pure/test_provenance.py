"""Who vouches for a product can be read in every payload, in the words of the story's language."""

import pytest

from channels.adapters import ADAPTERS
from channels.contract import Payload
from stories.document import Paragraph, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context
from tests.channels.pure.reading import flat, words_of

CASES = [(adapter, form) for adapter in ADAPTERS for form in adapter.spec.forms]
# Of `make.product()`: who recommended, who visited when, until when it is confirmed.
WHOLE = {
    "zh-hans": ("田世春", "向明远", "2026年10月5日", "2027年10月19日"),
    "en": ("田世春", "向明远", "5 October 2026", "19 October 2027"),
}


def said_by(adapter, form: str, **changes) -> tuple[str, Payload]:
    body = (Paragraph(id="p", spans=(make.span("一段话。"),)), ProductCard(id="c", product="BJ-0001"))
    video = make.video(width=1080) if form == "video" else None
    story = make.story(form=form, body=body, products=(make.product(),), video=video, **changes)
    payload = adapter.render(story, fake_context())
    return words_of(payload.body), payload


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("adapter", "form"), CASES, ids=[f"{adapter.key}-{form}" for adapter, form in CASES])
def test_each_payload_says_who_vouches(adapter, form, language):
    said, payload = said_by(adapter, form, language=language)
    assert flat(make.product().check_url) in said
    missing = [part for part in WHOLE[language] if flat(part) not in said]
    # A description of a hundred characters holds the state, the name and the address; the rest is told as lost.
    assert not missing or [loss for loss in payload.losses if loss.code == "provenance_shortened"]
    assert not missing or adapter.key == "weishi", missing


@pytest.mark.parametrize(("adapter", "form"), CASES, ids=[f"{adapter.key}-{form}" for adapter, form in CASES])
def test_no_payload_calls_a_lapsed_product_verified(adapter, form):
    body = (ProductCard(id="c", product="BJ-0001"),)
    lapsed = make.product(verified=False, state="lapsed")
    video = make.video(width=1080) if form == "video" else None
    payload = adapter.render(make.story(form=form, body=body, products=(lapsed,), video=video), fake_context())
    assert "已核验" not in words_of(payload.body)
    assert "【核】" not in words_of(payload.body)
