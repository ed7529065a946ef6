"""A text written once for each document, its addresses put in for each rendering.

Words, losses and markup are the same whether an edition, a preview or a measurement is made, and for every
channel of one profile; only the addresses of files and purchase links differ. So a writer gets a `Draft`,
which keeps a place for each address, and the finished text is filled with those of the rendering.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from channels.adapters.account import Account
from channels.adapters.measuring import measuring_context
from channels.contract import Asset, LinkForm, Loss, PurchaseRef
from channels.rules.addresses import web_address
from channels.spec import ChannelSpec
from stories.document import ImageAsset, OfferSnapshot, StoryDocument

# No author can know it, so no text can pass for a place. It never reaches a payload.
_HOST = f"https://{secrets.token_hex(8)}.invalid/"
_PLACE = re.compile(rf"{re.escape(_HOST)}([0-9]+)/")

Order = Callable[[Account, list[str]], str]


class Draft(Account):
    """An account that resolves nothing: what is asked of it becomes a place in the text and an order."""

    def __init__(self, document: StoryDocument):
        super().__init__(document, measuring_context())
        self.orders: list[Order] = []

    def _place(self, order: Order) -> str:
        self.orders.append(order)
        return f"{_HOST}{len(self.orders) - 1}/"

    def _file(self, order: Order) -> Asset:
        return Asset("", self._place(order), "", 0, "", "")

    def picture(self, image: ImageAsset, crop: str, role: str) -> Asset:
        return self._file(lambda account, _made: account.picture(image, crop, role).url)

    def qr(self, url: str) -> Asset:
        """Of an address that may itself be a place."""
        place = _PLACE.match(url)
        return self._file(lambda account, made: account.qr(made[int(place[1])] if place else url).url)

    def link(self, offer: OfferSnapshot, placement: str, product: str, form: LinkForm) -> PurchaseRef:
        return PurchaseRef("", self._place(lambda account, _made: account.link(offer, placement, product, form).url))


@dataclass(frozen=True, slots=True)
class Written:
    """The text of one document. `basis` is what else than the document decides it."""

    document: StoryDocument
    basis: Any
    # The text between the places, and which order's address stands after each part but the last.
    parts: tuple[str, ...]
    places: tuple[int, ...]
    orders: tuple[Order, ...]
    losses: tuple[Loss, ...]

    def filled(self, account: Account) -> str:
        """The text with the addresses of `account`, which also gets the losses."""
        made: list[str] = []
        for order in self.orders:
            made.append(order(account, made))
        account.take_over(self.losses)
        # As the sanitiser would write them: anything else than an address leaves the place empty.
        put_in = [web_address(address).replace("&", "&amp;") for address in made]
        said = [part + put_in[place] for part, place in zip(self.parts, self.places, strict=False)]
        return "".join(said) + self.parts[-1]


class Writer(Protocol):
    """`basis`: what of a spec, beside the document, decides the text."""

    def __init__(self, spec: ChannelSpec, account: Account): ...

    @staticmethod
    def basis(spec: ChannelSpec) -> Any: ...

    def html(self) -> str: ...


# The last text of each writer: checks and rendering, and channels of one profile, follow one another.
_last: dict[type[Writer], Written] = {}


def write(writer: type[Writer], spec: ChannelSpec, account: Account) -> str:
    """The HTML that `writer` makes of the account's document, with the account's addresses."""
    document, basis = account.document, writer.basis(spec)
    written = _last.get(writer)
    if written is None or written.document is not document or written.basis != basis:
        draft = Draft(document)
        parts = _PLACE.split(writer(spec, draft).html())
        places = tuple(map(int, parts[1::2]))
        written = _last[writer] = Written(document, basis, tuple(parts[::2]), places, tuple(draft.orders), draft.losses)
    return written.filled(account)


def measured(writer: type[Writer], spec: ChannelSpec, document: StoryDocument) -> str:
    """The HTML with addresses as long as those after uploading, for limits that count markup."""
    return write(writer, spec, Account(document, measuring_context(int(spec.defaults.get("image_url_chars", 0)))))
