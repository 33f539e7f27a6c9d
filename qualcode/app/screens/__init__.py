"""The pages in the order of the work.

The folder must not be called `pages`: beside the entry, Streamlit would run its files as scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.app.screens import (
    code,
    codebook,
    compare,
    node,
    overview,
    results,
    search,
    transcripts,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Place:
    """A page: what draws it, and its sign in the menu."""

    show: Callable[[], None]
    icon: str


PAGES: dict[str, Place] = {
    "overview": Place(overview.show, ":material/home:"),
    "transcripts": Place(transcripts.show, ":material/description:"),
    "codebook": Place(codebook.show, ":material/menu_book:"),
    "code": Place(code.show, ":material/edit_note:"),
    "node": Place(node.show, ":material/label:"),
    "search": Place(search.show, ":material/search:"),
    "verify": Place(verify.show, ":material/fact_check:"),
    "compare": Place(compare.show, ":material/group:"),
    "results": Place(results.show, ":material/bar_chart:"),
}
