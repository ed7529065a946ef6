"""A line of text on its way from the source into a block: pieces with their marks."""

from dataclasses import dataclass, field
from html import escape

from stories.richtext import UNWANTED, squeeze


@dataclass(frozen=True, slots=True)
class Marks:
    strong: bool = False
    em: bool = False
    href: str = ""


PLAIN = Marks()
# Stands for a break within a line.
BREAK = "\n"


def unwanted(text: str) -> int:
    """How many characters of `text` no page can show."""
    return len(UNWANTED.findall(text))


@dataclass(slots=True)
class Line:
    pieces: list[tuple[str, Marks]] = field(default_factory=list)

    def add(self, text: str, marks: Marks) -> None:
        text = squeeze(text)
        if not self.pieces or self.pieces[-1][0].endswith((" ", BREAK)):
            text = text.lstrip(" ")
        if not text:
            return
        if self.pieces and self.pieces[-1][1] == marks and self.pieces[-1][0] != BREAK:
            self.pieces[-1] = (self.pieces[-1][0] + text, marks)
        else:
            self.pieces.append((text, marks))

    def add_break(self) -> None:
        if self.pieces and self.pieces[-1][0] != BREAK:
            self.pieces.append((BREAK, PLAIN))

    def take(self) -> "Line":
        """The line so far without blanks at its end; what follows begins a new one."""
        taken, self.pieces = self.pieces, []
        while taken and not taken[-1][0].strip():
            taken.pop()
        if taken:
            taken[-1] = (taken[-1][0].rstrip(), taken[-1][1])
        return Line(taken)

    def __bool__(self) -> bool:
        return any(text.strip() for text, _marks in self.pieces)

    @property
    def plain(self) -> str:
        """The text, its breaks as line ends."""
        return "".join(text for text, _marks in self.pieces)

    @property
    def one_line(self) -> str:
        return " ".join(self.plain.split())

    @property
    def addresses(self) -> list[str]:
        return list(dict.fromkeys(marks.href for _text, marks in self.pieces if marks.href))

    @property
    def html(self) -> str:
        """As rich text is stored: bold, italic, links and breaks, everything else escaped."""
        return "".join(_piece(text, marks) for text, marks in self.pieces)


def _piece(text: str, marks: Marks) -> str:
    if text == BREAK:
        return "<br/>"
    html = escape(text, quote=False)
    if marks.em:
        html = f"<i>{html}</i>"
    if marks.strong:
        html = f"<b>{html}</b>"
    if marks.href:
        html = f'<a href="{escape(marks.href)}">{html}</a>'
    return html
