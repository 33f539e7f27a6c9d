"""A table declared once: its columns, what each holds, how it is shown, the words around it.

A builder is a ``TableSpec`` and a function that gives rows. Labels are words of the catalogues,
never ids; programs go by the ids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qualcode.i18n import tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from qualcode.cells import Kind
    from qualcode.i18n import Language
    from qualcode.table import Cell

    Values = Mapping[str, object]

Unit = Literal["minutes"]
"""What a number is measured in; the words stand behind the column's own."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column as it is declared; ``appendix`` keeps it out of a paper unless it is asked for.

    ``head`` names the words of its label where they are not those of its id. ``many`` stands for
    the columns that only a study knows, one for each coder, code or group, whose labels are names.
    """

    id: str
    kind: Kind
    decimals: int | None = None
    unit: Unit | None = None
    appendix: bool = False
    head: str = ""
    many: bool = False

    def __post_init__(self) -> None:
        if (self.kind == "figure") != (self.decimals is not None):
            raise ValueError(f"Column {self.id!r}: a figure has decimals, and nothing else has.")


def text_columns(
    *ids: str, appendix: bool = False, head: str = "", many: bool = False
) -> tuple[ColumnSpec, ...]:
    """Declare columns of words."""
    return tuple(ColumnSpec(it, "text", appendix=appendix, head=head, many=many) for it in ids)


def count_columns(
    *ids: str, appendix: bool = False, unit: Unit | None = None, many: bool = False
) -> tuple[ColumnSpec, ...]:
    """Declare columns of whole numbers."""
    return tuple(ColumnSpec(it, "count", None, unit, appendix, many=many) for it in ids)


def figure_columns(
    decimals: int,
    *ids: str,
    appendix: bool = False,
    unit: Unit | None = None,
    many: bool = False,
) -> tuple[ColumnSpec, ...]:
    """Declare columns of numbers that a reader is shown with so many decimals."""
    return tuple(ColumnSpec(it, "figure", decimals, unit, appendix, many=many) for it in ids)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table as it is declared; ``notes`` are the keys of its own sentences that stand below it.

    ``words`` is its section of the catalogues, with ``title``, ``column`` and ``note`` in it;
    ``title``, ``heads`` and ``said`` are keys where they are others. A table without ``words`` is
    written for programs: its columns are headed by their ids.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    words: str = ""
    notes: Collection[str] = ()
    title: str = ""
    heads: str = ""
    said: str = ""

    def __post_init__(self) -> None:
        ids = self.ids
        if twice := {it for it in ids if ids.count(it) > 1}:
            raise ValueError(f"Table {self.name!r} declares {_named(twice)} twice.")

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the columns, in their order."""
        return tuple(column.id for column in self.columns)

    def head_key(self, column: ColumnSpec) -> str:
        """Return the key of a column's label."""
        return f"{self.heads or f'{self.words}.column'}.{column.head or column.id}"

    def note_key(self, note: str) -> str:
        """Return the whole key of a note."""
        return f"{self.said or f'{self.words}.note'}.{note}"

    @property
    def title_key(self) -> str:
        """Return the key of the title."""
        return self.title or f"{self.words}.title"

    def note(self, language: Language, key: str, /, **values: object) -> str:
        """Return the words of a note.

        Raises:
            ValueError: the table declares no such note.
        """
        if key not in self.notes:
            raise ValueError(f"Table {self.name!r} declares no note {key!r}; add it to its notes.")
        return tr(self.note_key(key), language, **values)

    def table(
        self,
        language: Language,
        rows: Iterable[Mapping[str, Cell]],
        notes: Iterable[str] = (),
        *,
        title: Values | str | None = None,
        fill: Mapping[str, Values] | None = None,
        many: Mapping[str, Mapping[str, str]] | None = None,
        without: Collection[str] = (),
        appendix: Collection[str] = (),
    ) -> Table:
        """Return the table of these rows; a cell that a row lacks is undefined.

        ``title`` fills the places of the title, or is the title where that is no word of the
        catalogues; ``fill`` fills the places of labels. ``many`` gives the columns, by id and
        label, that stand in the place of a column that is ``many``. ``without`` leaves out
        columns that this study has no use for, ``appendix`` keeps some more out of a paper.

        Raises:
            ValueError: a row, or one of these, names a column that is not declared.
        """
        fill, many = fill or {}, many or {}
        self._refuse({*fill, *many, *without, *appendix} - set(self.ids), "")
        known = frozenset(self.ids).union(*many.values())
        made = tuple(rows)
        for n, row in enumerate(made, start=1):
            if not row.keys() <= known:
                self._refuse(set(row) - known, f" in row {n}")
        columns = (
            replace(it, detail=True) if it.id in appendix else it
            for it in self._made(language, fill, many)
            if it.id not in without
        )
        words = title if isinstance(title, str) else tr(self.title_key, language, **(title or {}))
        return Table(self.name, words, tuple(columns), made, tuple(notes))

    def _made(
        self,
        language: Language,
        fill: Mapping[str, Values],
        many: Mapping[str, Mapping[str, str]],
    ) -> Iterator[Column]:
        for it in self.columns:
            named = many.get(it.id, {}) if it.many else {it.id: self._label(it, language, fill)}
            for name, label in named.items():
                yield Column(name, label, it.decimals, it.appendix, it.kind)

    def _label(self, column: ColumnSpec, language: Language, fill: Mapping[str, Values]) -> str:
        if not self.words:
            return column.id
        label = tr(self.head_key(column), language, **fill.get(column.id, {}))
        if column.unit is None:
            return label
        unit = tr(f"table.unit.{column.unit}", language)
        return tr("table.with_unit", language, label=label, unit=unit)

    def _refuse(self, unknown: Collection[str], where: str) -> None:
        if unknown:
            raise ValueError(
                f"Table {self.name!r} has no column {_named(unknown)}{where}; declare it in its "
                f"spec, which has {_named(self.ids, in_order=True)}."
            )


def _named(ids: Collection[str], *, in_order: bool = False) -> str:
    return ", ".join(ids if in_order else sorted(ids))
