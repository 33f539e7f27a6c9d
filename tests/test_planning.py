"""How much to double-code: the published numbers, the design effect, and live progress."""

from __future__ import annotations

import json
from itertools import pairwise
from math import ceil, isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import CODEBOOK, write_interviews
from hypothesis import given
from hypothesis import strategies as st

from qualcode import cli
from qualcode.agreement import Matrix, plan
from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.planning import (
    bloch_kraemer,
    design_effect,
    rarity,
    transcripts_needed,
    units_needed,
)
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import Code, Codebook
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.agreement import Ratings
    from qualcode.table import Table

# The sample size.

shares = st.floats(0.001, 0.999)
goals = st.floats(0, 0.99)


@pytest.mark.parametrize(("alpha", "judgements", "units"), [(0.8, 139, 70), (0.667, 81, 41)])
def test_the_published_numbers(alpha: float, judgements: int, units: int):
    """Four equally frequent codes at p = .05: ATLAS.ti's manual, after Krippendorff 2019."""
    assert bloch_kraemer(alpha, 0.25, z=1.6448536).value == judgements
    assert bloch_kraemer(alpha, 0.25, level=0.05).value == judgements
    assert units_needed(alpha, 0.25).value == units


def test_a_rare_code_needs_many_units():
    assert units_needed(0.8, 0.05).value == 280
    assert bloch_kraemer(0.8, 0.05).value == 560


@given(goals, shares, st.integers(2, 9))
def test_the_number_of_coders_cancels_out_of_the_units(alpha: float, p: float, coders: int):
    judgements = bloch_kraemer(alpha, p, coders=coders).value
    assert units_needed(alpha, p).value == ceil(judgements / coders)


@given(goals, shares, st.floats(1, 20))
def test_more_is_needed_for_a_rarer_code_a_higher_goal_and_a_larger_design_effect(
    alpha: float, p: float, design: float
):
    here = units_needed(alpha, p).value
    assert here >= units_needed(alpha, (p + 0.5) / 2).value
    assert here <= units_needed((alpha + 1) / 2, p).value
    assert here <= units_needed(alpha, p, design=design).value <= ceil(here * design)


@pytest.mark.parametrize(("p", "reason"), [(0, "not_applied"), (1, "no_variation")])
def test_a_code_that_nobody_or_every_unit_has_needs_no_known_number(p: float, reason: str):
    size = bloch_kraemer(0.8, p)
    assert isnan(size.value)
    assert size.reason == reason


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"alpha_min": 1}, "not 1"),
        ({"alpha_min": -0.1}, "not -0.1"),
        ({"p": 1.5}, "not 1.5"),
        ({"p": nan}, "not nan"),
        ({"coders": 1}, "not 1"),
        ({"level": 0.5}, "not 0.5"),
        ({"design": 0.9}, "not 0.9"),
    ],
)
def test_a_number_out_of_its_range_is_one_sentence(given: dict[str, Any], found: str):
    with pytest.raises(InputError, match=f"{found}; give"):
        bloch_kraemer(**{"alpha_min": 0.8, "p": 0.25, **given})


def test_at_least_four_transcripts_so_that_there_is_an_interval():
    assert transcripts_needed(30, 100) == 4
    assert transcripts_needed(280, 20) == 14
    assert transcripts_needed(281, 20) == 15


# The pilot.


def clustered(seed: int, transcripts: int = 8, units: int = 30, coders: int = 2) -> Ratings:
    """Return coders who err in some transcripts and not in others, one reading in ten missing."""
    rng = np.random.default_rng(seed)
    share, error = rng.beta(1.6, 6.4, transcripts), rng.beta(0.5, 2.5, transcripts)
    truth = rng.random((transcripts, units, 1)) < share[:, None, None]
    wrong = rng.random((transcripts, units, coders)) < error[:, None, None]
    ratings = (truth ^ wrong).astype(float)
    ratings[rng.random(ratings.shape) < 0.1] = nan
    return ratings.reshape(-1, coders)


def variance(values: list[float]) -> float:
    """Return the jackknife variance, straight from its definition."""
    n, mean = len(values), sum(values) / len(values)
    return (n - 1) / n * sum((value - mean) ** 2 for value in values)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("coders", [2, 3])
def test_the_design_effect_is_one_variance_over_the_other(seed: int, coders: int):
    ratings, groups = clustered(seed, coders=coders), np.repeat(range(8), 30)
    pairable = (~np.isnan(ratings)).sum(axis=1) >= 2
    shared, of = ratings[pairable], groups[pairable]
    over_transcripts = variance([krippendorff_alpha(shared[of != g]).value for g in range(8)])
    over_units = variance(
        [krippendorff_alpha(np.delete(shared, unit, axis=0)).value for unit in range(len(shared))]
    )
    expected = max(1.0, over_transcripts / over_units)
    assert design_effect(ratings, groups).value == pytest.approx(expected)


def test_a_transcript_of_copies_of_one_unit_counts_about_once():
    """Five copies of every unit in its transcript: the design effect is about five."""
    single = clustered(1, transcripts=40, units=1)
    single = np.nan_to_num(single)
    assert design_effect(np.repeat(single, 5, axis=0), np.repeat(range(40), 5)).value == (
        pytest.approx(5, rel=0.1)
    )


def test_it_is_never_under_one():
    """Transcripts that are all alike vary less than chance would have it."""
    alike = np.array([[1, 1], [1, 0], [0, 0], [0, 0]] * 6, dtype=float)
    assert design_effect(alike, np.repeat(range(6), 4)).value == 1


BOTH, ONE, NONE = [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]


@pytest.mark.parametrize(
    ("units", "groups", "reason"),
    [
        ([[1, nan], [nan, 0]], [0, 1], "no_overlap"),
        ([NONE] * 8, [0, 0, 1, 1, 2, 2, 3, 3], "no_variation"),
        ([BOTH, ONE, NONE], [0, 0, 0], "one_transcript"),
        ([BOTH, ONE, NONE], [0, 1, 2], "few_transcripts"),
        ([BOTH, NONE, NONE, BOTH], [0, 1, 2, 3], "perfect"),
        ([BOTH, ONE, NONE, NONE, NONE], [0, 0, 1, 2, 3], "undefined_without_one"),
        ([ONE] * 6, [0, 0, 0, 1, 2, 3], "all_alike"),
    ],
)
def test_what_cannot_be_measured_has_a_reason(
    units: list[list[float]], groups: list[int], reason: str
):
    effect = design_effect(np.array(units, dtype=float), np.array(groups))
    assert isnan(effect.value)
    assert effect.reason == reason


def test_the_share_of_a_code_is_pooled_over_coders():
    assert rarity(np.array([BOTH, ONE, NONE, NONE])).value == 3 / 8
    assert rarity(np.array([NONE])).reason == "not_applied"


# The table.

BOOK = Codebook(codes=(Code("often", {"zh": "常见", "en": "Often"}), Code("rare"), Code("never")))


def matrix(values: Ratings, codes: tuple[str, ...] = ("often", "rare", "never")) -> Matrix:
    units = np.arange(len(values))
    return Matrix(values, ("甲", "乙"), codes, units, units // 10)


def piloted() -> Matrix:
    """Return a pilot of 60 units in 6 transcripts."""
    values = np.zeros((60, 3, 2))
    values[:, 0] = np.nan_to_num(clustered(2, transcripts=6, units=10))
    values[[3, 17], 1] = 1
    return matrix(values)


def planned(**given: Any) -> Table:
    pilot = piloted()
    return plan.table(plan.Plan(pilot, pilot, "R1", "R1", **given), BOOK, "en")


def test_a_plan_has_a_row_for_each_code_and_what_it_needs():
    often, rare, never = planned().rows
    assert rare["p"] == 2 / 60
    assert rare["design"] is None
    assert rare["units_reliable"] == rare["units_target"] == units_needed(0.8, 2 / 60).value
    assert rare["judgements_needed"] == bloch_kraemer(0.8, 2 / 60).value
    assert rare["units_done"] == 60
    assert rare["judgements_done"] == 120
    assert rare["missing"] == rare["judgements_needed"] - 120
    assert rare["transcripts"] == ceil(rare["units_target"] / 10)
    assert rare["undefined"] == "design: perfect"
    assert often["units_reliable"] == units_needed(0.8, often["p"], design=often["design"]).value
    assert often["units_tentative"] < often["units_reliable"]
    empty = ("p", "units_reliable", "transcripts", "judgements_needed", "missing")
    assert [never[column] for column in empty] == [None] * 5
    assert never["undefined"] == "p: not_applied; design: no_variation; units_target: not_applied"


def test_a_third_coder_who_read_little_does_not_make_it_three_coders():
    values = np.full((60, 3, 3), nan)
    values[:, :, :2] = piloted().values
    values[:5, :, 2] = 0
    three = Matrix(values, ("甲", "乙", "丙"), ("often", "rare", "never"), *[np.arange(60)] * 2)
    assert plan.Plan(three, three, "R1", "R1").coders == 2
    unread = matrix(np.full((60, 3, 2), nan))
    assert plan.Plan(three, unread, "R1", "R2").coders == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_name_the_pilot_the_rule_and_what_is_missing(language: Any):
    pilot = piloted()
    made = plan.table(plan.Plan(pilot, pilot, "R1", "R2"), BOOK, language)
    rare = made.rows[1]
    furthest = tr(
        "plan.note.furthest", language, label="rare", done=120, needed=rare["judgements_needed"]
    )
    assert furthest in made.notes
    assert any("1989" in note and "0.05" in note for note in made.notes)
    assert any("rare" in note and "60" in note for note in made.notes)
    assert any("never" in note for note in made.notes)


def test_another_threshold_has_a_column_of_its_own():
    shown = {column.id: not column.detail for column in planned(threshold=0.9).columns}
    assert shown["units_target"]
    assert not {column.id: not column.detail for column in planned().columns}["units_target"]
    assert planned(threshold=0.9).rows[1]["units_target"] == units_needed(0.9, 2 / 60).value


def test_a_code_that_came_after_the_pilot_is_a_row_without_a_number():
    pilot = piloted()
    without = matrix(pilot.values[:, :2], ("often", "rare"))
    new = plan.table(plan.Plan(without, pilot, "R1", "R2"), BOOK).rows[2]
    assert new["undefined"].startswith("p: no_overlap")
    assert new["units_done"] == 60


# In a project.


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """A closed pilot R1 of four interviews, and an open round R2 of the coders A and B."""
    write_interviews(tmp_path / "interviews")
    with Project.create(tmp_path / "study", CODEBOOK) as made:
        made.transcripts.ingest([tmp_path / "interviews"])
        for coder in ("A", "B"):
            made.coders.add(coder)
        made.rounds.open("R1")
        for n, name in enumerate(made.status()["transcript_names"]):
            turns = [turn for turn in made.transcripts.get(name).turns if not turn.asks]
            for coder in ("A", "B"):
                made.codings.read(coder, name)
                first = turns[(coder == "B") * (n % 2)]
                made.codings.add(coder, name, first.start, first.end, "mobilization")
        made.rounds.close("R1")
        made.rounds.open("R2")
        yield made


def test_progress_is_that_of_the_open_round_and_grows_with_every_reading(study: Project):
    names = study.status()["transcript_names"]
    done = [row["units_done"] for row in study.planning.table().rows]
    assert done == [0] * len(done)
    study.codings.read("A", names[0])
    assert {row["units_done"] for row in study.planning.table().rows} == {0}
    counted = [0]
    for name in names:
        study.codings.read("B", name)
        study.codings.read("A", name)
        row = study.planning.table().rows[0]
        assert row["judgements_done"] == 2 * row["units_done"]
        counted.append(row["units_done"])
    assert all(before < after for before, after in pairwise(counted))
    total = study.agreement.compared(None, round="R1")[1]
    assert counted[-1] == len(total.values)


def test_nobodys_codings_in_an_open_round_change_the_plan(study: Project):
    name = study.status()["transcript_names"][0]
    for coder in ("A", "B"):
        study.codings.read(coder, name)
    before = study.planning.table().to_json()
    turn = study.transcripts.get(name).turns[1]
    study.codings.add("B", name, turn.start, turn.end, "rule_making")
    assert study.planning.table().to_json() == before


def test_without_an_open_round_the_pilot_is_its_own_progress(study: Project):
    study.rounds.close("R2")
    row = next(r for r in study.planning.table().rows if r["code"] == "mobilization")
    assert row["units_done"] == row["pilot_units"] > 0
    assert row["missing"] == row["judgements_needed"] - 2 * row["units_done"]


def test_a_plan_needs_a_pilot(project: Project):
    with pytest.raises(RuleError, match=r"needs a pilot.*qualcode plan --p"):
        project.planning.table()


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    monkeypatch.setattr("sys.argv", ["qualcode", "plan", *words, "--json"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    return json.loads(capsys.readouterr().out)


def test_the_command_plans_a_project_and_calculates_without_one(
    study: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    table = run(capsys, monkeypatch, "--project", str(study.folder), "--round", "R1")
    assert table == study.planning.table("R1").to_json()
    size = run(capsys, monkeypatch, "--p", ".25", "--alpha", ".8", "--coders", "2")
    assert size == {"judgements": 139, "units": 70, "coders": 2}
    assert run(capsys, monkeypatch, "--p", "0") == {"undefined": "not_applied"}


def test_a_plan_speaks_of_judgements_and_never_calls_them_codings(
    study: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """A coding is a stretch with a code; what a plan counts is units times coders."""
    monkeypatch.setattr("sys.argv", ["qualcode", "plan", "--p", ".25"])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().out
    assert "139 judgements" in said
    assert "codings" not in said
    shown = study.planning.table("R1", language="en")
    assert not any("coding" in column.label.casefold() for column in shown.columns)
    assert {"judgements_done", "judgements_needed"} <= {column.id for column in shown.columns}
