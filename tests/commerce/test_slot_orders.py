"""Orders that name a slot of their shop and no code of ours: to which story, channel and place they belong."""

import random

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from commerce import ledger, unfinished
from commerce.importing import import_orders
from commerce.importing.stored import _FIELDS, _row
from commerce.links import links_for
from commerce.models import LedgerEntry, OrderLine, PurchaseLink, ShopSlot
from commerce.slots import only_link, read, slots_named, written
from stories.models import StoryPage
from tests.commerce import market
from tests.commerce.factories import csv_file
from tests.commerce.senders import Sender, as_order
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db

# Shop → kind of slot, its column in the API's table and in the console's, and what stands in it.
SLOTS = {
    "jd": ("position", "positionId", "推广位ID", "3100021877"),
    "taobao": ("adzone", "adzone_id", "广告位ID", "110045700152"),
    "taobao relation": ("relation", "relation_id", "渠道关系ID", "2871"),
    "pdd": ("pdd_pid", "p_id", "推广位ID", "8600000_22000001"),
    "wechat": ("sharer", "sharer_openid", "推客ID", "OPENID-a_1"),
}


class Sold:
    """A story sells one offer of the shop in one place of one channel."""

    def __init__(self, case: str, shop) -> None:
        self.platform = case.split()[0]
        self.kind, *self.columns, self.value = SLOTS[case]
        self.shop, self.story = shop, shop.story
        self.sku, grams = next(iter(market.GOODS[self.platform].items()))
        self.offer = shop.offer
        if self.platform != "jd":
            self.offer = OfferFactory(product=shop.product, platform=self.platform, sku=self.sku, net_grams=grams)
        self.link = self.sell(self.story)

    def sell(self, story, placement: str = "card-1") -> PurchaseLink:
        ref = links_for(story.pk, "weishi", "ws", [(placement, self.offer.pk)])[placement, self.offer.pk]
        return PurchaseLink.objects.get(code=ref.code)

    def other_story(self) -> StoryPage:
        return self.shop.story.get_parent().specific.add_child(instance=StoryPage(title="河边的核桃"))

    def told(self) -> market.Told:
        life = market.life(self.platform, 1, ["paid"], random.Random(1))[0]
        return market.replace(life, sku=self.sku)

    def tie(self, **where) -> ShopSlot:
        return ShopSlot.objects.create(kind=self.kind, value=self.value, channel="weishi", **where)

    def file(self, style: str, value: str | None = None, **more) -> bytes:
        row = market.table([self.told()], style)[0]
        column = self.columns[style == "console"]
        return csv_file([row | more | {column: (self.value if value is None else value) + "\t"}])

    def take(self, style: str = "api", value: str | None = None, **more):
        report = import_orders(self.file(style, value, **more), "orders.csv", self.platform)
        assert not report.rejected, report.rejected
        return report


@pytest.fixture(params=list(SLOTS))
def sold(request, shop) -> Sold:
    return Sold(request.param, shop)


def where() -> tuple:
    return LedgerEntry.objects.values_list("story", "channel", "placement").get()


@pytest.mark.parametrize("style", ["api", "console"])
def test_a_file_that_names_the_slot_alone(sold, style):
    sold.tie(story=sold.story)
    report = sold.take(style)
    assert not report.unknown_slots
    line = OrderLine.objects.get()
    assert (line.sub_id, line.link) == ("", sold.link)
    assert where() == (sold.story.pk, "weishi", "card-1")


def test_a_message_that_names_the_slot_alone(client, sold):
    sold.tie(story=sold.story)
    sender = Sender(client, sold.platform)
    answer = sender.send(as_order(sold.told()) | {"slots": {sold.kind: sold.value}})
    assert answer.status_code == 202, answer.content
    unfinished.finish()
    assert OrderLine.objects.get().link == sold.link
    assert where() == (sold.story.pk, "weishi", "card-1")
    # The shop's file tells the same, and nothing of it counts twice.
    assert sold.take().unchanged == 1


def test_an_unknown_slot_is_said_and_not_attributed(sold):
    report = sold.take()
    assert [(item.kind, item.value, item.lines) for item in report.unknown_slots] == [(sold.kind, sold.value, 1)]
    assert where() == (None, "", "")


def test_a_slot_that_is_tied_later_attributes_what_came_before(sold):
    sold.take()
    sold.tie()
    assert ledger.match_waiting() == 1
    assert OrderLine.objects.get().link == sold.link
    last = LedgerEntry.objects.order_by("-pk").first()
    assert (last.kind, last.channel, last.story) == ("sale", "weishi", sold.story)
    assert ledger.match_waiting() == 0


def test_nothing_is_guessed_where_several_places_sell_the_offer(sold):
    sold.sell(sold.story, "card-2")
    sold.tie(story=sold.story)
    sold.take()
    assert OrderLine.objects.get().link is None
    assert where() == (sold.story.pk, "weishi", "")


def test_a_channels_slot_says_the_channel_and_a_story_only_where_there_is_one(sold):
    sold.sell(sold.other_story())
    sold.tie()
    sold.take()
    assert where() == (None, "weishi", "")


def test_a_slot_of_one_place_says_that_place(sold):
    other = sold.sell(sold.story, "card-2")
    sold.tie(story=sold.story, placement="card-2")
    sold.take()
    assert OrderLine.objects.get().link == other


def test_a_link_that_comes_later_changes_no_figure(sold):
    sold.tie(story=sold.story)
    sold.take()
    sold.sell(sold.story, "card-2")
    report = sold.take(备注="again")
    assert report.unchanged == 1
    ledger.attach(lines := list(OrderLine.objects.all()))
    assert [line.link for line in lines] == [sold.link]


def test_our_own_code_is_the_stronger_word(shop):
    sold = Sold("jd", shop)
    sold.tie(story=sold.story)
    sold.take(subUnionId=shop.link.code)
    assert OrderLine.objects.get().link_id == shop.link.code
    assert where() == (shop.story.pk, "web", "card-1")


@pytest.mark.parametrize("nothing", ["", "0", "00"])
def test_no_number_is_no_slot(shop, nothing):
    sold = Sold("jd", shop)
    assert not sold.take(value=nothing).unknown_slots
    assert OrderLine.objects.get().slots == ""


def test_pinduoduos_whole_parameters_in_a_message(client, shop):
    sold = Sold("pdd", shop)
    sender = Sender(client, "pdd")
    for number, parameters in enumerate((f'{{"uid":"{sold.link.code}"}}', '{"uid":5}', "{")):
        one = as_order(sold.told()) | {"order_id": f"o{number}", "line_id": f"o{number}", "sub_id": parameters}
        assert sender.send(one, message_id=f"m{number}").status_code == 202
    unfinished.finish()
    assert list(OrderLine.objects.order_by("order_id").values_list("link", flat=True)) == [sold.link.code, None, None]


def test_of_two_slots_the_known_one_and_of_two_known_ones_the_smaller_place(shop):
    text = written({"adzone": "5.0", "relation": " 7 ", "position": "x"})
    assert read(text) == [("relation", "7"), ("adzone", "5")]
    assert slots_named([text, ""]) == {}
    wide = ShopSlot.objects.create(kind="relation", value="7", channel="weishi")
    assert slots_named([text]) == {text: wide}
    narrow = ShopSlot.objects.create(kind="adzone", value="5", channel="weishi", story=shop.story)
    assert slots_named([text]) == {text: narrow}
    assert only_link(narrow, []) is None


def test_slots_cost_two_questions_a_batch(shop, django_assert_max_num_queries):
    Sold("jd", shop).tie()
    lines = [OrderLine(platform="jd", sku=shop.offer.sku, slots="position:3100021877") for _ in range(500)]
    with django_assert_max_num_queries(4):
        ledger.attach(lines)
    assert all(line.slot for line in lines)


def test_rows_that_were_kept_before_slots_were_read():
    kept = dict.fromkeys(_FIELDS, "") | dict.fromkeys(("ordered_at", "modified_at"), "2026-11-07T08:30:00+00:00")
    del kept["slots"]
    assert _row(list(kept.values())).slots == ""


# Pages


def test_unknown_slots_are_tied_at_the_desk(admin_client, shop):
    sold = Sold("taobao", shop)
    sold.take()
    page = admin_client.get(reverse("unmatched_orders:index"))
    assert [(item.value, item.lines) for item in page.context["unknown"]] == [(sold.value, 1)]
    address = f"{reverse('shopslot:add')}?kind=adzone&value={sold.value}&story={shop.story.pk}&placement=card-1"
    assert sold.value in admin_client.get(address).content.decode()
    data = {"kind": "adzone", "value": sold.value, "channel": "weishi", "story": shop.story.pk, "placement": "card-1"}
    assert admin_client.post(reverse("shopslot:add"), data).status_code == 302
    line = OrderLine.objects.get()
    assert line.link == sold.link
    assert "card-1" in admin_client.get(reverse("ledgerentry:line", args=[line.pk])).content.decode()
    assert not admin_client.get(reverse("unmatched_orders:index")).context["unknown"]
    # What orders came through is not thrown away.
    assert admin_client.post(reverse("shopslot:delete", args=[line.slot_id])).status_code == 302
    assert ShopSlot.objects.filter(pk=line.slot_id).exists()


def test_a_place_needs_its_story(admin_client, shop):
    data = {"kind": "adzone", "value": "1", "channel": "weishi", "placement": "card-1"}
    assert "placement" in admin_client.post(reverse("shopslot:add"), data).context["form"].errors


@pytest.mark.parametrize(("language", "words"), [("en", "Choose a story"), ("zh-hans", "选择一篇故事")])
def test_the_form_speaks_one_language(admin_client, admin_user, language, words):
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    assert words in admin_client.get(reverse("shopslot:add")).content.decode()
