"""Columns of whole numbers, of many rows at once, as arrays.

To fetch a row at a time, and make a number of each of its values, takes ten times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import String, func

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    from sqlalchemy import ColumnElement

    Numbers = npt.NDArray[np.int64]

_BITS = 31


def gathered(*columns: ColumnElement[Any]) -> ColumnElement[str]:
    """Return columns of all rows of a group as one text, in one order; no value may be missing.

    It is missing where there are no rows.
    """
    said: ColumnElement[str] = func.group_concat(columns[0], type_=String)
    for column in columns[1:]:
        said = said + ";" + func.group_concat(column, type_=String)
    return said


def numbers(texts: Iterable[str]) -> list[Numbers]:
    """Return the whole numbers of gathered columns, of one group after another.

    Raises:
        ValueError: a number in a column is not whole.
    """
    return [
        _numbers(",".join(column)) for column in zip(*(it.split(";") for it in texts), strict=True)
    ]


def paired(high: ColumnElement[Any], low: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return two columns as one, which takes half the time to read; ``apart`` gives them back.

    ``low`` is below 2³¹ and ``high`` below 2³², neither below 0; what is larger is refused by
    ``numbers``, since SQLite makes it a number that is not whole.
    """
    both: ColumnElement[Any] = high * 2**_BITS + low
    return both


def apart(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Return both columns that ``paired`` made one."""
    return pairs >> _BITS, pairs & (2**_BITS - 1)


def _numbers(listed: str) -> Numbers:
    if "." in listed:
        raise ValueError("A column of whole numbers holds another.")
    return np.fromstring(listed, dtype=np.int64, sep=",")
