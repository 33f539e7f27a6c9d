"""The coded passages that a unit resembles, among those that one coder may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.gathering import training
from qualcode.gathering.embeddings import kept_vectors
from qualcode.store import machine, picks
from qualcode.store.cache import Same
from qualcode.study.access import hidden_while, recoding_of
from qualcode.suggest import why

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Coder
    from qualcode.store import Look
    from qualcode.store.cache import Key
    from qualcode.suggest.examples import Example, Floats, Vectors
    from qualcode.suggest.material import SuggestMaterial

GRAMS = "grams"
MOST = 8
"""Of so many codes it is kept what coders may know of each open unit."""


@dataclass(frozen=True, slots=True)
class SimilarPassage:
    """A passage with its place, and how much it resembles a unit: a cosine, 1 for the same."""

    transcript: str
    turn: int
    start: int
    end: int
    text: str
    similarity: float
    unit: int


class Similar(NamedTuple):
    """What resembles a unit; ``hidden`` says why nothing is told, ``likeness`` what compared."""

    nearest: tuple[SimilarPassage, ...] = ()
    without: SimilarPassage | None = None
    likeness: str = GRAMS
    hidden: str = ""


class _Units(NamedTuple):
    """The open units of a project, where each is, and their vectors or grams."""

    key: Key
    material: SuggestMaterial
    row_of: dict[int, int]
    vectors: Any
    likeness: str


class SimilarPassages:
    """The passages of a project that may be compared."""

    def near(self, look: Look, person: Coder, unit: int, code: str, engine: str | None) -> Similar:
        """Return what resembles a unit that is not set aside, for one code and one coder."""
        book, recoding = look.study.book, recoding_of(look.study, person.name)
        if recoding is not None:
            return Similar(hidden=str(hidden_while(recoding)))
        units = _open(look, engine)
        target = units.row_of.get(unit)
        if target is None or book.code(code) is None:
            return Similar(likeness=units.likeness)
        labels = _labels(look, units, person, code)
        coded, without = why.compared(why.similarities(units.vectors, target), target, labels)
        there = units.material.open
        passages = _passages(look, there, coded)
        other = _passages(look, there, [without]) if without else [None]
        return Similar(tuple(passages), other[0], units.likeness)


def _open(look: Look, engine: str | None) -> _Units:
    """Return the open units; those of a sample that grew are others, and so are a run's vectors."""
    roles = machine.sampled_roles(look.connection)
    runs = len(look.study.runs)
    key = ("open units", Same(look.index), tuple(sorted(roles.items())), engine, runs)

    def make() -> _Units:
        material = training.material(look)
        vectors = _vectors(look, material, engine) if engine else None
        likeness = engine if engine and vectors is not None else GRAMS
        if vectors is None:
            vectors = why.grams([each.text for each in material.open])
        row_of = {each.unit_id: row for row, each in enumerate(material.open)}
        return _Units(key, material, row_of, vectors, likeness)

    return look.keep(key, make, 1)


def _labels(look: Look, units: _Units, person: Coder, code: str) -> Floats:
    """Return what this coder may know of each open unit: 1 coded, 0 read and not, else NaN."""
    book = look.study.book

    def make() -> Floats:
        alone = replace(book, codes=tuple(c for c in book.codes if c.id == code))
        known = training.training(look, alone, units.material, person)
        return why.unknown(len(units.material.open)) if known is None else known.column(code)

    return look.keep_for_now(("known", *units.key, person.id, code), make, MOST)


def _vectors(look: Look, material: SuggestMaterial, engine: str) -> Vectors | None:
    """Return the kept vectors of the open units, ``None`` where some text has none."""
    by_unit: dict[int, Any] = {}
    for text, _, units in material.units:
        kept = kept_vectors(look.connection, text, engine)
        asked = units.framed().keys.tolist()
        if asked and kept is None:
            return None
        by_unit.update(zip(asked, kept if kept is not None else (), strict=True))
    return why.stacked([by_unit[each.unit_id] for each in material.open])


def _passages(
    look: Look, examples: list[Example], near: Iterable[why.Near]
) -> list[SimilarPassage]:
    found: list[SimilarPassage] = []
    for each in near:
        example = examples[each.row]
        place = picks.place(look.connection, picks.unit(look.connection, example.unit_id))
        found.append(
            SimilarPassage(
                place.transcript,
                place.turn,
                example.start,
                example.start + len(example.text),
                example.text,
                each.similarity,
                example.unit_id,
            )
        )
    return found
