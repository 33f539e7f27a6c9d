"""Codings of two coders on invented texts, and the figures of every program for them."""

from __future__ import annotations

import numpy as np

from qualcode.agreement.matrix import Matrix
from qualcode.agreement.other_tools import Material, ToolFigure, report
from qualcode.agreement.unitizing.continuum import Continuum

AB = ("A", "B")
CODES = ("x", "y", "z")
Span = tuple[int, int, str]


def two(length: int, a: list[Span], b: list[Span]) -> Continuum:
    return Continuum(length, {"A": a, "B": b})


def four(both: int, only_a: int, only_b: int, neither: int) -> Continuum:
    """A text of one code whose characters fall into these four cells."""
    end = both + only_a + only_b
    spans = {
        "A": [(0, both + only_a, "x")] if both + only_a else [],
        "B": [
            *([(0, both, "x")] if both else []),
            *([(both + only_a, end, "x")] if only_b else []),
        ],
    }
    return Continuum(end + neither, spans)


def units(values: list[list[list[float]]], codes: tuple[str, ...] = CODES) -> Matrix:
    """A matrix of units × codes × coders A and B."""
    table_of = np.array(values, dtype=np.float64).reshape(len(values), len(codes), 2)
    ids = np.arange(len(values))
    return Matrix(table_of, AB, codes, ids, np.zeros_like(ids))


def found(material: Material) -> dict[tuple[str, str, str], ToolFigure]:
    """Return every figure by program, figure and code ("" over all)."""
    return {(each.tool, each.figure, each.code): each for each in report(material)}


def value(material: Material, tool: str, figure: str, code: str = "") -> float:
    return found(material)[tool, figure, code].estimate.value


A_SPANS: list[Span] = [(0, 100, "x"), (150, 250, "y"), (300, 350, "z")]
B_SPANS: list[Span] = [(10, 90, "x"), (160, 260, "y"), (300, 350, "y")]
