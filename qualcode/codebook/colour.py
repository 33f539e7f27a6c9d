"""Whether a colour can be seen on a light and on a dark page, and told apart by every eye.

Contrast is that of WCAG 2.2 (relative luminance); colour blindness is simulated on linear RGB by
Machado, Oliveira and Fernandes (2009), severity 1.0; distances are in CIE Lab (1976, D65).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Eyes = Literal["usual", "protanopia", "deuteranopia", "tritanopia"]
EYES: tuple[Eyes, ...] = get_args(Eyes)

PAGES = {"light": "#FCFBF8", "dark": "#17191C"}
"""The background of a page in both themes; a test compares them with the app's configuration."""
INKS = ("#FFFFFF", "#17191C")
"""Letters on a patch of a code's colour: one of the two can always be read on it."""
STRIPE_CONTRAST = 3.0
"""Least contrast of a stripe with the page (WCAG 1.4.11, what is no text)."""
TEXT_CONTRAST = 4.5
"""Least contrast of letters with what they stand on (WCAG 1.4.3)."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_SEEN: dict[Eyes, Floats] = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])


def is_colour(written: str) -> bool:
    """Return whether a text is a colour as a codebook writes it, ``#rrggbb``."""
    return _HEX.fullmatch(written) is not None


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 for black to 1 for white."""
    return float(_TO_XYZ[1] @ _linear(colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 for the same to 21 for black and white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faint_on(colour: str) -> tuple[str, ...]:
    """Return the pages (``light``, ``dark``) on which a stripe of a colour is hard to see."""
    return tuple(name for name, page in PAGES.items() if contrast(colour, page) < STRIPE_CONTRAST)


def ink(colour: str) -> str:
    """Return the colour of letters on a patch of ``colour``: white, or nearly black."""
    return max(INKS, key=lambda each: contrast(each, colour))


def mixed(colour: str, page: str, share: float) -> str:
    """Return a tint: ``share`` of a colour laid over a page, as a browser mixes them in sRGB."""
    over = share * _bytes(colour) + (1 - share) * _bytes(page)
    return "#{:02X}{:02X}{:02X}".format(*(round(each) for each in over.tolist()))


def distance(one: str, other: str, eyes: Eyes = "usual") -> float:
    """Return how far apart two colours are for some eyes; from about 10 on they are told apart."""
    return float(np.linalg.norm(_lab(one, eyes) - _lab(other, eyes)))


def _bytes(colour: str) -> Floats:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)


def _linear(colour: str) -> Floats:
    rgb = _bytes(colour) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _lab(colour: str, eyes: Eyes) -> Floats:
    seen = np.clip(_SEEN[eyes] @ _linear(colour), 0, 1)
    ratio = _TO_XYZ @ seen / _WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
