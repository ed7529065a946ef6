"""People at work: jointed poses, tapered limbs, clothes and hats; no faces."""

from .forms import limb, lump, oval, seg, smooth
from .hats import HATS
from .palette import INK, SKIN, dark, light
from .poses import POSES


class Person:
    """One figure; ``draw`` paints it, ``hand`` tells where its near hand is."""

    def __init__(
        self,
        s,
        x,
        y,
        height,
        pose="stand",
        face=1,
        coat="#3d5a73",
        legs="#3b4038",
        hat="cone",
        apron=None,
        skin=SKIN,
        hair="#2a2522",
        load=None,
        sleeves=True,
        nudge=None,
    ):
        self.s, self.x, self.y, self.k, self.face = s, x, y, height, face
        self.coat, self.legs, self.hat, self.apron = coat, legs, hat, apron
        self.skin, self.hair, self.load, self.sleeves = skin, hair, load, sleeves
        names = ("head", "neck", "hip", "elbow2", "hand2", "elbow", "hand", "knee2", "foot2", "knee", "foot")
        joints = dict(zip(names, POSES[pose], strict=True))
        joints.update(nudge or {})
        self.j = {name: (x + face * u * height, y - v * height) for name, (u, v) in joints.items()}
        self.pose = pose

    @property
    def hand(self):
        return self.j["hand"]

    def _limb(self, names, widths, colour):
        path = limb([self.j[n] for n in names], [w * self.k for w in widths])
        self.s.form(path, colour, dark(colour, 0.5), light(colour, 0.25), 0.7, 0.4)
        return path

    def _leg(self, far):
        two, tone = ("2", dark(self.legs, 0.25)) if far else ("", self.legs)
        foot = self.j["foot" + two]
        shoe = smooth(
            [
                (foot[0] - self.face * 0.03 * self.k, foot[1] - 0.028 * self.k),
                (foot[0] + self.face * 0.075 * self.k, foot[1] - 0.012 * self.k),
                (foot[0] + self.face * 0.08 * self.k, foot[1] + 0.012 * self.k),
                (foot[0] - self.face * 0.035 * self.k, foot[1] + 0.012 * self.k),
            ]
        )
        self.s.fill(shoe, "#2b2722")
        self._limb(("hip", "knee" + two, "foot" + two), (0.082, 0.058, 0.042), tone)

    def arm(self, far):
        """One arm, from shoulder to hand; drawn again to lie over a load."""
        two, tone = ("2", dark(self.coat, 0.22)) if far else ("", self.coat)
        neck, hip = self.j["neck"], self.j["hip"]
        side = (0.055 if far else -0.035) * self.face * self.k
        if self.pose == "back":
            side = (0.1 if far else -0.1) * self.face * self.k
        self.j["shoulder"] = (neck[0] + side + (hip[0] - neck[0]) * 0.13, neck[1] + (hip[1] - neck[1]) * 0.13)
        hand = self.j["hand" + two]
        elbow = self.j["elbow" + two]
        dx, dy = hand[0] - elbow[0], hand[1] - elbow[1]
        d = (dx * dx + dy * dy) ** 0.5 or 1
        dx, dy, k = dx / d, dy / d, self.k
        wrist = (hand[0] - dx * 0.045 * k, hand[1] - dy * 0.045 * k)
        palm = limb([wrist, hand, (hand[0] + dx * 0.03 * k, hand[1] + dy * 0.03 * k)], [0.02 * k, 0.026 * k, 0.013 * k])
        thumb = limb(
            [hand, (hand[0] + dx * 0.022 * k + dy * 0.022 * k, hand[1] + dy * 0.022 * k - dx * 0.022 * k)],
            [0.011 * k, 0.008 * k],
        )
        tone_skin = dark(self.skin, 0.15) if far else self.skin
        self.s.fill(thumb, dark(tone_skin, 0.12))
        self.s.form(palm, tone_skin, dark(tone_skin, 0.4), light(tone_skin, 0.2), 0.6, 0.3)
        self.j["cuff"] = (wrist[0] + dx * 0.008 * k, wrist[1] + dy * 0.008 * k)
        self._limb(("shoulder", "elbow" + two, "cuff"), (0.054, 0.045, 0.031), tone)
        cuff = self.j["cuff"]
        self.s.line(
            seg(cuff[0] - dy * 0.026 * k, cuff[1] + dx * 0.026 * k, cuff[0] + dy * 0.026 * k, cuff[1] - dx * 0.026 * k),
            dark(tone, 0.35),
            0.009 * k,
        )

    def _torso(self):
        (nx, ny), (hx, hy), k = self.j["neck"], self.j["hip"], self.k
        dx, dy = hx - nx, hy - ny
        d = (dx * dx + dy * dy) ** 0.5
        ux, uy = dx / d, dy / d
        px, py = uy, -ux
        wide = 0.15 if self.pose == "back" else 0.112
        rows = ((-0.02, 0.045), (0.06, wide), (0.4, wide * 1.02), (0.78, wide * 0.94), (1.2, wide * 1.12))
        left = [(nx + ux * d * t + px * w * k, ny + uy * d * t + py * w * k) for t, w in rows]
        right = [(nx + ux * d * t - px * w * k, ny + uy * d * t - py * w * k) for t, w in rows]
        neck = limb([(nx, ny + 0.03 * k), (nx, ny - 0.02 * k), self.j["head"]], [0.04 * k, 0.036 * k, 0.036 * k])
        self.s.form(neck, dark(self.skin, 0.12), dark(self.skin, 0.5), None, 0.6)
        path = smooth(left + right[::-1], tension=0.85)
        self.s.form(path, self.coat, dark(self.coat, 0.55), light(self.coat, 0.28), 0.8, 0.45)
        self.s.inside(path)
        for t in (0.35, 0.6, 0.85):
            cx, cy = nx + ux * d * t, ny + uy * d * t
            self.s.line(
                seg(
                    cx - px * 0.02 * k,
                    cy - py * 0.02 * k,
                    cx + px * 0.09 * k + ux * 0.05 * k,
                    cy + py * 0.09 * k + uy * 0.05 * k,
                    4,
                ),
                dark(self.coat, 0.45),
                0.008 * k,
                0.6,
            )
        self.s.done()
        if self.pose != "back":
            cx, cy = nx + self.face * 0.012 * k, ny + 0.004 * k
            self.s.line(
                seg(cx - 0.042 * k, cy - 0.006 * k, cx + 0.042 * k, cy + 0.004 * k, 0.02 * k),
                dark(self.coat, 0.4),
                0.014 * k,
            )

    def _apron(self):
        (hx, hy), k, f = self.j["hip"], self.k, self.face
        knee = self.j["knee"]
        nx, ny = self.j["neck"]
        mx, my = hx + (nx - hx) * 0.45, hy + (ny - hy) * 0.45
        path = smooth(
            [
                (mx + f * 0.02 * k, my),
                (mx + f * 0.115 * k, my + 0.01 * k),
                (hx + f * 0.125 * k, hy + 0.03 * k),
                (knee[0] + f * 0.12 * k, knee[1] + 0.0 * k),
                (knee[0] - f * 0.02 * k, knee[1] + 0.02 * k),
                (hx - f * 0.03 * k, hy),
            ],
            tension=0.6,
        )
        self.s.form(path, self.apron, dark(self.apron, 0.4), light(self.apron, 0.2), 0.7)
        self.s.line(
            seg(hx + f * 0.1 * k, hy - 0.06 * k, hx - f * 0.1 * k, hy - 0.045 * k, 4), dark(self.apron, 0.3), 0.012 * k
        )

    def _head(self):
        s, (x, y), k, f = self.s, self.j["head"], self.k, self.face
        back = self.pose == "back"
        s.form(
            lump(s.rng, x, y, 0.056 * k, 0.066 * k, 0.02, 10), self.skin, dark(self.skin, 0.4), light(self.skin, 0.2)
        )
        if back:
            s.form(
                smooth(
                    [
                        (x - 0.062 * k, y - 0.03 * k),
                        (x, y - 0.075 * k),
                        (x + 0.062 * k, y - 0.03 * k),
                        (x + 0.06 * k, y + 0.05 * k),
                        (x + 0.03 * k, y + 0.085 * k),
                        (x - 0.03 * k, y + 0.085 * k),
                        (x - 0.06 * k, y + 0.05 * k),
                    ]
                ),
                self.hair,
                INK,
                light(self.hair, 0.25),
                0.6,
                0.4,
            )
            s.form(
                lump(s.rng, x, y + 0.055 * k, 0.034 * k, 0.028 * k, 0.05),
                self.hair,
                INK,
                light(self.hair, 0.35),
                0.6,
                0.5,
            )
            HATS.get(self.hat, lambda *a: None)(s, x, y, k, f)
            return
        hair = smooth(
            [
                (x - f * 0.062 * k, y + 0.03 * k),
                (x - f * 0.068 * k, y - 0.02 * k),
                (x - f * 0.03 * k, y - 0.075 * k),
                (x + f * 0.045 * k, y - 0.06 * k),
                (x + f * 0.01 * k, y - 0.02 * k),
                (x - f * 0.015 * k, y + 0.05 * k),
                (x - f * 0.03 * k, y + 0.06 * k),
            ]
        )
        s.fill(hair, self.hair)
        HATS.get(self.hat, lambda *a: None)(s, x, y, k, f)

    def draw(self):
        """Paint back to front."""
        s, k = self.s, self.k
        s.fill(oval(self.x - s.sun[0] * k * 0.12, self.y + 0.008 * k, 0.24 * k, 0.026 * k), INK, 0.3, blur=5)
        self.arm(True)
        self._leg(True)
        self._leg(False)
        if self.load and self.pose != "back":
            self.load(s, self.j["neck"][0] - self.face * 0.17 * k, self.j["neck"][1] + 0.2 * k, k)
        self._torso()
        if self.apron:
            self._apron()
        self._head()
        if self.pose == "back":
            self.arm(False)
            if self.load:
                self.load(s, self.x, self.j["neck"][1] + 0.19 * k, k)
        else:
            self.arm(False)
        return self


def person(s, *args, **kwargs):
    """Draw a person and return them."""
    return Person(s, *args, **kwargs).draw()
