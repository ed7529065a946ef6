"""A story's page beside a bare view of the same bytes."""

import httpx

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates

STORY = "/zh-hans/stories/the-hill-that-turned-orange/"


def figures(stage: Stage) -> list[Figure]:
    demo = stage.demo
    body = httpx.get(demo.url + STORY).raise_for_status().content
    ours = (demo.port, request_bytes(STORY), 200)
    return [rates("story page / bare view of the same bytes", ours, stage.bare_bytes("story", body))]
