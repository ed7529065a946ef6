"""WeChat Channels: the short title, the covers of two shapes, and the one product it leads to."""

import pytest

from channels.adapters import adapter_for
from channels.adapters.short_title import short_title
from stories.document import CoverChoice, ImageBlock, Paragraph, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context, rendition

ADAPTER = adapter_for("wechat-channels")
PICTURE = ImageBlock(id="i", image=make.image(2), caption="山坡")
CARD = ProductCard(id="card", product="BJ-0001")


def render(**changes):
    changes = {"form": "pictures", "body": (PICTURE,)} | changes
    return ADAPTER.render(make.story(**changes), fake_context())


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("霜降前的山坡，一天比一天橙", "霜降前的山坡 一天比一天橙"),
        ("《橙》：85%的甜＋一点酸？", "《橙》：85%的甜+一点酸?"),
        ("山坡上！！！的——橙子🍊熟了", "山坡上 的 橙子 熟了"),
        ("长" * 40, "长" * 16),
        ("How many hands it takes to a leaf", "How many hands"),
        ("橙熟了", "橙熟了 脐橙"),
    ],
)
def test_the_short_title_is_made_of_the_title(title, short):
    assert short_title(ADAPTER.spec, make.story(title=title)) == short


def test_a_title_of_which_no_short_one_can_be_made_blocks():
    story = make.story(form="pictures", title="！？", tags=(), category="", body=(PICTURE,))
    found = {finding.code: finding.weight for finding in ADAPTER.check(story)}
    assert found["wechat-channels.short_title_too_short"] == "block"


def test_each_cover_is_that_of_its_shape():
    upright = make.image(31)
    made = render(covers=(CoverChoice(ratio="3:4", image=upright),))
    assert made.body["covers"] == {
        "3_4": f"asset:{rendition(upright, 'cover_3_4').name}",
        "4_3": f"asset:{rendition(make.image(1), 'cover_4_3').name}",
    }


def test_one_product_of_wechat_store_and_every_other_shop_a_heavy_loss():
    offers = (make.offer(1), make.offer(2, "wechat", store_product_id="77"), make.offer(3, "pdd"))
    made = render(body=(PICTURE, CARD), products=(make.product(offers=offers),))
    assert made.body["shoppingCart"]["id"] == "product:77"
    assert [(link.form, link.placement, link.platform) for link in made.links] == [("card", "card", "wechat")]
    lost = [loss for loss in made.losses if loss.code == "purchase_link_lost"]
    assert [(loss.block, loss.weight) for loss in lost] == [("card", "heavy")] * 2
    assert made.body["declaration"] == 2


def test_blocks_without_room_are_reported_whole():
    long = Paragraph(id="long", spans=(make.span("风" * 1200),))
    made = render(body=(PICTURE, long))
    assert len(made.body["description"]) <= 1000
    assert [loss.block for loss in made.losses if loss.code == "block_left_out"] == ["long"]
