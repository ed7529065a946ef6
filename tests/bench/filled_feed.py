"""A feed of many editions, for reading it page by page. Run in an installation's environment, with how many.

Prints one JSON object: a token, and the cursors of a page in the middle and of the last one.
"""

import json
import sys

import django

CHANNEL, PAGE = "weishi", 20
# As long as a short story's.
TEXT = "坡上的橙子等到霜降以后才甜，山里人先看颜色，再看手里的折光仪。" * 60


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
