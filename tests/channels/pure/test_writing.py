"""A text is written once for a document, whoever asks for it, and leaves no place unfilled."""

from dataclasses import replace

import pytest

from channels.adapters import adapter_for, writing
from channels.adapters.account import Account
from channels.adapters.exeditor import ExEditorWriter
from channels.adapters.qzone import BlogWriter
from channels.adapters.wechat_article import ArticleWriter
from stories.document import ImageBlock, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context

WRITERS = [(ArticleWriter, "wechat-oa"), (ExEditorWriter, "tencent-news"), (BlogWriter, "qzone")]
each_writer = pytest.mark.parametrize(("writer", "key"), WRITERS, ids=[key for _, key in WRITERS])


def story(**changes):
    program = {"miniprogram_appid": "wx0123456789abcdef", "miniprogram_path": "pages/goods?id=1"}
    offers = (make.offer(1), make.offer(2, "pdd", **program), make.offer(3, "wechat", store_product_id="100001"))
    body = (ImageBlock(id="i", image=make.image(5), caption="坡上"), ProductCard(id="c", product="BJ-0001"))
    return make.story(body=body, products=(make.product(offers=offers),), **changes)


def elsewhere():
    """A context whose files lie at another address."""
    usual = fake_context()
    return replace(
        usual, rendition=lambda image, crop: usual.rendition(image, crop)._replace(url="https://b.example/?a=1&b=2")
    )


@each_writer
def test_filled_as_if_it_were_written_for_the_addresses(writer, key):
    document, spec = story(), adapter_for(key).spec
    for context in (fake_context(), elsewhere(), fake_context()):
        filled, direct = Account(document, context), Account(document, context)
        assert writing.write(writer, spec, filled) == writer(spec, direct).html()
        assert (filled.assets, filled.links, filled.losses) == (direct.assets, direct.links, direct.losses)


@each_writer
def test_no_place_is_left_and_none_can_be_feigned(writer, key):
    document = story(summary=f"摘要 {writing._HOST}0/")
    said = writing.write(writer, adapter_for(key).spec, Account(story(), fake_context()))
    assert ".invalid" not in said
    # Who knew the word of this process could have an address of ours put in, and no more than that.
    feigned = writing.write(writer, adapter_for(key).spec, Account(document, fake_context()))
    assert writing._HOST not in feigned


@each_writer
@pytest.mark.parametrize("address", ["javascript:alert(1)", 'https://a.example/"onerror="x', ""])
def test_what_is_no_address_leaves_its_place_empty(writer, key, address):
    usual = fake_context()
    context = replace(usual, rendition=lambda image, crop: usual.rendition(image, crop)._replace(url=address))
    said = writing.write(writer, adapter_for(key).spec, Account(story(), context))
    assert 'src=""' in said
    assert "javascript" not in said
    assert "onerror" not in said


def test_channels_of_one_profile_share_the_text_and_another_document_gets_its_own(monkeypatch):
    written = []
    html = ExEditorWriter.html
    monkeypatch.setattr(ExEditorWriter, "html", lambda self: written.append(self.spec.key) or html(self))
    document = story()
    for key in ("qq-kandian", "tencent-news", "kuaibao", "qq-browser"):
        adapter_for(key).check(document)
        adapter_for(key).render(document, fake_context())
    assert written == ["qq-kandian"]
    adapter_for("kuaibao").check(story())
    assert written == ["qq-kandian", "kuaibao"]
