"""Who sees what it brought: authors their stories by place and channel, growers and counties their products."""

import csv
import io
import re
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from commerce import impact
from commerce.impact_cells import cells
from commerce.importing import import_orders
from commerce.links import links_for
from commerce.models import Click
from commerce.placements import placements_of
from commerce.product_sales import product_sales_of
from commerce.story_sales import sales_of
from products.models import Place
from stories import listing
from stories.document import Heading, Paragraph, ProductCard, Span
from stories.models import Release, ReleaseProduct, StoryPage
from tests.channels.pure import documents
from tests.commerce.factories import confirm, csv_file, order_row
from tests.factories import OfferFactory, OrganisationFactory, PlaceFactory, ProductFactory, UserFactory

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def market(people, stories_zh):
    """The author's story with two cards, in Baojing's product; another organisation's story in another county's."""
    far = PlaceFactory(code="341524", name_zh="金寨县", name_en="Jinzhai County")
    oranges = confirm(ProductFactory(photo=None, producer=people["grower"].organisation, name_zh="脐橙"))
    tea = confirm(ProductFactory(photo=None, place=far, producer=OrganisationFactory(), name_zh="绿茶"))
    offers = [OfferFactory(product=oranges, sku="1", net_grams=5000), OfferFactory(product=tea, sku="2", net_grams=500)]
    stranger = UserFactory(username="other-author", organisation=OrganisationFactory(kind="author"))
    stranger.groups.set([Group.objects.get(name="author")])
    mine = _story(stories_zh, "坡上", people["author"], people["editor"], oranges, ("first", "second"))
    theirs = _story(stories_zh, "茶山", stranger, people["editor"], tea, ("tea",))
    codes = {
        (place, channel): links_for(story.pk, channel, letters, [(place, offer.pk)])[place, offer.pk].code
        for story, places, offer in ((mine, ("first", "second"), offers[0]), (theirs, ("tea",), offers[1]))
        for place in places
        for channel, letters in (("web", "we"), ("wechat-oa", "wo"))
    }
    sold = [("first", "web", 1), ("second", "web", 1), ("second", "wechat-oa", 2), ("tea", "web", 1)]
    rows = [
        order_row(
            subUnionId=codes[place, channel], skuId="2" if place == "tea" else "1", skuNum=str(units),
            estimateCosPrice=f"{28 * units}.00", orderTime=f"2026-11-0{day} 09:00:00",
        )
        for day, (place, channel, units) in enumerate(sold, start=6)
    ]  # fmt: skip
    assert not import_orders(csv_file(rows), "a.csv", "jd").rejected
    at = datetime(2026, 11, 7, 9, tzinfo=CHINA)
    for code in (codes["second", "wechat-oa"], codes["second", "wechat-oa"], codes["first", "web"]):
        Click.objects.create(link_id=code, at=at, visitor="0" * 16)
    return {"mine": mine, "theirs": theirs, "oranges": oranges, "tea": tea, "stranger": stranger}


def _story(index, title, owner, editor, product, places):
    story = index.add_child(instance=StoryPage(title=title, owner=owner, locale=index.locale))
    StoryPage.objects.filter(pk=story.pk).update(live=True)
    body = (
        Heading(id="h", text="霜降以后"),
        ProductCard(id=places[0], product=product.code, pitch="先尝一箱"),
        Paragraph(id="p", spans=(Span(text="雾散以后开始采。"),)),
        *(ProductCard(id=place, product=product.code) for place in places[1:]),
    )
    document = documents.story(story_id=story.pk, title=title, body=body, products=())
    release = Release.objects.create(
        story=story, version=1, revision_id=1, document=document.canonical_json, digest=document.digest,
        approved_by=editor, approved_at="2026-11-01T00:00Z", live_from="2026-11-01T00:00Z",
    )  # fmt: skip
    ReleaseProduct.objects.create(release=release, product=product)
    listing.write([story.pk])
    return story


class TestFigures:
    @pytest.mark.parametrize("dimension", ["product_id", "story_id", "channel", "placement"])
    def test_a_single_dimension_is_the_same_as_the_impact_page(self, market, dimension):
        known = {
            "product_id": impact.by_product, "story_id": impact.by_story,
            "channel": impact.by_channel, "placement": impact.by_placement,
        }[dimension]()  # fmt: skip
        assert {key[0]: figures for key, figures in cells(dimension).items()} == {row.key: row.figures for row in known}

    def test_the_best_place_is_named_and_its_channels_told_apart(self, market):
        (sales,) = sales_of([market["mine"]])
        assert (sales.best.place.key, sales.best.figures.kg, sales.best.figures.orders) == ("second", Decimal(15), 2)
        assert [(at.figures.kg, at.figures.clicks) for at in sales.best.channels] == [(10, 2), (5, 0)]
        assert sales.best.channels[0].figures.order_percent == Decimal("50.0")
        assert [row.place.key for row in sales.places] == ["second", "first"]

    def test_places_are_called_by_their_pitch_and_what_stands_above(self, market):
        places = placements_of([market["mine"].pk])[market["mine"].pk]
        assert (places["first"].name, places["first"].above, places["first"].number) == ("先尝一箱", "霜降以后", 1)
        assert places["second"].edit_url(market["mine"]).endswith("/edit/#block-second-section")

    def test_a_place_that_was_taken_out_keeps_its_name_and_its_sales(self, market, people):
        story = market["mine"]
        document = Release.objects.get(story=story).parsed()
        without = document.model_copy(update={"body": document.body[:2]})
        Release.objects.create(
            story=story, version=2, revision_id=2, document=without.canonical_json, digest=without.digest,
            approved_by=people["editor"], approved_at="2026-11-02T00:00Z", live_from="2026-11-02T00:00Z",
        )  # fmt: skip
        (sales,) = sales_of([story])
        assert (sales.best.place.key, sales.best.place.stands) == ("second", False)
        assert "#" not in sales.best.place.edit_url(story)

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_queries_do_not_grow(self, market, people, stories_zh, django_assert_num_queries, number):
        stories = [market["mine"]]
        stories += [
            _story(stories_zh, f"又{n}", people["author"], people["editor"], market["oranges"], ("x",))
            for n in range(number)
        ]
        with django_assert_num_queries(13):
            sales_of(stories)
        with django_assert_num_queries(15):
            product_sales_of([market["oranges"], market["tea"]])


SEES_ALL_STORIES = {"editor", "admin", "inspector", "confirmer", "operator", "analyst"}


class TestStories:
    @pytest.mark.parametrize("role", ["author", "grower", "recommender", *sorted(SEES_ALL_STORIES)])
    def test_who_sees_which_story(self, client, people, market, role):
        client.force_login(people[role])
        answers = {
            name: client.get(reverse("story_sales:story", args=[market[name].pk])).status_code
            for name in ("mine", "theirs")
        }
        listed = client.get(reverse("story_sales:index"))
        if role in SEES_ALL_STORIES:
            assert answers == {"mine": 200, "theirs": 200}
            assert "坡上" in listed.content.decode()
            assert "茶山" in listed.content.decode()
        elif role == "author":
            assert answers == {"mine": 200, "theirs": 404}
            assert "坡上" in listed.content.decode()
            assert "茶山" not in listed.content.decode()
        else:
            assert answers == {"mine": 302, "theirs": 302}
            assert listed.status_code == 302

    def test_the_file_holds_only_what_is_theirs(self, client, people, market):
        client.force_login(people["author"])
        answer = client.get(reverse("story_sales:index"), {"file": "csv", "from": "2026-11-07"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
        assert {row[0] for row in rows} == {"坡上"}
        # The order of the sixth lies before the window; the click on the first place stands alone.
        assert sorted((row[2], row[6], row[9], row[10]) for row in rows) == sorted(
            [
                ("先尝一箱", "0", "0", "1"),
                (market["oranges"].code, "10", "1", "2"),
                (market["oranges"].code, "5", "1", "0"),
            ]
        )

    def test_a_wrong_window_says_so(self, client, people, market):
        client.force_login(people["author"])
        answer = client.get(reverse("story_sales:index"), {"from": "2026-11-08", "to": "2026-11-01"})
        assert answer.status_code == 200
        assert answer.context["form"].errors


class TestProducts:
    SEES = {"grower": {"oranges"}, "recommender": {"oranges"}} | {
        role: {"oranges", "tea"} for role in sorted(SEES_ALL_STORIES)
    }

    @pytest.mark.parametrize("role", sorted([*SEES, "author"]))
    def test_who_sees_which_product(self, client, people, market, role):
        client.force_login(people[role])
        seen = {
            name
            for name in ("oranges", "tea")
            if client.get(reverse("product_sales:product", args=[market[name].pk])).status_code == 200
        }
        assert seen == self.SEES.get(role, set())
        listed = client.get(reverse("product_sales:index"))
        assert (listed.status_code == 200) == bool(seen)
        for name in ("oranges", "tea"):
            assert (market[name].name_zh in listed.content.decode()) == (name in seen)

    @pytest.mark.parametrize("kind", ["ecommerce", "author"])
    def test_shops_and_authors_see_no_sales_of_what_they_recommended(self, client, people, market, kind):
        other = OrganisationFactory(kind=kind)
        market["oranges"].brought_by = other
        market["oranges"].save()
        client.force_login(UserFactory(username="other", organisation=other))
        assert client.get(reverse("product_sales:product", args=[market["oranges"].pk])).status_code == 302

    def test_another_county_sees_nothing_of_it(self, client, people, market):
        people["recommender"].organisation.place = Place.objects.get(code="341524")
        people["recommender"].organisation.save()
        client.force_login(people["recommender"])
        assert client.get(reverse("product_sales:product", args=[market["oranges"].pk])).status_code == 404
        assert client.get(reverse("product_sales:product", args=[market["tea"].pk])).status_code == 200

    def test_in_plain_words_with_the_ways_it_was_bought(self, client, people, market):
        client.force_login(people["grower"])
        text = " ".join(client.get(reverse("product_sales:index")).content.decode().split())
        assert re.search(r"<strong>20\W", text)
        assert "坡上" in text
        file = client.get(reverse("product_sales:index"), {"file": "csv"}).content.decode()
        assert "绿茶" not in file
        assert "脐橙" in file


class TestFirstPage:
    @pytest.mark.parametrize(
        ("role", "addresses"),
        [
            ("author", {"story_sales:index"}),
            ("grower", {"product_sales:index"}),
            ("recommender", {"product_sales:index"}),
            ("analyst", {"story_sales:index", "product_sales:index"}),
        ],
    )
    def test_the_way_to_ones_own_figures(self, client, people, market, role, addresses):
        client.force_login(people[role])
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        found = {name for name in ("story_sales:index", "product_sales:index") if f"{reverse(name)}?from=" in html}
        assert found == addresses
