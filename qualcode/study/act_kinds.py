"""Kinds of acts by their names in the log: which can be undone, and which are imports."""

from __future__ import annotations

ADD_NEW = "coding.add_new"
"""The kind of the act."""


SPLIT = "coding.split"
"""The kind of the act."""


DECIDE = "adjudication.decide"
"""The act of a decision: its undo settles the unit anew."""


UNDOABLE = frozenset(
    {
        "bracket.set",
        "coding.add",
        "coding.add_many",
        ADD_NEW,
        "coding.remove",
        "coding.remove_many",
        "coding.change",
        "coding.change_many",
        SPLIT,
        "coding.read",
        "memo.add",
        "memo.change",
        "memo.remove",
        "suggestion.accepted",
        "suggestion.changed",
        "suggestion.rejected",
        "suggestion.skipped",
        "suggestion.added",
        "card.answered",
        "card.finished",
        "card.removed",
        "card.skipped",
        DECIDE,
    }
)
"""The acts of coding; the others (ingest, import, a new codebook) are taken back by a backup."""


IMPORTS = frozenset({"bracket.set", "code.import", "participant.import", "read.import"})
"""The acts that are taken back by their event's number, whoever did what since."""

SHOW = "suggestion.show"
"""The kind of the act by which something is seen and nothing else is done."""
