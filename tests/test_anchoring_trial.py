"""The anchoring trial in a project: what the coin withheld, and what coders did with the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from frequency_material import SEED, copied, read_blind, study

from qualcode import cli
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES
from qualcode.store.across import trial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.project import Project
    from qualcode.table import Cell, Table


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two interviews of 45 answers with suggestions, nothing read; not to change."""
    with study(tmp_path_factory.mktemp("s") / "s", {"一": 45, "二": 45}) as project:
        project.suggestions.run("甲", seed=SEED)
        yield project


@pytest.fixture
def asked(fresh: Project, tmp_path: Path) -> Iterator[Project]:
    with copied(fresh, tmp_path / "asked") as project:
        yield project


def work(project: Project, coder: str = "甲", *, obeys: bool = True, cards: int = 200) -> None:
    """Code cards: nothing of one's own, and of what is shown everything or nothing."""
    for _ in range(cards):
        card = project.suggestions.next(coder)
        if card is None:
            return
        if card.mode == "code_first":
            card = project.suggestions.answer(coder, card.pick, ())
        elif card.mode == "on_request":
            card = project.suggestions.reveal(coder, card.pick)
        for item in card.suggestions:
            if obeys:
                project.suggestions.accept(coder, item.suggestion.id, pick=card.pick)
        project.suggestions.finish(coder, card.pick)


def rows(table: Table, kind: str, label: str | None = None) -> list[dict[str, Cell]]:
    """Return adoption and addition of a row."""
    found = [dict(row) for row in table.rows if row["kind"] == kind]
    return [row for row in found if label in (None, row["label"])]


def came(project: Project) -> list[trial.DrawnUnit]:
    with project.store.reading() as connection:
        return list(trial.drawn(connection))


@pytest.mark.parametrize("mode", ["visible", "on_request", "code_first"])
def test_a_coder_who_takes_everything_shown_adopts_all_of_it_and_nothing_withheld(
    asked: Project, mode: str
):
    asked.suggestions.set_mode(mode)
    work(asked)
    table = asked.anchoring.table()
    adoption, addition = rows(table, "总体")
    assert adoption["shown_share"] == 1
    assert adoption["withheld_share"] == 0
    assert adoption["withheld_cells"] > 0
    assert adoption["difference"] == 1
    assert adoption["low"] > 0
    assert str(adoption["said"]).startswith("看到建议时采纳比例比没看到时高 100.0 个百分点")
    assert addition["shown_coded"] == addition["withheld_coded"] == 0
    assert addition["shown_cells"] > addition["withheld_cells"] > 0


def test_a_coder_who_takes_nothing_shows_no_difference(asked: Project):
    asked.suggestions.set_mode("visible")
    work(asked, obeys=False)
    adoption = rows(asked.anchoring.table(), "总体")[0]
    assert adoption["difference"] == 0
    assert adoption["low"] < 0 < adoption["high"]
    assert "还看不出来" in str(adoption["said"])


def test_every_unit_and_code_is_counted_once_by_code_and_by_coder(asked: Project):
    work(asked)
    table = asked.anchoring.table()
    for name in ("shown_cells", "shown_coded", "withheld_cells", "withheld_coded"):
        overall = sum(int(row[name] or 0) for row in rows(table, "总体"))
        assert sum(int(row[name] or 0) for row in rows(table, "编码")) == overall
        assert sum(int(row[name] or 0) for row in rows(table, "编码者")) == overall
        assert overall > 0 or name == "withheld_coded"


def test_blind_units_take_no_part_in_the_trial(asked: Project):
    """They come up among the others, but the coin was not thrown for them."""
    work(asked)
    cells = sum(
        int(row["shown_cells"] or 0) + int(row["withheld_cells"] or 0)
        for row in rows(asked.anchoring.table(), "总体")
    )
    with asked.store.reading() as connection:
        from qualcode.store import machine

        spans = machine.sealed_spans(connection)
    units = {
        unit.id: unit
        for info in asked.transcripts.list()
        for unit in asked.transcripts.units(info.text_id, "sentence")
    }
    open_units = [
        it
        for it in came(asked)
        if not any(
            s.start < units[it.unit].end and units[it.unit].start < s.end
            for s in spans[units[it.unit].text_id]
        )
    ]
    assert 0 < len(open_units) < len(came(asked))
    assert cells == 7 * len(open_units)


def test_a_unit_counts_only_once_it_was_read(asked: Project):
    assert asked.suggestions.next("甲") is not None
    assert rows(asked.anchoring.table(), "总体")[0]["undefined"] == "no_cells"


def test_first_answers_and_their_changes_are_counted_apart(asked: Project):
    work(asked)
    adoption, addition = rows(asked.anchoring.table(), "总体")
    assert adoption["toward"] == adoption["apart"] == adoption["shown_cells"]
    assert (adoption["away"], adoption["alike"]) == (0, 0)
    assert (addition["toward"], addition["away"]) == (0, 0)
    assert any("先编后看" in note for note in asked.anchoring.table().notes)


def test_modes_are_apart_where_several_were_in_use(asked: Project):
    asked.suggestions.set_mode("visible")
    work(asked, cards=25)
    assert not rows(asked.anchoring.table(), "方式")
    asked.suggestions.set_mode("code_first")
    work(asked)
    table = asked.anchoring.table()
    assert {row["label"] for row in rows(table, "方式")} == {"直接显示", "先编后看"}
    assert any("用过多种方式" in note for note in table.notes)


def test_the_comparison_without_coin_is_there_under_its_label(asked: Project):
    asked.suggestions.set_mode("visible")
    work(asked)
    table = asked.anchoring.table()
    adoption = rows(table, "描述性")[0]
    assert adoption["shown_share"] > 0
    assert adoption["withheld_share"] == 0
    assert adoption["more"] is None
    assert str(adoption["said"]).startswith("只作描述，不是影响")
    assert any("混淆" in note for note in table.notes)


def test_a_code_that_means_something_else_now_is_left_out_and_said(asked: Project):
    from dataclasses import replace

    work(asked)
    before = rows(asked.anchoring.table(), "编码", "组织构建")[0]["shown_cells"]
    code = asked.codebook.current().code("construction")
    assert code is not None
    asked.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    table = asked.anchoring.table()
    assert before
    assert rows(table, "编码", "组织构建")[0]["shown_cells"] == 0
    assert any("含义" in note for note in table.notes)


def test_nobody_sees_another_coders_open_independent_round(asked: Project):
    work(asked)
    asked.coders.add("乙")
    assert rows(asked.anchoring.table("甲"), "编码者")
    with pytest.raises(RuleError, match="open and independent"):
        asked.anchoring.table()
    with pytest.raises(RuleError, match="open and independent"):
        asked.anchoring.table("甲", viewer="乙")
    asked.rounds.close("R1")
    assert {row["label"] for row in rows(asked.anchoring.table(viewer="乙"), "编码者")} == {"甲"}


def test_a_coder_who_is_none_is_named(asked: Project):
    with pytest.raises(InputError, match="'丙'"):
        asked.anchoring.table("丙")


def test_without_suggestions_there_is_nothing_to_measure(tmp_path: Path):
    with (
        study(tmp_path / "s", {"一": 6}) as project,
        pytest.raises(RuleError, match="qualcode suggest"),
    ):
        project.anchoring.table()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_the_table(
    asked: Project,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    asked.set_language(language)
    work(asked, cards=10)
    read_blind(asked)
    arguments = ["qualcode", "anchoring", "--project", str(asked.folder), "--json"]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit):
        cli.main()
    value = json.loads(capsys.readouterr().out)
    assert value["name"] == "anchoring"
    assert value["rows"][0]["said"]
