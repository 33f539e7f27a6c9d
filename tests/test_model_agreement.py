"""Machine against people: a design of its own, on blind turns that a person has read."""

from __future__ import annotations

import json
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode import agreement, cli
from qualcode.agreement import Matrix, models, models_table
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import Code, Codebook, Span
from qualcode.project import Project
from qualcode.store import machine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from qualcode.table import Cell, Table

# The design.


def matrix(values: Any, coders: tuple[str, ...], codes: tuple[str, ...] = ("A",)) -> Matrix:
    table = np.asarray(values, dtype=float)
    units = np.arange(len(table))
    return Matrix(table.reshape(len(table), len(codes), -1), coders, codes, units, units // 2)


def model(values: Any, name: str = "M") -> models.Model:
    return models.Model(name, np.asarray(values, dtype=float).reshape(len(values), -1), {"A": 0.5})


def of_kind(found: list[models.Comparison], kind: str, code: str = "A") -> list[models.Comparison]:
    return [one for one in found if (one.kind, one.code) == (kind, code)]


def test_a_score_is_a_yes_from_its_threshold_on_and_nothing_found_never_is():
    scores = np.array([[0.5, 0.0], [0.49, 0.3], [nan, 1.0]])
    said = models.labels(scores, np.array([0.5, 0.0]))
    assert said == pytest.approx(np.array([[1, 0], [0, 1], [nan, 1]]), nan_ok=True)


def test_two_people_are_compared_once_and_the_model_with_each_of_them():
    """Worked by hand: alpha of 8 units, one disagreement: 1 − 15 · 2 / (2 · 7 · 9)."""
    first = [1, 1, 1, 1, 0, 0, 0, 0]
    second = [1, 1, 1, 0, 0, 0, 0, 0]
    people = matrix(np.column_stack((first, second)), ("甲", "乙"))
    found = models.compare(people, [model(second)])
    (humans,) = of_kind(found, "humans")
    assert humans.alpha.value == pytest.approx(1 - 15 * 2 / (2 * 7 * 9))
    against = of_kind(found, "model")
    assert [one.against for one in against] == [("甲",), ("乙",)]
    assert against[0].alpha.value == pytest.approx(humans.alpha.value)
    assert (against[0].counts.both, against[0].counts.only_b) == (3, 1)
    assert against[1].alpha.value == 1
    assert not of_kind(found, "human")
    assert not of_kind(found, "place")


def test_three_people_give_the_baseline_of_dropping_one():
    """The dropped person and the model in their place meet the same others on the same units."""
    a, b, c = [1, 1, 0, 0, 1, 0], [1, 0, 0, 0, 1, nan], [1, 1, 0, 1, 0, 0]
    said = [1, 1, 0, 0, 0, 1]
    found = models.compare(matrix(np.column_stack((a, b, c)), ("甲", "乙", "丙")), [model(said)])
    dropped = {one.who: one for one in of_kind(found, "human")}
    assert dropped["甲"].against == ("乙", "丙")
    pairs = np.array([*zip(a, b, strict=True), *zip(a, c, strict=True)], dtype=float)
    assert dropped["甲"].alpha == agreement.krippendorff_alpha(pairs)
    assert dropped["甲"].counts.n_units == 11
    place = {one.dropped: one for one in of_kind(found, "place")}
    instead = [*zip(said, b, strict=True), *zip(said, c, strict=True)]
    assert place["甲"].alpha == agreement.krippendorff_alpha(np.array(instead, dtype=float))
    assert place["乙"].counts.n_units == 10


def test_a_model_is_never_one_coder_among_people():
    rng = np.random.default_rng(1)
    people = matrix(rng.integers(0, 2, (12, 3)), ("甲", "乙", "丙"))
    alone = models.compare(people, [])
    beside = models.compare(people, [model(rng.integers(0, 2, 12))])
    for kind in ("humans", "human"):
        assert of_kind(alone, kind) == of_kind(beside, kind)


def test_over_all_codes_the_judgements_are_pooled():
    rng = np.random.default_rng(2)
    values, said = rng.integers(0, 2, (10, 2, 2)).astype(float), rng.integers(0, 2, (10, 2))
    people = Matrix(values, ("甲", "乙"), ("A", "B"), np.arange(10), np.arange(10) // 2)
    found = models.compare(people, [models.Model("M", said.astype(float), {})])
    (against, _) = of_kind(found, "model", "*")
    pairs = np.column_stack((said.T.reshape(-1), values[:, :, 0].T.reshape(-1))).astype(float)
    assert against.alpha == agreement.krippendorff_alpha(pairs)
    assert against.interval == agreement.jackknife(pairs, np.tile(np.arange(10) // 2, 2))


def test_one_coder_has_no_baseline_and_no_score_is_said_as_such():
    found = models.compare(matrix([[1], [0]], ("甲",)), [model([nan, nan])])
    assert {one.kind for one in found} == {"model"}
    assert {one.alpha.reason for one in found} == {"no_overlap"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("coders", [1, 2, 3])
def test_the_table_is_the_same_in_both_languages_and_its_notes_fit(coders: int, language: Any):
    names = ("甲", "乙", "丙")[:coders]
    people = matrix(np.eye(12)[:, :coders], names)
    blind = models_table.BlindTurns(
        "R1", 24, dict.fromkeys(names, 12), 10, 0.5, ("丁",), {"M": ["A"]}
    )
    book = Codebook(codes=(Code("A", {"zh": "组织", "en": "Organising"}),))
    made = models_table.table(people, [model(np.eye(12)[:, 0])], book, blind, language)
    note = {1: "one", 2: "two", 3: "more"}[coders]
    assert tr(f"model_agreement.note.{note}", language) in made.notes
    assert any("丁" in line and "10" in line for line in made.notes)
    assert {row["label"] for row in made.rows} == {
        book.codes[0].label(language),
        tr("model_agreement.overall", language),
    }
    rows_of_a_code = {1: 1, 2: 3, 3: 10}[coders]
    assert len(made.rows) == 2 * rows_of_a_code


# In a project.

CODES = """codes:
  - id: leak
    definition: 说到漏水
    keywords: [漏水]
  - id: helpers
    definition: 说到志愿者
    keywords: [志愿者]
"""
WORDS = {"leak": "漏水", "helpers": "志愿者"}
SAID = (
    "楼上又漏水了，这是第{n}回。",
    "志愿者第{n}次来帮忙，𠮷祥里都来了。",
    "第{n}天没有什么事情。",
)


class Study:
    """A project of six interviews of ten answers each: suggestions were asked for first."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.names = project.status()["transcript_names"]
        with project.store.reading() as connection:
            sealed = machine.sealed_spans(connection, role="blind")
        self.blind: dict[str, list[Span]] = {
            name: sealed[project.transcripts.get(name).text_id] for name in self.names
        }

    def code(self, coder: str, slips: int = 0, names: list[str] | None = None) -> None:
        """Code what the keywords say and read it all; miss the first ``slips`` blind leaks."""
        for name in names or self.names:
            found = self.project.transcripts.get(name)
            for turn in found.turns:
                said = found.text[turn.start : turn.end]
                for code, word in WORDS.items():
                    if turn.asks or word not in said:
                        continue
                    blind = Span(turn.start, turn.end) in self.blind[name]
                    if code == "leak" and blind and slips:
                        slips -= 1
                        continue
                    self.project.codings.add(coder, name, turn.start, turn.end, code)
            self.project.codings.read(coder, name)

    def table(self, **choice: Any) -> Table:
        return self.project.model_agreement.table(language="en", **choice)

    def rows(self, **choice: Any) -> dict[tuple[str, str, str], Mapping[str, Cell]]:
        """Return the rows by code, kind and whom they are against."""
        kinds = {
            tr(f"model_agreement.kind.{kind}", "en"): kind
            for kind in ("humans", "human", "model", "place")
        }
        return {
            (str(row["code"]), kinds[str(row["kind"])], str(row["against"] or "")): row
            for row in self.table(**choice).rows
        }

    @property
    def turns(self) -> int:
        return sum(map(len, self.blind.values()))


def made(folder: Path) -> Project:
    """Make the project, its coders, and a round R1; nothing is suggested yet."""
    interviews = folder / "interviews"
    interviews.mkdir()
    for t in range(6):
        lines = []
        for n in range(10):
            lines += ["访谈者：后来呢？", "受访者：" + SAID[(n + t) % 3].format(n=10 * t + n)]
        (interviews / f"interview_{t}.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "codes.yaml").write_text(CODES, encoding="utf-8")
    project = Project.create(folder / "study", folder / "codes.yaml")
    project.transcripts.ingest([interviews])
    for coder in ("A", "B"):
        project.coders.add(coder)
    project.rounds.open("R1")
    return project


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with made(tmp_path) as project:
        project.suggestions.run(seed=5)
        yield Study(project)


def test_without_suggestions_there_is_no_machine(tmp_path: Path):
    with made(tmp_path) as project, pytest.raises(RuleError, match="needs suggestions"):
        project.model_agreement.table()


def test_before_anybody_read_blind_turns_nothing_is_looked_at(study: Study):
    with pytest.raises(RuleError, match=f"none of the {study.turns} blind turns was read in a"):
        study.table()
    with pytest.raises(RuleError, match=f"none of the {study.turns} blind turns was read by A"):
        study.table(viewer="A")


def test_too_little_read_says_how_much_and_by_whom(study: Study):
    study.code("A", names=study.names[:2])
    study.project.rounds.close()
    read = sum(len(study.blind[name]) for name in study.names[:2])
    said = f"takes 10 blind turns.*{read} of {study.turns} blind turns are read by A in round R1"
    with pytest.raises(RuleError, match=said):
        study.table()


def test_people_come_first_and_then_the_machine_against_each(study: Study):
    """The machine finds the keywords, and so does A; B missed two leaks among the blind turns."""
    study.code("A")
    study.code("B", slips=2)
    study.project.rounds.close()
    rows = study.rows()
    assert [kind for code, kind, _ in rows if code == "leak"] == ["humans", "model", "model"]
    humans, to_a, to_b = (row for (code, _, _), row in rows.items() if code == "leak")
    assert humans["n_units"] == to_a["n_units"] == study.turns
    assert (humans["only_who"], humans["only_against"]) == (2, 0)
    assert to_a["alpha"] == 1
    assert to_a["undefined"] == "perfect"
    assert to_b["alpha"] == humans["alpha"] < 1
    n, leaks = 2 * study.turns, 2 * humans["both"] + 2
    assert humans["alpha"] == pytest.approx(1 - (n - 1) * 4 / (2 * leaks * (n - leaks)))
    assert rows["*", "model", "A"]["n_units"] == 2 * study.turns
    assert rows["leak", "model", "A"]["threshold"] == 0.5


def test_only_blind_turns_count(study: Study):
    """A slip outside of the blind sample changes no figure."""
    study.code("A")
    name = study.names[0]
    blind = {(span.start, span.end) for span in study.blind[name]}
    turns = [t for t in study.project.transcripts.get(name).turns if not t.asks]
    outside = next(t for t in turns if (t.start, t.end) not in blind)
    before = study.table(viewer="A").to_json()
    study.project.codings.add("A", name, outside.start, outside.end, "leak")
    study.project.codings.add("A", name, outside.start, outside.end, "helpers")
    assert study.table(viewer="A").to_json() == before


def test_an_open_independent_round_shows_coders_their_own_only(study: Study):
    study.code("A")
    with pytest.raises(RuleError, match="only its coders may see"):
        study.table(round="R1")
    own = study.table(round="R1", viewer="A").to_json()
    assert {row["against"] for row in own["rows"]} == {"A"}
    study.code("B", slips=3)
    assert study.table(round="R1", viewer="A").to_json() == own


def test_a_round_of_discussion_is_refused(study: Study):
    study.project.rounds.close()
    study.project.rounds.open("D1", "discussion")
    with pytest.raises(RuleError, match="round D1 is a discussion round"):
        study.table(round="D1")


def test_each_run_has_the_thresholds_it_suggested_with(study: Study):
    """What a second run learned gives it measured thresholds; the evaluation says which."""
    study.code("A")
    study.code("B", slips=2)
    study.project.rounds.close()
    report = study.project.suggestions.run("A")
    assert report.evaluation is not None
    measured = {row["code"]: row["threshold"] for row in report.evaluation.rows}
    rows = study.table().rows
    machines = {str(row["who"]) for row in rows if row["threshold"] is not None}
    assert len(machines) == 2
    learned = {
        row["code"]: row["threshold"]
        for row in rows
        if f"run {report.run}, for A" in str(row["who"]) and row["threshold"] is not None
    }
    assert learned == measured
    alone = study.table(run=report.run).rows
    assert {str(row["who"]) for row in alone if row["threshold"]} == machines - {
        str(row["who"]) for row in rows if row["threshold"] == 0.5
    }


def test_a_run_of_another_coder_is_not_shown_to_a_viewer(study: Study):
    study.code("A")
    theirs = study.project.suggestions.run("B").run
    names = {str(row["who"]) for row in study.table(viewer="A").rows}
    assert not any("for B" in name for name in names)
    with pytest.raises(InputError, match=f"but {theirs} was given"):
        study.table(viewer="A", run=theirs)


def test_a_code_that_changed_its_meaning_since_the_run_is_not_compared(
    study: Study, tmp_path: Path
):
    changed = tmp_path / "changed.yaml"
    changed.write_text(CODES.replace("说到漏水", "说到漏水，也说到停电"), encoding="utf-8")
    study.project.codebook.load(changed)
    study.code("A")
    study.project.rounds.close()
    rows = study.rows()
    assert rows["leak", "model", "A"]["undefined"] == "no_overlap"
    assert rows["helpers", "model", "A"]["alpha"] == 1
    notes = [note for note in study.table().notes if "changed their meaning" in note]
    assert len(notes) == 1
    assert "leak" in notes[0]
    assert "helpers" not in notes[0]


def test_the_command_prints_the_table(
    study: Study, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    study.code("A")
    words = ["agree-model", "--project", str(study.project.folder), "--coder", "A", "--json"]
    monkeypatch.setattr("sys.argv", ["qualcode", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    printed = json.loads(capsys.readouterr().out)
    assert printed == study.project.model_agreement.table(viewer="A").to_json()
    assert printed["name"] == "model_agreement"
