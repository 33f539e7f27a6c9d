"""Any sequence of acts, undos and redos of two coders leaves what a plain model says."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CODEBOOK, examples, write_interviews
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import RuleError
from qualcode.project import Project
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Span = tuple[int, int, int]

CODERS = ("A", "B")
CODES = ("领头雁", "热心人", "legitimacy", "embedding")
"""The first two are made while coding, the others are in the codebook from the start."""

places = st.sampled_from([(1, 4, 9), (1, 4, 12), (1, 22, 36), (2, 4, 9), (2, 22, 36)])
some = st.integers(0, 7)
acts = st.tuples(
    st.sampled_from(CODERS),
    st.one_of(
        st.tuples(st.just("code"), st.lists(places, min_size=1, max_size=3), some),
        st.tuples(st.just("recode"), some, some),
        st.tuples(st.just("border"), some, places),
        st.tuples(st.just("uncode"), some),
        st.tuples(st.just("memo"), some),
        st.tuples(st.just("memo_change"), some),
        st.tuples(st.just("memo_remove"), some),
        st.tuples(st.sampled_from(["undo", "redo"])),
    ),
)


@dataclass(frozen=True)
class State:
    """A coder's codings with the label of their code, memos by uuid, and codes that they made."""

    codings: frozenset[tuple[int, int, int, str]] = frozenset()
    memos: tuple[tuple[str, str], ...] = ()
    made: frozenset[str] = frozenset()


@dataclass
class Hand:
    """A coder at work: nobody touches another's work, so undo goes back to an earlier state."""

    study: Project
    coder: str
    states: list[State] = field(default_factory=lambda: [State()])
    undone: list[State] = field(default_factory=list)

    @property
    def now(self) -> State:
        return self.states[-1]

    def become(self, **changes: Any) -> None:
        """Go on from here; an act that changes nothing is no act."""
        state = replace(self.now, **changes)
        if state != self.now:
            self.states.append(state)
            self.undone = []

    def labels(self) -> dict[str, str]:
        """Return what the codes of the codebook are called here: those of the file by their id."""
        book = self.study.codebook.current()
        return {it.id: it.id if it.id in CODES else it.labels["zh"] for it in book.codes}

    def own(self) -> dict[tuple[int, int, int, str], str]:
        """Return the uuids of the coder's codings by what they are."""
        named, found = self.labels(), self.study.codings.of(self.coder)
        by_what = {(c.text_id, c.start, c.end, named[c.code]): c.uuid for c in found}
        assert len(by_what) == len(found), "the same coding twice is one"
        return by_what

    def code(self, spans: list[Span], seed: int) -> None:
        label = CODES[seed % len(CODES)]
        there = [Place(*span) for span in spans]
        made = self.now.made
        if label in CODES[2:]:
            self.study.codings.add_many(self.coder, there, label)
        else:
            made = made if label in self.labels().values() else made | {label}
            self.study.codings.add_new(self.coder, there, label)
        self.become(codings=self.now.codings | {(*span, label) for span in spans}, made=made)

    def recode(self, seed: int, to: int) -> None:
        label = CODES[2 + to % 2]
        some = sorted(self.now.codings)[seed % 2 :: 2]
        names = self.own()
        self.study.codings.change_many(self.coder, [names[it] for it in some], code=label)
        self.become(codings=self.now.codings - set(some) | {(*it[:3], label) for it in some})

    def border(self, seed: int, span: Span) -> None:
        for it in sorted(self.now.codings)[seed : seed + 1]:
            _, start, end = span
            self.study.codings.change(self.coder, self.own()[it], start=start, end=end)
            self.become(codings=self.now.codings - {it} | {(it[0], start, end, it[3])})

    def uncode(self, seed: int) -> None:
        some = sorted(self.now.codings)[seed % 2 :: 2]
        names = self.own()
        gone = self.study.codings.remove_many(self.coder, [names[it] for it in some])
        assert gone == len(some)
        self.become(codings=self.now.codings - set(some))

    def memo(self, seed: int) -> None:
        made = self.study.memos.add(self.coder, "turn", "interview_1:2", f"想到 {seed}")
        self.become(memos=(*self.now.memos, (made.uuid, made.text)))

    def memo_change(self, seed: int) -> None:
        for uuid, text in self.now.memos[seed : seed + 1]:
            self.study.memos.change(self.coder, uuid, text + "，改过")
            pairs = ((u, t + "，改过" if u == uuid else t) for u, t in self.now.memos)
            self.become(memos=tuple(pairs))

    def memo_remove(self, seed: int) -> None:
        for uuid, _ in self.now.memos[seed : seed + 1]:
            self.study.memos.remove(self.coder, uuid)
            self.become(memos=tuple(it for it in self.now.memos if it[0] != uuid))

    def undo(self) -> None:
        done = self.study.undo(self.coder)
        assert (done is None) == (len(self.states) == 1)
        if done:
            self.undone.append(self.states.pop())

    def redo(self) -> None:
        try:
            done = self.study.redo(self.coder)
        except RuleError:  # somebody else made a code of the same name meanwhile
            missing = self.undone[-1].made - self.now.made
            assert missing <= set(self.labels().values())
            assert missing
            return
        assert (done is None) == (not self.undone)
        if done:
            self.states.append(self.undone.pop())

    def check(self) -> None:
        """Compare the project with the model."""
        assert set(self.own()) == self.now.codings
        memos = [
            it
            for it in reversed(self.study.memos.list(viewer=self.coder))
            if it.coder == self.coder
        ]
        assert tuple((memo.uuid, memo.text) for memo in memos) == self.now.memos
        assert self.now.made <= set(self.labels().values())
        may = (len(self.states) > 1, bool(self.undone))
        assert self.study.undoable(self.coder) == may


@pytest.fixture(scope="module")
def empty_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("model")
    write_interviews(folder / "interviews", 2)
    with Project.create(folder / "study", CODEBOOK) as made:
        made.transcripts.ingest([folder / "interviews"])
        for coder in CODERS:
            made.coders.add(coder)
        made.rounds.open("R1")
        yield made


@settings(max_examples=examples(10, 200))
@given(sequence=st.lists(acts, max_size=25))
def test_acts_undos_and_redos_give_what_the_model_says(
    empty_study: Project, sequence: list[tuple[str, tuple[Any, ...]]]
) -> None:
    """Each coder finds their own states again; the log gives the tables at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = empty_study.backup(Path(folder) / "project.qualcode")
        with Project.open(path.parent) as study:
            hands = {coder: Hand(study, coder) for coder in CODERS}
            for coder, (op, *args) in sequence:
                verb: Callable[..., None] = getattr(hands[coder], op)
                verb(*args)
                for hand in hands.values():
                    hand.check()
            if {coder for coder, _ in sequence} == {"A"}:
                new = set(hands["A"].labels().values()) & set(CODES[:2])
                assert new == hands["A"].now.made
            assert study.verify_log().problems == ()
