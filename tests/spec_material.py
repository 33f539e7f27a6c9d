"""Every table that the package declares."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from conftest import REPO

from qualcode.table_spec import TableSpec

if TYPE_CHECKING:
    from qualcode.cells import Kind
    from qualcode.table import Cell, Table


def declared() -> dict[str, TableSpec]:
    """Return each spec of the package, by where it stands."""
    found: dict[str, TableSpec] = {}
    for path in sorted((REPO / "qualcode").rglob("*.py")):
        if "TableSpec" in (source := path.read_text(encoding="utf-8")) or "paper(" in source:
            parts = path.relative_to(REPO).with_suffix("").parts
            module = import_module(".".join(it for it in parts if it != "__init__"))
            for name, value in vars(module).items():
                values = value.values() if isinstance(value, dict) else (value,)
                specs = [it for it in values if isinstance(it, TableSpec)]
                found |= {f"{it.name} ({parts[-1]}.{name})": it for it in specs}
    unique = {id(it): place for place, it in reversed(found.items())}
    return {place: found[place] for place in sorted(unique.values())}


SPECS = declared()
BY_NAME = {it.name: it for it in SPECS.values()}


def strays(table: Table) -> list[object]:
    """Return where a table leaves its spec.

    A column that is not declared, or stands elsewhere, or is headed by its id; and a cell that is
    not of its column's kind.
    """
    spec = BY_NAME[table.name]
    declared = [it.id for it in spec.columns if not it.many]
    several = any(it.many for it in spec.columns)
    there = [it.id for it in table.columns if it.id in declared or not several]
    found: list[object] = [it for it in there if it not in declared]
    found += [there] if there != [it for it in declared if it in there] else []
    found += [] if spec.words else ["headed by ids"]
    return found + [
        (it.id, row.get(it.id))
        for it in table.columns
        for row in table.rows
        if not _fits(row.get(it.id), it.kind)
    ]


def _fits(cell: Cell, kind: Kind | None) -> bool:
    wanted = {"text": str, "count": int, "figure": (int, float), None: ()}[kind]
    return cell is None or (isinstance(cell, wanted) and not isinstance(cell, bool))
