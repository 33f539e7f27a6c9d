"""What the Compare page shows, one file a view, in the order of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.app.compare import (
    adjudication,
    agreement,
    diagnosis,
    machine,
    other_tools,
    plan,
    rounds,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project

VIEWS: dict[str, Callable[[Project], None]] = {
    "agreement": agreement.show,
    "diagnosis": diagnosis.show,
    "adjudication": adjudication.show,
    "rounds": rounds.show,
    "plan": plan.show,
    "tools": other_tools.show,
    "machine": machine.show,
}
"""Each view's words stand under ``app.compare.view_`` and its name."""
