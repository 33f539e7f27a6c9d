"""A code's passages: in their places, as far as somebody may see them, changed several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from coded_material import AGREED, REPAIR, mark

from qualcode.errors import InputError, RuleError
from qualcode.gathering.code_passages import CodePassages, Narrowed
from qualcode.model import Participant

if TYPE_CHECKING:
    from qualcode.project import Project

CODE, OTHER = "legitimacy", "responsiveness"


def two(project: Project, coder: str = "A") -> None:
    mark(project, coder, "interview_1", AGREED, CODE)
    mark(project, coder, "interview_2", REPAIR, CODE)


def words(found: CodePassages) -> list[str]:
    return [it.spot.text for it in found.items]


def test_a_passage_stands_in_its_turn_with_what_is_said_around_it(project: Project) -> None:
    two(project)
    found = project.passages.of(CODE, "A", around=6)
    first, second = found.items
    assert (first.spot.transcript, first.spot.turn, first.spot.speaker) == (
        "interview_1",
        2,
        "interview_1",
    )
    assert (first.spot.before, first.spot.text, first.spot.after) == ("", AGREED, "𠮷祥面馆门口")
    assert first.spot.cut == (False, True)
    assert second.spot.before == "社区报街道。"
    assert (first.coder, first.origin, first.held) == ("A", "manual", "")


def test_the_counts_are_of_references_transcripts_and_participants(project: Project) -> None:
    two(project)
    mark(project, "A", "interview_1", "嘛，我们", CODE)
    mark(project, "A", "interview_1", "您这个站长", CODE)
    found = project.passages.of(CODE, "A")
    assert (found.total, found.references) == (4, 3)
    assert (found.in_transcripts, found.participants) == (2, 2)
    assert project.passages.counts("A")[CODE] == 4
    assert project.passages.counts("A")[OTHER] == 0


def test_others_work_of_an_open_independent_round_is_not_there(project: Project) -> None:
    two(project)
    for viewer in ("B", ""):
        found = project.passages.of(CODE, viewer)
        assert (found.total, found.references, found.coders) == (0, 0, ())
        assert project.passages.counts(viewer)[CODE] == 0
        assert not project.passages.overlaps(CODE, viewer)


def test_what_was_closed_is_seen_and_says_why_it_cannot_be_changed(project: Project) -> None:
    two(project)
    project.rounds.close()
    project.rounds.open()
    mark(project, "B", "interview_3", AGREED, CODE)
    assert {it.held for it in project.passages.of(CODE, "A").items} == {"closed"}
    found = project.passages.of(CODE, "B")
    assert [it.held for it in found.items] == ["other", "other", ""]
    assert (found.coders, found.rounds) == (("A", "B"), ("R1", "R2"))


def test_who_codes_again_sees_nothing_of_what_was_closed(project: Project) -> None:
    two(project)
    project.codings.read("A", "interview_1")
    project.rounds.close()
    project.rounds.recode("R1", "A")
    assert project.passages.of(CODE, "A").total == 0
    assert project.passages.of(CODE, "B").total == 2


def test_passages_are_narrowed_by_what_tells_them_apart(project: Project) -> None:
    two(project)
    mark(project, "A", "interview_1", "推选", OTHER)
    project.transcripts.assign("interview_2", "受访者", "李")
    project.transcripts.edit_participant(Participant(pseudonym="李", group="居民"))

    def narrowed(**to: str) -> list[str]:
        return words(project.passages.of(CODE, "A", Narrowed(**to)))

    assert narrowed(transcript="interview_1") == [AGREED]
    assert narrowed(group="居民") == [REPAIR]
    assert narrowed(overlapping=OTHER) == [AGREED]
    assert narrowed(coder="B") == narrowed(round="R9") == []
    assert project.passages.of(CODE, "A").groups == ("居民",)


def test_pages_join_to_the_whole(project: Project) -> None:
    for n in range(1, 5):
        mark(project, "A", f"interview_{n}", AGREED, CODE)
    whole = project.passages.of(CODE, "A").items
    pages = [project.passages.of(CODE, "A", first=n, count=3).items for n in (0, 3, 6)]
    assert sum(pages, ()) == whole
    assert [len(page) for page in pages] == [3, 1, 0]


def test_codes_that_share_words_are_counted_within_one_coder(project: Project) -> None:
    two(project)
    mark(project, "A", "interview_1", "推选", OTHER)
    mark(project, "A", "interview_1", "我们楼里", OTHER)
    mark(project, "A", "interview_1", "热心", "embedding")
    mark(project, "B", "interview_2", REPAIR, "embedding")
    assert project.passages.overlaps(CODE, "A") == ((OTHER, 1),)
    assert project.passages.overlaps(OTHER, "A") == ((CODE, 2),)


def test_a_merged_codes_passages_are_those_of_what_it_became(project: Project) -> None:
    two(project)
    mark(project, "A", "interview_3", REPAIR, OTHER)
    project.codebook.merge([OTHER], CODE)
    assert project.passages.of(CODE, "A").total == 3
    assert project.passages.counts("A")[CODE] == 3


def test_an_unknown_code_is_a_sentence(project: Project) -> None:
    with pytest.raises(InputError, match="must be in the codebook"):
        project.passages.of("nothing", "A")


def test_memos_on_passages_stand_with_them(project: Project) -> None:
    two(project)
    first, second = project.passages.of(CODE, "A").items
    project.memos.add("A", "coding", first.uuid, "先")
    project.memos.add("A", "coding", first.uuid, "后")
    one, two_ = project.passages.of(CODE, "A").items
    assert [it.text for it in one.memos] == ["先", "后"]
    assert two_.memos == second.memos == ()


def test_a_split_makes_its_codes_and_moves_the_passages_in_one_act(project: Project) -> None:
    two(project)
    first, second = project.passages.of(CODE, "A").items
    parts = {"推选": [first.uuid], " 修 好 ": [second.uuid]}
    made = project.passages.split("A", parts)
    assert [(code.label(), n) for code, n in made] == [("推选", 1), ("修 好", 1)]
    assert project.passages.of(CODE, "A").total == 0
    assert words(project.passages.of(made[0][0].id, "A")) == [AGREED]
    assert project.undo("A") == "coding.split"
    assert words(project.passages.of(CODE, "A")) == [AGREED, REPAIR]
    assert project.redo("A") == "coding.split"
    assert words(project.passages.of(made[1][0].id, "A")) == [REPAIR]
    assert not project.verify_log().problems


def test_a_split_takes_a_code_that_has_the_name_already(project: Project) -> None:
    two(project)
    first, _ = project.passages.of(CODE, "A").items
    label = project.codebook.current().code(OTHER).label()
    ((code, n),) = project.passages.split("A", {label: [first.uuid]})
    assert (code.id, n) == (OTHER, 1)


def test_a_split_is_whole_or_not_at_all(project: Project) -> None:
    two(project)
    first, second = project.passages.of(CODE, "A").items
    before = project.codebook.current()
    for parts in ({"": [first.uuid]}, {"新": []}, {"新": [first.uuid], "又": [first.uuid]}):
        with pytest.raises(InputError):
            project.passages.split("A", parts)
    with pytest.raises(RuleError, match="only by the coder who made it"):
        project.passages.split("B", {"新": [first.uuid, second.uuid]})
    assert project.codebook.current() == before
    assert project.passages.of(CODE, "A").total == 2
