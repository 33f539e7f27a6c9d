"""Whose codings a table counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.i18n import tr
from qualcode.project.part import (
    coder_named,
    hidden_own,
    hidden_rounds,
    recoding_of,
    refuse_peeking,
    refuse_recalling,
    round_named,
)
from qualcode.store import work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.i18n import Language
    from qualcode.model import Coding, Reading, Round
    from qualcode.store import Connection


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose codings a table counts: a coder's, in one round or in all but training and recoding."""

    coder: str
    round: str | None = None


def chosen_layer(connection: Connection, coder: str | None, round_name: str | None) -> Layer:
    """Return whose codings a table counts: the named, the consensus, the only, the remembered.

    While coders code again it is that round alone, unless another is named.
    """
    layer = _chosen(connection, coder, round_name)
    recoding = recoding_of(connection, layer.coder) if round_name is None else None
    return Layer(layer.coder, recoding.name) if recoding else layer


def _chosen(connection: Connection, coder: str | None, round_name: str | None) -> Layer:
    if coder is not None:
        coder_named(connection, coder)
        if round_name is not None:
            round_named(connection, round_name)
        return Layer(coder, round_name)
    if round_name is not None:
        round_named(connection, round_name)
        return Layer(_only(_workers(connection, round_name), f"round {round_name}"), round_name)
    return _consensus(connection) or _remembered(connection)


def _consensus(connection: Connection) -> Layer | None:
    """Return the newest closed consensus round, where it belongs to one panel."""
    for found in reversed(work.rounds(connection)):
        if found.kind == "consensus" and found.status == "closed":
            panel = _workers(connection, found.name)
            if len(panel) == 1:
                return Layer(panel[0], found.name)
    return None


def _remembered(connection: Connection) -> Layer:
    """Return the only coder who worked, else what was remembered."""
    people = _workers(connection, None)
    chosen = work.setting(connection, "layer")
    if len(people) != 1 and chosen:
        return Layer(chosen["coder"], chosen["round"])
    if not people:
        known = work.coders(connection)
        return Layer(known[0].name if known else "")
    return Layer(_only(people, "the project"))


def _only(people: Sequence[str], where: str) -> str:
    if len(people) == 1:
        return people[0]
    names = ", ".join(people) or "nobody"
    raise RuleError(
        f"A table counts one coder's codings, but {where} has several ({names}); "
        "name one with --coder, or close a consensus round."
    )


def _workers(connection: Connection, round_name: str | None) -> list[str]:
    aside = {r.name for r in work.rounds(connection) if _aside(r)} if round_name is None else set()
    pairs = work.who_coded(connection) | work.who_read(connection)
    names = {who for who, where in pairs if round_name in (None, where) and where not in aside}
    return [coder.name for coder in work.coders(connection) if coder.name in names]


def _aside(found: Round) -> bool:
    """Return whether a round's work counts only where the round is named."""
    return found.kind == "training" or found.recodes


def work_of(
    connection: Connection, layer: Layer, viewer: str | None = None
) -> tuple[tuple[Coding, ...], tuple[Reading, ...]]:
    """Return the codings and readings of a layer.

    Training and recodings count only where they are named. Another ``viewer`` than the coder
    gets nothing of a round that is open and independent; coders who code again get nothing of
    what they coded before.
    """
    if not layer.coder:
        return (), ()
    person = coder_named(connection, layer.coder)
    found = round_named(connection, layer.round) if layer.round else None
    left_out = {r.name for r in work.rounds(connection) if _aside(r) and r != found}
    if viewer in (None, layer.coder):
        refuse_recalling(connection, found, layer.coder)
        left_out |= hidden_own(connection, layer.coder)
    else:
        if found:
            refuse_peeking(connection, found, layer.coder)
        left_out |= {r.name for r in hidden_rounds(connection)}
    key = found.id if found else None
    codings = work.codings(connection, coder=person.id, round_id=key)
    readings = work.readings(connection, coder=person.id, round_id=key)
    return (
        tuple(c for c in codings if c.round not in left_out),
        tuple(r for r in readings if r.round not in left_out),
    )


def words_of(layer: Layer, language: Language) -> str:
    """Return in words whose codings a table counts."""
    if not layer.coder:
        return tr("layer.nobody", language)
    key = "layer.round" if layer.round else "layer.coder"
    return tr(key, language, coder=layer.coder, round=layer.round)
