"""Coders and the rounds in which they code."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model import ROUND_KINDS
from qualcode.project.part import (
    Part,
    coder_named,
    next_round_name,
    open_round,
    round_named,
)
from qualcode.store import codebooks, texts, work
from qualcode.store.journal import canonical, now, sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Coder, CoderKind, Round, RoundKind
    from qualcode.store import Act, Connection


class Coders(Part):
    """The people who code, and the panels that reach consensus."""

    def add(self, name: str) -> Coder:
        """Add a person; a name that is there already is left as it is."""
        return self._add(name, "person", ())

    def add_panel(self, name: str, members: Sequence[str]) -> Coder:
        """Add a panel of coders that are in the project; consensus belongs to a panel."""
        if len(set(members)) < 2:
            raise InputError(
                f"A panel must name two or more coders, but {name!r} names {len(set(members))}; "
                "name its members."
            )
        return self._add(name, "panel", tuple(members))

    def list(self) -> tuple[Coder, ...]:
        """Return every coder in the order in which they came."""
        with self.store.reading() as connection:
            return work.coders(connection)

    def _add(self, name: str, kind: CoderKind, members: tuple[str, ...]) -> Coder:
        name = name.strip()
        if not name or "\n" in name:
            raise InputError("A coder's name must be one line of text; give a name.")
        with self.store.acting("coder.add", name) as act:
            for known in work.coders(act.connection):
                if known.name == name:
                    if known.kind != kind:
                        raise InputError(f"{name!r} is a {known.kind} already; take another name.")
                    return known
            for member in members:
                coder_named(act.connection, member)
            act.insert("coder", uuid=str(uuid.uuid4()), name=name, kind=kind, members=list(members))
            return coder_named(act.connection, name)


class Rounds(Part):
    """Rounds of coding: opened, worked in, closed and hashed."""

    def list(self) -> tuple[Round, ...]:
        """Return every round, oldest first."""
        with self.store.reading() as connection:
            return work.rounds(connection)

    def current(self) -> Round | None:
        """Return the newest open round, ``None`` where there is none."""
        return next((found for found in reversed(self.list()) if found.status == "open"), None)

    def open(self, name: str | None = None, kind: RoundKind = "independent") -> Round:
        """Open a round; without a name it is the next of R1, R2 and so on."""
        if kind not in ROUND_KINDS:
            raise InputError(
                f"A round must be one of {', '.join(ROUND_KINDS)}, but {kind!r} was given; "
                "choose one of them."
            )
        with self.store.acting("round.open") as act:
            name = (name or "").strip() or next_round_name(act.connection)
            if any(found.name == name for found in work.rounds(act.connection)):
                raise InputError(
                    f"There is a round {name!r} already; give the new one another name."
                )
            return self._open(act, name, kind)

    def ensure(self) -> None:
        """Open the first round of a project that has none, so that a lone coder can just begin."""
        with self.store.reading() as connection:
            if work.rounds(connection):
                return
        with self.store.acting("round.open") as act:
            if not work.rounds(act.connection):
                self._open(act, next_round_name(act.connection), "independent")

    def close(self, name: str | None = None) -> Round:
        """Close a round: it is hashed, and from now on nothing in it can change.

        Its figures stay those of the codebook that it is closed with.
        """
        with self.store.acting("round.close") as act:
            found = open_round(act.connection, name)
            act.round_id = found.id
            digest = round_hash(act.connection, found)
            act.update(
                "round",
                found.id,
                status="closed",
                hash=digest,
                closed=now(),
                codebook=codebooks.newest(act.connection),
            )
            return round_named(act.connection, found.name)

    def broken(self) -> tuple[str, ...]:
        """Return the names of closed rounds whose codings or readings no longer give their hash."""
        with self.store.reading() as connection:
            return tuple(
                found.name
                for found in work.rounds(connection)
                if found.status == "closed" and round_hash(connection, found) != found.hash
            )

    def _open(self, act: Act, name: str, kind: RoundKind) -> Round:
        key = act.insert(
            "round",
            uuid=str(uuid.uuid4()),
            name=name,
            kind=kind,
            codebook=codebooks.newest(act.connection),
            status="open",
            hash="",
            opened=now(),
        )
        act.round_id = key
        return round_named(act.connection, name)


def round_hash(connection: Connection, found: Round) -> str:
    """Return the SHA-256 over every coding and reading of a round, whatever its keys are."""
    digests = texts.digests(connection)
    codings = sorted(
        [c.uuid, c.coder, digests.get(c.text_id, ""), c.start, c.end, c.code, c.origin, c.exposure]
        for c in work.codings(connection, round_id=found.id)
    )
    readings = sorted(
        [r.coder, digests.get(r.text_id, ""), r.start, r.end, r.exposure]
        for r in work.readings(connection, round_id=found.id)
    )
    return sha256(canonical({"round": found.name, "codings": codings, "readings": readings}))
