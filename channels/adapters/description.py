"""A video story in the few words a video page has: what it is about, what product, and who vouches for it."""

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.phrases import offer_line
from channels.adapters.provenance import details, full_line, short_line
from channels.adapters.texts import block_text, pictures_of
from stories.document import ProductCard

# A summary shorter than this says nothing; the provenance lines give way before it.
LEAST_SUMMARY = 60


def describe(account: Account, maximum: int) -> str:
    """Summary, then one line of provenance per product, within `maximum` characters.

    Whole lines if they leave room for a summary, else short ones; what fits no more is a loss.
    """
    document = account.document
    summary = account.plain(document.summary, "summary")
    wanted = min(len(summary), LEAST_SUMMARY) + (1 if summary else 0)
    vouched = _vouched(account, maximum - wanted)
    room = maximum - len(vouched) - (1 if vouched else 0)
    kept = account.fit(summary, max(0, room), "summary") if summary else ""
    return "\n".join(part for part in (kept, vouched) if part)


def _vouched(account: Account, room: int) -> str:
    products, language = account.document.products, account.document.language
    for product in products:
        account.lose("product_details_left_out", details(product, language), "medium")
    full = [account.plain(full_line(product, language), "products") for product in products]
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


def lose_body(account: Account) -> None:
    """A video page has no body: each block is reported, each way to buy as a heavy loss."""
    document = account.document
    account.lose_words(document.cover)
    account.lose_words(document.video.poster if document.video else None)
    for author in document.authors:
        said = " ".join(part for part in (author.name, author.organisation) if part)
        if said:
            account.lose("author_left_out", said, "light")
    for block in document.body:
        if isinstance(block, ProductCard):
            _lose_card(account, block)
        else:
            things = [block_text(block), *(f"{image.alt} {image.credit}" for image, _ in pictures_of(block))]
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
        account.lose("purchase_link_lost", offer_line(language, offer), "heavy", block.id)
