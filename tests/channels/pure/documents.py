"""Documents from few words, for tests."""

import hashlib
from datetime import date
from typing import Any, get_args

from stories.document import (
    Block,
    FactRef,
    FactSnapshot,
    FocalArea,
    ImageAsset,
    Link,
    OfferSnapshot,
    Person,
    ProductSnapshot,
    Span,
    StepSnapshot,
    StoryDocument,
    VideoAsset,
)

SITE = "https://fengshou.example"
# Every kind of block, from the union itself: a new kind is asked for wherever this is used.
ALL_KINDS = {kind.model_fields["kind"].default: kind for kind in get_args(get_args(Block)[0])}


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def image(number: int, **changes: Any) -> ImageAsset:
    values = {
        "key": f"photo-{number}",
        "sha256": digest_of(f"photo-{number}"),
        "width": 1600,
        "height": 1067,
        "bytes": 400_000,
        "alt": f"第{number}幅画面",
        "credit": "丰收图片社",
        "focal": FocalArea(x=1000, y=400, width=300, height=300),
    }
    return ImageAsset(**values | changes)


def video(number: int = 1, **changes: Any) -> VideoAsset:
    values = {
        "key": f"film-{number}",
        "sha256": digest_of(f"film-{number}"),
        "width": 1920,
        "height": 1080,
        "bytes": 9_000_000,
        "duration_ms": 151_000,
        "poster": image(900 + number, alt="片头画面"),
    }
    return VideoAsset(**values | changes)


def offer(number: int, platform: str = "jd", **changes: Any) -> OfferSnapshot:
    values = {
        "id": number,
        "platform": platform,
        "sku": f"10{number:06}",
        "title": f"保靖脐橙 第{number}种装箱",
        "price_fen": 2800,
        "net_grams": 5000,
    }
    return OfferSnapshot(**values | changes)


def product(code: str = "BJ-0001", **changes: Any) -> ProductSnapshot:
    values = {
        "code": code,
        "slug": code.lower(),
        "name": f"保靖脐橙{code[-1]}",
        "tagline": "霜降以后采的山地脐橙",
        "place_code": "433125",
        "place": "湖南省湘西州保靖县",
        "producer": "吕洞山果业合作社",
        "url": f"{SITE}/zh-hans/products/{code.lower()}/",
        "image": image(500 + int(code[-1])),
        "facts": (
            FactSnapshot(key="sugar", label="可溶性固形物", value="13.2", unit="°Bx", confirmed_on=date(2026, 10, 20)),
            FactSnapshot(key="altitude", label="海拔", value="450–620", unit="m"),
        ),
        "offers": (offer(1),),
        "verified": True,
        "state": "confirmed",
        "steps": (
            StepSnapshot(kind="recommended", person="田世春", organisation="保靖县农业农村局", on=date(2026, 9, 2)),
            StepSnapshot(kind="visited", person="向明远", organisation="湘西果品检验站", on=date(2026, 10, 5)),
            StepSnapshot(kind="assessed", person="向明远", organisation="湘西果品检验站", on=date(2026, 10, 12)),
            StepSnapshot(kind="confirmed", person="龙秀英", organisation="丰收核验组", on=date(2026, 10, 20)),
        ),
        "valid_until": date(2027, 10, 19),
        "evidence_digest": digest_of(code),
        "check_url": f"{SITE}/verify/{code}",
    }
    return ProductSnapshot(**values | changes)


def product_link(code: str = "BJ-0001") -> Link:
    return Link(kind="product", ref=code, url=f"{SITE}/zh-hans/products/{code.lower()}/")


def fact_span(fact: FactSnapshot, product: str = "BJ-0001", **marks: Any) -> Span:
    return Span(text=fact.said, fact=FactRef(product=product, key=fact.key), **marks)


def span(text: str, **marks: Any) -> Span:
    return Span(text=text, **marks)


def story(**changes: Any) -> StoryDocument:
    values = {
        "story_id": 7,
        "translation_key": "7f2c1c1e-0000-4000-8000-000000000007",
        "language": "zh-hans",
        "form": "article",
        "title": "霜降前的山坡一天比一天橙",
        "summary": "保靖的脐橙要等到霜降以后才采，等的是一夜冷过一夜的山风。",
        "category": "三农",
        "tags": ("脐橙", "保靖", "湘西", "采收"),
        "authors": (Person(username="author", name="石清扬", organisation="丰收编辑部"),),
        "cover": image(1),
        "url": f"{SITE}/zh-hans/stories/the-hill/",
    }
    return StoryDocument(**values | changes)
