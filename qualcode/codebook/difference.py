"""What changed between two versions of a codebook, as a table: field, before, after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.codebook.meaning import diff
from qualcode.i18n import catalogue, tr
from qualcode.table_spec import TableSpec, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.codebook.meaning import Change
    from qualcode.i18n import Language
    from qualcode.model import Code, Codebook
    from qualcode.table import Cell, Table

DIFFERENCE = TableSpec(
    "codebook_diff",
    (
        *text_columns("code", appendix=True),
        *text_columns("label", "change", "field", "before", "after"),
    ),
    words="codebook_diff",
    notes=("note", "same"),
    heads="codebook_diff",
    said="codebook_diff",
)


def difference(old: Codebook, new: Codebook, language: Language) -> Table:
    """Return what changed, a row a field; a code that came or went is one row.

    ``change`` says whether the meaning changed (what was read is open again for the code) or the
    wording only.
    """
    rows: list[dict[str, Cell]] = []
    for change in diff(old, new):
        rows += _rows(old, new, change, language)
    title = {"old": old.version or "—", "new": new.version or "—"}
    note = DIFFERENCE.note(language, "note" if rows else "same")
    return DIFFERENCE.table(language, rows, (note,), title=title)


def _rows(
    old: Codebook, new: Codebook, change: Change, language: Language
) -> Iterator[dict[str, Cell]]:
    before, after = old.code(change.code), new.code(change.code)
    named = after or before
    head: dict[str, Cell] = {
        "code": change.code or "*",
        "label": named.label(language) if named else tr("codebook_diff.book", language),
        "change": tr(f"codebook_diff.kind.{change.kind}", language),
    }
    if change.kind in {"added", "removed"}:
        said = {"added": "after", "removed": "before"}[change.kind]
        yield {**head, said: _in_short(named, language)}
    for name in change.fields:
        texts = {
            side: _said(book, change.code, name, language)
            for side, book in (("before", old), ("after", new))
        }
        yield {**head, "field": tr(f"codebook_diff.of.{name}", language), **texts}


def _in_short(code: Code | None, language: Language) -> str:
    if code is None:
        return ""
    words = code.defined(language)
    return f"{code.label(language)}: {words}" if words else code.label(language)


def _said(book: Codebook, code_id: str, name: str, language: Language) -> str:
    """Return one field of a code, or of the book itself, in words."""
    code = book.code(code_id)
    if name == "order":
        return tr("codebook_diff.join", language).join(each.label(language) for each in book.codes)
    if name == "relations":
        return "\n".join(_relation(book, each, language) for each in book.relations)
    value = getattr(code or book, name)
    if name == "group":
        return book.group_label(value, language)
    if name == "parent":
        parent = book.code(value) if value else None
        return parent.label(language) if parent else value or ""
    if name == "level":
        return tr(f"table.level.{value}", language)
    return "\n".join(_flat(each) for each in _listed(value))


def _relation(book: Codebook, relation: Any, language: Language) -> str:
    ends = (book.code(relation.source), book.code(relation.target))
    source, target = (
        code.label(language) if code else name
        for code, name in zip(ends, (relation.source, relation.target), strict=True)
    )
    kind = catalogue(language).get(f"relation.{relation.kind}", relation.kind)
    return f"{source} → {target} ({kind})" + (f": {relation.text}" if relation.text else "")


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [f"{key}: {words}" for key, words in value.items()]
    return list(value) if isinstance(value, tuple | list) else [value]


def _flat(value: Any) -> str:
    """Return one entry as a line: a group by its names, a pattern token by token."""
    labels = getattr(value, "labels", None)
    if labels is not None:
        return " / ".join(labels.values()) or str(value.id)
    if isinstance(value, tuple | list):
        return " ".join(str(dict(token)) for token in value)
    return "" if value is None else str(value)
