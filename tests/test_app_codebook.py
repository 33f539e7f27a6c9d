"""The Codebook page: phases, the form, what an edit would do, relations, versions, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import box, shown

from qualcode import Project
from qualcode.app.codebook import drawing, place
from qualcode.i18n import tr
from qualcode.model import Code, Codebook, Group, Relation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


def see(app: AppTest, view: str) -> AppTest:
    return app.segmented_control(key="codebook_view").set_value(view).run()


def field(app: AppTest, name: str) -> AppTest:
    """Return a field of the form; its key ends in a sign of the code."""
    kinds = (app.text_area, app.text_input, app.selectbox, app.checkbox)
    return next(it for kind in kinds for it in kind if str(it.key).startswith(f"codebook_{name}_"))


def code_ids(study: Path) -> list[str]:
    with Project.open(study) as project:
        return [code.id for code in project.codebook.current().codes]


@pytest.mark.parametrize("view", ["codes", "relations", "versions", "files"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("study", ["empty", "small", "full"])
def test_every_view_opens_on_every_study_in_both_languages(
    study: str,
    view: str,
    language: str,
    request: pytest.FixtureRequest,
    open_app: Callable[..., AppTest],
):
    app = see(open_app("codebook", request.getfixturevalue(study), language), view)
    assert not app.exception
    assert not app.error


def test_a_definition_opens_the_question_of_meaning_only_where_something_was_read(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("codebook", small)
    field(app, "definition").set_value("挨家挨户请人。")
    app.button(key="codebook_save").click().run()
    with Project.open(small) as project:
        assert project.codebook.current().codes[0].defined() == "挨家挨户请人。"
        project.codings.read("王敏", "书记")
    field(app.run(), "definition").set_value("上门请人。")
    app.button(key="codebook_save").click().run()
    assert tr("app.codebook.meaning_or_wording") in shown(app)
    app.button(key="codebook_wording").click().run()
    assert not app.exception
    with Project.open(small) as project:
        book = project.codebook.current()
        assert book.codes[0].defined() == "上门请人。"
        assert book.version - 1 in project.codebook.settled()


def test_a_change_that_waits_for_its_answer_is_not_stored_and_can_be_dropped(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.codings.read("王敏", "书记")
    app = open_app("codebook", small)
    field(app, "definition").set_value("上门请人。")
    app.button(key="codebook_save").click().run()
    with Project.open(small) as project:
        assert project.codebook.current().codes[0].defined() == ""
    app.button(key="codebook_drop").click().run()
    assert tr("app.codebook.meaning_or_wording") not in shown(app)


def test_everything_of_a_code_can_be_said_in_the_form(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.codebook.add_group("过程")
        group = project.codebook.current().groups[0].id
    app = open_app("codebook", small)
    for name, words in {
        "name_en": "Mobilising",
        "include": "上门\n动员",
        "examples": "一家一家去敲门。",
        "keywords": "敲门",
        "key": "k",
    }.items():
        field(app, name).set_value(words)
    field(app, "level").set_value("main")
    field(app, "in_group").set_value(group)
    app.button(key="codebook_save").click().run()
    assert not app.exception
    with Project.open(small) as project:
        code = project.codebook.current().codes[0]
    assert code.labels == {"zh": "组织动员", "en": "Mobilising"}
    assert (code.level, code.group, code.key, code.colour) == ("main", group, "k", "")
    assert (code.include, code.examples) == (("上门", "动员"), ("一家一家去敲门。",))


def test_a_merge_says_first_what_it_would_do(small: Path, open_app: Callable[..., AppTest]):
    with Project.open(small) as project:
        first, second = (code.id for code in project.codebook.current().codes)
        project.codings.add("王敏", "书记", 19, 26, first)
    app = open_app("codebook", small)
    where = tr("app.count.transcripts", n=1)
    said = tr("app.codebook.effect.work", coder="王敏", n=1, transcripts=where)
    assert said.replace("，", "") in shown(app).replace("，", "")
    with Project.open(small) as project:
        assert project.codebook.current().code(first)
    app.button(key="codebook_merge").click().run()
    assert not app.exception
    with Project.open(small) as project:
        assert [it.code for it in project.codings.of("王敏")] == [second]
    app = see(app, "versions")
    app.button(key="codebook_revert").click().run()
    assert not app.exception
    with Project.open(small) as project:
        assert [it.code for it in project.codings.of("王敏")] == [first]


def test_a_split_makes_codes_below_and_they_are_in_the_tree(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("codebook", small)
    app.segmented_control(key="codebook_act").set_value("split").run()
    field(app, "split_names").set_value("上门\n开会").run()
    app.button(key="codebook_split").click().run()
    assert not app.exception
    with Project.open(small) as project:
        leaves = place.tree(project.codebook.current())
    assert [(leaf.code.label(), leaf.depth) for leaf in leaves] == [
        ("组织动员", 0), ("上门", 1), ("开会", 1), ("规则", 0),
    ]  # fmt: skip


def test_a_code_that_was_used_cannot_be_removed_and_the_page_says_what_to_do(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        first, second = (code.id for code in project.codebook.current().codes)
        project.codings.add("王敏", "书记", 19, 26, first)
    app = open_app("codebook", small)
    app.segmented_control(key="codebook_act").set_value("remove").run()
    assert tr("app.codebook.refused_remove", codes="组织动员") in app.warning[0].value
    box(app, "codebook_chosen").select("规则").run()
    app.button(key="codebook_remove").click().run()
    assert code_ids(small) == [first]
    assert second not in code_ids(small)


def test_a_code_can_be_moved_down(small: Path, open_app: Callable[..., AppTest]):
    app = open_app("codebook", small)
    before = code_ids(small)
    app.segmented_control(key="codebook_act").set_value("order").run()
    app.button(key="codebook_down").click().run()
    assert code_ids(small) == before[::-1]


def test_words_that_were_coded_become_an_example_with_one_click(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        at = project.transcripts.get("书记").text.index("后来网格长")
        code = project.codebook.current().codes[0].id
        project.codings.add("王敏", "书记", at, at + 14, code)
    app = open_app("codebook", small)
    app.button(key=f"codebook_take_{code}_0").click().run()
    with Project.open(small) as project:
        assert project.codebook.current().codes[0].examples == ("后来网格长一家一家去敲门。",)
    assert f"codebook_take_{code}_0" not in [it.key for it in app.button]


def test_relations_are_said_drawn_and_taken_away(small: Path, open_app: Callable[..., AppTest]):
    app = see(open_app("codebook", small), "relations")
    app.text_input(key="codebook_relation_text").set_value("先动员再立规矩")
    app.button(key="codebook_do_relate").click().run()
    assert "组织动员 → 规则 · 引向\n先动员再立规矩" in shown(app)
    app.button(key="codebook_unrelate_0").click().run()
    assert tr("app.codebook.no_relations") in shown(app)


def test_an_uploaded_codebook_is_compared_before_it_is_stored(
    small: Path, open_app: Callable[..., AppTest]
):
    app = see(open_app("codebook", small), "files")
    app.file_uploader[0].upload("新.yaml", "codes: [甲, 乙]\n".encode())
    app.button(key="codebook_do_upload").click().run()
    assert "甲" not in code_ids(small)
    assert app.table
    app.button(key="codebook_take_file").click().run()
    assert code_ids(small) == ["甲", "乙"]


def test_a_broken_file_is_one_sentence(small: Path, open_app: Callable[..., AppTest]):
    app = see(open_app("codebook", small), "files")
    app.file_uploader[0].upload("坏.yaml", b"codes: [\n")
    app.button(key="codebook_do_upload").click().run()
    assert len(app.error) == 1
    assert not app.exception


def test_a_frozen_codebook_shows_its_phase_and_no_way_to_change_it(
    full: Path, open_app: Callable[..., AppTest]
):
    with Project.open(full) as project:
        project.codebook.freeze()
    app = open_app("codebook", full)
    assert tr("app.codebook.phase_frozen") in shown(app)
    assert app.button(key="codebook_save").disabled
    assert "codebook_do_add" not in [it.key for it in app.button]
    app.button(key="codebook_thaw").click().run()
    assert not app.button(key="codebook_save").disabled


def test_what_is_missing_leads_to_the_code(small: Path, open_app: Callable[..., AppTest]):
    app = open_app("codebook", small)
    second = code_ids(small)[1]
    app.button(key=f"codebook_define_{second}").click().run()
    chosen = box(app, "codebook_chosen")
    assert chosen.options[chosen.value] == "规则"


def test_another_coders_open_work_is_said_but_not_counted(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        first = project.codebook.current().codes[0].id
        project.codings.add("李雷", "书记", 19, 26, first)
    app = open_app("codebook", small, coder="王敏")
    assert tr("app.codebook.effect.hidden") in shown(app)
    assert "李雷" not in shown(app)


def test_the_tree_shows_each_code_once_whatever_its_parents_say() -> None:
    """A circle of parents, or a parent that is none, hides no code."""
    book = Codebook(
        codes=(Code("a", parent="b"), Code("b", parent="a"), Code("c", parent="x", group="g")),
        groups=(Group("g"),),
    )
    assert sorted(leaf.code.id for leaf in place.tree(book)) == ["a", "b", "c"]


def test_the_drawing_lays_a_path_out_from_left_to_right_and_ends_on_a_circle() -> None:
    codes = tuple(Code(it) for it in "abc")
    path = (Relation("a", "b", "x"), Relation("b", "c", "x"))
    assert drawing.layers(Codebook(codes=codes, relations=path)) == {"a": 0, "b": 1, "c": 2}
    circle = (*path, Relation("c", "a", "x"))
    assert set(drawing.layers(Codebook(codes=codes, relations=circle))) == set("abc")
    drawn = drawing.drawing(Codebook(codes=codes, relations=circle), "zh")
    assert len(drawn["series"][0]["links"]) == 3
