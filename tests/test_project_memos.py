"""Memos: on what they stand, whose they are, and what a blind round hides."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from qualcode.project import Project


def texts(project: Project, **where: str) -> list[str]:
    return [memo.text for memo in project.memos.list(**where)]


def test_memos_stand_on_what_they_are_about_newest_first(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    project.memos.add("A", "project", "", "日志 👨‍👩‍👧")
    project.memos.add("A", "transcript", "interview_1", "整篇")
    project.memos.add("A", "turn", "interview_1:2", "这里他犹豫了")
    project.memos.add("A", "coding", coding.uuid, "为什么是它")
    project.memos.add("A", "code", "legitimacy", "界限")
    project.memos.add("A", "turn", "interview_2:2", "别处")
    newest_first = ["别处", "界限", "为什么是它", "这里他犹豫了", "整篇", "日志 👨‍👩‍👧"]
    assert texts(project, viewer="A") == newest_first
    here = {"kind": "turn", "target": "interview_1:2", "viewer": "A"}
    assert texts(project, **here) == ["这里他犹豫了"]
    on_it = ["为什么是它", "这里他犹豫了", "整篇"]
    assert texts(project, transcript="interview_1", viewer="A") == on_it
    beside = project.memos.beside("A", "interview_1", coding.text_id)
    assert [memo.text for memo in beside] == [*on_it, "界限"]
    own = project.codings.memos("turn", viewer="A")
    assert own == project.memos.list("turn", viewer="A") != ()
    assert all(memo.created and not memo.changed for memo in project.memos.list(viewer="A"))
    assert project.memos.list() == project.codings.memos() == ()


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("weather", "", "must be on one of"),
        ("transcript", "nothing", "transcript"),
        ("turn", "nothing:1", "transcript"),
        ("turn", "interview_1:99", "turn"),
        ("turn", "interview_1:02", "turn"),
        ("turn", "interview_1", "transcript"),
        ("coding", "nothing", "no longer exists"),
        ("code", "nothing", "codebook"),
    ],
)
def test_a_memo_needs_something_to_stand_on(
    project: Project, kind: str, target: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        project.memos.add("A", kind, target, "x")
    assert project.memos.list() == ()


def test_a_memo_says_something(project: Project) -> None:
    memo = project.memos.add("A", "project", "", "日志")
    for act in (
        lambda: project.memos.add("A", "project", "", " \n"),
        lambda: project.memos.change("A", memo.uuid, ""),
    ):
        with pytest.raises(InputError, match="say something"):
            act()
    assert texts(project) == ["日志"]


def test_only_its_author_changes_or_removes_a_memo(project: Project) -> None:
    memo = project.memos.add("A", "project", "", "日志")
    for act in (
        lambda: project.memos.change("B", memo.uuid, "x"),
        lambda: project.memos.remove("B", memo.uuid),
    ):
        with pytest.raises(RuleError, match="only by the coder"):
            act()
    changed = project.memos.change("A", memo.uuid, "日志，改过")
    assert (changed.text, changed.created, changed.uuid) == ("日志，改过", memo.created, memo.uuid)
    assert changed.changed >= memo.created
    project.memos.remove("A", memo.uuid)
    assert project.memos.list() == ()
    with pytest.raises(InputError, match="no longer exists"):
        project.memos.remove("A", memo.uuid)


def test_memos_are_undone_and_done_again(project: Project) -> None:
    memo = project.memos.add("A", "project", "", "日志")
    project.memos.change("A", memo.uuid, "改过")
    project.memos.change("A", memo.uuid, "改过")
    project.memos.remove("A", memo.uuid)
    kinds = ("memo.remove", "memo.change", "memo.add")
    stages = [["改过"], ["日志"], []]
    for kind, stage in zip(kinds, stages, strict=True):
        assert project.undo("A") == kind
        assert texts(project) == stage
    assert project.undo("A") is None
    assert [project.redo("A") for _ in range(3)] == list(reversed(kinds))
    assert project.memos.list() == ()
    project.undo("A")
    project.undo("A")
    assert project.memos.list() == (memo,)
    assert project.verify_log().problems == ()


def test_a_given_uuid_names_one_memo(project: Project) -> None:
    name = str(uuid.uuid4())
    memo = project.memos.add("A", "project", "", "日志", uuid=name)
    assert memo.uuid == name
    assert project.memos.add("A", "project", "", "日志", uuid=name) == memo
    for coder, text in (("A", "别的"), ("B", "日志")):
        with pytest.raises(InputError, match="uuid"):
            project.memos.add(coder, "project", "", text, uuid=name)
    with pytest.raises(InputError, match="uuid"):
        project.memos.add("A", "project", "", "日志", uuid="x")
    assert project.memos.list() == (memo,)


def test_a_memo_outlives_its_coding_and_comes_back_with_it(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    memo = project.memos.add("A", "coding", coding.uuid, "为什么")
    project.codings.remove("A", coding.uuid)
    assert project.memos.list(viewer="A") == (memo,)
    assert project.memos.list("coding", coding.uuid, viewer="A") == (memo,)
    assert project.memos.list(transcript="interview_1", viewer="A") == ()
    project.undo("A")
    assert project.memos.list(transcript="interview_1", viewer="A") == (memo,)


def test_a_blind_round_hides_what_others_note_in_it(project: Project) -> None:
    """Of every kind: a memo on a code tells how its author reads, as one on a coding does."""
    project.memos.add("A", "code", "legitimacy", "从前")
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    project.memos.add("A", "transcript", "interview_1", "稿")
    project.memos.add("A", "turn", "interview_1:2", "轮")
    project.memos.add("A", "coding", coding.uuid, "编")
    project.memos.add("A", "code", "legitimacy", "码")
    project.memos.add("A", "project", "", "日志")
    assert texts(project, viewer="A") == ["日志", "码", "编", "轮", "稿", "从前"]
    assert texts(project, viewer="B") == texts(project) == ["从前"]
    assert [m.text for m in project.memos.beside("B", "interview_1", 1)] == ["从前"]
    with pytest.raises(RuleError, match="theirs alone"):
        project.memos.add("B", "coding", coding.uuid, "x")
    project.rounds.close()
    assert texts(project, viewer="B") == ["日志", "码", "编", "轮", "稿", "从前"]
    project.memos.add("B", "coding", coding.uuid, "我不同意")


def test_the_next_blind_round_hides_what_is_written_from_then_on(project: Project) -> None:
    project.rounds.open("R1")
    old = project.memos.add("A", "turn", "interview_1:2", "第一轮")
    kept = project.memos.add("A", "turn", "interview_1:3", "也是第一轮")
    project.rounds.close()
    project.rounds.open("R2")
    assert texts(project, viewer="B") == ["也是第一轮", "第一轮"]
    project.memos.add("A", "turn", "interview_1:2", "第二轮")
    project.memos.change("A", old.uuid, "第一轮，第二轮里改过")
    assert project.memos.list(viewer="B") == (kept,)


def test_who_codes_again_does_not_see_what_they_noted_before(project: Project) -> None:
    project.codings.read("A", "interview_1")
    project.memos.add("A", "turn", "interview_1:2", "从前")
    project.memos.add("A", "project", "", "日志")
    project.rounds.close()
    project.rounds.recode("R1", "A")
    project.memos.add("A", "turn", "interview_1:2", "现在")
    project.memos.add("B", "turn", "interview_1:2", "旁人")
    assert texts(project, viewer="A") == ["旁人", "现在", "日志"]
    assert texts(project, viewer="B") == ["旁人", "日志", "从前"]
    project.rounds.close()
    assert texts(project, viewer="A") == ["旁人", "现在", "日志", "从前"]
