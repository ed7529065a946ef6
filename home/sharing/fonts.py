"""Fonts with Chinese characters on this machine; without one there are no cards, and nobody is offered any."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

# A serif and a sans of one system stand together, the first system found wins.
PAIRS = (
    # Debian, Ubuntu: fonts-noto-cjk
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    # Fedora
    (
        "/usr/share/fonts/google-noto-serif-cjk-vf-fonts/NotoSerifCJK-VF.ttc",
        "/usr/share/fonts/google-noto-sans-cjk-vf-fonts/NotoSansCJK-VF.ttc",
    ),
    # Arch
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    # macOS
    ("/System/Library/Fonts/Supplemental/Songti.ttc", "/System/Library/Fonts/PingFang.ttc"),
    # Windows
    ("C:/Windows/Fonts/simsun.ttc", "C:/Windows/Fonts/msyh.ttc"),
    # WenQuanYi, small, on many servers
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
MOST_FACES = 12


@dataclass(frozen=True)
class Fonts:
    """Paths with the number of the face for simplified Chinese in each collection."""

    serif: tuple[str, int]
    sans: tuple[str, int]

    def headline(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.serif[0], size, index=self.serif[1])

    def text(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self.sans[0], size, index=self.sans[1])


def fonts() -> Fonts | None:
    """The fonts of `CARD_FONTS` (serif, sans) or of this system; None where there are none."""
    return _fonts(tuple(settings.CARD_FONTS) or None)


@cache
def _fonts(chosen: tuple[str, ...] | None) -> Fonts | None:
    for serif, sans in [(chosen[0], chosen[-1])] if chosen else PAIRS:
        if Path(serif).is_file() and Path(sans).is_file():
            return Fonts((serif, _simplified(serif)), (sans, _simplified(sans)))
    return None


def _simplified(path: str) -> int:
    """Collections draw the same character as it is written in Japan, Korea, Taiwan or here."""
    for face in range(MOST_FACES):
        try:
            family, _style = ImageFont.truetype(path, 10, index=face).getname()
        except OSError:
            break
        if family and family.split()[-1] in ("SC", "CN"):
            return face
    return 0
