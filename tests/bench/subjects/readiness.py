"""What readiness costs beside parsing the story's text once.

Prints one JSON object: CPU milliseconds of both for an article of 1,500 characters with eight pictures and a
product on sale, medians of rounds that alternate, and how many channels were asked.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import django

from tests.bench.figures import Figure
from tests.bench.stage import Stage

ROUNDS, CHARACTERS, PICTURES = 40, 1_500, 8
SENTENCE = "霜降过后，夜里冷下来，皮上的青色从向阳的一面开始退，坡上的人先看颜色，再看手里的折光仪。"


def figures(stage: Stage) -> list[Figure]:
    found = stage.inside(stage.demo, __name__)
    what = f"readiness of a story for {found['channels']} channels / parsing its text once with BeautifulSoup and lxml"
    return [cost(what, found)]


def cost(what: str, found: dict, most: float | None = None) -> Figure:
    """CPU time of `ms` for one of `parsing_ms`."""
    ms, parsing = found["ms"], found["parsing_ms"]
    return Figure(what, ms / parsing, most=most, note=f"{ms:.2f} ms / {parsing:.2f} ms of CPU", data=found)


def paragraphs() -> list[str]:
    """The text in paragraphs of four sentences."""
    text = (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[:CHARACTERS]
    step = len(SENTENCE) * 4
    return [text[start : start + step] for start in range(0, len(text), step)]


def document():
    from stories.document import ImageBlock, Paragraph, ProductCard
    from tests.channels.pure.documents import image, offer, product, span, story

    blocks: list = [Paragraph(id=f"p{number}", spans=(span(text),)) for number, text in enumerate(paragraphs())]
    for number in range(PICTURES):
        picture = ImageBlock(id=f"i{number}", image=image(number + 10), caption="坡上的橙子")
        blocks.insert(2 * number + 1, picture)
    sold = product(offers=(offer(1), offer(2, "taobao"), offer(3, "pdd")))
    return story(body=(*blocks, ProductCard(id="c1", product=sold.code, pitch="霜降以后采")), products=(sold,))


def html() -> str:
    """The same words and pictures as an editor stores them."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs())
    return text + '<p>坡上的橙子<img src="/media/images/photo.jpg" alt="画面"/></p>' * PICTURES


def cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def said(story) -> list[str]:
    """Everything the panel says of a story, in words."""
    from channels.readiness import channel_readiness
    from stories.rules import story_findings

    lines = channel_readiness(story)
    findings = [*story_findings(story, []), *(finding for line in lines for finding in line.findings)]
    return [str(entry.message) for entry in findings] + [str(loss) for line in lines for loss in line.losses]


def measure() -> dict[str, float | int]:
    from bs4 import BeautifulSoup

    from channels.readiness import channel_readiness

    stored, story = html(), document()
    said(story)
    pairs = []
    for _round in range(ROUNDS):
        # Another copy each time, as every autosave builds its own.
        copy = story.model_copy(deep=True)
        pairs.append((cpu_ms(partial(said, copy)), cpu_ms(partial(BeautifulSoup, stored, "lxml"))))
    ours, parsing = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {"channels": len(channel_readiness(story)), "ms": ours, "parsing_ms": parsing}


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
