"""What the tables of one layer are made from: texts, people, codings, readings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from qualcode import analysis
from qualcode.analysis.corpus import UnitsRead
from qualcode.analysis.laid import Laid
from qualcode.errors import InputError
from qualcode.gathering.coding_source import work_of
from qualcode.store import texts, work
from qualcode.store.cache import Same
from qualcode.study.coding_source import chosen_layer, words_of

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind
    from qualcode.store import Look
    from qualcode.study import Study


def corpus_of(look: Look, chosen: TableChoice) -> analysis.Corpus:
    """Return what the tables of one choice are made from."""
    _check_unit(chosen.unit)
    return look.keep_for_now(("corpus", chosen), lambda: _read(look, chosen))


def _read(look: Look, it: TableChoice) -> analysis.Corpus:
    assert it.language is not None
    study = look.study
    layer = chosen_layer(study, it.coder, it.round, partial(work.who_worked, look.connection))
    codings, readings = work_of(look, layer, it.viewer)
    found, laid = look.keep(("texts", it.unit, Same(look.index)), lambda: _texts(look, it.unit))
    read = look.keep(("read", Same(laid), Same(readings)), lambda: UnitsRead(laid, readings))
    return analysis.Corpus(
        texts=found,
        participants=look.people(),
        book=study.book,
        codings=codings,
        readings=readings,
        layer=words_of(layer, it.language),
        unit=it.unit,
        language=it.language,
        since=_since(study, study.book),
        laid=laid,
        read=read,
    )


def _texts(look: Look, unit: UnitKind) -> tuple[tuple[analysis.TextData, ...], Laid]:
    """Return every text with its units, and all of them end to end."""
    keys = list(look.names())
    sources, words, turns = look.sources(keys), look.words(keys), look.turns(keys)
    units = look.units(unit, keys)
    found = tuple(
        analysis.TextData(key, it.name, it.kind, sources[key], words[key], turns[key], units[key])
        for key, it in look.study.sources.items()
    )
    return found, Laid.of(found)


def _since(study: Study, book: Codebook) -> dict[str, int]:
    """Return for each code the first version from which on its meaning is today's."""
    hashes = study.meanings
    since: dict[str, int] = {}
    for code in book.codes:
        version = book.version
        today = hashes.get((version, code.id))
        while version > 1 and hashes.get((version - 1, code.id)) == today:
            version -= 1
        since[code.id] = version
    return since


def _check_unit(unit: str) -> None:
    if unit not in texts.UNIT_RULES:
        raise InputError("tables.unit", unit_rules=tuple(texts.UNIT_RULES), unit=unit)


class TableChoice(NamedTuple):
    """Which round, in which units, for whom; ``coder`` is whose work where a table is of one."""

    round: str | None
    unit: UnitKind
    language: Language | None
    viewer: str | None
    coder: str | None = None
