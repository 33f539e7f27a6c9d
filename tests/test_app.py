"""Every page opens, in both languages, on no study, an empty one and the worked example."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from app_material import box, components, open_window, shown, sit_down, sitting, turn_to, window
from conftest import REPO

from qualcode import Project
from qualcode.app.menu import PAGES
from qualcode.app.screen import backup, table_view, words
from qualcode.app.server import launch
from qualcode.app.window import recent, state
from qualcode.app.window.session import CODER
from qualcode.i18n import LANGUAGES, catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", [None, "empty", "small", "full"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_without_an_error(
    page: str,
    study: str | None,
    language: str,
    open_app: Callable[..., AppTest],
    request: pytest.FixtureRequest,
):
    folder = request.getfixturevalue(study) if study else None
    app = open_app(page, folder, language)
    assert not app.exception
    assert not app.error
    title = "overview.welcome" if page == "overview" and not study else f"{page}.title"
    assert [it.value for it in app.title] == [tr(f"app.{title}", language)]


def test_every_page_has_its_words_in_the_menu():
    for language in LANGUAGES:
        for page in PAGES:
            assert tr(f"app.nav.{page}", language)
            assert tr(f"app.{page}.help", language)


def test_every_key_that_the_app_asks_for_is_in_the_catalogue():
    known = catalogue("zh")
    for path in (REPO / "qualcode" / "app").rglob("*.py"):
        for key in re.findall(r'\bt\(\s*"([^"]+)"', path.read_text(encoding="utf-8")):
            assert f"app.{key}" in known, f"{path.name}: {key}"


def test_both_configuration_files_are_the_same():
    ours = REPO / "qualcode" / "app" / "server" / ".streamlit" / "config.toml"
    assert ours.read_bytes() == (REPO / ".streamlit" / "config.toml").read_bytes()
    config = tomllib.loads(ours.read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False


def test_a_deep_link_is_right_in_the_first_run():
    """A folder ``pages`` beside an entry would make Streamlit run its files as scripts."""
    for entry in (REPO / "app.py", REPO / "qualcode" / "app" / "server" / "entry.py"):
        assert entry.is_file()
        assert not entry.with_name("pages").exists()


def test_the_command_starts_the_app_on_this_machine_only():
    told = launch.arguments(8765, headless=True)
    assert told[:2] == ["streamlit", "run"]
    assert Path(told[2]).is_file()
    assert "--server.address=127.0.0.1" in told
    assert "--browser.gatherUsageStats=false" in told
    assert "--server.port=8765" in told
    assert "--server.headless=true" in told


@pytest.mark.parametrize("page", ["overview", "transcripts", "codebook", "code", "results"])
def test_a_lone_coder_meets_no_word_about_rounds_seeds_or_samples(
    page: str, small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.codings.read("王敏", "书记")
        code = project.codebook.current().codes[0].id
        project.codings.add("王敏", "书记", 19, 26, code)
    app = open_app(page, small)
    assert not [word for word in ("编码轮", "种子", "盲样", "随机", "哈希") if word in shown(app)]
    assert CODER not in [it.key for it in app.selectbox]


def test_a_new_study_is_made_from_a_folder_and_a_name(
    tmp_path: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview")
    app.text_input(key="overview_new_folder").set_value(str(tmp_path / "新研究"))
    app.text_input(key="overview_new_coder").set_value("李雷")
    app.button(key="overview_new").click().run()
    assert not app.exception
    with Project.open(tmp_path / "新研究") as project:
        assert [coder.name for coder in project.coders.list()] == ["李雷"]
    assert sitting(app).coder == "李雷"
    assert tr("app.next.transcripts") in shown(app)


def test_a_mistake_is_one_sentence_and_no_traceback(
    tmp_path: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview")
    app.button(key="overview_new").click().run()
    assert [it.value for it in app.error] == [tr("error.study_folder.no_name")]
    app.text_input(key="overview_path").set_value(str(tmp_path / "nowhere"))
    app.button(key="overview_open").click().run()
    assert len(app.error) == 1
    assert "nowhere" in app.error[0].value
    assert not app.exception


def test_a_reload_finds_the_transcript_that_was_coded(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.transcripts.ingest_bytes("主任.txt", "主任：还有一篇。\n".encode())
        first, other = [info.name for info in project.transcripts.list()]
    app = open_app("code", small)
    assert window(app).study.transcript == first
    app.selectbox(key="code_transcript").set_value(other).run()
    again = open_window(sitting(app).seat)
    for name in (state.ADDRESS, state.TEXT):
        again.query_params[name] = app.query_params[name]
    again.run()
    assert turn_to(again, "code").selectbox(key="code_transcript").value == other


def test_a_list_of_recent_studies_that_is_damaged_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "qualcode").mkdir()
    for damaged in ("", "{}", "[1]", '[{"path": 3}]', "\0"):
        (tmp_path / "qualcode" / "recent.json").write_text(damaged)
        assert recent.projects() == ()


def test_a_code_is_born_with_only_a_name(empty: Path, open_app: Callable[..., AppTest]):
    app = open_app("codebook", empty)
    app.text_input(key="codebook_label").set_value("组织建设")
    app.button(key="codebook_do_add").click().run()
    assert not app.exception
    with Project.open(empty) as project:
        assert [code.label() for code in project.codebook.current().codes] == ["组织建设"]


def test_a_codebook_cannot_be_frozen_before_its_codes_are_defined(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("codebook", small)
    app.button(key="codebook_freeze").click().run()
    told = tr("app.codebook.undefined", n=2, codes="组织动员、规则")
    assert [it.value for it in app.error] == [told]
    assert not app.exception


def test_the_desk_gets_only_this_coders_codings(small: Path, open_app: Callable[..., AppTest]):
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.add("王敏", "书记", 19, 26, code)
    mine = components(open_app("code", small, coder="王敏"))[0].proto.json
    theirs = turn_to(open_app("code", small, coder="李雷"), "code")
    assert '"codings": [{' in mine.replace('":[{', '": [{')
    assert '"codings":[]' in components(theirs)[0].proto.json.replace(" ", "")


def test_the_results_say_whose_codings_they_count(full: Path, open_app: Callable[..., AppTest]):
    app = open_app("results", full)
    for name in ("results_coder", "results_round", "results_unit"):
        assert box(app, name)
    assert app.get("vega_lite_chart")
    for name in app.segmented_control(key="results_table").options:
        assert name
    box(app, "results_coder").select("B").run()
    assert not app.exception
    assert not app.error


def test_a_choice_survives_another_language_and_another_page(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("results", full)
    box(app, "results_unit").select(tr("unit.turn", "zh")).run()
    app.segmented_control(key="sidebar_language").set_value("en").run()
    chosen = box(app, "results_unit")
    assert chosen.options[chosen.value] == tr("unit.turn", "en")
    turn_to(turn_to(app, "code"), "results")
    chosen = box(app, "results_unit")
    assert chosen.options[chosen.value] == tr("unit.turn", "en")


def test_all_passages_of_a_code_are_one_click_from_the_codebook(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("codebook", full)
    app.button(key="codebook_passages").click().run()
    assert not app.exception
    assert [it.value for it in app.title] == [tr("app.node.title")]
    with Project.open(full) as project:
        code = project.codebook.current().codes[0]
    chosen = box(app, "node_code")
    assert chosen.options[chosen.value].startswith(code.label())


def test_what_another_codes_in_an_open_round_is_not_counted_as_zero(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.add("李雷", "书记", 19, 26, code)
    app = open_app("results", small, coder="王敏")
    box(app, "results_coder").select("李雷").run()
    assert tr("app.results.hidden", coder="李雷", round="R1") in shown(app)
    assert not app.dataframe
    assert not app.error


def test_every_table_can_be_taken_away_in_four_formats_and_all_as_one_zip(full: Path):
    with Project.open(full) as project:
        table = project.tables.get("frequency")
        for suffix, begins in ((".docx", b"PK"), (".xlsx", b"PK"), (".csv", b""), (".md", b"")):
            made = table_view.file_of(table, suffix, "zh")
            assert made.startswith(begins)
            assert made
        packed = table_view.packed(project.tables.write_all)
        names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
        assert {"tables.docx", "frequency.xlsx", "quotations.md"} <= set(names)


def test_a_backup_is_a_whole_study(small: Path, tmp_path: Path):
    with Project.open(small) as project:
        copy = backup.copy_of(project)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "project.qualcode").write_bytes(copy)
    with Project.open(tmp_path / "copy") as project:
        assert project.status()["transcripts"] == 1
        assert not project.verify_log().problems


def test_a_backup_takes_the_place_of_the_study_when_it_is_confirmed(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        copy = backup.copy_of(project)
        project.codebook.add_code("后来的")
    app = open_app("overview", small)
    app.file_uploader(key="backup_file").upload("copy.qualcode", copy)
    app.checkbox(key="backup_sure").check()
    app.run()
    app.button(key="backup_restore").click().run()
    assert not app.exception
    assert not app.error
    with Project.open(small) as project:
        assert project.status()["codes"] == 2


def test_the_example_tells_how_far_it_is_and_shows_its_coded_round_first(
    tmp_path: Path, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    app = open_app("overview")
    app.text_input(key="overview_example_folder").set_value(str(tmp_path / "示例"))
    app.button(key="overview_example").click().run()
    assert not app.exception
    turn_to(sit_down(app, tmp_path / "示例"), "code")
    assert '"codings":[{' in components(app)[0].proto.json.replace(" ", "")
    app.button(key="code_go_on").click().run()
    assert box(app, "code_round").options[box(app, "code_round").value].startswith("R2")


def test_no_word_of_the_app_names_a_command():
    for language in LANGUAGES:
        words_of = catalogue(language).items()
        assert not [key for key, it in words_of if key.startswith("app.") and "`qualcode" in it]


def test_text_of_a_user_is_never_read_as_markdown():
    hostile = "![x](http://example.org/a.png) :red[y] $z$ <b> `c` **d** [e](f)"
    escaped = words.plain(hostile)
    assert re.sub(r"\\(.)", r"\1", escaped).replace("\u2060", "") == hostile
    assert not re.search(r"(?<!\\)[!\[\](){}:$<>`*_#]", escaped)
