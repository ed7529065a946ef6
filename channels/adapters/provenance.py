"""Who vouches for a product, said in words: the readable half of the envelope's provenance."""

from channels.adapters.once import once_per_part
from channels.adapters.phrases import day, phrase
from channels.rules.addresses import web_address
from channels.rules.counting import clean
from stories.document import FactSnapshot, FactTable, ProductSnapshot, StepSnapshot


def who(language: str, step: StepSnapshot) -> str:
    """Person and organisation, as a Chinese or an English reader expects them."""
    person, organisation = clean(step.person), clean(step.organisation)
    if language == "en":
        return ", ".join(part for part in (person, organisation) if part)
    return " ".join(part for part in (organisation, person) if part)


@once_per_part
def rows(product: ProductSnapshot, language: str) -> tuple[tuple[str, str], ...]:
    """Label and text of each step taken, of the validity, and of the check address."""
    steps = [
        (phrase(language, step.kind), phrase(language, "step", on=day(language, step.on), who=who(language, step)))
        for step in product.steps
    ]
    if product.valid_until:
        steps.append((phrase(language, "until"), day(language, product.valid_until)))
    if address := web_address(product.check_url):
        steps.append((phrase(language, "check"), address))
    return tuple(steps)


def state(product: ProductSnapshot, language: str) -> str:
    return phrase(language, "verified" if product.verified else "not_verified")


@once_per_part
def head(product: ProductSnapshot, language: str) -> str:
    """ "核 已核验 · 保靖脐橙", with the seal's character only while the verification holds."""
    seal = f"【{phrase(language, 'seal')}】" if product.verified else ""
    return f"{seal}{state(product, language)} · {clean(product.name)}"


def lines(product: ProductSnapshot, language: str) -> list[str]:
    """The whole block as lines of text."""
    colon = phrase(language, "colon")
    return [head(product, language), *(f"{label}{colon}{said}" for label, said in rows(product, language))]


def full_line(product: ProductSnapshot, language: str) -> str:
    """Recommender, visit, validity and check address in one line."""
    said = []
    if step := product.step("recommended"):
        said.append(phrase(language, "recommended_by", who=who(language, step)))
    if step := product.step("visited"):
        said.append(phrase(language, "visited_by", on=day(language, step.on), who=who(language, step)))
    if product.valid_until:
        said.append(phrase(language, "valid_until", on=day(language, product.valid_until)))
    if address := web_address(product.check_url):
        said.append(phrase(language, "check_at", url=address))
    return phrase(language, "colon").join(
        part for part in (head(product, language), phrase(language, "semicolon").join(said)) if part
    )


def short_line(product: ProductSnapshot, language: str) -> str:
    """State, name and check address: what stands when the whole line does not fit."""
    return " ".join(part for part in (head(product, language), web_address(product.check_url)) if part)


def details(product: ProductSnapshot, language: str) -> str:
    """All that is said of a product, in one line: what a channel without room for it leaves out."""
    said = [product.name, product.tagline, *(f"{label} {text}" for label, text in fact_rows(product, language))]
    said += [f"{label} {text}" for label, text in rows(product, language)]
    if product.image is not None:
        said += [product.image.alt, product.image.credit]
    return " ".join(part for part in said if part)


def fact_text(fact: FactSnapshot) -> str:
    return " ".join(part for part in (clean(fact.value), clean(fact.unit)) if part)


@once_per_part
def fact_rows(product: ProductSnapshot, language: str) -> tuple[tuple[str, str], ...]:
    """Origin, producer and the confirmed facts."""
    known = [
        (phrase(language, "origin"), clean(product.place)),
        (phrase(language, "producer"), clean(product.producer)),
        *((clean(fact.label), fact_text(fact)) for fact in product.facts),
    ]
    return tuple((label, said) for label, said in known if said)


def table_rows(block: FactTable, product: ProductSnapshot) -> list[tuple[str, str]]:
    """Label and text of each fact of a table."""
    known = [(clean(fact.label), fact_text(fact)) for fact in block.chosen(product)]
    return [(label, said) for label, said in known if said]


def table_lines(block: FactTable, product: ProductSnapshot, language: str) -> list[str]:
    """A table as lines of text, the product's name first."""
    colon = phrase(language, "colon")
    return [clean(product.name), *(f"{label}{colon}{said}" for label, said in table_rows(block, product))]
