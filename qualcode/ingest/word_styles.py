"""What the named styles of a Word file say: bold, colour, hidden, heading, numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.ingest.word_body import ParagraphStyle, local, on, value

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_DEEPEST = 20


class NamedStyles:
    """Collect the named styles while the elements of their part pass by."""

    def __init__(self) -> None:
        self.styles: dict[str, ParagraphStyle] = {}
        self._style: ParagraphStyle | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        name = local(tag)
        if name == "style":
            self._style = self.styles.setdefault(value(attributes, "styleId"), ParagraphStyle())
        elif self._style is not None:
            self._note(self._style, name, attributes)

    def _note(self, style: ParagraphStyle, name: str, attributes: Mapping[str, str]) -> None:
        if name == "name" and (found := _HEADING.match(value(attributes))):
            style.heading = int(found[1])
        elif name == "basedOn":
            style.based_on = value(attributes)
        elif name == "b":
            style.bold = on(attributes)
        elif name == "vanish":
            style.hidden = on(attributes)
        elif name == "numId":
            style.numbered = value(attributes) not in {"", "0"}

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if local(tag) == "style":
            self._style = None

    def data(self, words: str) -> None:
        """Take words."""

    def close(self) -> None:
        """Give every style what the one says that it is based on."""
        for style in self.styles.values():
            above, deep = style, 0
            while (found := self.styles.get(above.based_on)) and deep < _DEEPEST:
                above, deep = found, deep + 1
                style.bold = above.bold if style.bold is None else style.bold
                style.hidden = above.hidden if style.hidden is None else style.hidden
                style.heading = style.heading or above.heading
                style.numbered = style.numbered or above.numbered
