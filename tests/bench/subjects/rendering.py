"""What rendering costs beside parsing the finished article once.

Prints one JSON list: CPU milliseconds for all nine payloads of an article of 1,500 characters with eight pictures, and
for one parsing of its HTML with BeautifulSoup and lxml, medians of rounds that alternate. Its HTML is the `<article>` of
our own page, without the page around it. That of WeChat, who gets the shortest of all forms, is shown beside it and has
no mark: it is one of the nine results, not the article.
"""

import json
import re
import statistics
import sys
from functools import partial

import django

from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.bench.subjects.readiness import PICTURES, ROUNDS, cost, cpu_ms, document

DEMO_STORY = "the-hill-that-turned-orange"


def figures(stage: Stage) -> list[Figure]:
    ours, theirs = stage.inside(stage.demo, __name__)
    what = f"{ours['channels']} payloads of an article of 1,500 characters and 8 pictures / parsing"
    return [
        cost(f"{what} its HTML on our own page once with BeautifulSoup and lxml", ours, most=1.5),
        cost(f"{what} the HTML that WeChat gets of it once with BeautifulSoup and lxml", theirs),
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


def illustrated():
    """The article with pictures that the demo has, as our own page shows no others."""
    from stories.document import StoryDocument
    from stories.document.walk import pictures_of
    from stories.models import Release

    found: dict = {}
    for text in Release.objects.order_by("pk").values_list("document", flat=True):
        found |= {picture.key: picture for picture, _, _ in pictures_of(StoryDocument.model_validate_json(text))}
        if len(found) >= PICTURES:
            break
    made, pictures = document(), iter(found.values())
    body = [
        block.model_copy(update={"image": next(pictures)}) if block.kind == "image" else block for block in made.body
    ]
    return made.model_copy(update={"body": tuple(body)})


def article_on_our_page(story) -> str:
    """`story` as readers of the site get it, in the place of one of the demo's."""
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    from stories.models import StoryPage
    from stories.public import reader_context

    page = StoryPage.objects.get(slug=DEMO_STORY, locale__language_code="zh-hans")
    request = RequestFactory().get(page.url)
    context = page.get_context(request) | reader_context(page, story)
    shown = render_to_string("stories/story_page.html", context, request)
    [article] = re.findall("<article lang=.*?</article>", shown, re.DOTALL)
    return article


def beside(story, html: str) -> dict[str, float | int]:
    from bs4 import BeautifulSoup

    pairs = []
    for _round in range(ROUNDS):
        # Another copy each time, so that nothing made for the one before serves.
        copy = story.model_copy(deep=True)
        pairs.append((cpu_ms(partial(payloads, copy)), cpu_ms(partial(BeautifulSoup, html, "lxml"))))
    ours, parsing = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {"channels": len(payloads(story)), "ms": ours, "parsing_ms": parsing, "characters": len(html)}


def measure() -> list[dict]:
    story = illustrated()
    return [
        beside(story, article_on_our_page(story)),
        beside(story, payloads(story)[0].body["articles"][0]["content"]),
    ]


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
