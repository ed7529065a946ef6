"""What rendering costs beside parsing the finished article once.

Prints one JSON list: CPU milliseconds for all nine payloads of a story, and for one parsing of the same story's
HTML with BeautifulSoup and lxml, medians of rounds that alternate. Two stories: an article of 1,500 characters
with eight pictures beside the HTML that WeChat gets of it, and one of the demo's beside its page on our own site.
"""

import json
import statistics
import sys
from functools import partial
from urllib.parse import urlsplit

import django

from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.bench.subjects.readiness import ROUNDS, cost, cpu_ms, document

DEMO_STORY = "the-hill-that-turned-orange"


def figures(stage: Stage) -> list[Figure]:
    return [
        cost(f"{found['channels']} payloads of {found['what']} with BeautifulSoup and lxml", found, most=1.5)
        for found in stage.inside(stage.demo, __name__)
    ]


def payloads(story) -> list:
    """The payload of each channel. Files are named and measured as for the editor, and none is made."""
    from django.utils import timezone

    from channels import adapters
    from channels.adapters.base import as_shown
    from channels.readiness import dry_context

    now = timezone.now()
    return [
        adapter.render(as_shown(adapter, story), dry_context(story, adapter.spec, now)) for adapter in adapters.ADAPTERS
    ]


def demo_story():
    from stories.document import StoryDocument
    from stories.models import Release

    releases = Release.objects.filter(story__slug=DEMO_STORY, story__locale__language_code="zh-hans")
    return StoryDocument.model_validate_json(releases.latest("version").document)


def page(url: str) -> bytes:
    from django.test import Client

    parts = urlsplit(url)
    answer = Client().get(parts.path, headers={"host": parts.netloc}, secure=parts.scheme == "https")
    assert answer.status_code == 200, f"{url} answered {answer.status_code}"
    return answer.content


def beside(what: str, story, html: str | bytes) -> dict[str, float | int | str]:
    from bs4 import BeautifulSoup

    pairs = []
    for _round in range(ROUNDS):
        # Another copy each time, so that nothing made for the one before serves.
        copy = story.model_copy(deep=True)
        pairs.append((cpu_ms(partial(payloads, copy)), cpu_ms(partial(BeautifulSoup, html, "lxml"))))
    ours, parsing = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {"what": what, "channels": len(payloads(story)), "ms": ours, "parsing_ms": parsing}


def measure() -> list[dict]:
    made, demo = document(), demo_story()
    article = payloads(made)[0].body["articles"][0]["content"]
    return [
        beside("an article of 1,500 characters and 8 pictures / parsing what WeChat gets of it once", made, article),
        beside("a story of the demo / parsing its page on our own site once", demo, page(demo.url)),
    ]


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
