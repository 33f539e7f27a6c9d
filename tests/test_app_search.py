"""Search in the app: what is asked, what is shown, and that only what was seen is coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import box, components, shown, turn_to, window
from quoted_material import listed_in, said_in, tick

from qualcode import Project
from qualcode.app.search.hits import PAGE
from qualcode.gathering.search import KINDS
from qualcode.i18n import LANGUAGES, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)

KEY = "search_hits"


def look_for(app: AppTest, words: str) -> AppTest:
    return app.text_input(key="search_words").set_value(words).run()


def to_code(app: AppTest, label: str, extent: str = "sentence") -> AppTest:
    app.toggle(key="search_code_all").set_value(True).run()
    box(app, "search_code_to").select(label).run()
    return box(app, "search_extent").select(tr(f"app.search.extent_{extent}")).run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("study", ["small", "full"])
def test_every_kind_of_search_finds_the_word(
    study: str,
    kind: str,
    language: str,
    open_app: Callable[..., AppTest],
    request: pytest.FixtureRequest,
) -> None:
    app = open_app("search", request.getfixturevalue(study), language)
    app.segmented_control(key="search_kind").set_value(kind).run()
    look_for(app, "居民")
    assert not app.exception
    assert not app.error
    assert set(said_in(app, KEY)) == {"居民"}
    assert tr(f"app.search.kind_help_{kind}", language) in shown(app)


def test_an_empty_study_says_what_is_missing(empty: Path, open_app: Callable[..., AppTest]) -> None:
    app = open_app("search", empty)
    assert tr("app.search.none") in shown(app)
    assert not app.text_input


def test_a_pattern_with_a_mistake_is_a_sentence(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("search", small)
    app.segmented_control(key="search_kind").set_value("pattern").run()
    look_for(app, "[网格")
    assert not app.exception
    assert "正则表达式" in app.error[0].value


def test_the_search_is_still_there_after_another_page(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    app = look_for(open_app("search", small), "网格长")
    turn_to(turn_to(app, "codebook"), "search")
    assert app.text_input(key="search_words").value == "网格长"
    assert said_in(app, KEY) == ["网格长"]


def test_conditions_narrow(small: Path, open_app: Callable[..., AppTest]) -> None:
    app = look_for(open_app("search", small), "居民")
    assert said_in(app, KEY) == ["居民"]
    app.toggle(key="search_answers").set_value(True).run()
    assert tr("app.search.not_found") in shown(app)


def test_without_coding_nothing_can_be_ticked(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    app = look_for(open_app("search", small), "网格长")
    assert listed_in(app, KEY)["ticks"] is False
    assert not [it for it in app.button if it.key == "search_do_code"]


def test_what_is_ticked_is_coded_as_it_was_shown_and_comes_back(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    app = to_code(look_for(open_app("search", small), "网格长"), "组织动员")
    (item,) = listed_in(app, KEY)["items"]
    to_be = "".join(text for text, mark in item["pieces"] if mark != "around")
    assert app.button(key="search_do_code").disabled
    tick(app, KEY, [item["id"]]).button(key="search_do_code").click().run()
    assert tr("app.search.coded_now", n=1) in shown(app)
    with Project.open(small) as project:
        (made,) = project.codings.of("王敏")
        text = project.transcripts.get("书记").text
    assert text[made.start : made.end] == to_be == "后来网格长一家一家去敲门。"
    assert made.origin == "manual"
    (item,) = listed_in(app, KEY)["items"]
    assert item["may"] is False
    assert ["", tr("app.search.done")] in item["lines"]
    app.button(key="search_undo").click().run()
    with Project.open(small) as project:
        assert not project.codings.of("王敏")
    assert not app.exception


def test_a_new_name_becomes_a_code(small: Path, open_app: Callable[..., AppTest]) -> None:
    app = look_for(open_app("search", small), "网格长")
    to_code(app, tr("app.node.new_code"), "hit")
    (item,) = listed_in(app, KEY)["items"]
    app.text_input(key="search_code_name").set_value("敲门")
    tick(app, KEY, [item["id"]]).button(key="search_do_code").click().run()
    with Project.open(small) as project:
        assert "敲门" in [it.label() for it in project.codebook.current().codes]


def test_what_was_not_on_the_screen_is_never_coded(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    with Project.open(small) as project:
        said = "".join(f"受访者：网格第{n}次。\n" for n in range(PAGE + 5))
        project.transcripts.ingest_bytes("长.txt", said.encode())
        places = project.search.find("网格", "王敏").places
    ids = [":".join(map(str, it)) for it in places]
    app = to_code(look_for(open_app("search", small), "网格"), "规则", "hit")
    assert len(listed_in(app, KEY)["items"]) == PAGE
    tick(app, KEY, [*ids, "1:0:3", "nonsense"]).button(key="search_do_code").click().run()
    with Project.open(small) as project:
        assert len(project.codings.of("王敏")) == PAGE


def test_ticks_of_an_earlier_page_stay(small: Path, open_app: Callable[..., AppTest]) -> None:
    with Project.open(small) as project:
        said = "".join(f"受访者：网格第{n}次。\n" for n in range(PAGE + 5))
        project.transcripts.ingest_bytes("长.txt", said.encode())
    app = to_code(look_for(open_app("search", small), "网格"), "规则", "hit")
    first = listed_in(app, KEY)["items"][0]["id"]
    app.button(key="search_later").click().run()
    last = listed_in(app, KEY)["items"][-1]["id"]
    tick(app, KEY, [first, last]).button(key="search_do_code").click().run()
    with Project.open(small) as project:
        assert len(project.codings.of("王敏")) == 2


def test_a_hit_leads_to_its_place_with_the_hits_of_its_transcript(
    small: Path, open_app: Callable[..., AppTest]
) -> None:
    app = look_for(open_app("search", small), "一家")
    assert said_in(app, KEY) == ["一家", "一家"]
    with Project.open(small) as project:
        places = project.search.find("一家", "王敏").places
    study = window(app).study
    study.transcript, study.place = "书记", places[0][1]
    study.hits = [list(it[1:]) for it in places]
    turn_to(app, "code")
    data = components(app)[0].proto.json.replace(" ", "")
    assert f'"hits":[[{places[0][1]},{places[0][2]}],' in data
