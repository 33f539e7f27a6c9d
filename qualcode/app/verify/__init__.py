"""What the Verify page shows, one file a view, in the order of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.app.verify import anchoring, blind, cards, quality

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project

VIEWS: dict[str, Callable[[Project, str], None]] = {
    "cards": cards.show,
    "quality": quality.show,
    "blind": blind.show,
    "anchoring": anchoring.show,
}
"""Each view's words stand under ``app.verify.view_`` and its name."""
