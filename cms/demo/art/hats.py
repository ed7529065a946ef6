"""Hats, scarves and caps; each is drawn as hat(s, x, y, body height, facing)."""

from .forms import oval, poly, seg, smooth, union
from .palette import STRAW, dark, light


def _cone(s, x, y, k, f):
    top, rim = y - 0.15 * k, y - 0.015 * k
    path = smooth(
        [
            (x - 0.175 * k, rim),
            (x - 0.07 * k, top + 0.055 * k),
            (x, top),
            (x + 0.07 * k, top + 0.055 * k),
            (x + 0.175 * k, rim),
            (x, rim + 0.035 * k),
        ],
        tension=0.7,
    )
    s.form(path, STRAW, dark(STRAW, 0.5), light(STRAW, 0.5), 0.8, 0.6)
    s.inside(path)
    for i in range(13):
        s.line(seg(x, top, x + (i - 6) * 0.032 * k, rim + 0.04 * k), dark(STRAW, 0.35), 0.004 * k, 0.7)
    s.done()


def _straw(s, x, y, k, f):
    brim = oval(x, y - 0.03 * k, 0.16 * k, 0.036 * k)
    s.form(brim, STRAW, dark(STRAW, 0.5), light(STRAW, 0.4))
    crown = smooth(
        [
            (x - 0.075 * k, y - 0.035 * k),
            (x - 0.07 * k, y - 0.1 * k),
            (x, y - 0.125 * k),
            (x + 0.07 * k, y - 0.1 * k),
            (x + 0.075 * k, y - 0.035 * k),
        ]
    )
    s.form(crown, STRAW, dark(STRAW, 0.45), light(STRAW, 0.45))
    s.line(seg(x - 0.076 * k, y - 0.048 * k, x + 0.076 * k, y - 0.048 * k, 0.016 * k), "#9c4028", 0.018 * k)


def _scarf(s, x, y, k, f, colour="#f1ebdd"):
    path = smooth(
        [
            (x - 0.07 * k, y - 0.01 * k),
            (x - 0.066 * k, y - 0.06 * k),
            (x, y - 0.09 * k),
            (x + 0.066 * k, y - 0.055 * k),
            (x + 0.07 * k, y - 0.015 * k),
            (x, y - 0.03 * k),
        ]
    )
    s.form(path, colour, dark(colour, 0.4), None)
    knot = smooth(
        [
            (x - f * 0.06 * k, y - 0.03 * k),
            (x - f * 0.11 * k, y - 0.045 * k),
            (x - f * 0.12 * k, y + 0.03 * k),
            (x - f * 0.085 * k, y + 0.02 * k),
        ]
    )
    s.form(knot, colour, dark(colour, 0.4), None)


def _kerchief(s, x, y, k, f, colour="#b8463a"):
    path = smooth(
        [
            (x + f * 0.045 * k, y - 0.05 * k),
            (x, y - 0.085 * k),
            (x - f * 0.06 * k, y - 0.05 * k),
            (x - f * 0.075 * k, y + 0.03 * k),
            (x - f * 0.06 * k, y + 0.1 * k),
            (x - f * 0.015 * k, y + 0.07 * k),
            (x + f * 0.012 * k, y + 0.01 * k),
        ]
    )
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.3))


def _cap(s, x, y, k, f, colour="#3a4d63"):
    path = union(
        smooth(
            [
                (x - 0.066 * k, y - 0.02 * k),
                (x - 0.06 * k, y - 0.075 * k),
                (x + 0.04 * k, y - 0.085 * k),
                (x + 0.066 * k, y - 0.025 * k),
            ]
        ),
        poly(
            (x + f * 0.03 * k, y - 0.045 * k),
            (x + f * 0.115 * k, y - 0.022 * k),
            (x + f * 0.1 * k, y - 0.012 * k),
            (x, y - 0.018 * k),
        ),
    )
    s.form(path, colour, dark(colour, 0.4), light(colour, 0.3))


def _doppa(s, x, y, k, f):
    path = poly(
        (x - 0.064 * k, y - 0.025 * k),
        (x - 0.055 * k, y - 0.09 * k),
        (x + 0.055 * k, y - 0.09 * k),
        (x + 0.064 * k, y - 0.025 * k),
    )
    s.form(path, "#2f4a3d", dark("#2f4a3d", 0.5), None)
    s.line(seg(x - 0.05 * k, y - 0.045 * k, x + 0.05 * k, y - 0.045 * k), "#e9dcc0", 0.01 * k)
    s.line(seg(x - 0.048 * k, y - 0.07 * k, x + 0.048 * k, y - 0.07 * k), "#c9a24a", 0.008 * k)


def _white(s, x, y, k, f):
    path = smooth(
        [
            (x - 0.064 * k, y - 0.025 * k),
            (x - 0.055 * k, y - 0.085 * k),
            (x + 0.055 * k, y - 0.085 * k),
            (x + 0.064 * k, y - 0.025 * k),
        ],
        tension=0.6,
    )
    s.form(path, "#f6f1e6", "#b9b3a5", None)


def _turban(s, x, y, k, f, colour="#2c3350"):
    path = smooth(
        [
            (x - 0.085 * k, y - 0.02 * k),
            (x - 0.08 * k, y - 0.085 * k),
            (x, y - 0.105 * k),
            (x + 0.08 * k, y - 0.085 * k),
            (x + 0.085 * k, y - 0.02 * k),
            (x, y - 0.03 * k),
        ]
    )
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.25))
    for i in range(3):
        s.line(
            seg(x - 0.08 * k, y - (0.03 + 0.024 * i) * k, x + 0.08 * k, y - (0.045 + 0.02 * i) * k, -0.01 * k),
            light(colour, 0.25),
            0.006 * k,
            0.7,
        )


HATS = {
    "cone": _cone,
    "straw": _straw,
    "scarf": _scarf,
    "kerchief": _kerchief,
    "cap": _cap,
    "doppa": _doppa,
    "white": _white,
    "turban": _turban,
    "blue": lambda *a: _kerchief(*a, colour="#3d5f8a"),
    "pink": lambda *a: _kerchief(*a, colour="#c8687a"),
    "green": lambda *a: _kerchief(*a, colour="#4d7a5c"),
}
