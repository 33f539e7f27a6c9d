"""Edits of the codebook: what each gives, what it would do said first, who may not do it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from store_material import coded
from typer.testing import CliRunner

from qualcode.cli import app as command_line
from qualcode.codebook import (
    KEEP,
    Merge,
    Move,
    Remove,
    Replace,
    Revert,
    Revise,
    Split,
    difference,
    grouped,
    regrouped,
    related,
    ungrouped,
    unrelated,
)
from qualcode.codefile import loads
from qualcode.errors import InputError, RuleError
from qualcode.model import Code, Codebook, Group, Relation
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode import Project

A = Code("a", {"zh": "甲"}, group="g", examples=("一",), keywords=("门", "栋"))
B = Code("b", {"zh": "乙"}, keywords=("栋",), examples=("二",))
C = Code("c", {"zh": "丙"}, parent="a", level="concept")
BOOK = Codebook(
    codes=(A, B, C),
    groups=(Group("g", {"zh": "组"}), Group("h", {"zh": "另组"})),
    relations=(
        Relation("a", "b", "cause"),
        Relation("c", "a", "cause"),
        Relation("c", "b", "cause"),
    ),
)


def test_a_merge_takes_words_relations_and_children_along_and_keeps_the_meaning() -> None:
    made = Merge(("a",), "b").apply(BOOK)
    assert [code.id for code in made.codes] == ["b", "c"]
    merged = made.codes[0]
    assert (merged.labels, merged.definition, merged.parent) == (B.labels, B.definition, None)
    assert merged.examples == ("二", "一")
    assert merged.keywords == ("栋", "门")
    assert made.codes[1].parent == "b"
    assert made.relations == (Relation("c", "b", "cause"),)


def test_a_code_merged_into_what_stands_under_it_leaves_no_circle() -> None:
    made = Merge(("a",), "c").apply(BOOK)
    assert made.code("c") is not None
    assert made.code("c").parent is None  # type: ignore[union-attr]


def test_several_codes_can_be_merged_at_once() -> None:
    made = Merge(("a", "b"), "c").apply(BOOK)
    assert [code.id for code in made.codes] == ["c"]
    assert made.relations == ()


@pytest.mark.parametrize(
    "edit",
    [
        Merge(("a",), "a"),
        Merge((), "a"),
        Merge(("x",), "a"),
        Merge(("a",), "x"),
        Split("x", ("一",)),
        Split("a", ()),
        Split("a", ("一", "一")),
        Split("a", ("乙",)),
        Move("a", parent="c"),
        Move("a", parent="a"),
        Move("a", parent="x"),
        Move("a", group="x"),
        Move("a", level="x"),  # type: ignore[arg-type]
        Remove("x"),
        Revise(Code("x")),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Merge | Split | Move | Remove | Revise) -> None:
    with pytest.raises(InputError):
        edit.apply(BOOK)


def test_a_split_makes_codes_after_it_a_level_below_in_its_group() -> None:
    made = Split("a", ("门 口", "乙"[:0] + "丁"), frozenset({"丁"})).apply(BOOK)
    assert [code.id for code in made.codes] == ["a", "门_口", "丁_2", "b", "c"]
    assert {(it.parent, it.group, it.level) for it in made.codes[1:3]} == {("a", "g", "concept")}
    main = replace(BOOK, codes=(replace(A, level="main"), B, C))
    assert Split("a", ("一",)).apply(main).codes[1].level == "category"


def test_a_move_under_a_parent_goes_to_its_group_with_all_below() -> None:
    made = Move("a", group="h").apply(BOOK)
    assert {code.id: code.group for code in made.codes} == {"a": "h", "b": None, "c": "h"}
    made = Move("b", parent="a").apply(BOOK)
    assert (made.codes[1].parent, made.codes[1].group) == ("a", "g")
    made = Move("a", parent=None, level="main", position=2).apply(BOOK)
    assert [code.id for code in made.codes] == ["b", "c", "a"]
    assert made.codes[2].level == "main"
    assert Move("a").apply(BOOK) == BOOK


def test_what_stands_under_a_removed_code_moves_up() -> None:
    made = Remove("a").apply(BOOK)
    assert made.code("c") == replace(C, parent=None)
    assert made.relations == (Relation("c", "b", "cause"),)


def test_relations_and_groups_are_said_renamed_and_taken_away() -> None:
    again = related(BOOK, Relation("a", "b", "cause", "因为"))
    assert len(again.relations) == 3
    assert again.relations[-1].text == "因为"
    assert len(unrelated(BOOK, "c", "b").relations) == 2
    for wrong in (
        Relation("a", "a", "cause"),
        Relation("a", "x", "cause"),
        Relation("a", "b", " "),
    ):
        with pytest.raises(InputError):
            related(BOOK, wrong)
    with pytest.raises(InputError):
        unrelated(BOOK, "b", "a")
    assert grouped(BOOK, "新组").groups[-1] == Group("新组", {"zh": "新组"})
    assert regrouped(BOOK, "g", "Group", "en").groups[0].labels == {"zh": "组", "en": "Group"}
    assert ungrouped(BOOK, "g").codes[0].group is None
    for label in ("组", " "):
        with pytest.raises(InputError):
            grouped(BOOK, label)


def test_the_difference_says_field_before_and_after_and_whether_meaning_changed() -> None:
    later = replace(BOOK, codes=(replace(A, definition={"zh": "新义"}, key="1"), C), relations=())
    rows = {(it["label"], it.get("field")): it for it in difference(BOOK, later, "zh").rows}
    assert rows["甲", "定义"]["change"] == "含义变了"
    assert rows["甲", "定义"]["after"] == "zh: 新义"
    assert rows["乙", None]["change"] == "去掉"
    assert rows["（整本）", "关系"]["before"].startswith("甲 → 乙 (因果)")  # type: ignore[union-attr]
    assert difference(BOOK, BOOK, "en").rows == ()


VERBS: dict[str, Callable[[Project], object]] = {
    "merge": lambda it: it.codebook.merge(["legitimacy"], "responsibility"),
    "split": lambda it: it.codebook.split("legitimacy", ["新"]),
    "move": lambda it: it.codebook.move("legitimacy", position=0),
    "remove": lambda it: it.codebook.remove("legitimacy"),
    "relate": lambda it: it.codebook.relate("legitimacy", "responsibility", "cause"),
    "unrelate": lambda it: it.codebook.unrelate("construction", "embedding"),
    "add_group": lambda it: it.codebook.add_group("新组"),
    "rename_group": lambda it: it.codebook.rename_group("process", "新名"),
    "remove_group": lambda it: it.codebook.remove_group("process"),
    "add_examples": lambda it: it.codebook.add_examples("legitimacy", ["一句话"]),
    "revert": lambda it: it.codebook.revert(1),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_one_act_of_who_did_it_and_is_refused_on_a_frozen_codebook(
    verb: str, project: Project
) -> None:
    project.codebook.add_code("无用")
    project.codebook.remove("无用")
    before = project.verify_log().events
    VERBS[verb](project)
    assert project.verify_log().events == before + (verb != "revert")
    assert project.verify_log().problems == ()
    project.codebook.revert(1)
    project.codebook.freeze()
    with pytest.raises(RuleError, match="is frozen"):
        VERBS[verb](project)


def test_a_code_that_is_used_cannot_be_removed(project: Project) -> None:
    coded(project)
    with pytest.raises(RuleError, match="merge it into another"):
        project.codebook.remove("legitimacy")
    project.codebook.merge(["legitimacy"], "responsibility")
    with pytest.raises(RuleError, match="merge it into another"):
        project.codebook.remove("responsibility")


def test_consequences_count_what_the_viewer_may_see_and_store_nothing(project: Project) -> None:
    coded(project)
    project.codings.add("A", "interview_2", 4, 12, "legitimacy")
    project.codings.add("B", "interview_3", 4, 12, "legitimacy")
    before = project.verify_log().events
    edit = Merge(("legitimacy",), "responsibility")
    mine = project.codebook.consequences(edit, viewer="A")
    assert mine.work == (("A", 2, 2),)
    assert mine.hidden
    assert mine.transcripts == 2
    assert (mine.closed, mine.opened, mine.again) == ((), (), 0)
    assert mine.examples == len(project.codebook.current().code("legitimacy").examples)  # type: ignore[union-attr]
    nobody = project.codebook.consequences(edit)
    assert nobody.work == ()
    assert nobody.hidden
    project.rounds.close()
    after = project.codebook.consequences(edit, viewer="A")
    assert [it.coder for it in after.work] == ["A", "B"]
    assert not after.hidden
    assert after.closed == ("R1",)
    assert project.verify_log().events == before + 1


def test_a_split_opens_what_was_read_and_says_for_whom(project: Project) -> None:
    n = project.codings.read("A", "interview_1")
    project.codings.read("B", "interview_2")
    effect = project.codebook.consequences(Split("legitimacy", ("推选",)), viewer="A")
    assert effect.opened == ("推选",)
    assert effect.again == n
    assert effect.again_others
    assert project.codebook.consequences(Split("legitimacy", ("推选",))).again == 0


def test_taking_a_split_back_opens_nothing_again(project: Project) -> None:
    version = project.codebook.current().version
    project.codings.read("A", "interview_1")
    project.codings.read("B", "interview_1")
    project.codebook.merge(["legitimacy"], "responsibility")
    project.codebook.split("responsibility", ["推选"])
    effect = project.codebook.consequences(Revert(version), viewer="A")
    assert effect.opened == ("legitimacy",)
    assert (effect.again, effect.again_others) == (0, False)


def test_a_file_that_drops_a_used_code_says_what_is_lost(project: Project) -> None:
    coded(project)
    effect = project.codebook.consequences(Replace(loads("codes: [甲]", "x.yaml")), viewer="A")
    assert effect.lost == ("legitimacy",)
    assert effect.work == (("A", 1, 1),)


def test_an_edit_is_refused_where_the_codebook_changed_since_it_was_looked_at(
    project: Project,
) -> None:
    edit = Merge(("legitimacy",), "responsibility")
    seen = project.codebook.consequences(edit, viewer="A").version
    project.codebook.add_code("别人加的")
    with pytest.raises(RuleError, match="changed meanwhile"):
        project.codebook.do(edit, seen=seen)
    assert project.codebook.current().code("legitimacy")


def test_examples_come_from_what_the_viewer_may_see_their_own_first(project: Project) -> None:
    text = project.transcripts.get("interview_1").text
    at = text.index("大家推选的嘛")
    project.codings.add("A", "interview_1", at, at + 6, "legitimacy")
    project.codings.add("A", "interview_1", at, at + 6, "construction")
    at = text.index("𠮷祥面馆")
    project.codings.add("B", "interview_1", at, at + 4, "legitimacy")
    found = project.codebook.examples_of("legitimacy", "A")
    assert [it.words for it in found] == ["大家推选的嘛"]
    project.rounds.close()
    found = project.codebook.examples_of("legitimacy", "B")
    assert [(it.words, it.coder) for it in found] == [("𠮷祥面馆", "B"), ("大家推选的嘛", "A")]
    project.codebook.add_examples("legitimacy", ["大家推选的嘛", "大家推选的嘛"])
    assert [it.words for it in project.codebook.examples_of("legitimacy", "B")] == ["𠮷祥面馆"]


def test_uses_are_counted_by_code_after_merges_and_for_the_coder_alone(project: Project) -> None:
    text = project.transcripts.get("interview_1").text
    for words, code in (("我们楼里的人都认", "legitimacy"), ("报到社区", "responsibility")):
        at = text.index(words)
        project.codings.add("A", "interview_1", at, at + len(words), code)
    project.codings.add("B", "interview_1", at, at + 2, "responsibility")
    assert project.codebook.uses("A")["legitimacy"][:2] == (1, 1)
    project.codebook.merge(["legitimacy"], "responsibility")
    used = project.codebook.uses("A")
    assert used["responsibility"][:2] == (2, 1)
    assert used["responsibility"].participants == (
        1 if project.transcripts.get("interview_1").speakers[1].participant else 0
    )
    assert used["construction"] == (0, 0, 0)


def test_a_move_that_is_only_wording_opens_nothing(project: Project) -> None:
    project.codings.read("A", "interview_1")
    as_meaning = Move("legitimacy", parent="responsibility")
    assert project.codebook.consequences(as_meaning, viewer="A").again
    as_wording = replace(as_meaning, wording_only=True)
    assert not project.codebook.consequences(as_wording, viewer="A").again
    assert as_wording.position is KEEP


def test_the_commands_say_first_and_do_with_yes(project: Project) -> None:
    coded(project)
    run = CliRunner()
    place = ["--project", str(project.folder), "--coder", "A"]
    told = run.invoke(
        command_line, ["codebook", "merge", "legitimacy", "--into", "responsibility", *place]
    )
    assert "A: 1 codings in 1 transcripts" in told.output
    assert "add --yes" in told.output
    assert project.codings.of("A")[0].code == "legitimacy"
    for words in (
        ["merge", "legitimacy", "--into", "responsibility", "--yes"],
        ["split", "responsibility", "一", "二", "--yes"],
        ["move", "一", "--parent", "none", "--level", "main", "--position", "1", "--yes"],
        ["remove", "二", "--yes"],
        ["revert", "1", "--yes"],
    ):
        assert run.invoke(command_line, ["codebook", *words, *place]).exit_code == 0, words
    assert project.codings.of("A")[0].code == "legitimacy"
    shown = run.invoke(command_line, ["codebook", "diff", "1", "2", *place[:2], "--json"])
    assert '"legitimacy"' in shown.output


def test_the_history_names_every_version_without_reading_them(project: Project) -> None:
    project.codebook.add_code("新的")
    project.codebook.merge(["新的"], "legitimacy")
    books = project.codebook.versions()
    made = project.codebook.history()
    assert [it.version for it in made] == [book.version for book in books]
    assert [it.codes for it in made] == [len(book.codes) for book in books]
    assert not any(it.frozen for it in made)


def test_a_code_made_while_coding_can_be_merged_and_its_coding_taken_back(
    project: Project,
) -> None:
    """The coding goes, the codebook stays as the merge left it, and the log replays."""
    text = project.transcripts.list()[0].text_id
    code, _ = project.codings.add_new("A", [Place(text, 4, 8)], "现编的")
    project.codebook.merge([code.id], "legitimacy")
    assert [it.code for it in project.codings.of("A")] == ["legitimacy"]
    project.undo("A")
    assert project.codings.of("A") == ()
    assert project.codebook.current().code(code.id) is None
    project.redo("A")
    assert [it.code for it in project.codings.of("A")] == ["legitimacy"]
    assert project.verify_log().problems == ()
