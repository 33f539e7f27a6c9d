"""Panels: who decides together, and which closed round they settle in which round of their own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import Clause, InputError, RuleError
from qualcode.gathering.comparison import compared_round, settling_round
from qualcode.project.comparing.opening import add_coder
from qualcode.store import work

if TYPE_CHECKING:
    from qualcode.model import Coder, Round
    from qualcode.store import Act

SEPARATORS = str.maketrans(dict.fromkeys("、，,;；+&", " "))


def open_for(act: Act, round_name: str | None, actor: str) -> tuple[Round, Coder]:
    """Return the open consensus round in which an actor decides, and its panel.

    The act is put into that round.
    """
    compared = compared_round(act.study, round_name, partial(work.who_read, act.connection))
    held = settling_round(act.study, compared)
    if held is None or held.status == "closed":
        if held:
            raise RuleError("panels.consensus_closed", name=compared.name, closed=held.name)
        raise RuleError("panels.no_consensus", name=compared.name)
    assert held.coder is not None
    panel = act.study.coder(held.coder)
    if actor not in panel.members:
        raise RuleError(
            "panels.not_member",
            name=held.name,
            members=panel.members,
            actor=actor or Clause("error.word.nobody"),
        )
    act.round_id = held.id
    return held, panel


def panel_named(act: Act, text: str) -> Coder:
    """Return the panel of this name, or make one of the coders that the text names."""
    name = text.strip()
    for known in act.study.coders:
        if known.name == name and known.kind == "panel":
            return known
    people = {c.name for c in act.study.coders if c.kind == "person"}
    members = list(dict.fromkeys(name.translate(SEPARATORS).split()))
    if len(members) < 2 or not people.issuperset(members):
        raise InputError("panels.who", text=text, people=tuple(sorted(people)))
    return add_coder(act, name, "panel", members)
