"""The pages in the order of the work.

The folder must not be called `pages`: beside the entry, Streamlit would run its files as scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.app.codebook import page as codebook
from qualcode.app.coder import page as code
from qualcode.app.compare import page as compare
from qualcode.app.node import page as node
from qualcode.app.overview import page as overview
from qualcode.app.results import page as results
from qualcode.app.search import page as search
from qualcode.app.transcripts import page as transcripts
from qualcode.app.verify import page as verify

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
