"""The methods text: what was done in a project, in words for a paper, with its own counts.

It is true to the file: nothing that did not happen in it is claimed, and agreement, which has
its tables, stays out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from qualcode import __version__
from qualcode.i18n import catalogue, tr
from qualcode.model import MODES, ORIGINS, Exposure
from qualcode.store import machine, picks, texts, work
from qualcode.store.across import ledger
from qualcode.store.log.journal import sha256
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qualcode.frequency.sample_report import SampleReport
    from qualcode.i18n import Language
    from qualcode.model import Run
    from qualcode.store import Connection, Look
    from qualcode.study import Study
    from qualcode.table import Cell

LEARNED_NOTHING = sha256("")
"""The training hash of a run that had no coding to learn from."""

DECISIONS = ("accepted", "changed", "rejected", "skipped", "added")


@dataclass(frozen=True, slots=True)
class _Study:
    """What every paragraph looks at; ``hidden`` are the rounds whose figures are left out.

    ``events`` are the rows of the ledger: what was shown and decided.
    """

    connection: Connection
    study: Study
    language: Language
    hidden: frozenset[str]
    runs: tuple[Run, ...]
    sample: SampleReport
    events: Sequence[Mapping[str, Cell]]

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the methods text."""
        return tr(f"methods.{key}", self.language, **values)

    def listed(self, words: Sequence[str]) -> str:
        """Return words as one list."""
        return tr("note.comma", self.language).join(words)

    def counted(self, counts: Mapping[Any, int], order: Sequence[str], section: str) -> str:
        """Return counts as a list in words, those of nothing left out."""
        return self.listed(
            [
                self.say("counted", what=tr(f"{section}.{key}", self.language), n=counts[key])
                for key in order
                if counts.get(key)
            ]
        )


def text(
    look: Look, sample: SampleReport, events: Sequence[Mapping[str, Cell]], language: Language
) -> str:
    """Return the text as Markdown: a heading and one paragraph a topic.

    ``events`` are the rows of the ledger of all.
    """
    connection, study = look.connection, look.study
    seen = sight(study, None)
    hidden = seen.blind if seen.viewer is None else frozenset()
    told = _Study(connection, study, language, hidden, machine.runs(connection), sample, events)
    parts = [
        f"## {told.say(f'topic.{name}')}\n\n{_joined(topic(told), language)}\n"
        for name, topic in TOPICS.items()
    ]
    return "\n".join(parts)


def _joined(sentences: Iterator[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def _material(it: _Study) -> Iterator[str]:
    infos = texts.transcripts(it.connection)
    kinds = Counter(info.kind for info in infos)
    yield it.say(
        "material.texts",
        n=len(infos),
        kinds=it.counted(kinds, sorted(kinds), "table.source") or "0",
        characters=sum(info.characters for info in infos),
        participants=len(texts.participants(it.connection)),
    )
    sentences = sum(
        unit.in_frame
        for info in infos
        for unit in texts.units(it.connection, info.text_id, "sentence")
    )
    answers = texts.answers(it.connection)
    turns = sum(answers.get(info.text_id, 0) for info in infos)
    yield it.say("material.units", turns=turns, sentences=sentences)


def _codebook(it: _Study) -> Iterator[str]:
    book = it.study.book
    state = tr("note.frozen" if book.frozen else "note.not_frozen", it.language)
    yield it.say("codebook.version", version=book.version, n=len(book.codes), state=state)
    hashes = it.study.meanings
    meanings: dict[str, set[str]] = {}
    for (_, code), meaning in hashes.items():
        meanings.setdefault(code, set()).add(meaning)
    changed = [code.label(it.language) for code in book.codes if len(meanings[code.id]) > 1]
    if changed:
        yield it.say("codebook.changed", codes=it.listed(changed))


def _coders(it: _Study) -> Iterator[str]:
    known = it.study.coders
    people = [coder.name for coder in known if coder.kind == "person"]
    if not people:
        yield it.say("coders.none")
        return
    yield it.say("coders.people", n=len(people), names=it.listed(people))
    for panel in known:
        if panel.kind == "panel":
            yield it.say("coders.panel", name=panel.name, members=it.listed(panel.members))
    for found in it.study.rounds:
        who = sorted(name for name, where in work.who_read(it.connection) if where == found.name)
        kind = tr(f"app.round_kind.{found.kind}", it.language)
        state = tr(f"app.round_status.{found.status}", it.language)
        if found.recodes:
            kind = it.say("coders.recoding", source=found.source)
        key = "coders.round" if who else "coders.round_unread"
        yield it.say(key, name=found.name, kind=kind, state=state, who=it.listed(who))
    yield it.say("coders.agreement")
    if it.hidden:
        yield it.say("coders.hidden", rounds=it.listed(sorted(it.hidden)))


def _suggestions(it: _Study) -> Iterator[str]:
    mode = it.study.mode
    if not it.runs:
        yield it.say("suggestions.never" if mode == "never" else "suggestions.unused")
        return
    if mode == "never":
        yield it.say("suggestions.off")
    days = sorted({run.created[:10] for run in it.runs})
    yield it.say(
        "suggestions.runs", n=len(it.runs), days=" – ".join(dict.fromkeys((days[0], days[-1])))
    )
    made = Counter((run.suggester, run.params.get("engine")) for run in it.runs)
    for (name, engine), n in made.items():
        key = "suggestions.with_engine" if engine else "suggestions.suggester"
        yield it.say(key, n=n, suggester=_suggester(name, it.language), engine=engine)
    yield from _training(it)
    yield from _modes(it)


def _training(it: _Study) -> Iterator[str]:
    untaught = sum(run.training_hash == LEARNED_NOTHING for run in it.runs)
    if untaught:
        yield it.say("suggestions.untaught", n=untaught)
    taught = len(it.runs) - untaught
    if taught:
        yield it.say("suggestions.taught", n=taught)


def _modes(it: _Study) -> Iterator[str]:
    """Say under which modes units came up, and suggestions were shown, in what may be counted."""
    rows = [pick for pick in ledger.picks(it.connection) if pick.round_name not in it.hidden]
    came = Counter(pick.mode for pick in rows)
    seen = Counter(str(row["mode"]) for row in _shown(it))
    if not seen:
        yield it.say("suggestions.unseen_yet" if it.hidden else "suggestions.unseen")
    for mode in MODES:
        if came[mode] or seen[mode]:
            yield it.say(f"mode.{mode}", came=came[mode], shown=seen[mode])
    changes = len(work.moments(it.connection, "suggestion.mode"))
    if changes:
        yield it.say("suggestions.changes", n=changes)
    if rows:
        n = sum(bool(pick.withheld) for pick in rows)
        yield it.say("suggestions.withheld", n=n, picks=len(rows))


def _blind(it: _Study) -> Iterator[str]:
    known = it.sample
    if not known.drawn:
        yield it.say("blind.none")
        return
    seeds = it.listed([str(seed) for seed in known.seeds])
    yield it.say("blind.design", seeds=seeds, draws=len(known.seeds))
    yield it.say("blind.sizes", turns=known.turns, blind=known.blind, reserve=known.reserve)
    grown = len(work.moments(it.connection, "sample.top_up"))
    if grown:
        yield it.say("blind.top_up", n=grown)
    if known.covered:
        yield it.say("blind.covered", names=it.listed(known.covered))
    readers = it.listed([it.say("counted", what=name, n=n) for name, n in known.readers])
    unread = "blind.unread_yet" if it.hidden else "blind.unread"
    yield it.say("blind.read" if readers else unread, read=known.read, readers=readers)
    if known.aided:
        yield it.say("blind.aided", coder=known.whose, n=known.aided)
    stale = [code.label for code in known.codes if code.stale]
    if stale:
        yield it.say("blind.stale", coder=known.whose, codes=it.listed(stale))


def _decisions(it: _Study) -> Iterator[str]:
    acts = Counter(row["act"] for row in it.events)
    if it.hidden:
        yield it.say("decisions.hidden", rounds=it.listed(sorted(it.hidden)))
    if it.runs:
        yield it.say("decisions.acts", shown=acts["shown"], **{k: acts[k] for k in DECISIONS})
    first = [one for one in picks.first_answers(it.connection) if one.round not in it.hidden]
    if first:
        yield it.say("decisions.first", n=len(first))
    codings = [c for c in work.codings(it.connection) if c.round not in it.hidden]
    if not codings:
        yield it.say("decisions.no_codings")
        return
    origins = Counter[str](coding.origin for coding in codings)
    exposures = Counter[str](coding.exposure for coding in codings)
    yield it.say(
        "decisions.codings",
        n=len(codings),
        origins=_shares(it, origins, ORIGINS, "origin"),
        exposures=_shares(it, exposures, get_args(Exposure), "exposure"),
    )
    if exposures["unknown"]:
        yield it.say("decisions.elsewhere", n=exposures["unknown"])


def _shares(it: _Study, counts: Mapping[str, int], order: Sequence[str], section: str) -> str:
    total = sum(counts.values())
    return it.listed(
        [
            it.say(
                "share",
                what=tr(f"{section}.{key}", it.language),
                n=counts[key],
                percent=100 * counts[key] / total,
            )
            for key in order
            if counts.get(key)
        ]
    )


def _machine(it: _Study) -> Iterator[str]:
    yield it.say("machine.where", version=__version__)
    if it.runs:
        yield it.say("machine.models")
        if any(run.params.get("engine") for run in it.runs):
            yield it.say("machine.engine")
    yield it.say("machine.log")


def _shown(it: _Study) -> list[Mapping[str, Cell]]:
    return [row for row in it.events if row["act"] == "shown"]


def _suggester(name: str, language: Language) -> str:
    """Return the words for a suggester; one that somebody added has its own name."""
    key = f"methods.suggester.{name}"
    return tr(key, language) if key in catalogue(language) else name


TOPICS: dict[str, Callable[[_Study], Iterator[str]]] = {
    "material": _material,
    "codebook": _codebook,
    "coders": _coders,
    "suggestions": _suggestions,
    "blind": _blind,
    "decisions": _decisions,
    "machine": _machine,
}
"""The paragraphs, in the order of the text."""
