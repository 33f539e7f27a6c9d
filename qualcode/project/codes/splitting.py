"""Splitting a code's passages: some of them go to codes that are made in the same act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.project.codes.moving import move, own_codings
from qualcode.project.codes.next_version import put_code
from qualcode.store import codebooks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from qualcode.i18n import Language
    from qualcode.model import Code
    from qualcode.store import Act
    from qualcode.store.log.acts import RecordedAct


def put_split(
    act: Act, coder: str, parts: Mapping[str, Collection[str]], *, language: Language
) -> tuple[tuple[Code, int], ...]:
    """Move codings to codes by name, made where there are none, inside an act."""
    by_label = {" ".join(label.split()): set(uuids) for label, uuids in parts.items() if uuids}
    if not by_label or "" in by_label:
        raise InputError("splitting.parts")
    if sum(map(len, by_label.values())) != len(set().union(*by_label.values())):
        raise InputError("splitting.part_twice")
    codings = {it.uuid: it for it in own_codings(act, coder, set().union(*by_label.values()))}
    found: list[tuple[Code, int]] = []
    book = act.study.book
    for label, uuids in by_label.items():
        code = next((it for it in book.codes if label in it.labels.values()), None)
        key = None
        if code is None:
            code, book = put_code(act, book, label, level="concept", language=language)
            key = codebooks.key_of(act.connection, code.id)
        own = [codings[uuid] for uuid in codings if uuid in uuids and codings[uuid].code != code.id]
        found.append((code, len(move(act, own, code.id, key=key))))
    return tuple(found)


def reverse(act: Act, recorded: RecordedAct) -> None:
    """Take the passages back, or move them again; the codes stay in the codebook."""
    changes = [it for it in recorded.body["changes"] if it[1] == "coding"]
    act.reverse({**recorded.body, "changes": changes})
