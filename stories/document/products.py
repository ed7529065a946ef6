"""Products as they stood when the document was built."""

from datetime import date
from typing import Literal

from .assets import ImageAsset
from .base import Part

PlatformKey = Literal["jd", "taobao", "pdd", "wechat"]


class FactSnapshot(Part):
    key: str
    label: str
    value: str
    unit: str = ""
    confirmed_on: date | None = None

    @property
    def said(self) -> str:
        """Value and unit, as they are printed."""
        return f"{self.value} {self.unit}".strip()


class OfferSnapshot(Part):
    """`price_fen` in integer fen, `net_grams` per unit in integer grams. The address stays out:
    a reader goes by a purchase link, and the target is looked up when it is followed."""

    id: int
    platform: PlatformKey
    sku: str
    title: str
    price_fen: int
    net_grams: int
    miniprogram_appid: str = ""
    miniprogram_path: str = ""
    # WeChat Store product id, for its own card.
    store_product_id: str = ""


class StepSnapshot(Part):
    """One of the four steps: `kind`, who, for which organisation, on which day."""

    kind: Literal["recommended", "visited", "assessed", "confirmed"]
    person: str
    organisation: str
    on: date

    @property
    def who(self) -> str:
        """Under the name by which the record itself is asked, so that one template shows both."""
        return self.person


class ProductSnapshot(Part):
    """`state` is the verification's; `valid_until` a day in China time; `evidence_digest` the
    SHA-256 over the evidence files' own checksums, in order."""

    code: str
    slug: str
    name: str
    tagline: str = ""
    place_code: str
    place: str
    producer: str
    url: str = ""
    image: ImageAsset | None = None
    facts: tuple[FactSnapshot, ...] = ()
    offers: tuple[OfferSnapshot, ...] = ()
    verified: bool
    state: str
    steps: tuple[StepSnapshot, ...] = ()
    valid_until: date | None = None
    evidence_digest: str = ""
    check_url: str = ""

    def fact(self, key: str) -> FactSnapshot | None:
        return next((fact for fact in self.facts if fact.key == key), None)

    def step(self, kind: str) -> StepSnapshot | None:
        return next((step for step in self.steps if step.kind == kind), None)
