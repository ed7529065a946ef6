"""`/go/<code>`: where it leads, what it stores, and that nothing in a request decides the target."""

import hashlib
import io
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import DatabaseError, DataError, OperationalError, connection
from django.test import Client
from django.utils import timezone

from commerce import redirect
from commerce.models import Click, VisitorSalt
from commerce.redirect import REPEAT_WITHIN
from products.models import Offer, Verification
from tests.commerce.reading import Reader
from tests.hung_up import hang_up

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.54(0x18003631) NetType/WIFI Language/zh_CN"
)


@pytest.fixture(params=[Reader, Client])
def client(request):
    """Ahead of Django, and by Django alone, which answers whatever is not answered ahead."""
    return request.param()


@pytest.fixture
def go(client, shop):
    def visit(code=shop.link.code, method="get", **headers):
        return getattr(client, method)(f"/go/{code}", headers={"user-agent": PHONE, **headers})

    return visit


def test_a_reader_goes_to_the_shop_and_the_click_is_stored(go, shop):
    answer = go()
    assert answer.status_code == 302
    assert answer["Location"] == shop.offer.url
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "Set-Cookie" not in answer
    click = Click.objects.get()
    assert (click.link_id, click.flag) == (shop.link.code, "")
    assert len(click.visitor) == 16


def test_the_headers_of_security_are_on_it_too(shop, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Reader().get(f"/go/{shop.link.code}", headers={"user-agent": PHONE}, secure=True)
    assert answer.status_code == 302
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer["X-Content-Type-Options"] == "nosniff"
    settings.SECURE_SSL_REDIRECT = True
    answer = Reader().get(f"/go/{shop.link.code}", headers={"user-agent": PHONE})
    assert (answer.status_code, answer["Location"]) == (301, f"https://testserver/go/{shop.link.code}")


def test_a_foreign_host_is_refused(go, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert go(host="evil.example").status_code == 400
    assert not Click.objects.exists()


def test_what_fails_ahead_of_django_is_djangos_to_answer(shop, monkeypatch):
    def down(*_visit):
        raise OperationalError("no server")

    monkeypatch.setattr(redirect, "_sent_on", down)
    answer = Reader().get(f"/go/{shop.link.code}", headers={"user-agent": PHONE})
    assert (answer.status_code, Click.objects.count()) == (302, 1)


def test_one_question_and_one_insert(go, django_assert_num_queries):
    go()
    with django_assert_num_queries(2):
        assert go().status_code == 302


def test_without_its_row_there_is_no_redirect(go, monkeypatch):
    def full_disk(*_click):
        raise DatabaseError("disk full")

    monkeypatch.setattr(redirect, "_record", full_disk)
    answer = go()
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Location" not in answer


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor == "sqlite", reason="there is no server that could hang up")
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_meanwhile_is_made_anew(shop):
    def go():
        return Reader().get(f"/go/{shop.link.code}", headers={"user-agent": PHONE})

    go()
    hang_up()
    assert go().status_code == 302
    assert Click.objects.count() == 2


@pytest.mark.parametrize("code", ["none-of-ours", "S1-WE-AAAAAAAAAA", "a" * 5000, "0"])
def test_an_unknown_code_is_not_found(go, code):
    assert go(code).status_code == 404
    assert not Click.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading_methods(go, method):
    assert go(method=method).status_code == 405


# Closed ways


@pytest.mark.parametrize(
    ("change", "status", "reason"),
    [
        ({"state": "withdrawn"}, 410, "withdrawn"),
        ({"state": "lapsed"}, 410, "lapsed"),
        ({"valid_until": timezone.localdate() - timedelta(days=1)}, 410, "lapsed"),
    ],
)
def test_a_product_that_is_no_longer_confirmed(go, shop, change, status, reason):
    Verification.objects.update(**change)
    answer = go()
    assert answer.status_code == status
    assert answer.context["reason"] == reason
    assert answer["Cache-Control"] == "no-store"
    assert "Location" not in answer
    assert Click.objects.get().flag == "closed"


def test_the_last_day_still_counts(go):
    Verification.objects.update(valid_until=timezone.localdate())
    assert go().status_code == 302


def test_a_product_never_confirmed(go, shop):
    shop.product.current_verification = None
    shop.product.save()
    assert go().status_code == 410


def test_an_offer_off_sale_names_the_other_shops(go, shop):
    from commerce.links import links_for
    from tests.factories import OfferFactory

    elsewhere = OfferFactory(
        product=shop.product, platform="taobao", sku="77", url="https://detail.tmall.com/item.htm?id=77"
    )
    closed = OfferFactory(product=shop.product, active=False)
    links = links_for(shop.story.pk, "web", "we", [("card-1", elsewhere.pk), ("card-1", closed.pk)])
    Offer.objects.filter(pk=shop.offer.pk).update(active=False)
    answer = go()
    assert answer.status_code == 200
    assert answer.context["reason"] == "off_sale"
    assert [other["offer"] for other in answer.context["others"]] == [elsewhere]
    assert answer.context["others"][0]["url"] == f"/go/{links['card-1', elsewhere.pk].code}"


@pytest.mark.parametrize(("language", "marker"), [("zh-CN,zh;q=0.9", "zh"), ("en-GB,en;q=0.9", "en")])
def test_the_page_speaks_the_readers_language(go, language, marker):
    Verification.objects.update(state="withdrawn")
    answer = go(**{"accept-language": language})
    assert answer["Content-Language"].startswith(marker)


def test_what_to_read_instead(client, people, stories_zh):
    """About the product where only the offer is off sale; about others where its claims no longer hold."""
    from commerce.links import links_for
    from tests.stories.factories import card, make_story, orange, release_story

    product, other = orange(people), orange(people)
    stories = []
    for sold, title in ((product, "山坡上的橘子红了"), (other, "河边的核桃落了一地")):
        offer = sold.offers.get()
        story = make_story(stories_zh, people["author"], title=title, blocks=[block_of_text(), card(sold, offer)])
        stories.append(release_story(story, people))
    offer = product.offers.get()
    link = links_for(stories[0].pk, "web", "we", [("card-1", offer.pk)])["card-1", offer.pk]

    def read_on(language="zh-CN"):
        answer = client.get(f"/go/{link.code}", headers={"user-agent": PHONE, "accept-language": language})
        return answer.context["stories"]

    Offer.objects.filter(pk=offer.pk).update(active=False)
    assert read_on() == [stories[0]]
    assert read_on("en") == []
    Verification.objects.filter(product=product).update(state="withdrawn")
    assert read_on() == [stories[1]]


def block_of_text() -> dict:
    from tests.stories.factories import PARAGRAPH, block

    return block("text", PARAGRAPH)


# Nobody is sent anywhere else

EVIL_TARGETS = [
    "https://evil.example/",
    "http://item.jd.com/1.html",
    "//evil.example",
    "https://item.jd.com@evil.example/",
    "https://item.jd.com.evil.example/",
    "https://evil.example/item.jd.com/1.html",
    "https://item.jd.com:8443/1.html",
    "https:evil.example",
    "https:///evil.example",
    "https://item.jd.com\\@evil.example/",
    "https://evil.example\\.jd.com/",
    "javascript:alert(1)//item.jd.com",
    "data:text/html,<script>alert(1)</script>",
    "https://item.jd.com/1.html\r\nSet-Cookie: a=b",
    "https://item.jd.com/\r\nLocation: https://evil.example/",
    "https://item.jd.com/1.html\x00",
    "https://ｉtem.jd.com/",
    "https://item.jd.com。evil.example/",
    "https://detail.tmall.com/item.htm?id=1",
    "",
    " https://item.jd.com/1.html",
]


@pytest.mark.parametrize("target", EVIL_TARGETS)
def test_a_target_that_is_not_the_shops_is_not_followed(go, shop, target):
    try:
        Offer.objects.filter(pk=shop.offer.pk).update(url=target)
    except (ValueError, DataError):
        return  # PostgreSQL itself refuses NUL
    answer = go()
    assert answer.status_code == 200
    assert "Location" not in answer
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    "suffix",
    [
        "?url=https://evil.example/",
        "?next=//evil.example",
        "?%0d%0aLocation:%20https://evil.example/",
        "?redirect=https://evil.example#@item.jd.com",
    ],
)
def test_nothing_of_the_request_reaches_the_target(client, shop, suffix):
    answer = client.get(
        f"/go/{shop.link.code}{suffix}",
        headers={"user-agent": PHONE, "x-forwarded-host": "evil.example", "referer": "https://evil.example"},
    )
    assert answer["Location"] == shop.offer.url


@pytest.mark.parametrize(
    "path",
    ["%0d%0aLocation:%20https:%2f%2fevil.example", "%0d%0aSet-Cookie:a=b", "..%2f..", "https:%2f%2fevil.example"],
)
def test_a_crooked_code_leads_nowhere(client, db, path):
    answer = client.get(f"/go/{path}")
    assert answer.status_code in (404, 302)
    assert urlsplit(answer.get("Location", "")).netloc in ("", "testserver")
    assert "Set-Cookie" not in answer or "a=b" not in answer["Set-Cookie"]


# Flags


@pytest.mark.parametrize(
    ("method", "headers", "flag"),
    [
        ("head", {}, "head"),
        ("get", {"sec-purpose": "prefetch;prerender"}, "prefetch"),
        ("get", {"purpose": "prefetch"}, "prefetch"),
        ("get", {"x-moz": "prefetch"}, "prefetch"),
        (
            "get",
            {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"},
            "bot",
        ),
        ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, "bot"),
        ("get", {"user-agent": "curl/8.10.1"}, "bot"),
        ("get", {"user-agent": "python-requests/2.32.3"}, "bot"),
        ("get", {"user-agent": "facebookexternalhit/1.1"}, "bot"),
        ("get", {"user-agent": ""}, "bot"),
    ],
)
def test_what_is_no_reader_is_flagged_and_kept(go, shop, method, headers, flag):
    assert go(method=method, **headers).status_code == 302
    assert Click.objects.get().flag == flag


IN_APP_BROWSERS = [
    PHONE,
    "Mozilla/5.0 (Linux; Android 14; V2324A Build/UP1A; wv) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 "
    "V1_AND_SQ_9.0.60 QQ/9.0.60.17095 NetType/5G WebP/0.3.0",
    "Mozilla/5.0 (Linux; U; Android 13; zh-CN; M2102K1C) AppleWebKit/537.36 UCBrowser/15.5.8 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 aweme_31.5.0 JsSdk/2.0 NetType/WIFI",
    "Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36 Weibo (Xiaomi-2210132C__weibo__14.9.0)",
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 MQQBrowser/15.1 TBS/046291 baiduboxapp/13.60 Mobile Safari",
]


@pytest.mark.parametrize("agent", IN_APP_BROWSERS)
def test_readers_in_apps_are_not_taken_for_programs(go, agent):
    go(**{"user-agent": agent})
    assert Click.objects.get().flag == ""


def test_a_second_tap_is_a_repeat_until_some_minutes_have_passed(go):
    start = timezone.now().replace(hour=4)  # noon in China: the day does not turn on the way
    with time_machine.travel(start, tick=False) as clock:
        go()
        clock.shift(REPEAT_WITHIN - timedelta(seconds=1))
        go()
        clock.shift(REPEAT_WITHIN + timedelta(seconds=1))
        go()
    assert list(Click.objects.order_by("id").values_list("flag", flat=True)) == ["", "repeat", ""]


# Visitors


def test_no_address_is_kept_and_a_new_day_makes_a_new_visitor(go, client):
    start = timezone.now().replace(hour=4)
    with time_machine.travel(start, tick=False) as clock:
        go()
        go(**{"user-agent": IN_APP_BROWSERS[1]})
        clock.shift(timedelta(days=1))
        go()
    one, other_phone, next_day = Click.objects.order_by("id").values_list("visitor", flat=True)
    assert len({one, other_phone, next_day}) == 3
    assert one != hashlib.sha256(b"127.0.0.1").hexdigest()[:16]
    assert VisitorSalt.objects.count() == 2


def test_the_salt_is_shared_by_all_processes(go, shop):
    from commerce import visitors

    go()
    visitors._known = None  # as in another process
    go()
    assert VisitorSalt.objects.count() == 1
    assert Click.objects.values("visitor").distinct().count() == 1


def test_forwarded_addresses_count_only_behind_configured_proxies(go, settings):
    def visitors_for(*forwarded):
        Click.objects.all().delete()
        for value in forwarded:
            go(**{"x-forwarded-for": value})
        return Click.objects.values("visitor").distinct().count()

    settings.PROXY_COUNT = 0
    assert visitors_for("203.0.113.1", "203.0.113.2") == 1
    settings.PROXY_COUNT = 1
    assert visitors_for("203.0.113.1", "203.0.113.2") == 2
    # What a client writes itself stands left of what the proxy adds.
    assert visitors_for("198.51.100.7, 203.0.113.1", "198.51.100.8, 203.0.113.1") == 1


def test_salts_are_destroyed_after_48_hours(db):
    from django.core.management import call_command

    today = timezone.localdate()
    for back in range(5):
        VisitorSalt.objects.create(day=today - timedelta(days=back), salt=bytes(32))
    call_command("forget_visitors", stdout=io.StringIO())
    assert set(VisitorSalt.objects.values_list("day", flat=True)) == {today, today - timedelta(days=1)}
