"""A quiet sound bed: a slow pad of open fifths with wind, and a few plucked notes."""

import numpy as np

RATE = 44_100
SCALE = (0, 2, 4, 7, 9)  # pentatonic


def _pad(t, root, rng):
    """Detuned sines that swell and fade."""
    left, right = np.zeros_like(t), np.zeros_like(t)
    for step, level in ((0, 1.0), (7, 0.7), (12, 0.5), (16, 0.22), (19, 0.28)):
        freq = root * 2 ** (step / 12)
        swell = 0.65 + 0.35 * np.sin(2 * np.pi * rng.uniform(0.05, 0.12) * t + rng.uniform(0, 6.28))
        for side, out in ((-1, left), (1, right)):
            detune = 1 + side * rng.uniform(0.0006, 0.0018)
            out += level * swell * np.sin(2 * np.pi * freq * detune * t + rng.uniform(0, 6.28))
    return np.stack([left, right])


def _wind(count, rng):
    """Softened noise, breathing."""
    spectrum = np.fft.rfft(rng.standard_normal((2, count)), axis=1)
    freq = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= np.exp(-((np.log(np.maximum(freq, 1)) - np.log(420)) ** 2) / 0.9)
    noise = np.fft.irfft(spectrum, count, axis=1)
    noise /= np.abs(noise).max()
    t = np.arange(count) / RATE
    return noise * (0.6 + 0.4 * np.sin(2 * np.pi * 0.13 * t + rng.uniform(0, 6.28)))


def _plucks(t, root, rng, every=1.7):
    """Sparse soft notes with a long decay."""
    out = np.zeros((2, t.size))
    start = 0.9
    while start < t[-1] - 1.8:
        freq = root * 4 * 2 ** (int(rng.choice(SCALE)) / 12)
        i = int(start * RATE)
        u = t[: t.size - i]
        tone = np.exp(-u * 2.1) * (np.sin(2 * np.pi * freq * u) + 0.3 * np.exp(-u * 3) * np.sin(4 * np.pi * freq * u))
        tone *= np.minimum(1, u / 0.012)
        pan = rng.uniform(0.3, 0.7)
        out[0, i:] += tone * (1 - pan)
        out[1, i:] += tone * pan
        start += every * rng.uniform(0.7, 1.4)
    return out


def bed(seconds, seed, root=110.0):
    """Stereo float samples, quiet, faded in and out."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    t = np.arange(count) / RATE
    mix = 0.028 * _pad(t, root, rng) + 0.05 * _wind(count, rng) + 0.06 * _plucks(t, root, rng)
    fade = np.minimum(1, np.minimum(t / 1.5, (t[-1] - t) / 1.8))
    return (mix * np.clip(fade, 0, 1)).astype(np.float32)
