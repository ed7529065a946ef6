"""Facts of the record as a story prints them: only what is confirmed, of a product verified today."""

from products.models import Fact, Product
from stories.document import FactRef, Span
from stories.richtext import clean_text


def printable(fact: Fact, product: Product) -> bool:
    """Whether somebody vouches for the fact today. Load `current_verification` with the product."""
    return fact.confirmed_on is not None and product.is_verified()


def fact_text(fact: Fact, language: str) -> str:
    """Value and unit in one language, as one line."""
    return clean_text(f"{fact.value(language)} {fact.unit}")


def fact_span(product: Product | None, key: str, language: str) -> tuple[Span, str]:
    """What stands in the text for a fact, and what is missing ("" where nothing is).

    A value that nobody vouches for is never printed: a draft shows the fact's name in brackets instead.
    """
    fact = next((fact for fact in product.facts.all() if fact.key == key), None) if product else None
    if product and fact and printable(fact, product) and (text := fact_text(fact, language)):
        return Span(text=text, fact=FactRef(product=product.code, key=fact.key)), ""
    label = clean_text(fact.label(language) if fact else key)[:60] or "?"
    missing = f"{product.name(language)} · {label}" if product else label
    return Span(text=f"[{label}]"), missing
