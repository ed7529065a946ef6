"""Public collections of hostile strings in every slot of a story: none leaves anything that acts."""

import os

import pytest
from brs_kb import get_all_payloads

from channels.adapters import ADAPTERS
from stories.document import Callout, Heading, ImageBlock, Link, Paragraph, Person, ProductCard, Quote
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context
from tests.channels.pure.reading import dangers, html_of, strings, unreported

# Thousands of strings take minutes: every eighth as a rule, all of them with ALL_PAYLOADS=1.
STEP = 1 if os.environ.get("ALL_PAYLOADS") == "1" else 8


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
        body=(
            Heading(id="h", text=text),
            Paragraph(id="p", spans=(make.span(text, link=link), make.span(text, strong=True))),
            Quote(id="q", text=text, cite=text),
            ImageBlock(id="i", image=make.image(3, alt=text), caption=text),
            Callout(id="c", title=text, spans=(make.span(text),)),
            ProductCard(id="card", product=product.code, pitch=text),
        ),
        products=(product,),
    )


def texts() -> list[str]:
    """Every string of the collection that fits into a field."""
    return sorted({entry["payload"][:400] for entry in get_all_payloads().values() if entry["payload"].strip()})


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.key)
def test_no_hostile_string_can_act_or_gets_lost(adapter):
    form = "video" if adapter.key == "tencent-video" else "article"
    allowed = (set(adapter.spec.html.tags) if adapter.spec.html else set()) | {
        "mp-common-product",
        "mp-miniprogram",
        "div",
    }
    collection = texts()[::STEP]
    assert len(collection) > 400
    for text in collection:
        document = attack(text, form)
        adapter.check(document)
        payload = adapter.render(document, fake_context())
        html = html_of(payload.body)
        assert dangers(html, allowed) == [], text
        assert not any("<" in value or ">" in value for value in strings(payload.body) if value != html), text
        assert unreported(document, payload) == [], text
