"""Draws a card from words, a cover and an address. Pure: the same card gives the same bytes."""

import re
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from home.sharing.fonts import Fonts
from products.qr import MODULE_PIXELS

# The light scheme of the site; a card is looked at in other apps.
PAPER, INK, QUIET, SEAL, RULE = "#faf6ee", "#22281f", "#5c6356", "#b3261e", "#e2d9c8"
WIDTH, MARGIN, QR = 960, 64, 216
COVER = (WIDTH, WIDTH * 2 // 3)
MOST_TITLE, MOST_SUMMARY, MOST_LINE = 3, 6, 2
# A word of Latin letters stays whole; Chinese may break anywhere, but no line begins with what closes.
_PIECES = re.compile(r"[A-Za-z0-9À-ɏ'’\-.,%/:]+|\s+|.", re.DOTALL)
_CLOSING = "，。、；：？！”’」》）·,.;:?!)"


@dataclass(frozen=True)
class Line:
    """A verified product: its name and place, who took the four steps, until when."""

    name: str
    steps: str
    until: str


@dataclass(frozen=True)
class Card:
    eyebrow: str
    title: str
    summary: str
    seal: str
    lines: tuple[Line, ...]
    brand: str
    invitation: str
    day: str


def draw(card: Card, cover: bytes | None, code: bytes, fonts: Fonts) -> bytes:
    """The card as a PNG. `cover` is a picture file, `code` the PNG of the QR code."""
    tall = 4200
    image = Image.new("RGB", (WIDTH, tall), PAPER)
    pen = _Pen(image, fonts)
    if cover:
        pen.picture(cover)
    pen.y += MARGIN - 8
    pen.words(card.eyebrow, fonts.text(26), QUIET, 1, 1.5)
    pen.words(card.title, fonts.headline(54), INK, MOST_TITLE, 1.38)
    if card.summary:
        pen.y += 12
        pen.words(card.summary, fonts.text(32), QUIET, MOST_SUMMARY, 1.7)
    for line in card.lines:
        pen.product(line, card.seal)
    pen.foot(card, code)
    out = BytesIO()
    # 256 colours of a palette of its own: a third of the bytes, and chats shrink it further.
    image.crop((0, 0, WIDTH, pen.y)).quantize(256, Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Writes from the top down; `y` is where the next thing begins."""

    def __init__(self, image: Image.Image, fonts: Fonts) -> None:
        self.image, self.fonts = image, fonts
        self.draw = ImageDraw.Draw(image)
        self.y = 0

    def picture(self, cover: bytes) -> None:
        with Image.open(BytesIO(cover)) as photo:
            wide, down = photo.size
            across = min(wide, round(down * COVER[0] / COVER[1]))
            high = min(down, round(across * COVER[1] / COVER[0]))
            left, top = (wide - across) // 2, (down - high) // 2
            part = photo.convert("RGB").crop((left, top, left + across, top + high))
            self.image.paste(part.resize(COVER, Image.Resampling.LANCZOS), (0, 0))
        self.y = COVER[1]

    def words(
        self, text: str, font: ImageFont.FreeTypeFont, colour: str, most: int, leading: float, left: int = MARGIN
    ) -> None:
        for line in wrapped(text, font, WIDTH - left - MARGIN, most):
            self.draw.text((left, self.y), line, font=font, fill=colour)
            self.y += round(font.size * leading)

    def product(self, line: Line, seal: str) -> None:
        self.y += 28
        self.draw.line((MARGIN, self.y, WIDTH - MARGIN, self.y), fill=RULE, width=2)
        self.y += 28
        top, side = self.y, 72
        self.draw.rounded_rectangle((MARGIN, top + 4, MARGIN + side, top + 4 + side), 8, fill=SEAL)
        middle = (MARGIN + side / 2, top + 4 + side / 2)
        self.draw.text(middle, seal, font=self.fonts.headline(52), fill=PAPER, anchor="mm")
        left = MARGIN + side + 28
        self.words(line.name, self.fonts.headline(32), INK, MOST_LINE, 1.45, left)
        self.words(line.steps, self.fonts.text(24), QUIET, 4, 1.6, left)
        self.words(line.until, self.fonts.text(24), SEAL, MOST_LINE, 1.6, left)

    def foot(self, card: Card, code: bytes) -> None:
        self.y += 28
        self.draw.line((MARGIN, self.y, WIDTH - MARGIN, self.y), fill=RULE, width=2)
        self.y += 36
        top = self.y
        with Image.open(BytesIO(code)) as qr:
            # Whole pixels to a module: uneven ones are read worse.
            modules = qr.width // MODULE_PIXELS
            side = modules * max(1, round(QR / modules))
            whole = qr.convert("RGB").resize((side, side), Image.Resampling.NEAREST)
        self.image.paste(whole, (WIDTH - MARGIN - side, top))
        self.y = top + 40
        self.words(card.brand, self.fonts.headline(40), SEAL, 1, 1.6)
        self.words(card.invitation, self.fonts.text(26), INK, 1, 1.6)
        self.words(card.day, self.fonts.text(22), QUIET, 1, 1.6)
        self.y = top + side + MARGIN


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """`text` in lines no wider than `width` pixels, at most `most`; what is cut off is shown by an ellipsis."""
    lines, line = [], ""
    for piece in _PIECES.findall(" ".join(text.split())):
        if not line or font.getlength(line + piece.rstrip()) <= width or piece in _CLOSING:
            line += piece if line else piece.lstrip()
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
    if line:
        lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(_CLOSING)}…"]
