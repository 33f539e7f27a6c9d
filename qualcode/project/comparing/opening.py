"""A round is opened, a coder added: written inside an act that a verb began."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import Clause, InputError
from qualcode.model import Coder, Round
from qualcode.store import Act, Store
from qualcode.store.log.journal import now
from qualcode.study import Study
from qualcode.study.names import new_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import CoderKind, RoundKind, UnitKind
    from qualcode.study import Study


def add_coder(act: Act, name: str, kind: CoderKind, members: Sequence[str] = ()) -> Coder:
    """Write a coder inside an act; one of that name and kind is left as they are.

    Raises:
        InputError: the name is empty or taken by the other kind, or a member is unknown.
    """
    name = name.strip()
    if not name or "\n" in name:
        raise InputError("rounds.coder_name")
    for known in act.study.coders:
        if known.name == name:
            if known.kind != kind:
                raise InputError(
                    "rounds.name_taken", name=name, kind=Clause(f"coder_kind.{known.kind}")
                )
            return known
    name = new_name(name, (known.name for known in act.study.coders))
    for member in members:
        act.study.coder(member)
    key = act.insert("coder", uuid=str(uuid.uuid4()), name=name, kind=kind, members=list(members))
    return Coder(name, kind, tuple(members), key)


def open_new(
    act: Act,
    name: str | None,
    kind: RoundKind,
    *,
    source: Round | None = None,
    coder: Coder | None = None,
    unit: UnitKind | None = None,
    actor: str | None = None,
    **values: int,
) -> Round:
    """Write a new open round inside an act; ``values`` are further columns of it.

    Raises:
        InputError: there is a round of that name.
    """
    study = act.study
    name = (name or "").strip() or study.next_round_name()
    if any(found.name == name for found in study.rounds):
        raise InputError("rounds.taken", name=name)
    name = new_name(name, (found.name for found in study.rounds))
    codebook = values.pop("codebook", study.book.version)
    made = Round(name, kind, codebook=codebook, unit=unit, opened=now())
    act.round_id = act.insert(
        "round",
        uuid=str(uuid.uuid4()),
        name=name,
        kind=kind,
        codebook=codebook,
        status=made.status,
        hash=made.hash,
        opened=made.opened,
        source=source.id if source else None,
        coder=coder.id if coder else None,
        **values,
    )
    act.actor = actor or act.actor
    return replace(
        made,
        id=act.round_id,
        source=source.name if source else None,
        coder=coder.name if coder else None,
    )


def begun(act: Act, store: Store) -> Study:
    """Open the first round of a project that has none, so that a lone coder can just begin.

    It is an event of its own inside the transaction of ``act``: what is refused opens
    nothing, and undoing the act leaves the round. Return the study that has the round, which
    the one that the act began with need not.
    """
    if act.study.rounds:
        return act.study
    opening = Act(act.connection, store.replica, "round.open", "", look=store.look)
    open_new(opening, None, "independent")
    opening.record()
    return store.study(act.connection)
