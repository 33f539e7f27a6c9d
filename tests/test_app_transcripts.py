"""Transcripts: what was understood is seen first, then stored; people are mended; all is read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from app_material import TEXT, components, shown, turn_to, window

from qualcode import Project
from qualcode.app.screen import words
from qualcode.app.window.session import Sitting
from qualcode.i18n import tr
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)

TALK = "小王：您说说看。\n老李：没人来。\n小王：再说一点。\n老李：都来了。\n"

LONGER = f"{TALK}老李：好。\n"


def names(folder: Path) -> list[str]:
    with Project.open(folder) as project:
        return [info.name for info in project.transcripts.list()]


def drop(app: AppTest, **files: bytes) -> AppTest:
    box = app.file_uploader[0]
    for name, data in files.items():
        box.upload(name.replace("_", "."), data)
    return app.run()


def people_view(app: AppTest) -> AppTest:
    return app.segmented_control(key="transcripts_view").set_value("people").run()


def edit(app: AppTest, rows: dict[int, dict[str, object]], *, version: int = 0) -> AppTest:
    app.session_state[f"transcripts_people_{version}"] = {
        "edited_rows": rows,
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.button(key="transcripts_save_people").click().run()


def test_a_dropped_file_is_looked_into_and_nothing_is_stored(
    empty: Path, open_app: Callable[..., AppTest]
):
    app = drop(open_app("transcripts", empty), 书记_txt=TEXT.encode("gb18030"))
    assert not app.exception
    assert tr("app.preview.help") in shown(app)
    turns = tr("app.count.turns", n=2)
    told = tr("app.preview.understood", encoding="GB18030", turns=turns, characters=len(TEXT))
    assert told in shown(app)
    assert names(empty) == []


def test_what_is_ticked_is_stored_and_the_page_leads_on(
    empty: Path, open_app: Callable[..., AppTest]
):
    app = drop(open_app("transcripts", empty), 书记_txt=TEXT.encode(), 谈话_txt=TALK.encode())
    tick = next(it for it in app.checkbox if "谈话" in it.label)
    tick.uncheck().run()
    app.button(key="transcripts_store").click().run()
    assert not app.exception
    assert names(empty) == ["书记"]
    assert tr("app.preview.stored", n=1) in shown(app).replace("\\", "")
    assert tr("app.preview.help") not in shown(app)
    app.button(key="transcripts_begin").click().run()
    assert [it.value for it in app.title] == [tr("app.code.title")]


def test_all_can_be_dropped_again(empty: Path, open_app: Callable[..., AppTest]):
    app = drop(open_app("transcripts", empty), 书记_txt=TEXT.encode())
    app.button(key="transcripts_drop").click().run()
    assert tr("app.preview.help") not in shown(app)
    assert names(empty) == []


def test_who_asks_is_mended_before_it_is_stored_in_every_file_with_that_name(
    empty: Path, open_app: Callable[..., AppTest]
):
    app = drop(
        open_app("transcripts", empty), 一_txt=TALK.encode(), 二_txt=f"{TALK}老李：好。\n".encode()
    )
    warned = [it.value for it in app.warning]
    assert warned.count(tr("app.preview.doubt_nobody_asks")) == 2
    asks = next(it for it in app.segmented_control if "小王" in it.label)
    asks.set_value(True).run()
    assert not app.warning
    app.button(key="transcripts_store").click().run()
    with Project.open(empty) as project:
        told = {(it.transcript, it.label): it.asks for it in project.people.speakers()}
    assert told == {
        ("一", "小王"): True,
        ("一", "老李"): False,
        ("二", "小王"): True,
        ("二", "老李"): False,
    }


def test_who_asks_can_be_mended_in_one_file_alone(empty: Path, open_app: Callable[..., AppTest]):
    app = drop(
        open_app("transcripts", empty), 一_txt=TALK.encode(), 二_txt=f"{TALK}老李：好。\n".encode()
    )
    app.checkbox(key="transcripts_everywhere").uncheck().run()
    next(it for it in app.segmented_control if "小王" in it.label).set_value(True).run()
    assert [it.value for it in app.warning] == [tr("app.preview.doubt_nobody_asks")]


def test_a_bad_file_is_refused_in_one_sentence_and_the_good_one_is_stored(
    empty: Path, open_app: Callable[..., AppTest]
):
    app = drop(open_app("transcripts", empty), 好_txt=TEXT.encode(), 坏_docx=b"PK\x03\x04 no zip")
    assert len(app.error) == 1
    assert words.plain("坏.docx") in app.error[0].value
    app.button(key="transcripts_store").click().run()
    assert names(empty) == ["好"]


def test_a_text_that_is_there_or_comes_twice_is_not_stored_again(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("transcripts", small)
    drop(app, 再_txt=TEXT.encode(), 一_txt=TALK.encode(), 二_md=TALK.encode())
    told = [it.value for it in app.info]
    assert tr("app.preview.known", name="书记") in told
    assert tr("app.preview.twice", name=words.plain("一.txt")) in told
    app.button(key="transcripts_store").click().run()
    assert sorted(names(small)) == ["一", "书记"]


def test_many_files_are_shown_page_by_page_and_all_are_stored(
    empty: Path, open_app: Callable[..., AppTest]
):
    files = {f"第{n}篇_txt": f"{TALK}老李：第{n}回。\n".encode() for n in range(12)}
    app = drop(open_app("transcripts", empty), **files)
    assert len([it for it in app.checkbox if "篇" in it.label]) == 10
    app.selectbox(key="transcripts_page_0").select_index(1).run()
    assert len([it for it in app.checkbox if "篇" in it.label]) == 2
    app.button(key="transcripts_store").click().run()
    assert len(names(empty)) == 12


def test_a_table_of_participants_comes_in_after_the_transcripts_it_names(
    empty: Path, open_app: Callable[..., AppTest]
):
    people = "transcript,speaker,pseudonym\n好,书记,书记 A\n"
    app = open_app("transcripts", empty)
    drop(app, participants_csv=people.encode(), 好_txt=TEXT.encode())
    assert tr("app.preview.people", n=1) in shown(app)
    app.button(key="transcripts_store").click().run()
    assert not app.error
    said = tr("app.changes.taken", people=tr("app.count.participants", n=1), n=0)
    assert said in shown(app).replace("\\", "")
    with Project.open(empty) as project:
        assert [it.pseudonym for it in project.transcripts.participants()] == ["书记 A"]


def test_what_a_second_table_would_change_is_shown_before_it_is_stored(
    empty: Path, open_app: Callable[..., AppTest]
):
    """A column that it does not have and an empty cell change nothing, unless that is asked for."""
    with Project.open(empty) as project:
        project.transcripts.ingest_bytes("好.txt", TEXT.encode())
        first = "transcript,speaker,pseudonym,role,group\n好,书记,王某,书记,东区\n"
        project.transcripts.ingest_bytes("participants.csv", first.encode())
    app = open_app("transcripts", empty)
    second = "transcript,speaker,pseudonym,role,group,日期\n好,书记,王某,主任,,那天\n"
    drop(app, participants_csv=second.encode())
    told = shown(app).replace("\\", "")
    assert "书记 → 主任" in told
    assert "东区" not in told
    assert "那天" in told
    (tick,) = [it for it in app.checkbox if it.label == tr("app.changes.clear_empty")]
    tick.check().run()
    assert f"东区 → {tr('app.changes.empty')}" in shown(app).replace("\\", "")
    (tick,) = [it for it in app.checkbox if it.label == tr("app.changes.clear_empty")]
    tick.uncheck().run()
    app.button(key="transcripts_store").click().run()
    assert not app.exception
    assert any("那天" in it.value for it in app.info)
    with Project.open(empty) as project:
        (person,) = [it for it in project.transcripts.participants() if it.pseudonym == "王某"]
        assert (person.role, person.group) == ("主任", "东区")


def test_a_speakers_participant_can_be_named_in_the_table(
    small: Path, open_app: Callable[..., AppTest]
):
    app = people_view(open_app("transcripts", small))
    edit(app, {1: {"pseudonym": "书记 A", "group": "社区干部"}})
    assert not app.exception
    with Project.open(small) as project:
        (person,) = project.transcripts.participants()
        assert (person.pseudonym, person.group) == ("书记 A", "社区干部")
    edit(app, {1: {"role": "书记"}}, version=1)
    with Project.open(small) as project:
        assert project.transcripts.participants()[0].role == "书记"


def test_who_asks_can_be_mended_in_the_table(small: Path, open_app: Callable[..., AppTest]):
    edit(people_view(open_app("transcripts", small)), {0: {"asks": False}, 1: {"asks": True}})
    with Project.open(small) as project:
        assert [it.asks for it in project.people.speakers()] == [False, True]


def test_who_asks_is_refused_in_words_once_a_round_counted_it(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.codings.read("王敏", "书记")
        project.rounds.close()
    app = edit(people_view(open_app("transcripts", small)), {1: {"asks": True}})
    assert [it.value for it in app.error] == [
        words.plain(tr("app.people.fixed_closed", transcript="书记"))
    ]
    with Project.open(small) as project:
        assert [it.asks for it in project.people.speakers()] == [True, False]


def test_a_study_can_have_columns_of_its_own(small: Path, open_app: Callable[..., AppTest]):
    app = people_view(open_app("transcripts", small))
    app.text_input(key="transcripts_column_name").set_value("年龄")
    app.button(key="transcripts_column_add").click().run()
    edit(app, {1: {"about 年龄": "54"}}, version=1)
    with Project.open(small) as project:
        assert project.transcripts.participants()[0].attributes == {"年龄": "54"}


def test_the_table_of_people_can_be_taken_away_and_says_what_of_its_dates_it_holds(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        [person] = project.transcripts.participants()
        project.transcripts.edit_participant(replace(person, attributes={"日期": "2026-03-05"}))
    app = people_view(open_app("transcripts", small))
    assert not app.exception
    keys = {str(it.key) for it in app.get("download_button")}
    assert "transcripts_people_file_.csv" in keys
    note = tr("app.people_table.as_typed")
    told = words.plain(tr("exchange.note.shortened", names=person.pseudonym))
    assert told in [it.value for it in app.caption]
    app.checkbox(key="transcripts_people_dates").check().run()
    assert note in [it.label for it in app.checkbox]
    assert told not in [it.value for it in app.caption]


def test_people_are_joined_into_one(empty: Path, open_app: Callable[..., AppTest]):
    with Project.open(empty) as project:
        project.transcripts.ingest_bytes("谈话.txt", TALK.encode())
    app = people_view(open_app("transcripts", empty))
    app.multiselect(key="transcripts_join_who").select("老李").select("小王").run()
    app.button(key="transcripts_join").click().run()
    assert not app.exception
    with Project.open(empty) as project:
        assert [it.pseudonym for it in project.transcripts.participants()] == ["老李"]


def test_the_list_says_how_far_each_coder_is_but_not_what_others_coded(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.read("李雷", "书记")
        project.codings.add("李雷", "书记", 19, 26, code)
        project.codings.add("王敏", "书记", 19, 26, code)
    app = open_app("transcripts", small, coder="王敏")
    (row,) = app.dataframe[0].value.to_dict("records")
    assert row[tr("app.transcripts.mine_read")] == "0 / 1"
    assert row[tr("app.transcripts.mine_coded")] == 1
    assert row[tr("app.transcripts.their_read", coder="李雷")] == "1 / 1"
    assert not [name for name in row if "编码" in name and "我的" not in name]


def test_a_transcript_is_read_with_its_turns_numbered_and_noted_on(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("transcripts", small)
    app.segmented_control(key="transcripts_view").set_value("read").run()
    drawn = json.dumps(json.loads(components(app)[0].proto.json), ensure_ascii=False)
    assert "1 · 访谈者" in drawn
    assert "2 · 书记" in drawn
    with Project.open(small) as project:
        key = f"transcripts_memo_{project.transcripts.get('书记').id}"
    app.text_area(key=f"{key}_words").set_value("语气迟疑")
    app.button(key=f"{key}_keep").click().run()
    assert "语气迟疑" in shown(app)
    with Project.open(small) as project:
        (memo,) = project.memos.list("transcript", "书记")
        assert (memo.coder, memo.text) == ("王敏", "语气迟疑")
    app.button(key=f"{key}_remove_{memo.uuid}").click().run()
    assert "语气迟疑" not in shown(app)


def test_a_name_of_a_file_is_never_read_as_markdown(empty: Path, open_app: Callable[..., AppTest]):
    app = open_app("transcripts", empty)
    app.file_uploader[0].upload("![x](http://e.org/a.png).txt", TALK.encode())
    app.run()
    labels = [it.label for it in app.checkbox if "e.org" in it.label.replace("\\", "")]
    assert labels
    assert all("![x](" not in label for label in labels)
    assert window(app).transcripts.pending


def test_the_transcripts_open_on_a_turned_page_again(small: Path, open_app: Callable[..., AppTest]):
    app = people_view(open_app("transcripts", small))
    again = turn_to(turn_to(app, "overview"), "transcripts")
    assert again.segmented_control(key="transcripts_view").value == "people"


def test_what_waits_for_one_study_never_reaches_another(
    empty: Path, tmp_path: Path, open_app: Callable[..., AppTest]
):
    Project.create(tmp_path / "other").close()
    app = drop(open_app("transcripts", empty), 书记_txt=TEXT.encode())
    turn_to(turn_to(app, "overview"), "transcripts")
    assert tr("app.preview.help") in shown(app)
    window(app).sitting = Sitting(str(tmp_path / "other" / FILE_NAME))
    turn_to(turn_to(app, "overview"), "transcripts")
    assert not app.exception
    assert tr("app.preview.help") not in shown(app)
