"""Files for the calculator, and `qualcode agree` run on them."""

from __future__ import annotations

import sys
from math import nan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from qualcode import cli
from qualcode.agreement.calculator import RatingSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qualcode.table import Table

    Run = Callable[..., tuple[int, str, str]]

OBSERVERS = """unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,,3,
"""
"""Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, p. 6; Gwet 2014, table 2.10."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``qualcode agree`` in this process and return exit code, output and error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["qualcode", "agree", *map(str, arguments)])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capsys.readouterr())

    return command


def file(folder: Path, text: str, name: str = "given.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def by(table: Table, column: str = "coefficient") -> dict[Any, Mapping[str, Any]]:
    return {row[column]: row for row in table.rows}


def sheet_of(ratings: list[list[str]], texts: tuple[str, ...] | None = None) -> RatingSheet:
    n = len(ratings)
    coders = tuple("ABCDE"[: len(ratings[0])])
    units = tuple(map(str, range(n)))
    return RatingSheet("given.csv", coders, units, ratings, tuple(range(2, n + 2)), texts)


def numbers(ratings: list[list[str]]) -> list[list[float]]:
    return [[float(cell) if cell else nan for cell in row] for row in ratings]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    cell = st.sampled_from(["", "1", "2", "3"])
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))
