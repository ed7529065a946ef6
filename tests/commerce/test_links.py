"""Purchase links are derived, kept and made once."""

import re

import pytest

from commerce.links import code_for, links_for, preview_links, web_links
from commerce.models import PurchaseLink
from stories.buying import purchase_links
from tests.factories import OfferFactory


@pytest.mark.parametrize("story_id", [1, 35, 36, 123_456, 2**63 - 1])
def test_a_code_fits_every_shop(story_id):
    assert re.fullmatch(r"s[0-9a-z]+-wo-[a-z2-7]{10}", code_for(story_id, "wo", "b" * 64, 2**31))
    assert len(code_for(story_id, "wo", "b" * 64, 2**31)) <= 32


def test_a_code_never_changes():
    """Printed QR codes and the shops' own records hold codes; a change here would orphan them."""
    assert code_for(12345, "we", "block-1", 7) == "s9ix-we-d6okrjcshq"


def test_each_of_the_four_makes_another_code():
    base = (7, "we", "a", 1)
    others = [(8, "we", "a", 1), (7, "wo", "a", 1), (7, "we", "b", 1), (7, "we", "a", 2)]
    assert len({code_for(*base), *(code_for(*other) for other in others)}) == 5


def test_links_are_made_once_and_kept(shop, django_assert_num_queries, settings):
    offers = OfferFactory.create_batch(20, product=shop.product)
    places = [(f"card-{n % 3}", offer.pk) for n, offer in enumerate(offers)]
    with django_assert_num_queries(2):
        first = links_for(shop.story.pk, "wechat-oa", "wo", places)
    with django_assert_num_queries(1):
        again = links_for(shop.story.pk, "wechat-oa", "wo", places)
    assert first == again
    assert PurchaseLink.objects.filter(channel="wechat-oa").count() == 20
    ref = first[places[0]]
    assert ref.url == f"{settings.SITE_URL}/go/{ref.code}"
    row = PurchaseLink.objects.get(code=ref.code)
    assert (row.story_id, row.channel, row.placement, row.offer_id) == (shop.story.pk, "wechat-oa", *places[0])


def test_previews_promise_the_same_links_and_write_nothing(shop, django_assert_num_queries):
    places = [("card-9", shop.offer.pk)]
    with django_assert_num_queries(0):
        promised = preview_links(shop.story.pk, "wechat-oa", "wo", places)
    assert promised == links_for(shop.story.pk, "wechat-oa", "wo", places)


def test_the_story_room_gets_addresses_for_our_own_site(shop):
    assert purchase_links(shop.story.pk, [("card-1", shop.offer.pk)]) == {("card-1", shop.offer.pk): shop.link.url}
    assert web_links(None, [("card-1", shop.offer.pk)]) == {}
