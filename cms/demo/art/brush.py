"""The drawing surface: cut shapes, stippled shading, layers for films."""

import math
import random

import skia

from .palette import INK, rgb

WIDTH, HEIGHT = 1600, 1067

_STIPPLE = skia.RuntimeEffect.MakeForShader(
    """
    uniform float2 a; uniform float2 b; uniform float4 tint;
    uniform float lo; uniform float hi; uniform float radial; uniform float cell;
    float hash(float2 p) {
        float3 q = fract(float3(p.xyx) * 0.1031);
        q += float(q.x * (q.y + 33.33) + q.y * (q.z + 33.33) + q.z * (q.x + 33.33));
        return fract((q.x + q.y) * q.z);
    }
    half4 main(float2 p) {
        float2 d = b - a;
        float t = radial > 0.5 ? length(p - a) / length(d)
                               : (d.x * (p.x - a.x) + d.y * (p.y - a.y)) / (d.x * d.x + d.y * d.y);
        float want = mix(lo, hi, clamp(t, 0.0, 1.0));
        float n = 0.62 * hash(floor(p / cell)) + 0.38 * hash(floor(p / (cell * 2.3)) + 17.0);
        float ink = (0.4 * max(want, 0.0) + 0.6 * smoothstep(n - 0.16, n + 0.16, want)) * tint.w;
        return half4(half3(tint.xyz) * half(ink), half(ink));
    }
    """
)


def colour4(colour, alpha=1.0):
    """A skia colour from '#rrggbb'."""
    return skia.Color4f(*rgb(colour), alpha)


def stipple(a, b, colour, lo=0.0, hi=0.8, radial=False, dot=1.7, alpha=1.0):
    """A shader of ink grains whose density runs from ``lo`` at a to ``hi`` at b."""
    maker = skia.RuntimeShaderBuilder(_STIPPLE)
    maker.setUniform("a", list(map(float, a)))
    maker.setUniform("b", list(map(float, b)))
    maker.setUniform("tint", [*rgb(colour), float(alpha)])
    for name, value in (("lo", lo), ("hi", hi), ("radial", float(radial)), ("cell", dot)):
        maker.setUniform(name, float(value))
    return maker.makeShader()


class Scene:
    """A picture being made. All coordinates are in WIDTH x HEIGHT units."""

    def __init__(self, seed, place=None, width=WIDTH, height=HEIGHT, scale=1.0, layered=False):
        self.w, self.h, self.scale, self.layered = width, height, scale, layered
        self.rng, self.p = random.Random(seed), place
        self.sun = (-0.8, -0.6)
        self.layers = []
        self._open(0.0)

    def _open(self, depth):
        surface = skia.Surface(round(self.w * self.scale), round(self.h * self.scale))
        self.c = surface.getCanvas()
        self.c.scale(self.scale, self.scale)
        self.layers.append((depth, surface))

    def closer(self, zoom, floor):
        """Step in, so that ``floor`` lies on the lower edge."""
        self.c.translate(self.w / 2 * (1 - zoom), self.h - zoom * floor)
        self.c.scale(zoom, zoom)

    def layer(self, depth):
        """Begin a layer at ``depth`` (0 far, 1 near); only films keep them apart."""
        if self.layered:
            self._open(depth)

    def image(self):
        """The finished flat picture."""
        return self.layers[-1][1].makeImageSnapshot()

    def paint(self, colour=INK, alpha=1.0, stroke=None, shader=None, blur=0, blend=None):
        """A paint, anti-aliased."""
        paint = skia.Paint(AntiAlias=True)
        paint.setColor4f(colour4(colour, alpha), None)
        if shader is not None:
            paint.setShader(shader)
        if stroke:
            paint.setStyle(skia.Paint.kStroke_Style)
            paint.setStrokeWidth(stroke)
            paint.setStrokeCap(skia.Paint.kRound_Cap)
            paint.setStrokeJoin(skia.Paint.kRound_Join)
        if blur:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        if blend:
            paint.setBlendMode(blend)
        return paint

    def fill(self, path, colour, alpha=1.0, blur=0, blend=None):
        """A flat cut shape."""
        self.c.drawPath(path, self.paint(colour, alpha, blur=blur, blend=blend))

    def line(self, path, colour, width, alpha=1.0):
        """A brush line of even width."""
        self.c.drawPath(path, self.paint(colour, alpha, stroke=width))

    def grade(self, path, a, b, colour, lo=0.0, hi=0.8, radial=False, dot=1.7, alpha=1.0):
        """Grains of ``colour`` inside ``path``."""
        shader = stipple(a, b, colour, lo, hi, radial, dot / self.scale**0.7, alpha)
        self.c.drawPath(path, self.paint(shader=shader))

    def form(self, path, colour, shade=None, lit=None, deep=0.75, glow=0.55):
        """A shape with volume: shaded away from the sun, lit towards it."""
        self.fill(path, colour)
        box = path.getBounds()
        cx, cy = box.centerX(), box.centerY()
        sx, sy = self.sun
        reach = (abs(sx) * box.width() + abs(sy) * box.height()) / 2
        to = (cx + sx * reach, cy + sy * reach)
        away = (cx - sx * reach, cy - sy * reach)
        if shade:
            self.grade(path, (cx + sx * reach * 0.3, cy + sy * reach * 0.3), away, shade, 0.0, deep)
        if lit:
            self.grade(path, (cx - sx * reach * 0.2, cy - sy * reach * 0.2), to, lit, 0.0, glow)

    def shadow(self, path, dx, dy, colour=INK, alpha=0.28, blur=5):
        """A cast shadow, multiplied into what lies below."""
        moved = skia.Path(path)
        moved.offset(dx, dy)
        self.fill(moved, colour, alpha, blur=blur, blend=skia.BlendMode.kMultiply)

    def wash(self, colours, stops, a, b, alpha=1.0, rect=None):
        """A smooth gradient over a rectangle (the whole sheet by default)."""
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(*a), skia.Point(*b)], [colour4(c, s).toColor() for c, s in colours], stops
        )
        rect = rect or (-60, -60, self.w + 120, self.h + 120)
        self.c.drawRect(skia.Rect.MakeXYWH(*rect), self.paint(alpha=alpha, shader=shader))

    def glow(self, x, y, radius, colour, alpha, blend=skia.BlendMode.kSrcOver):
        """A soft round light."""
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, y),
            radius,
            [colour4(colour, alpha).toColor(), colour4(colour, alpha * 0.4).toColor(), colour4(colour, 0.0).toColor()],
            [0, 0.45, 1],
        )
        self.c.drawCircle(x, y, radius, self.paint(shader=shader, blend=blend))

    def inside(self, path):
        """Clip to a path until ``done``."""
        self.c.save()
        self.c.clipPath(path, skia.ClipOp.kIntersect, True)

    def done(self):
        """Undo the last ``inside`` or ``at``."""
        self.c.restore()

    def at(self, x, y, turn=0, sx=1.0, sy=None):
        """Move the origin until ``done``."""
        self.c.save()
        self.c.translate(x, y)
        if turn:
            self.c.rotate(math.degrees(turn) if abs(turn) < 7 else turn)
        self.c.scale(sx, sx if sy is None else sy)
        return self

    def tone(self, *choices):
        """One of some colours, at random."""
        return self.rng.choice(choices)

    def between(self, a, b):
        """A random number."""
        return self.rng.uniform(a, b)
