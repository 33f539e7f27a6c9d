"""What waits in the box of uploads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from qualcode.ingest.preview import Preview


@dataclass(slots=True)
class Pending:
    """What waits in the box: its number, what was understood, what a person mended and left out.

    Files go by the keys that Streamlit gives them; ``emptying`` are tables whose empty cells are to
    empty what is known. They wait for one study, until they are stored
    or thrown away: a box forgets what is in it when another page is turned to. ``boxed`` are
    those that the box of this visit shows.
    """

    study: str
    box: int = 0
    files: dict[str, UploadedFile] = field(default_factory=dict)
    boxed: frozenset[str] = frozenset()
    seen: dict[str, Preview] = field(default_factory=dict)
    asks: dict[str, dict[str, bool]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    emptying: set[str] = field(default_factory=set)
