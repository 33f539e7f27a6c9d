"""The study as the rules see it: who codes, the rounds, the codebook, the texts by their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.codebook.maps import followed
from qualcode.errors import Clause, InputError, RuleError
from qualcode.model import MODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.codebook.maps import CodeMap
    from qualcode.model import Codebook, Coder, Mode, Round, Run, Source

MODE = "mode"
"""The setting that says how coders meet suggestions."""
DEFAULT_MODE: Mode = "code_first"


@dataclass(frozen=True, slots=True)
class Study:
    """What changes seldom in a study, as it stood at one place of the log; a value.

    It holds no text, no coding, no reading and nothing that was shown. ``codes`` gives the key of
    every code that any version ever had, ``meanings`` the hash of what each code means in each
    version, by both; ``texts`` the key of the text of every transcript, in
    the order of the names, ``sources`` what each active text is by its key, ``digests`` the
    SHA-256 of every text; ``settings`` what was chosen for the project; ``runs`` the runs of
    suggesters, oldest first, and ``seed`` that of the first sample, which every coin comes from.
    Everything is looked up by name, and an unknown name is an error that ends in the cure.
    """

    book: Codebook
    coders: tuple[Coder, ...] = ()
    rounds: tuple[Round, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    maps: tuple[CodeMap, ...] = ()
    meanings: Mapping[tuple[int, str], str] = field(default_factory=dict)
    texts: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[int, Source] = field(default_factory=dict)
    digests: Mapping[int, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    seed: int = 0

    @property
    def mode(self) -> Mode:
        """Return how coders meet suggestions; where it was never chosen, codes come first."""
        chosen = self.settings.get(MODE)
        return next((known for known in MODES if known == chosen), DEFAULT_MODE)

    def coder(self, name: str) -> Coder:
        """Return a coder by name.

        Raises:
            InputError: nobody of that name is in the project.
        """
        for coder in self.coders:
            if coder.name == name:
                return coder
        raise InputError("study.no_coder", name=name)

    def text_key(self, name: str) -> int | None:
        """Return the key of a transcript's text, ``None`` where there is no such transcript."""
        return self.texts.get(name, self.texts.get(name.rsplit(".", 1)[0]))

    def text(self, name: str) -> int:
        """Return the key of a transcript's text by its name, with or without a file ending.

        Raises:
            InputError: there is no transcript of that name.
        """
        key = self.text_key(name)
        if key is None:
            raise InputError("study.no_transcript", name=name)
        return key

    def run(self, key: int) -> Run:
        """Return a run by its key, which something in the file refers to."""
        return next(it for it in self.runs if it.id == key)

    def newest_run(self, coder: int) -> Run | None:
        """Return the newest run that a coder (by key) may see, ``None`` before the first."""
        mine = (it for it in reversed(self.runs) if it.audience in (None, coder))
        return next(mine, None)

    def code(self, name: str, book: Codebook | None = None) -> int:
        """Return the key of a code by its id, of the newest codebook where no ``book`` is given.

        Raises:
            InputError: that version has no such code.
        """
        book = book or self.book
        if book.code(name) is None:
            known = tuple(code.id for code in book.codes) or Clause("error.word.none_yet")
            raise InputError("study.no_code", name=name, known=known)
        return self.codes[name]

    def read_as(self, version: int | None = None) -> Mapping[str, str]:
        """Return what each code that was merged away is read as, by its id.

        ``version`` is that of the codebook that reads, ``None`` the newest.
        """
        if not self.maps:
            return {}
        version = version or self.book.version
        standing = {code for known, code in self.meanings if known == version}
        return followed(self.maps, standing, version)

    def stored_as(self, code: str) -> frozenset[int]:
        """Return the keys under which codings of a code are stored: its own, those merged into it.

        Whoever narrows codings to a code in SQL asks for these keys. Empty for a code that no
        version ever had.
        """
        read_as = self.read_as()
        merged = {name for name, target in read_as.items() if target == code}
        own = set() if code in read_as else {code}
        return frozenset(self.codes[name] for name in merged | own if name in self.codes)

    def round(self, name: str) -> Round:
        """Return a round by name.

        Raises:
            InputError: there is no round of that name.
        """
        for found in self.rounds:
            if found.name == name:
                return found
        raise InputError("study.no_round", name=name)

    def open_round(self, name: str | None, person: Coder | None = None) -> Round:
        """Return the named round, or the newest open one in which ``person`` may code.

        Raises:
            RuleError: the round is closed or another's, or none is open.
        """
        if name is not None:
            found = self.round(name)
            refuse_closed(found)
            refuse_others(found, person)
            return found
        still_open = [found for found in self.rounds if found.status == "open"]
        who = person.name if person else None
        usable = [found for found in still_open if may_code(found, who)]
        if not usable:
            if still_open:
                raise RuleError("study.none_theirs")
            raise RuleError("study.none_open")
        return usable[-1]

    def next_round_name(self) -> str:
        """Return the first free name of the form ``R1``."""
        taken = {found.name for found in self.rounds}
        return next(name for n in range(1, len(taken) + 2) if (name := f"R{n}") not in taken)


def may_code(found: Round, name: str | None) -> bool:
    """Return whether a coder may code in a round; without a name, whether any coder may.

    A recoding is its coder's alone, and where a panel decides nobody codes.
    """
    return not found.settles and (not found.recodes or found.coder == name)


def refuse_others(found: Round, person: Coder | None = None) -> None:
    """Raise ``RuleError`` where a round is a panel's, or another coder's own."""
    if found.settles:
        raise RuleError("study.consensus", name=found.name, coder=found.coder, source=found.source)
    if person is not None and not may_code(found, person.name):
        raise RuleError("study.recoder", name=found.name, coder=found.coder, name2=person.name)


def refuse_closed(found: Round) -> None:
    """Raise ``RuleError`` where a round is closed."""
    if found.status == "closed":
        raise RuleError("study.closed", name=found.name)
