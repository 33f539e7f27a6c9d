"""Adjudication: a panel decides what coders differ on, one act at a time, and may undo it."""

from __future__ import annotations

import threading
from itertools import combinations
from typing import Any

import pytest
from adjudication_material import (
    FAMILY,
    RARE,
    dispute,
    panel_read,
    panel_texts,
    sentences,
    settle_all,
    state,
)
from coded_material import AGREED, REPAIR, mark, read_all

from qualcode import review
from qualcode.errors import InputError, RuleError
from qualcode.model import Span
from qualcode.project import Project
from qualcode.review import Verdict
from qualcode.review.disagreement import grouped

pytest_plugins = ("adjudication_material",)


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


def test_a_bracket_that_begins_before_its_turn_is_a_dispute_of_that_turn(coded: Project) -> None:
    """It may begin with the colon of the label, where no turn stands."""
    found = coded.transcripts.get("interview_1")
    answer = next(turn for turn in found.turns if RARE in found.text[turn.start : turn.end])
    coded.brackets.set("interview_1", [Span(answer.start - 1, answer.end)])
    assert [(it.turn, it.before) for it in coded.adjudication.queue(unit="bracket")] == [
        (answer.n, "")
    ]


def test_a_round_of_one_coder_has_nothing_to_adjudicate(project: Project) -> None:
    read_all(project, "A")
    project.rounds.close()
    with pytest.raises(RuleError, match="two coders who read"):
        project.adjudication.open("R1", "A B")
    assert [it.name for it in project.coders.list()] == ["A", "B"]
    assert project.verify_log().problems == ()


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
