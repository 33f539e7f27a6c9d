"""Frequencies by group of participants, and whether the model errs about some groups more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode import frequency
from qualcode.errors import Clause, InputError, RuleError
from qualcode.frequency.errors import subgroup_errors
from qualcode.frequency.groups import by_group
from qualcode.frequency.groups_table import FoundOfGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.frequency.errors import ErrorTest
    from qualcode.frequency.material import FrequencyMaterial
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.model import Participant

OWN = ("group", "role")
"""What every participant has; the others are attributes."""


def groups_of(
    participants: Iterable[Participant], frame: SamplingFrame, by: str
) -> tuple[str | None, ...]:
    """Return the group of each turn, ``None`` where nobody known speaks or their cell is empty.

    Raises:
        InputError: ``by`` is neither ``group`` nor ``role`` nor an attribute of anybody.
        RuleError: nobody who speaks has a value.
    """
    people = {person.pseudonym: person for person in participants}
    known = dict.fromkeys(name for person in people.values() for name in person.attributes)
    if by not in OWN and by not in known:
        raise InputError("by_group.by", choices=(*OWN, *known), by=by)
    values = [
        (getattr(people[name], by) if by in OWN else people[name].attributes.get(by, ""))
        if name in people
        else ""
        for name in frame.people
    ]
    if not any(values):
        raise RuleError("by_group.no_value", by=by)
    return tuple(
        (values[person] or None) if person >= 0 else None for person in frame.person.tolist()
    )


def found_of_groups(
    it: FrequencyMaterial, column: int, groups: tuple[str | None, ...]
) -> list[FoundOfGroup]:
    """Return one code's shares in every group, in the order of their first appearance."""
    code = it.book.codes[column].id
    refused = it.scored.refused.get(code)
    scores = None if refused else it.scored.turns(it.frame, column)
    turns = it.found.turns(it.frame, column)
    of = np.array(groups, dtype=object)
    rows = []
    for share in by_group(turns, _persons(it.frame), groups, scores):
        inside = (of == share.group)[it.frame.turn_of]
        values = it.found.ratings(column)[inside]
        exact = frequency.census(values, it.frame.turn_of[inside])
        rows.append(
            FoundOfGroup(
                code=code,
                share=share,
                read=int((~np.isnan(values)).sum()),
                positives=int((values == 1).sum()),
                exact=None if exact.reason else exact,
                refused=refused,
            )
        )
    return rows


def errors_of_groups(
    it: FrequencyMaterial, groups: tuple[str | None, ...]
) -> Mapping[str, ErrorTest]:
    """Return the test of every code that the run may speak of.

    Raises:
        RuleError: the run may speak of none.
    """
    fair = [n for n, code in enumerate(it.book.codes) if code.id not in it.scored.refused]
    if not fair:
        reasons = [Clause(f"frequencies.refused.{why}") for why in it.scored.refused.values()]
        if not reasons:
            raise RuleError("by_group.no_codes")
        raise RuleError("by_group.no_scores", reason=reasons[0])
    persons = _persons(it.frame)
    who = [persons[turn] for turn in it.frame.turn_of.tolist()]
    of = [groups[turn] for turn in it.frame.turn_of.tolist()]
    return {
        it.book.codes[n].id: subgroup_errors(it.found.blinds(n), it.scored.scores[:, n], who, of)
        for n in fair
    }


def _persons(frame: SamplingFrame) -> list[str]:
    return [frame.people[person] if person >= 0 else "" for person in frame.person.tolist()]
