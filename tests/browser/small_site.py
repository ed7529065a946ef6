"""A small site with every public page type in both languages, made inside an installation.

`python -m tests.browser.small_site` in the installation's environment prints the addresses that only the maker knows.
Demo content has more of everything and takes ten times as long.
"""

import json
import re
import subprocess
import sys

from tests.installation import ROOT, Installation
from tests.public_pages import LANGUAGES, PublicPage

WORDS = {
    "zh-hans": f"<p>{'霜降过后，夜里冷下来，向阳的一面先黄。' * 8}</p>",
    "en": f"<p>{'After the first frost the sunny side turns yellow. ' * 8}</p>",
}
TITLES = {"pictures": "From the branch to the box", "video": "Up the slope after the fog"}


def make_small_site(installation: Installation) -> list[PublicPage]:
    """Fill the installation. Returns the pages that no list of the site leads to."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.small_site"],
        cwd=ROOT,
        env=installation.environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return [PublicPage(*row) for row in json.loads(done.stdout.splitlines()[-1])]


def build_all() -> list[tuple]:
    """Content beyond that of the tests of `home`; rows as `PublicPage` takes them."""
    from cms.site_setup import ensure_site
    from commerce.importing import import_orders
    from tests.commerce.factories import csv_file, order_row
    from tests.factories import make_people
    from tests.home.conftest import build

    ensure_site()
    people = make_people()
    # First, so that the newest article is one whose products are sold.
    ended = [*withdrawn(people), killed(people)]
    village = build(people)
    import_orders(csv_file([order_row(buyer="jd_one", estimateCosPrice="56.00")]), "orders.csv", "jd")
    english_forms(village, people)
    brand(village, people)
    return [*ended, *tokens(village, people)]


def english_forms(village, people) -> None:
    from stories.models import StoryIndexPage
    from tests.stories.factories import block, card, make_story, release_story, small_photo
    from tests.stories.films import make_film

    index = StoryIndexPage.objects.get(locale__language_code="en")
    for form, title in TITLES.items():
        of_form = {"video": make_film(poster=small_photo())} if form == "video" else {}
        plates = [block("image", {"photo": small_photo().pk, "caption": f"Plate {n}"}) for n in range(3)]
        body = [*(plates if form == "pictures" else []), block("text", WORDS["en"]), card(village.product)]
        story = make_story(
            index,
            people["author"],
            body,
            title=title,
            slug=form,
            form=form,
            locale=index.locale,
            targets=["qzone"],
            **of_form,
        )
        release_story(story, people)


def brand(village, people) -> None:
    from tests.factories import BrandFactory
    from tests.home.test_product_face import brand_pages
    from tests.stories.factories import small_photo

    village.product.brand = BrandFactory(owner=village.product.producer, mark=small_photo())
    village.product.save()
    brand_pages(village.product.brand, people)


def withdrawn(people) -> list[tuple]:
    """A product whose verification was withdrawn: its record, a story about it, and its purchase link."""
    from commerce.links import web_links
    from products import services
    from stories.models import StoryIndexPage
    from tests.factories import OfferFactory, verified_product
    from tests.stories.factories import block, card, make_story, release_story

    product = verified_product(people, slug="withdrawn", code="BJ-GONE")
    offer = OfferFactory(product=product)
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    body = [block("text", WORDS["zh-hans"]), card(product)]
    story = release_story(make_story(index, people["author"], body, title="被撤回的", slug="gone"), people)
    services.withdraw(product, people["confirmer"], "样品与申报不符。")
    [link] = web_links(story.pk, [(story.body[1].id, offer.pk)]).values()
    rows = [("story-withdrawn", "zh-hans", story.url)]
    for language in LANGUAGES.values():
        rows.append(("verify-withdrawn", language, f"/verify/{product.code}?lang={language}"))
        rows.append(("unavailable", language, f"{_path(link)}?lang={language}", 410))
    return rows


def tokens(village, people) -> list[tuple]:
    """Pages behind an address that is a secret: a sign-off, and how a recommendation stands."""
    from uuid import uuid4

    from products.recommendations import receive
    from stories import sign_offs
    from tests.products.recommending import words

    rows = []
    for language, story in (("zh-hans", village.article), ("en", village.english)):
        person = {"name": "田阿妹", "role": "种植户", "language": language}
        _sign_off, address = sign_offs.make(story, people["author"], **person)
        rows.append(("sign-off", language, _path(address)))
        token = receive(uuid4(), language=language, **words(name_zh=f"山核桃{language}")).token
        rows.append(("recommendation", language, f"/recommend/{token}/?lang={language}"))
    return rows


def killed(people) -> tuple:
    from stories import kills
    from stories.models import StoryIndexPage
    from tests.stories.factories import block, make_story, release_story

    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    body = [block("text", WORDS["zh-hans"])]
    story = release_story(make_story(index, people["author"], body, title="下线的", slug="killed"), people)
    kills.kill(story, people["editor"], "图片的来源不对。")
    return ("killed", "zh-hans", story.url, 410)


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(build_all()))
