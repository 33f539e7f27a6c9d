"""The matrix of who found what, and what a reader is told of it."""

from __future__ import annotations

import json
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from qualcode import agreement
from qualcode.agreement import calculator
from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import Code, Codebook, Coding, Reading, Unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement import Ratings
    from qualcode.i18n import Language

# The matrix.

TEXT = "第一句话。第二句话。第三句话。问什么呢？"
UNITS = [
    Unit("sentence", n, 5 * n, 5 * n + 5, in_frame=n < 3, text_id=1, id=11 + n) for n in range(4)
]


def coding(coder: str, start: int, end: int, code: str = "A", text_id: int = 1):
    return Coding("", "r1", coder, text_id, start, end, code)


def reading(coder: str, start: int, end: int, codebook: int = 1, text_id: int = 1):
    return Reading(coder, "r1", text_id, start, end, codebook)


def built(codings: list[Coding], readings: list[Reading], **options: Any):
    return agreement.build(
        [(1, TEXT, UNITS)], codings, readings, ("甲", "乙"), ("A", "B"), **options
    )


READ = [reading("甲", 0, 20), reading("乙", 0, 20)]


def test_zeros_come_from_readings_only():
    matrix = built([coding("甲", 0, 4)], [reading("甲", 0, 10), reading("乙", 5, 15)])
    assert matrix.code("A") == pytest.approx(np.array([[1, nan], [0, 0], [nan, 0]]), nan_ok=True)
    assert matrix.unit_ids.tolist() == [11, 12, 13]
    assert matrix.text_ids.tolist() == [1, 1, 1]


def test_the_interviewers_units_are_not_in_the_matrix():
    assert built([coding("甲", 15, 20)], READ).values.shape == (3, 2, 2)


def test_a_coding_without_a_reading_is_missing_and_counted():
    matrix = built([coding("甲", 0, 4)], [reading("乙", 0, 20)])
    assert np.isnan(matrix.values[:, :, 0]).all()
    assert matrix.coded_unread == 1


def test_a_reading_counts_only_for_codes_that_meant_the_same():
    readings = [reading("甲", 0, 20, codebook=1), reading("乙", 0, 20, codebook=2)]
    matrix = built([], readings, counts_for=lambda r, code: code == "A" or r.codebook == 2)
    assert not np.isnan(matrix.code("A")).any()
    assert np.isnan(matrix.code("B")).tolist() == [[True, False]] * 3


def test_any_overlap_is_the_sensitivity_check():
    long = [coding("甲", 4, 11)]
    assert built(long, READ).code("A")[:, 0].tolist() == [0, 1, 0]
    assert built(long, READ, rule="any").code("A")[:, 0].tolist() == [0, 1, 1]


def test_other_coders_codes_and_texts_are_passed_over():
    strays = [coding("丙", 0, 4), coding("甲", 0, 4, "C"), coding("甲", 0, 4, text_id=2)]
    assert not built(strays, READ).values.any()


def test_one_person_twice_is_not_two_coders():
    with pytest.raises(InputError, match="甲 is named more than once"):
        agreement.build([], [], [], ("甲", "甲"), ("A",))


# The table and its neighbours.

BOOK = Codebook(codes=(Code("B", {"zh": "嵌入", "en": "Embedding"}), Code("A"), Code("unused")))


def matrix_of(ratings: Ratings, groups: NDArray[np.int64], codes: tuple[str, ...] = ("A", "B")):
    units = np.arange(len(groups))
    coders = tuple("甲乙丙丁"[: ratings.shape[2]])
    return agreement.Matrix(ratings, coders, codes, units, np.asarray(groups))


def invented(n_coders: int = 2):
    rng = np.random.default_rng(3)
    truth = rng.random((60, 2, 1)) < 0.4
    values = np.where(rng.random((60, 2, n_coders)) < 0.2, ~truth, truth).astype(float)
    values[rng.random((60, 2, n_coders)) < 0.1] = nan
    return values


def test_the_table_has_a_row_for_each_code_in_codebook_order_and_one_over_all():
    matrix = matrix_of(invented(), np.repeat(range(6), 10))
    table = agreement.table(matrix, BOOK, unit="sentence", round_name="第一轮")
    assert [column.id for column in table.columns] == [
        *("code", "label", "coders", "unit", "round", "n_units", "n_missing"),
        *("both", "only_a", "only_b", "neither"),
        *("percent", "kappa", "alpha", "alpha_low", "alpha_high"),
        *("corpus_low", "corpus_high", "percent_coincidence", "percent_pairs", "kappa_max"),
        *("conger", "fleiss", "brennan_prediger", "ac1", "holsti", "composite"),
        *("positive", "negative", "prevalence", "bias", "holsti_given", "composite_given"),
        *("below_667", "below_800", "percent_error", "kappa_error", "conger_error"),
        *("fleiss_error", "brennan_prediger_error", "ac1_error", "alpha_error"),
        *("pooled_kappa", "undefined"),
    ]
    assert [row["code"] for row in table.rows] == ["B", "A", "*"]
    assert [row["label"] for row in table.rows] == ["嵌入", "A", "全部编码"]
    for row in table.rows:
        assert row["coders"] == "甲、乙"
        assert row["n_units"] == sum(row[c] for c in ("both", "only_a", "only_b", "neither"))
        assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
        assert row["undefined"] is None
    assert table.rows[2]["n_units"] == table.rows[0]["n_units"] + table.rows[1]["n_units"]
    json.dumps(table.to_json(), allow_nan=False)


def test_the_row_over_all_pools_every_judgement():
    matrix = matrix_of(invented(3), np.repeat(range(6), 10))
    row = agreement.table(matrix, BOOK, unit="turn", round_name="r").rows[-1]
    pooled = np.concatenate([matrix.code("A"), matrix.code("B")])
    assert row["alpha"] == agreement.krippendorff_alpha(pooled).value
    assert row["both"] is None
    texts = np.tile(matrix.text_ids, 2)
    assert row["alpha_low"] == pytest.approx(agreement.jackknife(pooled, texts).low)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_stands_for_one_measure_in_a_project_and_in_a_file(language: Language):
    """On the same judgements, whatever bears one id or one label in both tables is one number.

    Holsti counts every rating of a file, but of a project only what was given: two measures.
    """
    judged = np.repeat([[1.0, 1], [1, 0], [0, 1], [0, 0]], [13, 7, 7, 1197], axis=0)
    matrix = matrix_of(judged[:, None], np.arange(len(judged)) % 6, ("A",))
    row = agreement.table(matrix, BOOK, unit="turn", round_name="r", language=language).rows[0]
    columns = agreement.table(matrix, BOOK, unit="turn", round_name="r", language=language).columns
    cells = [[f"{value:.0f}" for value in pair] for pair in judged]
    units = tuple(map(str, range(len(cells))))
    sheet = calculator.RatingSheet("r.csv", ("甲", "乙"), units, cells, tuple(range(len(cells))))
    choice = calculator.RatingChoice(interval="corpus")
    of_file, *_ = calculator.of_ratings(sheet, choice, language=language)
    by_id = {str(each["coefficient"]): each["value"] for each in of_file.rows}
    by_label = {str(each["label"]): each["value"] for each in of_file.rows}
    assert row["holsti_given"] == pytest.approx(2 * 13 / 40)
    assert by_id["holsti"] == pytest.approx(2 * 1210 / 2448)
    shared = [(row[c.id], by_id[c.id]) for c in columns if c.id in by_id]
    shared += [(row[c.id], by_label[c.label]) for c in columns if c.label in by_label]
    assert len(shared) >= 4
    for of_project, same in shared:
        assert of_project == pytest.approx(same)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_undefined_is_empty_and_explained(language: Language):
    values = np.zeros((8, 2, 2))
    values[:3, 0] = 1
    matrix = matrix_of(values, [1, 2, 3, 4] * 2)
    table = agreement.table(matrix, BOOK, unit="turn", round_name="r", language=language)
    unused, perfect, _overall = table.rows
    assert (unused["kappa"], unused["alpha"], unused["alpha_low"]) == (None, None, None)
    assert (unused["percent"], unused["undefined"]) == (1, "no_variation; not_applied")
    assert (perfect["alpha"], perfect["alpha_low"], perfect["undefined"]) == (1, None, "perfect")
    for reason in ("no_variation", "perfect"):
        words = tr(f"agreement.reason.{reason}", language)
        assert sum(words in note for note in table.notes) == 1


def test_the_notes_say_what_was_counted():
    matrix = built([], [reading("甲", 0, 20), reading("乙", 0, 10)])
    zh = "\n".join(agreement.table(matrix, BOOK, unit="sentence", round_name="第一轮").notes)
    for words in ("句", "第一轮", "甲、乙", "共 3 个单位", "其中 1 个", "有 1 篇", "Cohen"):
        assert words in zh
    assert "置信区间：" not in zh
    three = matrix_of(invented(3), np.repeat(range(6), 10))
    en = agreement.table(three, BOOK, unit="turn", round_name="one", language="en")
    assert any("Light 1971" in note for note in en.notes)
    assert any("for two coders only" in note for note in en.notes)
    assert any("95% confidence interval" in note for note in en.notes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", agreement.REASONS)
def test_every_reason_has_words(reason: str, language: Language):
    assert tr(f"agreement.reason.{reason}", language)


@pytest.mark.parametrize("coders", [(), ("甲",)])
def test_one_coder_has_no_agreement(coders: tuple[str, ...]):
    matrix = agreement.build([(1, TEXT, UNITS)], [], READ, coders, ("A",))
    with pytest.raises(InputError, match="at least two coders"):
        agreement.table(matrix, BOOK, unit="sentence", round_name="r")


def test_an_empty_codebook_and_no_text_give_a_table_that_says_so():
    table = agreement.table(
        agreement.build([], [], [], ("甲", "乙"), ()), Codebook(), unit="turn", round_name="r"
    )
    assert [row["undefined"] for row in table.rows] == ["no_overlap; not_applied"]


def test_two_coders_pairwise_are_the_row_over_all():
    matrix = matrix_of(invented(), np.repeat(range(6), 10))
    row = agreement.table(matrix, BOOK, unit="turn", round_name="r").rows[-1]
    assert agreement.pairwise(matrix) == [("甲", "乙", row["alpha"], row["n_units"])]


def test_three_coders_have_three_pairs_and_each_coefficient():
    matrix = matrix_of(invented(3), np.repeat(range(6), 10))
    pairs = agreement.pairwise(matrix, "kappa")
    assert [(pair.coder_a, pair.coder_b) for pair in pairs] == [
        *(("甲", "乙"), ("甲", "丙"), ("乙", "丙"))
    ]
    mean = sum(pair.value for pair in pairs) / 3
    assert agreement.mean_pairwise_kappa(matrix.pooled()).value == pytest.approx(mean)


def test_disagreements_name_who_said_what_and_pass_over_who_did_not_read():
    values = np.array([[[1, 0, nan]], [[1, 1, nan]], [[0, 1, 1]], [[1, nan, nan]]])
    found = agreement.disagreements(matrix_of(values, [7, 7, 8, 8], ("A",)))
    assert found == [
        agreement.Disagreement(0, 7, "A", ("甲",), ("乙",)),
        agreement.Disagreement(2, 8, "A", ("乙", "丙"), ("甲",)),
    ]
