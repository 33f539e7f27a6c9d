"""The files of the package and their trees, each read once."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from conftest import REPO

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = REPO / "qualcode"
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the tree of a file, not to be changed."""
    return ast.parse(path.read_text(encoding="utf-8"))
