"""Stories for tests: drafts with one of everything, and the way to get them out."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile

from channels.adapters import ADAPTERS
from stories import approval
from stories.models import StoryIndexPage, StoryPage
from tests.factories import OfferFactory, PhotoFactory, jpeg_bytes, verified_product

PARAGRAPH = "<p>" + "保靖的橘子熟了，山坡上一片金黄。" * 10 + "</p>"


def block(kind: str, value) -> dict:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def card(product, *offers, pitch: str = "") -> dict:
    return block("product", {"product": product.pk, "offers": [offer.pk for offer in offers], "pitch": pitch})


def waiver(channel: str = "*", reason: str = "本篇不卖东西") -> dict:
    return block("waiver", {"channel": channel, "reason": reason})


def long_enough_titles(title: str = "保靖的橘子熟了") -> list[dict]:
    """Channels that want longer titles than most tests give get one of their own."""
    wanting = ("tencent-news", "kuaibao", "qq-kandian", "qq-browser", "wechat-channels")
    own = [block("override", {"channel": channel, "title": title}) for channel in wanting]
    return [*own, block("override", {"channel": "tencent-video", "title": f"{title}，满坡金黄"})]


def steps(*texts: str, photo=None, **fields) -> dict:
    """A recipe of these steps; the first has the photo."""
    each = [{"text": f"<p>{text}</p>", "photo": None} for text in texts]
    each[0]["photo"] = photo.pk if photo else None
    return block("steps", {"purpose": "recipe", "title": "", "needs": "", **fields, "steps": each})


def small_photo(**fields):
    """A photo whose renditions cost next to nothing."""
    return PhotoFactory(file=ContentFile(jpeg_bytes(240, 160), name="small.jpg"), **fields)


def make_story(index: StoryIndexPage, author, blocks: list[dict] | None = None, **fields) -> StoryPage:
    """A draft by `author`, with a first revision of theirs. `blocks` defaults to one paragraph.

    Without a product card, or with `waived=True`, it says why readers cannot buy anything.
    """
    waived = fields.pop("waived", not any(one["type"] == "product" for one in blocks or []))
    # WeChat Channels sells what stands in a WeChat Store only, Weishi takes upright films of some seconds.
    settings = [waiver()] if waived else [waiver("wechat-channels")]
    if fields.get("form") == "video":
        fields.setdefault("targets", [adapter.key for adapter in ADAPTERS if adapter.key != "weishi"])
    fields.setdefault("channel_settings", [*settings, *long_enough_titles()])
    story = StoryPage(
        **{
            "title": "保靖的橘子熟了",
            "summary": "十月的山坡",
            "owner": author,
            "cover": fields.pop("cover", None) or small_photo(),
            **fields,
        }
    )
    story.body = [block("text", PARAGRAPH)] if blocks is None else blocks
    index.add_child(instance=story)
    story.authors.add(author)
    story.save()
    story.save_revision(user=author, log_action=True)
    return story


def orange(people, **fields):
    """A verified product with one offer."""
    product = verified_product(people, **{"photo": small_photo(), **fields})
    OfferFactory(product=product)
    return product


def release_story(story: StoryPage, people, **kwargs) -> StoryPage:
    """Submitted by its author, approved by the editor, live."""
    approval.submit(story, people["author"])
    approval.approve(story, people["editor"], **kwargs)
    return StoryPage.objects.get(pk=story.pk)
