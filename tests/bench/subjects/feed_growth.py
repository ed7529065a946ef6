"""Pages of a feed of 100,000 editions beside the same of one of 1,000, each made anew: 1.0 is as fast.

Prints one JSON object for a feed filled with as many editions as it is told: a token, and the cursors of a page in
the middle and of the last one.
"""

import json
import sys

import django

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Asked, Stage, rates
from tests.installation import Installation

CHANNEL, PAGE = "weishi", 20
SIZES = (1_000, 100_000)
# As long as a short story's.
TEXT = "坡上的橙子等到霜降以后才甜，山里人先看颜色，再看手里的折光仪。" * 60


def figures(stage: Stage) -> list[Figure]:
    asked: list[dict[str, Asked]] = []
    for size in SIZES:
        house = stage.another(f"feed-{size}", API_KEPT_BYTES="0")
        made = stage.inside(house, __name__, str(size))
        house.start("web")
        asked.append({where: page_of(house, made, where) for where in ("first", "middle", "last")})
    small, large = asked
    return [
        rates(
            f"feed page made anew, {where} of {SIZES[1]:,} editions / of {SIZES[0]:,}",
            large[where],
            small[where],
            least=0.8,
        )
        for where in large
    ]


def page_of(house: Installation, made: dict, where: str) -> Asked:
    after = f"&after={made[where]}" if where in made else ""
    path = f"/api/v1/channels/{CHANNEL}/feed?limit={PAGE}{after}"
    return house.port, request_bytes(path, Authorization=f"Bearer {made['token']}"), 200


def fill(count: int) -> dict[str, str]:
    from django.db import transaction

    from channels import envelope, feed, tokens
    from products.models import User
    from stories.models import StoryIndexPage
    from tests.carried import fill_feed

    index = StoryIndexPage.objects.filter(locale__language_code="zh-hans").get()
    text = envelope.as_text({"channel": CHANNEL, "payload": {"content": TEXT}, "assets": []})
    with transaction.atomic():
        fill_feed(CHANNEL, index, count, User.objects.get(username="editor"), text)
    row = feed.row_of(CHANNEL)
    middle, last = (feed.cursor_for(row, number) for number in (count // 2, count - PAGE))
    return {"token": tokens.issue(CHANNEL)[1], "middle": middle, "last": last}


if __name__ == "__main__":
    django.setup()
    json.dump(fill(int(sys.argv[1])), sys.stdout)
