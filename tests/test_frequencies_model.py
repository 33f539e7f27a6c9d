"""Frequencies with a model's help: one frozen run, its guard, and when it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from frequency_material import CODE, SEED, add, copied, drawn, read, read_blind, row, study

from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES
from qualcode.store import model_scores, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.gathering.frequency_material import Counted
    from qualcode.i18n import Language
    from qualcode.project import Project

pytest_plugins = ("frequency_material",)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Interviews of 100 to 160 answers, of which enough blind turns were read for the guard."""
    folder = tmp_path_factory.mktemp("large")
    with study(folder / "large", {"一": 100, "二": 130, "三": 160}) as project:
        project.suggestions.run("甲", seed=SEED)
        read_blind(project)
        yield project


@pytest.fixture
def larger(large: Project, tmp_path: Path) -> Iterator[Project]:
    with copied(large, tmp_path / "large") as project:
        yield project


def tables(project: Project) -> dict[str, int]:
    return {info.name: info.text_id for info in project.transcripts.list()}


# With the model's help.


def test_under_fifteen_of_each_the_model_is_refused_and_says_how_many_more(equal: Project):
    turns = read_blind(equal)
    found = row(equal.frequencies.table(unit="turn"))
    yes = sum("支部" in turn.text for turn in turns)
    assert (found["needs_positives"], found["needs_negatives"]) == (15 - yes, 15 - (9 - yes))
    assert found["model"] is None
    assert found["people"] == found["estimate"]
    assert f"还需再读有该编码的发言 {15 - yes} 段" in str(found["why"])


@pytest.mark.parametrize("unit", ["sentence", "turn"])
def test_the_models_estimate_is_its_mean_score_and_what_people_correct(
    large: Project, unit: Counted
):
    """Σ f / N + Σ w (t − f) / Σ w m, f the scores of the run's sheet, a turn's the highest."""
    sizes = {"一": 100, "二": 130, "三": 160}
    turns = drawn(large)
    with large.store.reading() as connection:
        sheet = model_scores.sheet(connection, 1)
        units = {
            name: texts.units(connection, key, "sentence") for name, key in tables(large).items()
        }
    score = dict(zip(sheet.units.tolist(), sheet.column(CODE).tolist(), strict=True))

    def of_turn(name: str, start: int, end: int) -> list[float]:
        return [score[u.id] for u in units[name] if start <= u.start < end and u.in_frame]

    def total(scores: list[float]) -> float:
        return sum(scores) if unit == "sentence" else max(scores)

    frame = [
        of_turn(name, turn.start, turn.end)
        for name in sizes
        for turn in large.transcripts.get(name).turns
        if not turn.asks
    ]
    counted = sum(map(len, frame)) if unit == "sentence" else len(frame)
    weight = {n: size / sum(t.transcript == n for t in turns) for n, size in sizes.items()}
    corrected = expanded = 0.0
    for turn in turns:
        scores = of_turn(turn.transcript, turn.drawn.start, turn.drawn.end)
        w = weight[turn.transcript]
        corrected += w * (("支部" in turn.text) - total(scores))
        expanded += w * (len(scores) if unit == "sentence" else 1)
    found = row(large.frequencies.table(unit=unit))
    expected = sum(map(total, frame)) / counted + corrected / expanded
    assert found["model"] == pytest.approx(expected, abs=1e-6)
    assert found["estimate"] == found["model"]
    assert found["method"] == "抽样加模型"
    assert found["people"] != found["model"]
    assert found["people_low"] < found["people"] < found["people_high"]
    assert found["needs_positives"] is None


def test_the_footnote_says_what_was_done_in_both_languages(large: Project):
    zh = large.frequencies.table().notes[0]
    en = large.frequencies.table(language="en").notes[0]
    for words in (str(SEED), "390", "520"):
        assert words in zh
        assert words in en
    assert "区间只反映抽样误差" in zh
    assert "Intervals reflect sampling error only" in en
    assert "差值估计" in zh
    assert "hypergeometric" not in en


@pytest.mark.parametrize("language", LANGUAGES)
def test_peoples_and_the_models_figures_stand_in_columns_of_their_own(
    large: Project, language: Language
):
    table = large.frequencies.table(language=language)
    ids = [column.id for column in table.columns]
    assert {"people", "people_low", "people_high", "model", "model_low", "model_high"} <= set(ids)
    assert len({column.label for column in table.columns}) == len(ids)
    for found in table.rows:
        assert set(found) <= set(ids)
        assert found["why"]
        assert found["people"] is not None


def test_a_run_that_knew_another_meaning_helps_no_more(larger: Project):
    code = larger.codebook.current().code(CODE)
    assert code is not None
    larger.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    read_blind(larger)
    table = larger.frequencies.table()
    assert "含义已变" in str(row(table)["why"])
    assert row(table)["model"] is None
    assert row(table)["people"] is not None
    larger.suggestions.run("甲")
    table = larger.frequencies.table()
    assert row(table)["model"] is not None
    assert row(larger.frequencies.table(run=1))["model"] is None


def test_a_run_that_came_before_the_draw_is_not_believed(larger: Project):
    """What was set aside later may have taught the run; only an edited file can hold that."""
    with larger.store.acting("test") as act:
        act.update("run", 1, created="2000-01-01T00:00:00+00:00")
    found = row(larger.frequencies.table())
    assert found["model"] is None
    assert "早于部分盲样的抽取" in str(found["why"])


def test_a_transcript_that_the_run_did_not_know_has_no_scores(larger: Project):
    add(larger, "后来", 12)
    larger.sample.draw(seed=SEED)
    for turn in drawn(larger):
        if turn.transcript == "后来":
            read(larger, turn)
    found = row(larger.frequencies.table())
    assert found["people"] is not None
    assert found["model"] is None
    assert "缺少部分单位的评分" in str(found["why"])


def test_a_run_that_is_none_is_named(large: Project):
    with pytest.raises(InputError, match=r"\(1\), but 9 was given"):
        large.frequencies.table(run=9)


def test_a_unit_that_is_none_is_named(large: Project):
    with pytest.raises(InputError, match="sentence, turn, paragraph"):
        large.frequencies.table(unit="bracket")  # type: ignore[arg-type]


def test_scores_are_those_of_every_unit_of_the_frame(large: Project):
    with large.store.reading() as connection:
        sheet = model_scores.sheet(connection, 1)
    assert len(sheet.units) == 520
    assert not np.isnan(sheet.column(CODE)).any()
