"""The words of a web page that another program put into a Word file whole."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "blockquote",
        "section",
        "article",
        "pre",
        "hr",
    ]
)
_UNSEEN = frozenset({"script", "style", "head", "title"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS and self.lines[-1]:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _BLOCKS and self.lines[-1]:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            words = " ".join(data.split()) if data.strip() else " " * bool(data)
            self.lines[-1] += words if self.lines[-1] else words.lstrip()


def web_words(page: str) -> str:
    """Return the words of a web page, a paragraph a line."""
    parser = _Words()
    parser.feed(page)
    parser.close()
    return "\n".join(line.strip() for line in parser.lines if line.strip())
