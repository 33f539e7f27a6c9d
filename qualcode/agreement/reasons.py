"""How a table says what is undefined: an empty cell, and a note for each reason that occurs."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.i18n import Language


def defined(value: float) -> float | None:
    """Return a value for a cell, ``None`` where it is undefined."""
    return None if isnan(value) else float(value)


def concerned(found: Iterable[tuple[str | None, str]], language: Language) -> dict[str, str]:
    """Return for each reason, in order of appearance, what it concerns, each named once.

    ``found`` pairs a reason, ``None`` where there is a value, with the label of its row.
    """
    labels: dict[str, dict[str, None]] = {}
    for reason, label in found:
        if reason:
            labels.setdefault(reason, {})[label] = None
    comma = tr("agreement.and", language)
    return {reason: comma.join(named) for reason, named in labels.items()}


def words(reason: str, language: Language) -> str:
    """Return the words of a reason."""
    return tr(f"agreement.reason.{reason}", language)
