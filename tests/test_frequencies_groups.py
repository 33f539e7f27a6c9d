"""Frequencies by group of participants, the model's errors by group, and the commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import REPO
from frequency_material import CODE, SEED, copied, drawn, read_blind, row, study

from qualcode import cli
from qualcode.errors import InputError, RuleError
from qualcode.frequency import METHODS, REASONS
from qualcode.frequency.anchoring import UNMEASURED
from qualcode.frequency.report import REFUSALS
from qualcode.i18n import LANGUAGES, catalogue
from qualcode.project.reporting.tables import MEASURED
from qualcode.store import model_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.project import Project

GROUPS = {"干部": 7, "居民": 6, "专家": 2}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Fifteen people, each in an interview of ten to fourteen answers; two blind turns or three."""
    folder = tmp_path_factory.mktemp("groups")
    names = [f"{group}{n}" for group, size in GROUPS.items() for n in range(size)]
    lines = ["transcript,speaker,pseudonym,role,group,site"]
    lines += [f"{name},受访者{name},P{name},{name[-1]}号,{name[:-1]},甲" for name in names]
    table = folder / "people.csv"
    table.write_text("\n".join(lines), "utf-8")
    sizes = {name: 10 + n % 5 for n, name in enumerate(names)}
    with study(folder / "s", sizes) as project:
        project.transcripts.import_participants(table)
        project.suggestions.run("甲", seed=SEED)
        read_blind(project)
        yield project


@pytest.fixture
def grouped(fresh: Project, tmp_path: Path) -> Iterator[Project]:
    with copied(fresh, tmp_path / "copy") as project:
        yield project


def test_a_groups_share_is_that_of_its_own_turns(fresh: Project):
    """Each interview is a stratum and one person's: Σ w t / Σ w m over the group's interviews."""
    turns = drawn(fresh)
    table = fresh.frequencies.table(by="group")
    for group in ("干部", "居民"):
        mine = [turn for turn in turns if turn.transcript.startswith(group)]
        has = units = 0.0
        for turn in mine:
            answers = [t for t in fresh.transcripts.get(turn.transcript).turns if not t.asks]
            w = len(answers) / sum(other.transcript == turn.transcript for other in mine)
            has += w * ("支部" in turn.text)
            units += w * (1 + ("支部" in turn.text))
        found = row(table, group=group)
        assert found["people"] == pytest.approx(has / units)
        assert found["people_low"] < found["people"] < found["people_high"]
        assert found["like"] == pytest.approx(has / units)
        assert found["people_in_group"] == GROUPS[group]
        assert found["blind_turns"] == len(mine)


def test_groups_add_up_to_the_whole(fresh: Project):
    whole = row(fresh.frequencies.table())
    table = fresh.frequencies.table(by="group")
    for name in ("frame", "read", "positives", "blind_turns", "blind_positives"):
        parts = [int(found[name] or 0) for found in table.rows if found["code"] == CODE]
        assert sum(parts) == whole[name]


def test_a_group_of_under_six_people_has_counts_only(fresh: Project):
    table = fresh.frequencies.table(by="group")
    found = row(table, group="专家")
    assert found["people_in_group"] == 2
    assert found["blind_turns"] > 0
    shares = ("estimate", "low", "high", "people", "people_low", "model", "like", "like_low")
    assert {found[name] for name in shares} == {None}
    assert found["undefined"] == "few_people"
    assert any("不足 6 人的组" in note and "专家" in note for note in table.notes)


def test_a_small_group_that_was_read_whole_has_counts_only_too(grouped: Project):
    for info in grouped.transcripts.list():
        grouped.codings.read("甲", info.name)
    table = grouped.frequencies.table(by="group")
    assert row(table, group="专家")["estimate"] is None
    found = row(table, group="干部")
    assert found["method"] == "全部计数"
    assert found["estimate"] == found["positives"] / found["frame"]
    assert found["low"] is None


def test_attributes_and_roles_group_too_and_speakers_without_are_counted_out(grouped: Project):
    assert {found["group"] for found in grouped.frequencies.table(by="site").rows} == {"甲"}
    assert len({found["group"] for found in grouped.frequencies.table(by="role").rows}) == 7
    answers = [f"访谈者：问？\n受访者丁：答{n}。" for n in range(8)]
    grouped.transcripts.ingest_bytes("无人.txt", "\n".join(answers).encode())
    table = grouped.frequencies.table(by="group")
    assert {found["group"] for found in table.rows} == set(GROUPS)
    assert any("有 8 段发言的发言者不属于任何组" in note for note in table.notes)


def test_what_groups_are_made_by_must_be_known(grouped: Project, tmp_path: Path):
    with pytest.raises(InputError, match="group, role, site, but 'age'"):
        grouped.frequencies.table(by="age")
    with study(tmp_path / "s", {"一": 6}) as project, pytest.raises(RuleError, match="nobody who"):
        project.frequencies.table(by="group")


def test_errors_are_what_people_found_less_the_models_score(fresh: Project):
    """The mean of y − f over a group's blind sentences, from the sheet of the run."""
    with fresh.store.reading() as connection:
        sheet = model_scores.sheet(connection, 1)
    score = dict(zip(sheet.units.tolist(), sheet.column(CODE).tolist(), strict=True))
    keys = {info.name: info.text_id for info in fresh.transcripts.list()}
    errors: dict[str, list[float]] = {}
    for turn in drawn(fresh):
        inside = [
            unit
            for unit in fresh.transcripts.units(keys[turn.transcript], "sentence")
            if turn.drawn.start <= unit.start < turn.drawn.end
        ]
        for place, unit in enumerate(inside):
            found = float("支部" in turn.text and place == 0)
            errors.setdefault(turn.transcript[:-1], []).append(found - score[unit.id])
    table = fresh.frequencies.errors()
    for group in ("干部", "居民"):
        found = row(table, group=group)
        assert found["mean"] == pytest.approx(np.mean(errors[group]), abs=1e-6)
        assert found["units"] == len(errors[group])
    assert "专家" not in {found["group"] for found in table.rows}
    assert any("专家" in note for note in table.notes)


def test_p_is_adjusted_over_the_codes_that_were_tested(fresh: Project):
    table = fresh.frequencies.errors()
    firsts = [found for found in table.rows if found.get("said")]
    assert len(firsts) == 7
    tested = sorted((found for found in firsts if found["p"] is not None), key=lambda it: it["p"])
    assert tested
    assert tested[0]["holm"] == pytest.approx(min(1, len(tested) * tested[0]["p"]))
    assert all(found["holm"] >= found["p"] for found in tested)
    for found in firsts:
        assert (found["undefined"] is None) == (found["p"] is not None)


def test_errors_need_a_run(tmp_path: Path):
    with study(tmp_path / "s", {"一": 6}) as project:
        table = tmp_path / "people.csv"
        table.write_text("transcript,speaker,pseudonym,group\n一,受访者一,P1,甲\n", "utf-8")
        project.transcripts.import_participants(table)
        with pytest.raises(RuleError, match="qualcode suggest"):
            project.frequencies.errors()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MEASURED)
def test_every_measured_table_has_a_name_and_words(fresh: Project, name: str, language: Language):
    assert name in fresh.tables.names()
    table = fresh.tables.get(name, coder="甲", language=language)
    assert table.name == name
    assert table.rows
    known = {column.id for column in table.columns}
    assert all(set(found) <= known for found in table.rows)
    assert all("{" not in note for note in table.notes)


@pytest.mark.parametrize("name", MEASURED)
def test_the_docs_name_every_measured_table(name: str):
    assert f"`{name}`" in (REPO / "docs" / "files.md").read_text(encoding="utf-8")


def test_the_frequencies_are_exported_where_there_is_a_sample(fresh: Project, tmp_path: Path):
    names = {path.name for path in fresh.tables.write_all(tmp_path / "tables")}
    assert {f"frequencies{suffix}" for suffix in (".docx", ".xlsx", ".csv", ".md")} <= names
    with study(tmp_path / "s", {"一": 6}) as project:
        names = {path.name for path in project.tables.write_all(tmp_path / "other")}
    assert not any(name.startswith("frequencies") for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_method_and_reason_has_words(language: Language):
    words = catalogue(language)
    assert all(f"frequencies.method.{name}" in words for name in METHODS)
    assert all(f"frequencies.reason.{name}" in words for name in REASONS)
    assert all(f"frequencies.refused.{name}" in words for name in REFUSALS)
    assert all(f"anchoring.reason.{name}" in words for name in UNMEASURED)


@pytest.fixture
def run(
    fresh: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    def command(*arguments: str) -> str:
        line = ["qualcode", "frequencies", "--project", str(fresh.folder), *arguments]
        monkeypatch.setattr("sys.argv", line)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    return command


def test_the_command_prints_what_it_is_asked_for(run: Callable[..., str], tmp_path: Path):
    def rows(*arguments: str) -> list[dict[str, Any]]:
        return list(json.loads(run("--json", *arguments))["rows"])

    assert len(rows()) == 7
    assert len(rows("--by", "group")) == 21
    assert rows("--unit", "turn")[0]["frame"] < rows()[0]["frame"]
    assert {"f", "holm"} <= set(rows("--errors")[0])
    assert rows("--run", "1", "--coder", "甲") == rows()
    assert "区间只反映抽样误差" in run()
    assert "Wrote" in run("--out", str(tmp_path / "f.docx"))
    assert (tmp_path / "f.docx").stat().st_size
