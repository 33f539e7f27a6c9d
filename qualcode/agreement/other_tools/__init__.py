"""What other programs would report of the same codings, each by the rule that it documents.

A team that moves here, or a reviewer who knows another program, can compare figures. Each rule
says what a program counts; the coefficient is then the shared one of this package. Where a
program does not say all of its rule, the figure is marked. Rules were taken from manuals, help
pages and published papers. Codes stand as they were given: NVivo's option to count the codings
of a code's children as its own is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.agreement.estimate import undefined
from qualcode.agreement.other_tools.atlasti import atlasti
from qualcode.agreement.other_tools.dedoose import dedoose
from qualcode.agreement.other_tools.figure import ToolFigure
from qualcode.agreement.other_tools.material import Material
from qualcode.agreement.other_tools.maxqda import maxqda
from qualcode.agreement.other_tools.nvivo import nvivo
from qualcode.agreement.other_tools.qualcoder import qualcoder
from qualcode.agreement.other_tools.table import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from qualcode.agreement.estimate import Reason
    from qualcode.agreement.other_tools.figure import Counted
    from qualcode.i18n import Language
    from qualcode.table import Table

__all__ = ["TOOLS", "Material", "Tool", "ToolFigure", "report", "table"]


class Tool(NamedTuple):
    """A program: its rule, the figures that it always prints, and whether it takes two coders."""

    rule: Callable[[Material], Iterable[ToolFigure]]
    figures: tuple[str, ...]
    counted: Counted = "characters"
    two_coders: bool = True


def report(material: Material) -> tuple[ToolFigure, ...]:
    """Return every figure of every program in ``TOOLS``.

    A program that cannot take the material at all has its figures undefined with the reason: it
    compares exactly two coders, nobody read the same text, there is no code.
    """
    found: list[ToolFigure] = []
    for name, tool in TOOLS.items():
        if reason := _why_not(tool, material):
            found += (
                ToolFigure(name, each, "overall", "", undefined(reason), tool.counted, {}, True)
                for each in tool.figures
            )
        else:
            found += tool.rule(material)
    return tuple(found)


def table(
    material: Material,
    labels: Mapping[str, str],
    *,
    unit: str,
    language: Language = "zh",
    by_code: bool = False,
) -> Table:
    """Return the table ``other_tools``: a row for each program and figure, with why it differs.

    ``labels`` are the words for codes and domains, ``unit`` those for the excerpts. With
    ``by_code`` each figure's codes follow it. What is undefined has its reason in the row and
    in the notes; what a program does not document in full is marked. Where a value depends on a
    rule that it does not tell, ``low`` and ``high`` are its smallest and largest, and ``value`` is
    empty unless they are the same.
    """
    return table_of(report(material), material, labels, unit, language, by_code=by_code)


def _why_not(tool: Tool, material: Material) -> Reason | None:
    if len(material.coders) < 2:
        return "one_coder"
    if tool.two_coders and len(material.coders) != 2:
        return "not_two_coders"
    if not any(sum(meeting.lengths) for meeting in material.meetings):
        return "no_overlap"
    return None if material.listed else "nothing_coded"


TOOLS: dict[str, Tool] = {
    "nvivo": Tool(nvivo, ("percent", "percent_by_size", "kappa", "kappa_by_size")),
    "maxqda": Tool(maxqda, ("present", "frequency", "segments", "kappa"), "segments"),
    "atlasti": Tool(atlasti, ("percent", "holsti", "alpha_binary", "cu_alpha"), two_coders=False),
    "dedoose": Tool(dedoose, ("kappa",), "excerpts"),
    "qualcoder": Tool(qualcoder, ("kappa",)),
}
"""The programs, in the order in which they are shown."""
