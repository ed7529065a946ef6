"""Colours: the house tokens, mixing, and one restrained palette per place."""

from functools import cache
from types import SimpleNamespace

PAPER, INK, LEAF = "#faf6ee", "#22281f", "#2c6a3f"
PERSIMMON, SEAL, RULE = "#b8430f", "#b3261e", "#e2d9c8"
STRAW, WOOD, SKIN = "#dcb674", "#8a5a36", "#b67a52"


@cache
def rgb(colour):
    """'#rrggbb' to a tuple of three floats, 0..1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


@cache
def mix(a, b, t):
    """Blend colour ``a`` towards ``b`` by ``t``."""
    pair = zip(rgb(a), rgb(b), strict=True)
    return "#" + "".join(f"{round(255 * (x + (y - x) * t)):02x}" for x, y in pair)


def dark(colour, t=0.3):
    """Towards ink."""
    return mix(colour, INK, t)


def light(colour, t=0.3):
    """Towards paper."""
    return mix(colour, PAPER, t)


def _place(sky, low, sun, haze, far, mid, near, leaf, bright, earth, accent, wall):
    return SimpleNamespace(
        sky=sky,
        low=low,
        sun=sun,
        haze=haze,
        far=far,
        mid=mid,
        near=near,
        leaf=leaf,
        bright=bright,
        earth=earth,
        accent=accent,
        wall=wall,
        ink=INK,
        paper=PAPER,
    )


PLACES = {
    # sky, low, sun, haze, far, mid, near, leaf, bright, earth, accent, wall
    "baojing-oranges": _place(
        "#bcd0c4",
        "#fbe3c0",
        "#f6b26b",
        "#f7e7cf",
        "#9db9b0",
        "#5f8a7c",
        "#2f5a4a",
        "#2c5f3c",
        "#86a548",
        "#b9824e",
        "#e0701b",
        "#8a5a3a",
    ),
    "shenchi-mooncakes": _place(
        "#27334d",
        "#c98d62",
        "#fdf0cf",
        "#d8a67c",
        "#6d6273",
        "#8a6650",
        "#5b4434",
        "#5c6138",
        "#b89a4a",
        "#b27a47",
        "#d9662a",
        "#c79a66",
    ),
    "weishan-brown-sugar": _place(
        "#7fb3bd",
        "#eee5c9",
        "#fbe2a0",
        "#e6e2cb",
        "#8fb0b0",
        "#5e8a78",
        "#3d6146",
        "#4f7d3c",
        "#a9b650",
        "#a9502f",
        "#c2461b",
        "#f1e9da",
    ),
    "yengisar-apricots": _place(
        "#6fb4c4",
        "#f7e6c4",
        "#fff3cf",
        "#efe0c4",
        "#a9b4cc",
        "#c7a87e",
        "#a57a4c",
        "#4c7a45",
        "#9db557",
        "#d3a76c",
        "#ee8a2c",
        "#d9b184",
    ),
    "jinzhai-tea": _place(
        "#c9dccf",
        "#f3f2dd",
        "#fdf3c7",
        "#edf2df",
        "#a7c6b4",
        "#6ba081",
        "#2f6b4c",
        "#2f7a45",
        "#a7c957",
        "#9a7a4e",
        "#c8485a",
        "#f4efe3",
    ),
    "ruyang-sweet-potato-powder": _place(
        "#b9c1cc",
        "#f6e3d2",
        "#f8c79a",
        "#efe4da",
        "#a9aebc",
        "#8b8794",
        "#5d5560",
        "#6b6a4c",
        "#b0a56c",
        "#a5825f",
        "#9c2f45",
        "#c9b39a",
    ),
    "fangxian-mushrooms": _place(
        "#9fbfae",
        "#eaf0cf",
        "#f8ecb4",
        "#d9e6c6",
        "#7fa894",
        "#3f7462",
        "#1f4a3f",
        "#2a5a3c",
        "#93ab4c",
        "#6a4a32",
        "#b5602c",
        "#8a6a48",
    ),
    "dingxi-potatoes": _place(
        "#8eb0c6",
        "#f4e2c8",
        "#fbe3b0",
        "#eeddc4",
        "#b1a6ae",
        "#b9966c",
        "#8a6a48",
        "#6e8048",
        "#b3b460",
        "#c08a58",
        "#8a6fa8",
        "#c8a070",
    ),
    "mizhi-millet": _place(
        "#9fbcc0",
        "#fbe6b6",
        "#ffdf94",
        "#f4dfb4",
        "#b9a58c",
        "#c48a48",
        "#8a5526",
        "#7d7a35",
        "#d9a92f",
        "#c58b4a",
        "#c23a22",
        "#d2a468",
    ),
    "chaotian-walnuts": _place(
        "#aab8bb",
        "#e8e3d3",
        "#f2dfb4",
        "#dfe0d4",
        "#90a3a6",
        "#5a7878",
        "#2f4c4c",
        "#4a6a3a",
        "#98a04a",
        "#7d6246",
        "#b8672c",
        "#a89a86",
    ),
    "tongxin-goji": _place(
        "#8d7fa6",
        "#f6b98e",
        "#ffdf9c",
        "#f2c7a6",
        "#8b7398",
        "#96705f",
        "#6b5048",
        "#6d8562",
        "#aab98a",
        "#c59468",
        "#d2301f",
        "#ecdcc4",
    ),
    "congjiang-rice": _place(
        "#9cb8c4",
        "#fbdcae",
        "#ffd98a",
        "#f6dfb9",
        "#8ba6ae",
        "#557f78",
        "#2c5347",
        "#4e7439",
        "#e0b23a",
        "#b07c3a",
        "#d0662a",
        "#6f4a30",
    ),
    "tiandong-mangoes": _place(
        "#7fc0b4",
        "#fdeeb8",
        "#fff2b0",
        "#eef0c4",
        "#7fb3a6",
        "#3f8577",
        "#1d5a50",
        "#23683f",
        "#a5bd3c",
        "#b9713a",
        "#f0a51f",
        "#e9d9b6",
    ),
}
