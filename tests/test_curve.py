"""What suggestions are worth on a labelled table: split, figures, queues, the command."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from curve_material import BOOK, CODES, as_csv, rows, write_book, write_lines
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import InputError
from qualcode.ingest.labelled import read_labelled, training
from qualcode.suggest import Context, Training
from qualcode.suggest.curve import FIGURES, Curve, Saved, curve
from qualcode.suggest.curve.baseline import Plain
from qualcode.suggest.curve.holdout import LARGEST, holdout, samples
from qualcode.suggest.curve.measures import (
    Scored,
    average_precision,
    mean,
    measure_all,
    recall_among_first,
)
from qualcode.suggest.curve.report import CurveAbout, tables
from qualcode.suggest.curve.simulation import Simulation, simulate
from qualcode.suggest.queue import QUEUES
from qualcode.text import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path


def made(folder: Path, groups: int = 10, each: int = 9) -> Training:
    path = write_lines(folder / "made.jsonl", rows(groups, each))
    return training(read_labelled(path, "text", "codes", "who"), CODES, Tokenizer())


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Training:
    return made(tmp_path_factory.mktemp("table"))


@pytest.fixture(scope="module")
def found(table: Training) -> Curve:
    return curve(CODES, table, sizes=(8, 3), seeds=2)


# ---- what is held out, and what is learned from --------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_no_group_is_on_both_sides(table: Training, seed: int) -> None:
    """Two in five groups are held out, and every row is on one side."""
    pool, test = holdout(table, seed)
    groups = np.array(table.groups)
    assert sorted([*pool, *test]) == list(range(len(table.examples)))
    assert set(groups[pool]).isdisjoint(groups[test])
    assert len(set(groups[test])) == 4


def test_at_most_two_thousand_units_are_tested_on(table: Training) -> None:
    many = LARGEST * 3
    big = Training(table.examples[:1] * many, np.zeros((many, 2)), table.codes, tuple(range(many)))
    pool, test = holdout(big, 1)
    assert (len(test), len(pool)) == (LARGEST, many - round(0.4 * many))


def test_one_group_cannot_be_held_out(table: Training) -> None:
    with pytest.raises(InputError, match="two groups or more"):
        holdout(Training(table.examples, table.labels, table.codes, (1,) * len(table.groups)), 1)


def test_a_sample_has_so_many_positives_a_code_and_the_empty_at_their_share(
    table: Training,
) -> None:
    pool, _ = holdout(table, 1)
    coded = table.labels[pool].any(axis=1)
    share = (~coded).sum() / coded.sum()
    sizes = (2, 5, 10_000)
    before: set[int] = set()
    for size, taken in zip(sizes, samples(table, pool, sizes), strict=True):
        there = table.labels[pool].sum(axis=0)
        positives = table.labels[taken].sum(axis=0)
        assert (positives >= np.minimum(size, there)).all()
        with_code = int(table.labels[taken].any(axis=1).sum())
        assert with_code <= size * 2
        assert len(taken) - with_code == round(share * with_code)
        assert before <= set(taken.tolist())
        before = set(taken.tolist())
    assert before == set(pool.tolist())


# ---- the figures ---------------------------------------------------------------------------

TRUTH = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]], dtype=bool)


def test_average_precision_is_of_each_code() -> None:
    """Ranks 1 and 3 of 4 give (1/1 + 2/3) / 2; a code that no unit has is undefined."""
    scores = np.array([[0.9, 0.1, 0.5, 0], [0.8, 0.7, 0.5, 0], [0.7, 0.2, 0.5, 0], [0.1] * 4])
    assert average_precision(TRUTH, scores) == pytest.approx(
        [5 / 6, 1, np.nan, np.nan], nan_ok=True
    )


def test_a_hit_is_a_true_code_among_the_first_three_of_a_coded_unit() -> None:
    """Units without codes are not counted, and a score of 0 is "nothing found"."""
    scores = np.array([[0.1, 0.9, 0.8, 0.7], [0.2, 0.3, 0.4, 0.1], [0.0] * 4, [1.0] * 4])
    assert recall_among_first(TRUTH, scores) == pytest.approx(1 / 3)
    assert np.isnan(recall_among_first(np.zeros((2, 4), dtype=bool), scores[:2]))


def test_f1_is_at_each_codes_threshold_and_calibration_of_probabilities_only() -> None:
    scores = np.array([[0.9, 0.6, 0, 0], [0.6, 0.5, 0, 0], [0.4, 0.5, 0, 0], [0.1, 0, 0, 0]])
    sure = np.array([True, False, False, False])
    found = measure_all(TRUTH, Scored(scores, np.array([0.4, 0.6, 0.5, 0.5]), sure))
    assert found.f1[:2] == pytest.approx([0.8, 0.0])
    assert found.macro_f1 == pytest.approx(0.4)
    assert found.calibrated == 1
    assert found.calibration_error == pytest.approx((0.1 + 0.6 + 0.6 + 0.1) / 4)
    none = measure_all(TRUTH, Scored(scores, np.full(4, 0.5), np.zeros(4, dtype=bool)))
    assert np.isnan(none.calibration_error)


def test_a_mean_is_over_what_is_defined() -> None:
    assert mean([0.5, np.nan, 1.0]) == 0.75
    assert np.isnan(mean([np.nan]))
    assert np.isnan(mean([]))


# ---- the baseline --------------------------------------------------------------------------


def test_the_baseline_learns_what_words_say(table: Training) -> None:
    fitted = Plain.fit(table)
    assert (average_precision(table.labels == 1, fitted.score(table.examples)) > 0.9).all()
    assert ((fitted.cuts > 0) & (fitted.cuts < 1)).all()


@pytest.mark.parametrize("constant", [0.0, 1.0])
def test_a_code_without_two_sides_has_no_baseline(table: Training, constant: float) -> None:
    labels = table.labels.copy()
    labels[:, 1] = constant
    fitted = Plain.fit(Training(table.examples, labels, table.codes, table.groups))
    scored = fitted.scored(table.examples)
    assert (scored.scores[:, 1] == 0).all()
    assert scored.probability.tolist() == [True, False]


def test_without_words_the_baseline_says_nothing(table: Training) -> None:
    silent = tuple(replace(example, words=()) for example in table.examples)
    fitted = Plain.fit(Training(silent, table.labels, table.codes, table.groups))
    assert not fitted.score(silent).any()


# ---- the queues ----------------------------------------------------------------------------


@pytest.mark.parametrize("queue", QUEUES)
def test_all_queues_reach_the_same_when_all_is_read(table: Training, queue: str) -> None:
    """What was read in another order teaches the same; the suggester is refitted where asked."""
    pool, test = holdout(table, 1)
    told: list[int] = []
    about = Context(pool=table.part(np.sort(pool)).examples)
    run = Simulation(CODES, table.part(np.sort(pool)), table.part(test), about, 1)
    ends = run.ends()
    assert ends == [20, 40, 54]
    reached = simulate(run, queue, ends[1:], lambda: told.append(1))
    assert [each.read for each in reached] == ends[1:]
    assert len(told) == 2
    again = simulate(run, "reading", ends[-1:])
    assert reached[-1] == again[-1]


# ---- all of it -----------------------------------------------------------------------------


def test_sizes_come_once_and_in_order(found: Curve) -> None:
    """Ours begins without a label, where a baseline is undefined."""
    places = [(point.model, point.size) for point in found.points]
    assert places == [("ours", 0), ("plain", 3), ("ours", 3), ("plain", 8), ("ours", 8)]
    assert found.points[0].units == 0
    assert all(len(s.by_seed) == 2 for p in found.points for s in p.figures.values())


def test_the_same_table_gives_the_same_figures(table: Training, found: Curve) -> None:
    assert str(curve(CODES, table, sizes=(3, 8, 8), seeds=2)) == str(found)


def test_saved_is_counted_at_the_end_of_a_batch(found: Curve) -> None:
    random, mix = found.queues
    assert [random.name, mix.name] == ["random", "mix"]
    assert found.saved.read == max(random.reached) == max(mix.reached)
    assert found.saved.needed in mix.reached
    assert found.saved.quality == random.reached[found.saved.read].mean
    before = [at.mean for end, at in mix.reached.items() if end < found.saved.needed]
    assert all(quality < found.saved.quality for quality in before)
    assert found.saved.percent == 100 * (1 - found.saved.needed / found.saved.read)


def test_steps_are_told_and_what_they_raise_stops_the_work(table: Training) -> None:
    heard: list[tuple[int, int]] = []

    def tell(done: int, of: int, _what: str) -> None:
        heard.append((done, of))

    curve(CODES, table, sizes=(3,), seeds=1, on_step=tell)
    assert heard == [(n, heard[0][1]) for n in range(1, heard[0][1] + 1)]

    def stop(_done: int, _of: int, _what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        curve(CODES, table, sizes=(3,), seeds=1, on_step=stop)


def test_each_text_is_encoded_once(table: Training) -> None:
    said: list[str] = []

    def encode(texts: Any) -> Any:
        said.extend(texts)
        vectors = np.array([[len(text), text.count("，") + 1] for text in texts], dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    curve(CODES, table, Context(encode=encode), sizes=(3,), seeds=1)
    assert {example.text for example in table.examples} <= set(said)
    assert len(said) == len(set(said))


def test_a_table_without_codes_teaches_nothing(table: Training) -> None:
    empty = Training(table.examples, np.zeros_like(table.labels), table.codes, table.groups)
    with pytest.raises(InputError, match="every row is without"):
        curve(CODES, empty)


def test_few_rows_and_empty_texts_are_measured_as_far_as_they_go(tmp_path: Path) -> None:
    said = [("", []), ("动员", ["动员"])] * 2
    small = [{"who": n, "text": text, "codes": codes} for n, (text, codes) in enumerate(said)]
    path = write_lines(tmp_path / "small.jsonl", small)
    tiny = training(read_labelled(path, "text", "codes", "who"), CODES, Tokenizer())
    got = curve(CODES, tiny, sizes=(5,), seeds=2)
    assert got.unused == ("规则",)
    assert got.short == ("动员",)
    assert np.isnan(got.points[0].average_precision["规则"].mean)


# ---- the command ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    table = rows(4, 6)
    write_lines(tmp_path / "table.jsonl", table)
    (tmp_path / "table.csv").write_text(as_csv(table), encoding="utf-8-sig")
    write_book(tmp_path / "book.json")
    return tmp_path


def run(folder: Path, *words: str, file: str = "table.jsonl", book: str = "book.json") -> Any:
    columns = ["--text", "text", "--codes", "codes", "--codebook", str(folder / book)]
    words = (str(folder / file), *columns, "--sizes", "3", "--seeds", "1", *words)
    return CliRunner().invoke(app, ["curve", *words])


def test_json_is_one_document_with_every_figure(folder: Path) -> None:
    """What is undefined is null; a table in CSV gives the same as in lines of JSON."""
    done = run(folder, "--group", "who", "--json")
    assert done.exit_code == 0, done.output
    value = json.loads(done.stdout)
    about = value["table"]
    assert (about["name"], about["units"], about["groups"]) == ("table.jsonl", 24, 4)
    assert (about["grouped"], about["codes"]) == (True, list(BOOK))
    assert about["unused"] == ["从未"]
    places = [(point["model"], point["size"]) for point in value["points"]]
    assert places == [("ours", 0), ("plain", 3), ("ours", 3)]
    for point in value["points"]:
        assert set(point["figures"]) == set(FIGURES)
        assert set(point["average_precision"]) == set(point["positives"]) == set(BOOK)
        assert point["average_precision"]["从未"]["mean"] is None
    assert [queue["name"] for queue in value["queues"]] == ["random", "mix"]
    assert set(value["saved"]) == {"of", "quality", "needed", "percent", "needed_by_seed"}
    assert (value["engine"] is None) == (value["engine_missing"] is not None)
    table = json.loads(run(folder, "--group", "who", "--json", file="table.csv").stdout)
    assert table.pop("table")["name"] == "table.csv"
    assert value.pop("table")
    assert table == value


def test_without_groups_one_is_warned(folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 0
    assert "Without --group" in done.stderr
    assert "--group" in done.stdout
    assert "从未" in done.stdout
    assert "LogisticRegression" in done.stdout


@pytest.mark.parametrize(("language", "word"), [("zh", "随机"), ("en", "Random")])
def test_people_get_two_tables_and_what_they_mean(found: Curve, language: Any, word: str) -> None:
    """Baseline and ours stand side by side by size; what is undefined has no number."""
    figures, queues = tables(found, CurveAbout("t.csv", missing="没有。"), language)
    assert len(figures.rows) == len(FIGURES) * 3
    assert "plain_mean" not in figures.rows[0]
    assert figures.rows[1]["plain_mean"] == found.points[1].figures[FIGURES[0]].mean
    assert [row["read"] for row in queues.rows] == list(found.queues[0].reached)
    assert word in [column.label for column in queues.columns]
    assert any("没有。" in note for note in figures.notes)
    assert str(found.saved.needed) in queues.notes[0]


@pytest.mark.parametrize(
    ("saved", "word"),
    [
        (Saved(300, 0.5, 160, (140, None)), "160: 47 % fewer units to read (by seed after 140, –)"),
        (Saved(300, 0.5, None, (None,)), "does not reach within 300"),
        (Saved(300, np.nan, None, (None,)), "Nothing can be said"),
    ],
)
def test_what_is_saved_is_one_sentence(found: Curve, saved: Saved, word: str) -> None:
    _, queues = tables(replace(found, saved=saved), CurveAbout("t.csv"), "en")
    assert word in queues.notes[0]


@pytest.mark.parametrize("sizes", ["", "5,", "0", "-1", "a", "5;20", "1.5", "9999999"])
def test_sizes_are_numbers(folder: Path, sizes: str) -> None:
    done = run(folder, "--sizes", sizes)
    assert isinstance(done.exception, InputError)
    assert "--sizes must be numbers" in str(done.exception)


@pytest.mark.parametrize(
    ("words", "files", "message"),
    [
        (("--group", "nobody"), {}, "must have the column 'nobody'"),
        ((), {"file": "none.csv"}, "there is none"),
        ((), {"book": "none.yaml"}, "must be a file that can be read"),
        ((), {"book": "other.json"}, "规则 is not; add it to the codebook"),
    ],
)
def test_a_mistake_is_one_sentence(
    folder: Path, words: tuple[str, ...], files: dict[str, str], message: str
) -> None:
    write_book(folder / "other.json", {"动员": "发动"})
    done = run(folder, *words, **files)
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)
