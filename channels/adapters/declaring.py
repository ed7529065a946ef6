"""What an author declares of a story, in the codes of a channel and in words for its readers."""

from collections.abc import Collection

from channels.adapters.account import Account
from channels.adapters.once import once_per_document
from channels.adapters.phrases import phrase
from channels.adapters.texts import story_length
from channels.rules.addresses import web_address
from channels.rules.counting import clean
from channels.spec import ChannelSpec
from stories.document import StoryDocument

ALL = frozenset({"ai-generated", "ai-assisted", "reprint", "fiction", "opinion", "health", "hazard"})


def declared(document: StoryDocument) -> list[str]:
    """Everything that is declared, by the names of the specs' rows."""
    said = document.declarations
    found = [f"ai-{said.ai}"] if said.ai != "none" else []
    found += ["reprint"] if said.originality == "reprint" else []
    return found + ([said.nature] if said.nature != "none" else [])


@once_per_document
def declared_lines(document: StoryDocument) -> tuple[str, ...]:
    """The declarations as lines of text; none for a story that has nothing to declare."""
    return tuple(_line(document, name) for name in declared(document))


def _line(document: StoryDocument, name: str) -> str:
    said = document.declarations
    source = " ".join(part for part in (clean(said.source_author).strip(), web_address(said.source_url)) if part)
    if name == "reprint" and source:
        return phrase(document.language, "reprint_of", source=source)
    return phrase(document.language, name)


def declare(spec: ChannelSpec, account: Account, said: Collection[str] = (), *, sells: bool = False) -> int:
    """The one code that the channel's field takes.

    `said` are the declarations that the payload makes in another way; those that are neither said nor coded
    are losses. A reprint's source is never in a code. `sells`: the payload leads to a shop.
    """
    codes = spec.declaring.codes if spec.declaring else {}
    holding = [*declared(account.document), *(["marketing"] if sells else []), "none"]
    chosen = next((name for name in codes if name in holding), "none")
    source = account.document.declarations
    for name in declared(account.document):
        sourced = name == "reprint" and bool(source.source_author or source.source_url)
        if name not in said and (name != chosen or sourced):
            account.lose("declaration_left_out", _line(account.document, name), "medium")
    return codes.get(chosen, 0)  # type: ignore[call-overload]


def originality(spec: ChannelSpec, document: StoryDocument) -> int:
    """The claim of originality; not made for a text shorter than the channel takes for one."""
    codes = spec.declaring.originality if spec.declaring else {}
    limit = spec.limits.get("original_text")
    short = limit is not None and document.form != "video" and story_length(document) < (limit.min or 0)
    claimed = "reprint" if short else document.declarations.originality
    return codes.get(claimed, 0)
