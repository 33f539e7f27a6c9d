"""A code's page: every view in both languages, acts on several passages, and blindness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import box, shown, turn_to, window
from coded_material import mark
from quoted_material import listed_in, said_in, tick

from qualcode import Project
from qualcode.app.node.page import VIEWS
from qualcode.i18n import LANGUAGES, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)

KEY = "node_passages_0"
NOBODY, KNOCKED = "一开始没人来。", "后来网格长一家一家去敲"


@pytest.fixture
def coded(small: Path) -> Path:
    with Project.open(small) as project:
        first, second = (it.id for it in project.codebook.current().codes)
        for words, code in ((NOBODY, first), (KNOCKED, first), ("开始没", second)):
            mark(project, "王敏", "书记", words, code)
    return small


def codes_of(folder: Path) -> list[str]:
    with Project.open(folder) as project:
        return [it.id for it in project.codebook.current().codes]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", ["empty", "small", "coded", "full"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens(
    view: str,
    study: str,
    language: str,
    open_app: Callable[..., AppTest],
    request: pytest.FixtureRequest,
) -> None:
    app = open_app("node", request.getfixturevalue(study), language)
    if study != "empty":
        app.segmented_control(key="node_view").set_value(view).run()
    assert not app.exception
    assert not app.error
    assert [it.value for it in app.title] == [tr("app.node.title", language)]


def test_a_lone_coder_sees_the_words_and_nothing_about_rounds(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    assert said_in(app, KEY) == [NOBODY, KNOCKED]
    first = listed_in(app, KEY)["items"][0]
    assert first["lines"] == []
    assert "R1" not in shown(app)
    one = {it: tr(f"app.count.{it}", n=1) for it in ("references", "transcripts", "participants")}
    counts = tr("app.node.counts", n=2, **one)
    assert counts in shown(app)


def test_another_page_leads_to_its_code_and_the_address_keeps_it(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("codebook", coded)
    second = codes_of(coded)[1]
    window(app).study.node = second
    turn_to(app, "node")
    assert said_in(app, KEY) == ["开始没"]
    assert app.query_params["n"] == second


def test_ticked_passages_are_uncoded_together_and_come_back(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    ids = [it["id"] for it in listed_in(app, KEY)["items"]]
    tick(app, KEY, ids).button(key="node_uncode").click().run()
    assert tr("app.node.uncoded", n=2) in shown(app)
    assert said_in(app, "node_passages_1") == []
    app.button(key="node_undo").click().run()
    assert said_in(app, "node_passages_2") == [NOBODY, KNOCKED]
    assert not app.exception


def test_ticked_passages_move_to_a_code_or_to_a_new_one(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    ids = [it["id"] for it in listed_in(app, KEY)["items"]]
    tick(app, KEY, ids[:1])
    assert app.button(key="node_do_move").disabled
    box(app, "node_move_to").select("规则").run()
    tick(app, KEY, ids[:1]).button(key="node_do_move").click().run()
    assert tr("app.node.moved", n=1, label="规则") in shown(app)
    assert said_in(app, "node_passages_1") == [KNOCKED]
    with Project.open(coded) as project:
        assert project.passages.of(codes_of(coded)[1], "王敏").total == 2


def test_ticked_passages_are_split_into_new_codes(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    ids = [it["id"] for it in listed_in(app, KEY)["items"]]
    tick(app, KEY, ids)
    app.text_area(key="node_split_names").set_value("没人来\n去敲门")
    tick(app, KEY, ids)
    box(app, f"node_part_{ids[1]}").select("去敲门").run()
    tick(app, KEY, ids).button(key="node_do_split").click().run()
    assert not app.exception
    with Project.open(coded) as project:
        labels = {it.label(): it.id for it in project.codebook.current().codes}
        assert project.passages.of(labels["没人来"], "王敏").total == 1
        assert project.passages.of(labels["去敲门"], "王敏").total == 1
        assert project.undo("王敏") == "coding.split"


def test_what_was_not_on_the_screen_is_never_changed(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    with Project.open(coded) as project:
        foreign = project.passages.of(codes_of(coded)[1], "王敏").items[0].uuid
    app = open_app("node", coded)
    tick(app, KEY, [foreign, "nonsense"])
    assert not [it for it in app.button if it.key == "node_uncode"]
    ids = [it["id"] for it in listed_in(app, KEY)["items"]]
    tick(app, KEY, ids, sign="another list")
    assert not [it for it in app.button if it.key == "node_uncode"]


def test_two_coders_are_blind_to_each_other_until_the_round_is_closed(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    with Project.open(coded) as project:
        project.coders.add("李雷")
    app = open_app("node", coded, coder="李雷")
    assert said_in(app, KEY) == []
    assert tr("app.node.empty_hidden") in shown(app)
    with Project.open(coded) as project:
        project.rounds.close()
    turn_to(app, "node")
    found = listed_in(app, KEY)["items"]
    assert [it["may"] for it in found] == [False, False]
    assert ["", tr("app.node.held_other")] in found[0]["lines"]


def test_the_code_that_overlaps_most_stands_beside_first(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    app.segmented_control(key="node_view").set_value("beside").run()
    first, second = codes_of(coded)
    chosen = box(app, "node_other")
    assert chosen.options[chosen.value] == tr("app.node.overlap", label="规则", n=1)
    app.toggle(key="node_only_shared").set_value(True).run()
    assert said_in(app, f"node_beside_{first}") == [NOBODY]
    assert said_in(app, f"node_beside_{second}") == ["开始没"]


def test_memos_on_a_code_are_written_changed_and_removed(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("node", coded)
    app.segmented_control(key="node_view").set_value("memo").run()
    code = codes_of(coded)[0]
    app.text_area(key=f"node_memo_{code}").set_value("**什么时候**用")
    app.button(key="node_memo_add").click().run()
    with Project.open(coded) as project:
        (memo,) = project.memos.list("code", code)
    assert memo.text == "**什么时候**用"
    app.text_area(key=f"node_memo_text_{memo.uuid}").set_value("改过").run()
    app.button(key=f"node_memo_save_{memo.uuid}").click().run()
    with Project.open(coded) as project:
        assert [it.text for it in project.memos.list("code", code)] == ["改过"]
    app.button(key=f"node_memo_remove_{memo.uuid}").click().run()
    assert tr("app.node.memo_none") in shown(app)


def test_back_coding_leads_to_the_first_turn_that_is_open(
    coded: Path, open_app: Callable[..., AppTest]
) -> None:
    with Project.open(coded) as project:
        project.codings.read("王敏", "书记")
        code = project.codebook.add_code("新的")
        (due,) = project.backcoding.due("王敏")
    app = open_app("node", coded)
    window(app).study.node = code.id
    window(app).study.look = "again"
    turn_to(app, "node")
    assert tr("app.backcoding.help") in shown(app)
    app.button(key="backcoding_next").click().run()
    assert not app.exception
    assert window(app).study.transcript == due.transcripts[0][0]
    assert [it.value for it in app.title] == [tr("app.code.title")]
