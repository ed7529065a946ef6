"""How long from an approved version to its nine editions in the feed, renditions warm. Prints one JSON object: seconds of several versions of one video story, from the commit of the release until the
last entry is there, and how many channels took each.
"""

import json
import statistics
import sys
import time

import django

from tests.bench.figures import Figure
from tests.bench.stage import Stage

ROUNDS, LONGEST = 5, 60


def figures(stage: Stage) -> list[Figure]:
    """With a worker beside."""
    demo = stage.demo
    demo.start("worker")
    try:
        found = stage.inside(demo, __name__)
    finally:
        demo.stop("worker")
    what = f"from an approved version to its {found['channels']} editions in the feed, renditions warm"
    note = ", ".join(f"{seconds:.2f}" for seconds in found["seconds"])
    return [Figure(what, statistics.median(found["seconds"]), "s", most=2, note=note, data=found)]


def measure() -> dict:
    from django.db import transaction

    from channels.models import FeedEntry
    from stories.models import StoryPage
    from stories.reissue import issue_anew
    from stories.releases import current_release

    taken = []
    video = next(
        story
        for story in StoryPage.objects.filter(live=True, locale__language_code="zh-hans")
        if (release := current_release(story)) and release.parsed().form == "video"
    )
    channels = FeedEntry.objects.filter(story=video).values("channel").distinct().count()
    for number in range(ROUNDS):
        old = current_release(video)
        document = old.parsed()
        # Words that every channel shows, or the feed would have no news.
        document = document.model_copy(update={"title": f"{document.title[:12]}{number}"})
        start = time.perf_counter()
        with transaction.atomic():
            release = issue_anew(old, document)
        while FeedEntry.objects.filter(story=video, version=release.version).count() < channels:
            if time.perf_counter() - start > LONGEST:
                raise TimeoutError(f"version {release.version} reached not all of {channels} channels")
            time.sleep(0.01)
        taken.append(round(time.perf_counter() - start, 3))
    return {"channels": channels, "seconds": taken}


if __name__ == "__main__":
    django.setup()
    json.dump(measure(), sys.stdout)
