"""A video story in the few words a video page has: what it is about, what product, and who vouches for it."""

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.once import once_per_document
from channels.adapters.phrases import offer_line
from channels.adapters.provenance import details, full_line, short_line, table_lines
from channels.adapters.texts import pictures_of, text_of
from channels.adapters.writing import Draft
from channels.contract import Loss
from stories.document import Block, FactTable, ProductCard, StoryDocument

# A summary shorter than this says nothing; the provenance lines give way before it.
LEAST_SUMMARY = 60


def describe(account: Account, maximum: int) -> str:
    """Summary, then one line of provenance per product, within `maximum` characters.

    Whole lines if they leave room for a summary, else short ones; what fits no more is a loss.
    """
    document = account.document
    summary = account.plain(document.summary, "summary")
    wanted = min(len(summary), LEAST_SUMMARY) + (1 if summary else 0)
    lines = vouched(account, maximum - wanted)
    room = maximum - len(lines) - (1 if lines else 0)
    kept = account.fit(summary, max(0, room), "summary") if summary else ""
    return "\n".join(part for part in (kept, lines) if part)


def vouched(account: Account, room: int) -> str:
    """One line of provenance per product: whole ones if all fit into `room` characters, else short ones."""
    products, language = account.document.products, account.document.language
    for said in _details(account.document):
        account.lose("product_details_left_out", said, "medium")
    full = [account.plain(line, "products") for line in _full_lines(account.document)]
    if len("\n".join(full)) <= room:
        return "\n".join(full)
    kept: list[str] = []
    for product in products:
        line = account.plain(short_line(product, language), "products")
        if len("\n".join([*kept, line])) <= room:
            kept.append(line)
            account.lose("provenance_shortened", full_line(product, language), "medium")
        else:
            account.lose("provenance_lost", short_line(product, language), "heavy")
    return "\n".join(kept)


@once_per_document
def _details(document: StoryDocument) -> tuple[str, ...]:
    return tuple(details(product, document.language) for product in document.products)


@once_per_document
def _full_lines(document: StoryDocument) -> tuple[str, ...]:
    return tuple(full_line(product, document.language) for product in document.products)


def lose_body(account: Account) -> None:
    """A video page has no body: each block is reported, each way to buy as a heavy loss."""
    account.take_over(_body_lost(account.document))


@once_per_document
def _body_lost(document: StoryDocument) -> tuple[Loss, ...]:
    draft = Draft(document)
    lose_heads(draft)
    for block in document.body:
        lose_block(draft, block)
    return draft.losses


def lose_heads(account: Account) -> None:
    """The words of cover and poster, and the authors' names: a channel without a body has no place for them."""
    document = account.document
    account.lose_words(document.cover)
    account.lose_words(document.video.poster if document.video else None)
    for author in document.authors:
        said = " ".join(part for part in (author.name, author.organisation) if part)
        if said:
            account.lose("author_left_out", said, "light")


def lose_block(account: Account, block: Block) -> None:
    """One block that has no place, with all its words."""
    document = account.document
    if isinstance(block, ProductCard):
        _lose_card(account, block)
    elif isinstance(block, FactTable):
        product = document.product(block.product)
        lines = table_lines(block, product, document.language) if product else [block.product]
        account.lose("block_left_out", " ".join(lines), "medium", block.id)
    else:
        things = [text_of(block), *(f"{image.alt} {image.credit}" for image, _ in pictures_of(block))]
        said = " ".join(thing for thing in things if thing.strip())
        account.lose("block_left_out", said or block.kind, "medium", block.id)


def _lose_card(account: Account, block: ProductCard) -> None:
    language = account.document.language
    product = account.document.product(block.product)
    if product is None:
        account.lose("product_unknown", " ".join((block.product, block.pitch)), "heavy", block.id)
        return
    said = " ".join(part for part in (product.name, product.tagline, block.pitch) if part)
    account.lose("block_left_out", said, "medium", block.id)
    offers = chosen_offers(block, product)
    if not offers:
        account.lose("no_way_to_buy", product.name, "medium", block.id)
    for offer in offers:
        account.lose("purchase_link_lost", offer_line(offer, language), "heavy", block.id)
