"""Links that a channel does not carry, as numbered notes with the address in text."""

from stories.document import Link


class Footnotes:
    """One number per address, in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}

    def number(self, link: Link, text: str) -> int:
        self._texts.setdefault(link.url, text)
        return self._numbers.setdefault(link.url, len(self._numbers) + 1)

    def rows(self) -> list[tuple[int, str, str]]:
        """Number, words of the first link, address."""
        return [(number, self._texts[url], url) for url, number in self._numbers.items()]
