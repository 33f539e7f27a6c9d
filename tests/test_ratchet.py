"""What the house is to be rid of: each count may only fall, and its limit falls with it.

A limit that stands above its count is lowered in the same change, so that nothing comes back.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from source_material import FILES, PACKAGE, tree_of

from qualcode.agreement.coefficients import COEFFICIENTS, UNITIZING
from qualcode.interval_kinds import INTERVALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

RENAMED = {
    *("behind", "standing", "looking", "sheets", "sheet", "places", "placing", "found", "desk"),
    *("sight", "offered", "stale", "near", "part", "code_work", "kept", "serving", "batches"),
    *("contested", "dispute", "comparisons", "compared", "recoding", "slack", "regions"),
}
"""Names of modules that say too little; ``ARCHITECTURE.md`` has the words that stay."""


def _trees() -> Iterator[ast.Module]:
    return (tree_of(path) for path in FILES)


def _in(room: str) -> Iterator[tuple[Path, ast.Module]]:
    return ((path, tree_of(path)) for path in FILES if path.is_relative_to(PACKAGE / room))


@cache
def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def connection_signatures() -> int:
    """Return how many functions of the verbs, and of what they ask, are given a connection."""
    functions = (
        node
        for _, tree in (*_in("project"), *_in("gathering"))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )
    return sum(
        any(it.arg == "connection" for it in (*node.args.args, *node.args.kwonlyargs))
        for node in functions
    )


def errors_without_a_key() -> int:
    """Return how many errors are raised by something else than a key that is written out."""
    kinds = {"InputError", "RuleError", "ProjectError", "QualcodeError", "UsageError"}
    raised = (
        call.args[0]
        for tree in _trees()
        for call in _calls(tree)
        if getattr(call.func, "id", "") in kinds and call.args
    )
    return sum(not isinstance(it, ast.Constant) or " " in str(it.value) for it in raised)


def look_ups() -> int:
    """Return how often the verbs, or what they ask, want every round or every coder of the file."""
    rooms = (*_in("project"), *_in("gathering"))
    asked = (call.func for _, tree in rooms for call in _calls(tree))
    return sum(
        isinstance(it, ast.Attribute)
        and it.attr in {"rounds", "coders"}
        and ast.unparse(it.value) == "work"
        for it in asked
    )


def tables_by_hand() -> int:
    """Return how often a table is put together: once, from its spec; those of SQL are others."""
    schema = PACKAGE / "store" / "schema"
    trees = (tree_of(path) for path in FILES if not path.is_relative_to(schema))
    asked = chain.from_iterable(map(_calls, trees))
    return sum(ast.unparse(it.func) == "Table" for it in asked)


def private_caches() -> int:
    """Return how many caches a project has: the one, and what ``project/`` keeps beside it."""
    asked = chain.from_iterable(_calls(tree) for tree in _trees())
    kept = sum(ast.unparse(call.func) == "Cache" for call in asked)
    for _, tree in _in("project"):
        for node in ast.walk(tree):
            if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                later = ast.unparse(node.value) in {"{}", "None"}
                kept += later and any(isinstance(it, ast.Attribute) for it in targets)
            if isinstance(node, ast.FunctionDef):
                kept += any("cache" in ast.unparse(it) for it in node.decorator_list)
    return kept


def classes_of_one_name() -> int:
    """Return how many names are borne by two classes or more."""
    named = Counter(
        node.name
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    return sum(n > 1 for n in named.values())


def numpy_in_verbs() -> int:
    """Return how many files of ``project/`` calculate with arrays."""
    return sum(
        any(
            isinstance(node, ast.Import) and any(it.name == "numpy" for it in node.names)
            for node in ast.walk(tree)
        )
        for _, tree in _in("project")
    )


def old_names() -> int:
    """Return how many modules have a name that is to go."""
    return sum(path.stem in RENAMED for path in FILES)


def _lists(names: AbstractSet[str], most: int) -> int:
    """Return how many modules write out more than so many of the names in one collection."""
    return sum(
        any(
            len(names & {it.value for it in ast.walk(node) if isinstance(it, ast.Constant)}) > most
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict | ast.List | ast.Set | ast.Tuple)
        )
        for tree in _trees()
    )


def lists_of_interval_kinds() -> int:
    """Return how many modules list the kinds of interval: the one that all others ask."""
    return _lists(INTERVALS.keys(), 2)


def lists_of_coefficients() -> int:
    """Return how many modules list coefficients: the one that every table asks."""
    return _lists(COEFFICIENTS.keys() | UNITIZING.keys(), 5)


@pytest.mark.parametrize(
    ("count", "limit"),
    [
        (connection_signatures, 34),
        (errors_without_a_key, 0),
        (look_ups, 0),
        (tables_by_hand, 10),
        (private_caches, 1),
        (classes_of_one_name, 3),
        (numpy_in_verbs, 0),
        (old_names, 0),
        (lists_of_interval_kinds, 1),
        (lists_of_coefficients, 1),
    ],
)
def test_what_is_to_go_only_becomes_less(count: Callable[[], int], limit: int) -> None:
    assert count() == limit
