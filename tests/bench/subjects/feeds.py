"""A page of the feed beside a bare view of the same bytes: as it is served, plain and compressed.

Shown beside it, without a mark, is a page that nobody asked for before: it is put together from 20 stored texts, which
the bare view has in memory.
"""

import httpx

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates

PATH = "/api/v1/channels/wechat-oa/feed?limit=20"
GZIP = {"Accept-Encoding": "gzip"}


def figures(stage: Stage) -> list[Figure]:
    demo = stage.demo
    authorization = {"Authorization": f"Bearer {stage.feed_token}"}
    with httpx.stream("GET", demo.url + PATH, headers=authorization | GZIP) as answer:
        packed = b"".join(answer.raise_for_status().iter_raw())
    plain = httpx.get(demo.url + PATH, headers=authorization | {"Accept-Encoding": "identity"})
    bare, bare_packed = (
        stage.bare_bytes("feed", plain.raise_for_status().content),
        stage.bare_bytes("feed.gz", packed),
    )
    asked = request_bytes(PATH, **authorization)
    ours = (demo.port, asked, 200)
    ours_packed = (demo.port, request_bytes(PATH, **authorization, **GZIP), 200)
    kept = [
        rates("feed page of 20, kept / bare view of the same bytes", ours, bare, least=0.5),
        rates("feed page of 20, compressed / bare view of the same bytes", ours_packed, bare_packed, least=0.5),
    ]
    # The same database, in a web process that keeps nothing.
    with stage.web_beside(demo, API_KEPT_BYTES="0") as port:
        anew = rates("feed page of 20, made anew / bare view of the same bytes", (port, asked, 200), bare)
    return [*kept, anew]
