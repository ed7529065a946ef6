"""What inspectors measure most: suggestions for the field's form. Anything else may be measured too."""

from dataclasses import dataclass

from products.bilingual import in_language
from products.models import Product


@dataclass(frozen=True)
class Measure:
    """`key` is that of the fact which the measured value becomes."""

    key: str
    label_zh: str
    label_en: str
    unit: str = ""

    def label(self, language: str | None = None) -> str:
        return in_language(self.label_zh, self.label_en, language)


USUAL = (
    Measure("altitude", "海拔", "Altitude", "m"),
    Measure("sugar", "可溶性固形物", "Sugar", "°Bx"),
    Measure("moisture", "水分", "Moisture", "%"),
    Measure("area", "种植面积", "Area", "mu"),
    Measure("yield_per_mu", "亩产", "Yield per mu", "kg"),
    Measure("yield", "年产量", "Yield of a year", "kg"),
    Measure("fruit_weight", "单果重", "Weight of a fruit", "g"),
    Measure("households", "种植户", "Growing households"),
    Measure("harvest", "采收期", "Harvest"),
    Measure("ph", "土壤 pH", "Soil pH"),
    Measure("temperature", "气温", "Temperature", "°C"),
)


def measures_for(product: Product) -> list[Measure]:
    """Those that the product's record already speaks of, in its words, then the usual ones."""
    known = [Measure(fact.key, fact.label_zh, fact.label_en, fact.unit) for fact in product.facts.all()]
    keys = {measure.key for measure in known}
    return known + [measure for measure in USUAL if measure.key not in keys]
