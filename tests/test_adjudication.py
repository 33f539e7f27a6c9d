"""Adjudication: a panel settles what coders differ on, and no coder's work is touched."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from qualcode import agreement, review
from qualcode.cli import app
from qualcode.errors import InputError, RuleError
from qualcode.model import CAUSES, Span
from qualcode.project import Project
from qualcode.project.dispute import grouped
from qualcode.review import Verdict
from qualcode.spans import covered, word_characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project.dispute import Dispute

AGREED = "大家推选的嘛，我们楼里的人都认。"
RARE = "𠮷祥面馆门口碰头。"
FAMILY = "👨‍👩‍👧发来发去。"
REPAIR = "后来修好了，居民都满意。"


def mark(project: Project, coder: str, transcript: str, words: str, code: str) -> None:
    at = project.transcripts.get(transcript).text.index(words)
    project.codings.add(coder, transcript, at, at + len(words), code)


def read_all(project: Project, *coders: str) -> None:
    for coder in coders:
        for info in project.transcripts.list():
            project.codings.read(coder, info.name)


@pytest.fixture
def coded(project: Project) -> Project:
    """R1, closed: agreement on two sentences, and three disputes, one with rare Han, one emoji."""
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "B", "interview_1", "我们楼里的人都认。", "legitimacy")
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    mark(project, "B", "interview_2", "居民都满意", "responsiveness")
    mark(project, "A", "interview_1", RARE, "legitimacy")
    mark(project, "B", "interview_2", FAMILY, "mobilization")
    mark(project, "B", "interview_1", "𠮷祥面馆", "responsibility")
    read_all(project, "A", "B")
    project.rounds.close("R1")
    return project


@pytest.fixture
def settling(coded: Project) -> Project:
    coded.adjudication.open("R1", "A B")
    return coded


def dispute(project: Project, words: str, code: str) -> Dispute:
    (found,) = [it for it in project.adjudication.queue() if (it.text, it.code) == (words, code)]
    return found


def settle_all(project: Project, result: str = "yes") -> None:
    for each in project.adjudication.queue():
        project.adjudication.decide(each.id, Verdict(result, "slip"), actor="A")


def panel_texts(project: Project, held: str = "R2") -> list[tuple[str, str]]:
    texts = {info.text_id: info.name for info in project.transcripts.list()}
    return [
        (project.transcripts.get(texts[c.text_id]).text[c.start : c.end], c.code)
        for c in project.codings.of("A B", round=held)
    ]


def sentences(project: Project) -> dict[int, str]:
    """Return every sentence of the interviewed side by its key."""
    found = {}
    for info in project.transcripts.list():
        text = project.transcripts.get(info.name).text
        for unit in project.transcripts.units(info.text_id, "sentence"):
            if unit.in_frame:
                found[unit.id] = text[unit.start : unit.end]
    return found


def panel_read(project: Project, held: str = "R2") -> set[str]:
    """Return the sentences that the panel has read in its round."""
    texts = {
        info.text_id: project.transcripts.get(info.name) for info in project.transcripts.list()
    }
    return {
        texts[it.text_id].text[it.start : it.end]
        for it in project.codings.readings("A B", round=held)
    }


# What is to be decided


def test_the_queue_holds_what_readers_differ_on_with_their_own_spans(coded: Project) -> None:
    """Rare Han and emoji families count as their code points, so every slice is exact."""
    found = coded.adjudication.queue("R1")
    assert [(it.text, it.code) for it in found] == [
        (RARE, "legitimacy"),
        (RARE, "responsibility"),
        (FAMILY, "mobilization"),
    ]
    first = found[0]
    assert (first.yes, first.no, first.turn, first.transcript) == (("A",), ("B",), 2, "interview_1")
    assert first.before == AGREED
    assert first.asked == "您这个站长是怎么当上的？"
    (own,) = first.voices[0].spans
    text = coded.transcripts.get("interview_1").text
    assert text[own.start : own.end] == RARE
    assert found[1].voices[0].spans[0].end - found[1].voices[0].spans[0].start == 4


def test_who_says_no_may_have_marked_too_little(project: Project) -> None:
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    mark(project, "B", "interview_2", "报到社区，社区报街道。后", "responsiveness")
    read_all(project, "A", "B")
    project.rounds.close()
    each = dispute(project, REPAIR, "responsiveness")
    (voice,) = [voice for voice in each.voices if not voice.yes]
    assert (voice.coder, voice.spans) == ("B", (Span(each.start, each.start + 1),))


def test_disputes_stand_by_code_or_by_pair(coded: Project) -> None:
    found = coded.adjudication.queue("R1")
    by_code = {key: len(group) for key, group in grouped(found, "code").items()}
    assert by_code == {("legitimacy",): 1, ("mobilization",): 1, ("responsibility",): 1}
    assert {key: len(group) for key, group in grouped(found, "pair").items()} == {("A", "B"): 3}


def test_a_pair_keeps_what_just_these_two_differ_on(project: Project) -> None:
    project.coders.add("C")
    mark(project, "A", "interview_1", RARE, "legitimacy")
    mark(project, "C", "interview_1", RARE, "legitimacy")
    read_all(project, "A", "B", "C")
    project.rounds.close()
    counts = {pair: len(project.adjudication.queue(pair=pair)) for pair in combinations("ABC", 2)}
    assert counts == {("A", "B"): 1, ("A", "C"): 0, ("B", "C"): 1}
    assert set(grouped(project.adjudication.queue(), "pair")) == {("A", "B"), ("B", "C")}
    assert project.adjudication.queue(coders=["A", "C"]) == ()


def test_hidden_names_are_stable_in_a_dispute_and_change_between_disputes(coded: Project) -> None:
    found = coded.adjudication.queue("R1", anonymous=True)
    assert found == coded.adjudication.queue("R1", anonymous=True)
    names = {voice.coder for each in found for voice in each.voices}
    assert names == {"编码者 1", "编码者 2"}
    numbers = [review.numbered(["A", "B"], f"{n}:legitimacy", "seed")["A"] for n in range(40)]
    assert set(numbers) == {1, 2}
    with pytest.raises(InputError, match="cannot be anonymous"):
        coded.adjudication.queue("R1", pair=("A", "B"), anonymous=True)


def test_an_open_or_a_training_round_is_not_adjudicated(project: Project) -> None:
    read_all(project, "A", "B")
    with pytest.raises(RuleError, match="is open"):
        project.adjudication.queue("R1")
    project.rounds.close()
    project.rounds.open("T1", "training")
    read_all(project, "A", "B")
    project.rounds.close("T1")
    with pytest.raises(RuleError, match="is training"):
        project.adjudication.open("T1", "A B")


@pytest.mark.parametrize("unit", ["bracket", "word"])
def test_a_panel_decides_about_sentences_turns_or_paragraphs(coded: Project, unit: Any) -> None:
    with pytest.raises(InputError, match="decides about one of"):
        coded.adjudication.open("R1", "A B", unit=unit)
    held = coded.adjudication.open("R1", "A B", unit="turn")
    assert held.unit == "turn"
    assert [(it.transcript, it.turn, it.code) for it in coded.adjudication.queue()] == [
        ("interview_1", 2, "responsibility"),
        ("interview_2", 2, "mobilization"),
    ]
    settle_all(coded, "no")
    assert coded.adjudication.undecided() == 0
    assert coded.verify_log().problems == ()


def test_a_round_of_one_coder_has_nothing_to_adjudicate(project: Project) -> None:
    read_all(project, "A")
    project.rounds.close()
    with pytest.raises(RuleError, match="two coders who read"):
        project.adjudication.open("R1", "A B")
    assert [it.name for it in project.coders.list()] == ["A", "B"]
    assert project.verify_log().problems == ()


# The consensus layer


def test_the_panel_begins_with_what_all_who_read_agree_on(settling: Project) -> None:
    """It gets the union of what was marked; a unit in dispute stays unread, so missing."""
    assert panel_texts(settling) == [(AGREED, "legitimacy"), (REPAIR, "responsiveness")]
    unread = {RARE, FAMILY}
    assert panel_read(settling) == set(sentences(settling).values()) - unread
    assert {it.exposure for it in settling.codings.readings("A B", round="R2")} == {"discussed"}
    assert {it.origin for it in settling.codings.of("A B")} == {"consensus"}
    assert settling.verify_log().problems == ()


def test_a_unit_is_read_once_no_code_of_it_is_in_dispute(settling: Project) -> None:
    verbs = settling.adjudication
    verbs.decide(dispute(settling, RARE, "legitimacy").id, Verdict("no", "slip"), actor="A")
    assert RARE not in panel_read(settling)
    assert verbs.undecided() == 2
    verbs.decide(dispute(settling, RARE, "responsibility").id, Verdict("yes", "real"), actor="B")
    assert RARE in panel_read(settling)
    assert ("𠮷祥面馆", "responsibility") in panel_texts(settling)
    assert (RARE, "legitimacy") not in panel_texts(settling)
    assert verbs.decided() == {
        (dispute(settling, RARE, "legitimacy").unit_id, "legitimacy"): 0,
        (dispute(settling, RARE, "responsibility").unit_id, "responsibility"): 1,
    }


def test_the_compared_round_and_the_coders_work_never_change(coded: Project) -> None:
    before = (coded.codings.of("A"), coded.codings.of("B"), coded.codings.readings("A"))
    frozen = coded.rounds.list()[0]
    coded.adjudication.open("R1", "A B")
    settle_all(coded)
    assert (coded.codings.of("A"), coded.codings.of("B"), coded.codings.readings("A")) == before
    assert coded.rounds.list()[0] == frozen
    assert coded.rounds.broken() == ()
    assert coded.verify_log().problems == ()


def test_tables_count_the_closed_consensus(settling: Project) -> None:
    """And say nothing of what was left undecided: it is missing, not without the code."""
    emoji = dispute(settling, FAMILY, "mobilization")
    settling.adjudication.decide(emoji.id, Verdict("yes", "guideline"), actor="A")
    closed = settling.rounds.close("R2")
    assert settling.adjudication.undecided("R1") == 2
    layer = settling.tables.layer()
    assert (layer.coder, layer.round) == ("A B", "R2")
    rows = {row["code"]: row for row in settling.tables.get("frequency").rows}
    counts = {code: row["references"] for code, row in rows.items() if row["references"]}
    assert counts == {"legitimacy": 1, "responsiveness": 1, "mobilization": 1}
    assert FAMILY in panel_read(settling)
    assert RARE not in panel_read(settling)
    assert closed.hash
    assert settling.verify_log().problems == ()


def test_a_closed_consensus_is_hashed_with_its_decisions(settling: Project) -> None:
    settle_all(settling)
    held = settling.rounds.close("R2")
    assert settling.rounds.broken() == ()
    with settling.store.acting("tamper") as act:
        act.update("adjudication", 1, reason="real")
    assert settling.rounds.broken() == ("R2",)
    assert held.source == "R1"


def test_nobody_codes_where_a_panel_decides(settling: Project) -> None:
    """Nor does anybody's coding land there because no other round is open."""
    assert settling.rounds.current() is None
    with pytest.raises(RuleError, match="none that is open is for this coder"):
        mark(settling, "A", "interview_1", AGREED, "mobilization")
    with pytest.raises(RuleError, match="adjudicate decide"):
        settling.codings.add("A B", "interview_1", 4, 9, "mobilization", round="R2")
    own = settling.codings.of("A B")[0]
    with pytest.raises(RuleError, match="adjudicate decide"):
        settling.codings.remove("A B", own.uuid)


def test_what_only_one_coder_read_is_no_agreement(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "A", "interview_3", REPAIR, "legitimacy")
    project.codings.read("A", "interview_1")
    project.codings.read("A", "interview_3")
    project.codings.read("B", "interview_1")
    project.rounds.close()
    project.adjudication.open("R1", "A B")
    assert panel_texts(project) == []
    assert {it.text_id for it in project.codings.readings("A B")} == {
        project.transcripts.get("interview_1").text_id
    }


def test_a_code_that_nobody_could_have_read_for_is_not_read_by_the_panel(project: Project) -> None:
    """A code that came after the reading is missing there, while the others are agreed on."""
    read_all(project, "A", "B")
    project.codebook.add_code("晒被子")
    project.rounds.close()
    project.adjudication.open("R1", "A B")
    assert {it.codebook for it in project.codings.readings("A B")} == {1}
    assert {it.codebook for it in project.codings.readings("A", round="R1")} == {1}


def test_the_consensus_of_a_newer_panel_carries_its_decisions_on(settling: Project) -> None:
    """What was left undecided can be decided later: the same panel goes on where it was."""
    first = dispute(settling, FAMILY, "mobilization")
    settling.adjudication.decide(first.id, Verdict("yes", "slip", note="漏了"), actor="A")
    with pytest.raises(RuleError, match="settles round R1 already"):
        settling.adjudication.open("R1", "A B")
    settling.rounds.close("R2")
    with pytest.raises(RuleError, match="round R2 is closed"):
        settling.adjudication.decide(first.id, Verdict("no", "slip"), actor="A")
    settling.adjudication.open("R1", "A B")
    assert settling.adjudication.undecided("R1") == 2
    assert (FAMILY, "mobilization") in panel_texts(settling, "R3")
    assert FAMILY in panel_read(settling, "R3")
    assert settling.verify_log().problems == ()


# Decisions


def test_a_decision_may_set_borders_inside_its_unit(settling: Project) -> None:
    each = dispute(settling, RARE, "legitimacy")
    where = Span(each.start, each.start + 2)
    said = settling.adjudication.decide(
        each.id, Verdict("yes", "boundary", where, flag=True, note="只算地名"), actor="A"
    )
    assert said.borders == (where,)
    assert ("𠮷祥", "legitimacy") in panel_texts(settling)
    (flagged,) = settling.adjudication.flags()
    assert (flagged.id, flagged.decision) == (each.id, said)
    for wrong in (Span(each.start - 1, each.end), Span(each.end - 1, each.end)):
        with pytest.raises(InputError, match="must mark words of the unit"):
            settling.adjudication.decide(each.id, Verdict("yes", "slip", wrong), actor="A")


def test_only_a_member_decides_and_only_a_dispute(settling: Project) -> None:
    settling.coders.add("C")
    each = dispute(settling, RARE, "legitimacy")
    with pytest.raises(RuleError, match="decided by its panel"):
        settling.adjudication.decide(each.id, Verdict("yes", "slip"), actor="C")
    agreed = next(key for key, words in sentences(settling).items() if words == AGREED)
    for item in (f"{agreed}:legitimacy", f"{each.unit_id}:nothing", "x:y", "", "9" * 40 + ":a"):
        with pytest.raises(InputError, match="must name a dispute"):
            settling.adjudication.decide(item, Verdict("yes", "slip"), actor="A")


@pytest.mark.parametrize("words", [("maybe", "slip"), ("yes", "because")])
def test_a_verdict_says_yes_or_no_and_a_reason_of_the_list(words: tuple[Any, Any]) -> None:
    with pytest.raises(InputError, match="must be one of"):
        Verdict(*words)


def test_a_no_has_no_borders() -> None:
    with pytest.raises(InputError, match="Only a yes has borders"):
        Verdict("no", "slip", Span(0, 2))


def test_the_second_sees_the_first_decision_and_must_say_that_they_replace_it(
    settling: Project,
) -> None:
    each = dispute(settling, RARE, "legitimacy")
    verbs = settling.adjudication
    first = verbs.decide(each.id, Verdict("yes", "slip"), actor="A")
    with pytest.raises(RuleError, match=f"A decided yes here.*--replace {first.uuid[:8]}"):
        verbs.decide(each.id, Verdict("no", "real"), actor="B")
    second = verbs.decide(each.id, Verdict("no", "real"), actor="B", replaces=first.uuid[:8])
    with pytest.raises(RuleError, match="B decided no"):
        verbs.decide(each.id, Verdict("yes", "slip"), actor="A", replaces=first.uuid)
    assert dispute(settling, RARE, "legitimacy").decision == second
    assert (RARE, "legitimacy") not in panel_texts(settling)
    assert settling.verify_log().problems == ()


def test_the_same_verdict_twice_is_one(settling: Project) -> None:
    each = dispute(settling, RARE, "legitimacy")
    first = settling.adjudication.decide(each.id, Verdict("yes", "slip"), actor="A")
    events = settling.verify_log().events
    assert settling.adjudication.decide(each.id, Verdict("yes", "slip"), actor="A") == first
    assert settling.verify_log().events == events


def test_of_two_who_decide_at_once_one_is_told_of_the_other(settling: Project) -> None:
    each = dispute(settling, RARE, "legitimacy")
    refused: list[str] = []
    start = threading.Barrier(2)

    def work(name: str, result: str) -> None:
        with Project.open(settling.folder) as own:
            start.wait()
            try:
                own.adjudication.decide(each.id, Verdict(result, "slip"), actor=name)
            except RuleError as error:
                refused.append(str(error))

    pairs = (("A", "yes"), ("B", "no"))
    threads = [threading.Thread(target=work, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (told,) = refused
    said = dispute(settling, RARE, "legitimacy").decision
    assert said is not None
    assert f"{said.member} decided {said.result} here" in told
    assert settling.verify_log().problems == ()


# Undo


def state(project: Project) -> tuple[Any, ...]:
    readings = {(it.start, it.end, it.codebook) for it in project.codings.readings("A B")}
    return panel_texts(project), readings, project.adjudication.decided()


def test_a_decision_is_undone_and_done_again(settling: Project) -> None:
    before = state(settling)
    each = dispute(settling, FAMILY, "mobilization")
    settling.adjudication.decide(each.id, Verdict("yes", "slip"), actor="A")
    after = state(settling)
    assert settling.undo("A") == "adjudication.decide"
    assert state(settling) == before
    assert settling.redo("A") == "adjudication.decide"
    assert state(settling) == after
    assert settling.verify_log().problems == ()


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_two_who_settled_one_unit_may_undo_in_any_order(
    settling: Project, order: tuple[str, str]
) -> None:
    """A's undo leaves the unit open again, though B's decision had closed it."""
    before = state(settling)
    verbs = settling.adjudication
    verbs.decide(dispute(settling, RARE, "legitimacy").id, Verdict("yes", "slip"), actor="A")
    verbs.decide(dispute(settling, RARE, "responsibility").id, Verdict("no", "slip"), actor="B")
    both = state(settling)
    assert RARE in panel_read(settling)
    settling.undo(order[0])
    assert RARE not in panel_read(settling)
    settling.redo(order[0])
    assert state(settling) == both
    settling.undo(order[0])
    settling.undo(order[1])
    assert state(settling) == before
    assert settling.verify_log().problems == ()


def test_undoing_a_replacement_brings_the_first_decision_back(settling: Project) -> None:
    each = dispute(settling, RARE, "responsibility")
    verbs = settling.adjudication
    first = verbs.decide(each.id, Verdict("yes", "slip"), actor="A")
    one = state(settling)
    verbs.decide(each.id, Verdict("no", "real"), actor="B", replaces=first.uuid)
    with pytest.raises(RuleError, match="B decided no here since"):
        settling.undo("A")
    assert settling.undo("B") == "adjudication.decide"
    assert state(settling) == one
    assert settling.undo("A") == "adjudication.decide"
    assert settling.verify_log().problems == ()


def test_what_was_taken_back_is_not_done_again_over_anothers_decision(settling: Project) -> None:
    each = dispute(settling, RARE, "legitimacy")
    settling.adjudication.decide(each.id, Verdict("yes", "slip"), actor="A")
    settling.undo("A")
    settling.adjudication.decide(each.id, Verdict("no", "real"), actor="B")
    with pytest.raises(RuleError, match="B decided no here since"):
        settling.redo("A")
    assert settling.verify_log().problems == ()


def test_nothing_is_undone_in_a_closed_consensus(settling: Project) -> None:
    settle_all(settling)
    settling.rounds.close("R2")
    with pytest.raises(RuleError, match="closed"):
        settling.undo("A")


# A death at any instant

DYING = """
import os, sys
from qualcode.project import Project
from qualcode.review import Verdict
from qualcode.store.journal import Act

deaths, count, insert_many = int(sys.argv[3]), 0, Act.insert_many

def dying(self, *args, **kwargs):
    global count
    count += 1
    if count == deaths:
        os._exit(9)
    return insert_many(self, *args, **kwargs)

with Project.open(sys.argv[1]) as project:
    Act.insert_many = dying
    if sys.argv[2] == "open":
        project.adjudication.open("R1", "A B")
    else:
        project.adjudication.decide(sys.argv[2], Verdict("yes", "slip"), actor="A")
"""


def die(project: Project, what: str, instant: int) -> None:
    arguments = [str(project.folder), what, str(instant)]
    done = subprocess.run([sys.executable, "-c", DYING, *arguments], check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("instant", [1, 2, 5, 9])
def test_a_death_while_a_panel_begins_leaves_no_consensus(coded: Project, instant: int) -> None:
    before = coded.status()
    die(coded, "open", instant)
    assert coded.status() == before
    assert [it.name for it in coded.rounds.list()] == ["R1"]
    assert coded.verify_log().problems == ()


@pytest.mark.parametrize("instant", [1, 2, 3])
def test_a_death_during_a_decision_leaves_none(settling: Project, instant: int) -> None:
    before = state(settling)
    die(settling, dispute(settling, FAMILY, "mobilization").id, instant)
    assert state(settling) == before
    assert settling.verify_log().problems == ()


# Rules on values


def ratings(rows: list[list[list[float]]]) -> agreement.Matrix:
    values = np.array(rows, dtype=float)
    ids = np.arange(len(values))
    return agreement.Matrix(values, ("A", "B", "C"), ("x", "y"), ids, ids * 0)


NO, YES, MISSING = 0.0, 1.0, float("nan")


def test_agreement_needs_all_who_read_and_two_of_them() -> None:
    matrix = ratings(
        [
            [[YES, YES, MISSING], [NO, NO, NO]],
            [[YES, NO, YES], [YES, MISSING, MISSING]],
        ]
    )
    found = review.agreed(matrix)
    assert found.tolist()[0] == [1.0, 0.0]
    assert np.isnan(found[1]).all()


def test_after_discussion_every_reader_takes_what_was_decided() -> None:
    """Undecided cells stay, unread ones are missing, and the frozen matrix is as it was."""
    matrix = ratings([[[YES, NO, MISSING], [YES, NO, NO]], [[NO, YES, NO], [NO, NO, NO]]])
    before = matrix.values.copy()
    after = review.post_discussion(matrix, {(0, "x"): 0, (1, "x"): 1, (7, "x"): 1, (0, "z"): 1})
    np.testing.assert_array_equal(after.code("x"), [[NO, NO, MISSING], [YES, YES, YES]])
    np.testing.assert_array_equal(after.code("y"), before[:, 1])
    np.testing.assert_array_equal(matrix.values, before)
    with pytest.raises(ValueError, match="units as its rows"):
        review.post_discussion(replace(matrix, rule="character"), {})


def unanimous(matrix: agreement.Matrix) -> float:
    """Return the share of judgements in which all who read agree."""
    rows = matrix.pooled()
    return float((np.nanmax(rows, axis=1) == np.nanmin(rows, axis=1)).mean())


def test_post_discussion_agreement_moves_with_each_decision(settling: Project) -> None:
    """Reliability stays as it was frozen; with everything decided all who read agree."""
    found, matrix, *_ = settling.agreement.compared(round="R1")
    frozen = unanimous(matrix)
    figures = [frozen]
    for each in settling.adjudication.queue():
        settling.adjudication.decide(each.id, Verdict("no", "slip"), actor="A")
        decided = review.post_discussion(matrix, settling.adjudication.decided(found.name))
        figures.append(unanimous(decided))
    assert figures == sorted(set(figures))
    assert figures[-1] == 1.0
    assert unanimous(settling.agreement.compared(round="R1")[1]) == frozen


WORDS = st.text(alphabet="字，。 𠮷👨\u200d\n", min_size=1, max_size=40)


@st.composite
def marked_texts(draw: Callable[..., Any]) -> tuple[str, list[Span], list[list[Span]]]:
    """Return a text, disjoint units of it, and what each of two or three coders marked."""
    text = draw(WORDS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    units = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    place = st.integers(0, len(text) - 1)
    span = st.tuples(place, st.integers(1, len(text))).map(
        lambda it: Span(it[0], min(it[0] + it[1], len(text)))
    )
    coders = draw(st.lists(st.lists(span, max_size=4), min_size=2, max_size=3))
    return text, units, coders


@given(marked_texts())
def test_the_consensus_gives_the_code_to_just_the_units_that_all_agree_on(
    material: tuple[str, list[Span], list[list[Span]]],
) -> None:
    """And marks nothing that no coder marked but the space between sentences."""
    text, units, coders = material
    words = word_characters(text)
    has = [covered(words, units, own) for own in coders]
    agreed = np.logical_and.reduce(has)
    every = [span for own in coders for span in own]
    marked = dict.fromkeys(np.flatnonzero(agreed).tolist(), every)
    found = review.consensus_spans(words, units, marked)
    np.testing.assert_array_equal(covered(words, units, found), agreed)
    somebody = {at for span in every for at in range(span.start, span.end)}
    panel = {at for span in found for at in range(span.start, span.end)}
    assert {at for at in panel - somebody if words[at]} == set()


def test_sentences_that_belong_together_stay_one_reference() -> None:
    text = "大家推选的。 我们都认。\n热心。"
    units = [Span(0, 6), Span(7, 12), Span(13, 16)]
    words = word_characters(text)
    whole, part = [Span(0, 16)], [Span(0, 12)]
    marked = {0: whole + part, 1: whole + part}
    assert review.consensus_spans(words, units, marked) == [Span(0, 12)]
    assert review.consensus_spans(words, units, {0: whole, 2: whole}) == [Span(0, 6), Span(13, 16)]


def test_a_unit_counts_as_read_for_settled_codes_only() -> None:
    """The newest codebook version that knows settled codes alone speaks for the unit."""
    meanings = {(1, "x"): "a", (2, "x"): "a", (2, "y"): "b", (3, "x"): "c", (3, "y"): "b"}
    assert review.reading_version(meanings, 2, ["x", "y"], {"x", "y"}) == 2
    assert review.reading_version(meanings, 2, ["x", "y"], {"x"}) == 1
    assert review.reading_version(meanings, 2, ["x", "y"], {"y"}) is None
    assert review.reading_version(meanings, 3, ["x", "y"], {"y"}) == 2


# The command line


def run(project: Project, *arguments: str) -> Any:
    result = CliRunner().invoke(app, [*arguments, "--project", str(project.folder), "--json"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_panel_works_from_the_command_line(coded: Project) -> None:
    """Start, list, decide by id and by place, flags, close: all with their JSON."""
    begun = run(coded, "adjudicate", "start", "R1", "--panel", "A B")
    assert begun == {"round": "R2", "source": "R1", "panel": "A B", "undecided": 3}
    groups = run(coded, "adjudicate", "list", "--by", "pair")
    assert [group["group"] for group in groups] == [["A", "B"]]
    item = groups[0]["disputes"][0]["item"]
    decide = ("adjudicate", "decide", "--by", "A", "--reason")
    said = run(coded, *decide, "guideline", "--item", item, "--yes", "--flag", "--note", "待定")
    assert (said["result"], said["undecided"]) == ("yes", 2)
    again = ("--item", item, "--no", "--replace", said["decision"][:8])
    assert run(coded, *decide, "slip", *again, "--flag")["result"] == "no"
    place = ("--transcript", "interview_2", "--turn", "2", "--code", "mobilization", "--no")
    assert run(coded, *decide, "ambiguous", *place)["undecided"] == 1
    assert [each["item"] for each in run(coded, "adjudicate", "flags")] == [item]
    (hidden, *_) = run(coded, "adjudicate", "list", "--anonymous", "--code", "legitimacy")
    assert {v["coder"] for v in hidden["disputes"][0]["voices"]} == {"编码者 1", "编码者 2"}
    assert run(coded, "round", "close", "R2")["undecided"] == 1
    assert run(coded, "verify-log")["problems"] == []


def test_a_panel_is_named_or_made_of_coders(coded: Project) -> None:
    """Names with spaces in them need a panel of their own name."""
    coded.coders.add("Li Wei")
    with pytest.raises(InputError, match="--member"):
        coded.adjudication.open("R1", "Li Wei A")
    members = ("--member", "Li Wei", "--member", "A")
    made = run(coded, "coder", "add", "裁决组", *members)
    assert made == {"name": "裁决组", "kind": "panel", "members": ["Li Wei", "A"]}
    assert run(coded, "adjudicate", "start", "R1", "--panel", "裁决组")["panel"] == "裁决组"
    coded.rounds.close("R2")
    assert coded.adjudication.open("R1", "A、B").coder == "A、B"


def test_people_read_disputes_in_their_context(settling: Project) -> None:
    settle_all(settling)
    folder = ("--project", str(settling.folder))
    out = CliRunner().invoke(app, ["adjudicate", "list", *folder]).output
    assert f"【{RARE}】" in out
    assert "您这个站长是怎么当上的？" in out
    assert "yes (slip) by A" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "--item", "1:x", "--by", "A", "--reason", "slip"),
        ("decide", "--yes", "--by", "A", "--reason", "slip"),
        ("decide", "--item", "1:x", "--yes", "--by", "A", "--reason", "weather"),
        ("list", "--by", "pair", "--anonymous"),
        ("start", "R1"),
    ],
)
def test_half_a_decision_is_wrong_usage(coded: Project, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["adjudicate", *arguments, "--project", str(coded.folder)])
    assert result.exit_code == 2


def test_every_reason_has_words_in_both_languages() -> None:
    from qualcode.i18n import tr

    for cause in CAUSES:
        assert tr(f"adjudication.reason.{cause}", "zh") != tr(f"adjudication.reason.{cause}", "en")
