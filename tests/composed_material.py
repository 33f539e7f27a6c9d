"""Find the keys of words that code puts together, and what stands in their places.

A function whose first parameter is passed on as (part of) a key is a way to say words, such as
``say`` in many notes; what is passed to it is found where it is called. Names are followed to the
constants, loops and parameters that they come from. Attributes are not: whoever composes a key
from one lists its values in ``test_locale``.
"""

from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from conftest import REPO
from source_material import FILES, PACKAGE, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

SAYS = {"tr": "", "t": "app.", "unmarked": "app.", "Clause": ""}
"""What says words by a key, and what it puts before the key."""
DEPTH = 12


class Composed(NamedTuple):
    """A key that is put together: where, as it is written, and the keys it may be if known."""

    where: str
    pattern: str
    keys: frozenset[str] | None


@dataclass(frozen=True)
class Module:
    """A file of the package: its tree, what stands above each node, its names at run time."""

    path: Path
    under: Path = PACKAGE

    @cached_property
    def tree(self) -> ast.Module:
        return tree_of(self.path)

    @cached_property
    def above(self) -> dict[ast.AST, ast.AST]:
        return {low: high for high in ast.walk(self.tree) for low in ast.iter_child_nodes(high)}

    @cached_property
    def names(self) -> dict[str, Any]:
        if not self.path.is_relative_to(REPO):
            return {}
        parts = self.path.relative_to(REPO).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        return vars(importlib.import_module(".".join(parts)))

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    @cached_property
    def says(self) -> dict[ast.AST, str]:
        """The functions of this file that say words, with what each puts before the key."""
        known: dict[ast.AST, str] = {}
        for call in self.calls:
            name, function = _called(call), self.around(call)
            if name not in SAYS or not call.args or not isinstance(function, ast.FunctionDef):
                continue
            parts = _parts(call.args[0])
            last = parts[-1] if parts else ""
            if isinstance(last, ast.Name) and last.id == _first(function) and _plain(parts[:-1]):
                known[function] = SAYS[name] + "".join(map(str, parts[:-1]))
        return known

    def called(self, call: ast.Call) -> ast.FunctionDef | None:
        """Return the function of this file that a call means, the nearest of its name."""
        name, at = _called(call), self.above.get(call)
        while at is not None:
            if isinstance(at, ast.FunctionDef | ast.ClassDef | ast.Module):
                for it in at.body:
                    if isinstance(it, ast.FunctionDef) and it.name == name:
                        return it
            at = self.above.get(at)
        return None

    def before(self, call: ast.Call) -> str | None:
        """Return what a call puts before its key, ``None`` where it says no words."""
        own = self.called(call)
        return SAYS.get(_called(call)) if own is None else self.says.get(own)

    def around(self, node: ast.AST) -> Functions | None:
        """Return the innermost function that a node stands in."""
        at = self.above.get(node)
        while at is not None and not isinstance(
            at, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        ):
            at = self.above.get(at)
        return at

    def composed(self) -> Iterator[Composed]:
        """Go through the keys of this file that are put together."""
        for call in self.calls:
            before = self.before(call)
            if before is None or not call.args:
                continue
            key = call.args[0]
            if not any(isinstance(it, ast.JoinedStr) for it in ast.walk(key)):
                continue
            if self._passed_on(call, key):
                continue
            found = self.values(key, call)
            keys = None if found is None else frozenset(before + it for it in found)
            place = self.path.relative_to(self.under).as_posix()
            yield Composed(place, before + _written(key), keys)

    def _passed_on(self, call: ast.Call, key: ast.expr) -> bool:
        """Return whether a call is the one by which a function says words: see ``says``."""
        function = self.around(call)
        return function in self.says and any(
            isinstance(it, ast.Name) and it.id == _first(function) for it in _parts(key)
        )

    def values(  # noqa: PLR0911 - a kind of expression a line
        self, node: ast.expr, at: ast.AST, depth: int = 0
    ) -> set[str] | None:
        """Return the strings that an expression may be, ``None`` where that is not told."""
        if depth > DEPTH:
            return None
        match node:
            case ast.Constant(value=str() as said):
                return {said}
            case ast.IfExp(body=one, orelse=other):
                return _union(self.values(it, at, depth + 1) for it in (one, other))
            case ast.BoolOp(values=parts):
                return _union(self.values(it, at, depth + 1) for it in parts)
            case ast.JoinedStr(values=parts):
                return self._joined(parts, at, depth)
            case ast.Name(id=name):
                return self._named(name, at, depth)
        return _strings(self._run(node))

    def _joined(self, parts: list[ast.expr], at: ast.AST, depth: int) -> set[str] | None:
        found = []
        for part in parts:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            values = self.values(inner, at, depth + 1)
            if values is None:
                return None
            found.append(sorted(values))
        return {"".join(it) for it in product(*found)}

    def _named(self, name: str, at: ast.AST, depth: int) -> set[str] | None:
        """Follow a name to where it is bound, from the inside out."""
        node: ast.AST | None = at
        while node is not None:
            for target, source in _bound(node):
                place = _place(target, name)
                if place is not None:
                    return self.elements(source, node, place, depth + 1)
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                if any(name == it.arg for it in (*node.args.args, *node.args.kwonlyargs)):
                    return self._passed(node, name, depth)
                assigned = [
                    self.values(it.value, it, depth + 1)
                    for it in ast.walk(node)
                    if isinstance(it, ast.Assign) and any(_place(t, name) == () for t in it.targets)
                ]
                if assigned:
                    return _union(assigned)
            node = self.above.get(node)
        return _strings(self.names.get(name))

    def _passed(self, function: Functions, name: str, depth: int) -> set[str] | None:
        """Return what is passed as a parameter wherever the function is called in this file."""
        if not isinstance(function, ast.FunctionDef):
            return None
        own = [it.arg for it in function.args.args if it.arg not in {"self", "cls"}]
        found = []
        for call in self.calls:
            if _called(call) == function.name and self.called(call) in {function, None}:
                said = {it.arg: it.value for it in call.keywords} | dict(
                    zip(own, call.args, strict=False)
                )
                if name in said:
                    found.append(self.values(said[name], call, depth + 1))
        return _union(found) if found else None

    def elements(  # noqa: PLR0911 - a kind of expression a line
        self, node: ast.expr, at: ast.AST, place: tuple[int, ...], depth: int
    ) -> set[str] | None:
        """Return the strings that stand at a place of what an expression goes through."""
        if depth > DEPTH:
            return None
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return _union(self._element(it, at, place, depth) for it in parts)
            case ast.Dict(keys=keys) if place in {(), (0,)}:
                return _union(self.values(it, at, depth + 1) for it in keys if it is not None)
            case ast.Call(func=ast.Attribute(value=inner, attr="items")):
                return self.elements(inner, at, place, depth + 1)
            case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]) if place[:1] == (1,):
                return self.elements(inner, at, place[1:], depth + 1)
            case ast.Call(func=ast.Name(id="zip"), args=parts) if place and place[0] < len(parts):
                return self.elements(parts[place[0]], at, place[1:], depth + 1)
            case ast.Call(func=ast.Name(id="sorted" | "list" | "tuple"), args=[inner, *_]):
                return self.elements(inner, at, place, depth + 1)
            case ast.Name(id=name):
                inner = self._assigned(name, at)
                if inner is not None:
                    return self.elements(inner, at, place, depth + 1)
        return _at(self._run(node), place)

    def _element(
        self, node: ast.expr, at: ast.AST, place: tuple[int, ...], depth: int
    ) -> set[str] | None:
        if isinstance(node, ast.Starred):
            return self.elements(node.value, at, place, depth + 1)
        for index in place:
            if not isinstance(node, ast.Tuple) or index >= len(node.elts):
                return None
            node = node.elts[index]
        return self.values(node, at, depth + 1)

    def _assigned(self, name: str, at: ast.AST) -> ast.expr | None:
        function = self.around(at)
        found = [
            it.value
            for it in (ast.walk(function) if function else ())
            if isinstance(it, ast.Assign) and any(_place(t, name) == () for t in it.targets)
        ]
        return found[0] if len(found) == 1 else None

    def _run(self, node: ast.expr) -> Any:
        """Return what an expression of constants of the file is, ``None`` where it is another."""
        used = {it.id for it in ast.walk(node) if isinstance(it, ast.Name)}
        if not used or any(isinstance(it, ast.Call) for it in ast.walk(node)):
            return None
        if not all(name in self.names for name in used):
            return None
        try:
            return eval(ast.unparse(node), dict(self.names))
        except (AttributeError, KeyError, TypeError):
            return None


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _first(function: ast.AST | None) -> str | None:
    """Return the name of a function's first parameter."""
    if not isinstance(function, ast.FunctionDef):
        return None
    own = [it.arg for it in function.args.args if it.arg not in {"self", "cls"}]
    return own[0] if own else None


def _parts(key: ast.expr) -> list[str | ast.expr]:
    if not isinstance(key, ast.JoinedStr):
        return [key]
    return [
        str(it.value) if isinstance(it, ast.Constant) else it.value
        for it in key.values
        if isinstance(it, ast.Constant | ast.FormattedValue)
    ]


def _plain(parts: Iterable[object]) -> bool:
    return all(isinstance(it, str) for it in parts)


def _written(key: ast.expr) -> str:
    parts = _parts(key)
    return "".join(it if isinstance(it, str) else f"{{{ast.unparse(it)}}}" for it in parts)


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the targets that a loop binds, with what it goes through."""
    if isinstance(node, ast.For):
        yield node.target, node.iter
    for each in getattr(node, "generators", ()):
        yield each.target, each.iter


def _place(target: ast.expr, name: str) -> tuple[int, ...] | None:
    """Return where in a target a name stands, ``()`` for the target itself."""
    if isinstance(target, ast.Name):
        return () if target.id == name else None
    if isinstance(target, ast.Tuple):
        for index, inner in enumerate(target.elts):
            place = _place(inner, name)
            if place is not None:
                return (index, *place)
    return None


def _union(found: Iterable[set[str] | None]) -> set[str] | None:
    every: set[str] = set()
    for each in found:
        if each is None:
            return None
        every |= each
    return every


def _strings(value: Any) -> set[str] | None:
    return {value} if isinstance(value, str) else None


def _at(value: Any, place: tuple[int, ...]) -> set[str] | None:
    """Return the strings at a place of what a collection goes through, of a mapping its items."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return None
    rows = list(value.items()) if hasattr(value, "items") and place else list(value)
    for index in place:
        rows = [it[index] for it in rows if isinstance(it, tuple) and index < len(it)]
    return set(rows) if rows and all(isinstance(it, str) for it in rows) else None


@cache
def modules() -> tuple[Module, ...]:
    """Return every file of the package."""
    return tuple(map(Module, FILES))


@cache
def everything() -> list[Composed]:
    """Return every composed key of the package."""
    return [found for module in modules() for found in module.composed()]


def arguments(name: str, place: int = 0) -> set[str]:
    """Return the constants that the package passes to a class or function at a place."""
    found = set()
    for call in (call for module in modules() for call in module.calls):
        if _called(call) == name and len(call.args) > place:
            said = call.args[place]
            found |= {
                str(it.value)
                for it in ((said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,))
                if isinstance(it, ast.Constant)
            }
    return found


def filled(pattern: str, values: str | tuple[str, ...]) -> str:
    """Return a pattern with values in its places, in their order."""
    left = [values] if isinstance(values, str) else list(values)
    made, depth = "", 0
    for char in pattern:
        depth += char == "{"
        if depth == 0:
            made += char
        elif char == "}":
            depth -= 1
            made += left.pop(0) if depth == 0 else ""
    return made
