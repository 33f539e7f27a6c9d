"""A name is text: whatever it holds, no page makes a picture, a link or a heading of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from app_material import open_window, sit_down, turn_to
from google.protobuf.json_format import MessageToJson
from test_app_pages import VIEWS, _elements

from qualcode import Project
from qualcode.app.menu import PAGES
from qualcode.app.screen.words import listed, plain, t
from qualcode.app.server import launch
from qualcode.app.window.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

LURE = "![p](http://x.invalid/p)"
TEXT_FIELDS = {
    "Selectbox": {"options", "rawValue", "default"},
    "MultiSelect": {"options", "default", "rawValues"},
    "TextInput": {"default", "placeholder", "value"},
    "TextArea": {"default", "placeholder", "value"},
    "Text": {"body"},
    "DownloadButton": {"url"},
    "Dataframe": {"columns", "columnOrder", "data"},
    "Radio": {"value"},
}
"""What of an element the browser shows as it stands; everything else may read Markdown."""
OTHER = {"BidiComponent", "Arrow", "ArrowVegaLiteChart", "VegaLiteChart", "Code", "PageConfig"}
"""Elements that show no Markdown at all."""
HIDDEN = {"id", "formId", "elementHash", "key"}


def hostile(name: str) -> str:
    return f"{name} {LURE} http://x.invalid/{name}"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which every name and every word that people give tries to be more than text."""
    folder = tmp_path_factory.mktemp("hostile") / "study"
    text = "访谈者：怎么样？\n\n书记：网格长来了。大家都认。\n\n"
    with Project.create(folder) as project:
        for name in "甲乙":
            project.coders.add(hostile(name))
        for name in "一二三四":
            project.transcripts.ingest_bytes(f"{name} ![p](x.invalid).txt", (text * 4).encode())
        codes = [project.codebook.add_code(hostile(name)).id for name in ("动员", "规则", "责任")]
        for person in project.transcripts.participants():
            project.transcripts.edit_participant(
                replace(person, role=hostile("书记"), group=hostile("东"))
            )
        people = [coder.name for coder in project.coders.list()]
        project.rounds.open(hostile("轮"))
        for n, info in enumerate(project.transcripts.list()):
            start = project.transcripts.get(info.name).text.index("网格长")
            for who in people:
                project.codings.read(who, info.name)
                code = codes[n % 2] if who == people[0] else codes[0]
                made = project.codings.add(who, info.name, start, start + 6, code)
                project.memos.add(who, "coding", made.uuid, hostile("备忘"))
            project.memos.add(people[0], "transcript", info.name, hostile("备忘"))
        for code in codes:
            project.memos.add(people[0], "code", code, hostile("备忘"))
        project.memos.add(people[0], "project", "", hostile("备忘"))
        project.rounds.close(hostile("轮"))
    return folder


@pytest.fixture(scope="module")
def app(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppTest]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.setenv(launch.PROJECT_VARIABLE, str(study))
        opened = open_window()
        opened.run()
        assert_text_stays_text(opened)  # who codes is asked, by these names
        yield sit_down(opened, study)
    st.session_state.pop(SESSION, None)
    st.cache_resource.clear()


def strings(told: Any, skip: set[str]) -> Iterator[str]:
    if isinstance(told, dict):
        for name, inner in told.items():
            if name not in skip | HIDDEN:
                yield from strings(inner, skip)
    elif isinstance(told, list):
        for inner in told:
            yield from strings(inner, skip)
    elif isinstance(told, str):
        yield told


def assert_text_stays_text(app: AppTest) -> None:
    assert not app.exception
    for it in _elements(app._tree):
        kind = type(getattr(it, "proto", None)).__name__
        if kind in OTHER or getattr(it, "proto", None) is None:
            continue
        whole = json.loads(MessageToJson(it.proto))
        for words in strings(whole, TEXT_FIELDS.get(kind, set())):
            assert LURE not in words, f"{kind}: {words}"
            assert "http://" not in words.replace("\\", ""), f"{kind}: {words}"
        columns = json.loads(whole.get("columns") or "{}") if kind == "Dataframe" else {}
        for told in columns.values():
            assert LURE not in str(told.get("help", "")), "a column's tip reads Markdown"
        for name in TEXT_FIELDS.get(kind, ()):
            for words in strings(whole.get(name, ""), set()):
                assert "\\!" not in words, f"{kind}.{name} shows the escapes: {words}"


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_name_as_markdown(page: str, app: AppTest):
    assert_text_stays_text(turn_to(app, page))
    for row, (where, names) in VIEWS.items():
        if where == page and row in [it.key for it in app.segmented_control]:
            for name in names:
                app.segmented_control(key=row).set_value(name).run()
                assert_text_stays_text(app)
            app.segmented_control(key=row).set_value(names[0]).run()


@pytest.mark.parametrize(
    "name",
    ["http://a.b/c", "HTTPS://a.b", "www.a.b", "WWW.a.b", "a@b.org", ":smile:", ":material/home:"],
)
def test_addresses_and_signs_in_names_stay_words(name: str):
    """Markdown looks for them again after its escapes were read, so they are parted."""
    shown = plain(name).replace("\\", "")
    assert shown != name
    assert shown.replace("\u2060", "") == name


def test_words_that_are_escaped_are_not_escaped_again():
    once = plain("a*b")
    assert plain(once) is once
    assert listed([once, "c*d"]) == listed([once, plain("c*d")])


def test_words_of_the_catalogue_keep_their_markdown_and_names_in_them_do_not():
    told = t("coders.added", name="**甲**")
    assert r"\*\*甲\*\*" in told
