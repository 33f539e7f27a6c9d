"""What other programs would report: their rules, on published and on hand-counted cases."""

from __future__ import annotations

import json
import random
from math import isnan, nan
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.matrix import Matrix
from qualcode.agreement.other_tools import TOOLS, Figure, Material, report, table
from qualcode.agreement.unitizing import bar_u_alpha, cu_alpha, k_u_alpha
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.i18n import LANGUAGES

AB = ("A", "B")
CODES = ("x", "y", "z")
Span = tuple[int, int, str]


def two(length: int, a: list[Span], b: list[Span]) -> Continuum:
    return Continuum(length, {"A": a, "B": b})


def four(both: int, only_a: int, only_b: int, neither: int) -> Continuum:
    """A text of one code whose characters fall into these four cells."""
    end = both + only_a + only_b
    spans = {
        "A": [(0, both + only_a, "x")] if both + only_a else [],
        "B": [
            *([(0, both, "x")] if both else []),
            *([(both + only_a, end, "x")] if only_b else []),
        ],
    }
    return Continuum(end + neither, spans)


def units(values: list[list[list[float]]], codes: tuple[str, ...] = CODES) -> Matrix:
    """A matrix of units × codes × coders A and B."""
    table_of = np.array(values, dtype=np.float64).reshape(len(values), len(codes), 2)
    ids = np.arange(len(values))
    return Matrix(table_of, AB, codes, ids, np.zeros_like(ids))


def found(material: Material) -> dict[tuple[str, str, str], Figure]:
    """Return every figure by program, figure and code ("" over all)."""
    return {(each.tool, each.figure, each.code): each for each in report(material)}


def value(material: Material, tool: str, figure: str, code: str = "") -> float:
    return found(material)[tool, figure, code].estimate.value


# NVivo


@pytest.mark.parametrize(
    ("cells", "percent", "kappa"),
    [
        ((50, 75, 75, 800), 0.85, 0.3142857142857143),
        ((50, 50, 100, 800), 0.85, 0.3181818181818182),
        ((50, 150, 0, 800), 0.85, 0.34782608695652173),
        ((80, 20, 20, 880), 0.96, 0.7777777777777778),
        ((900, 50, 50, 0), 0.90, -0.05263157894736842),
    ],
)
def test_nvivo_compares_characters(
    cells: tuple[int, int, int, int], percent: float, kappa: float
) -> None:
    """Help page: 50 of 1,000 characters coded by both, 150 by one, 800 by neither are 85 %."""
    for code in ("", "x"):
        material = Material([four(*cells)], AB, ("x",))
        assert value(material, "nvivo", "percent", code) == pytest.approx(percent, abs=1e-12)
        assert value(material, "nvivo", "kappa", code) == pytest.approx(kappa, abs=1e-12)
    both, only_a, only_b, neither = cells
    assert found(material)["nvivo", "kappa", "x"].counts == {
        "n": 1000, "agreeing": both + neither, "both": both, "only_a": only_a,
        "only_b": only_b, "neither": neither,
    }  # fmt: skip


def test_nvivo_averages_files_alike_or_by_size() -> None:
    """Percent .9 on 1,000 characters and .5 on 100: .7 alike, (900 + 50) / 1,100 by size."""
    material = Material([four(500, 100, 0, 400), four(25, 25, 25, 25)], AB, ("x",))
    assert value(material, "nvivo", "percent") == pytest.approx(0.7)
    assert value(material, "nvivo", "percent_by_size") == pytest.approx(950 / 1100)
    assert value(material, "nvivo", "kappa") == pytest.approx((0.8 + 0) / 2)
    assert value(material, "nvivo", "kappa_by_size") == pytest.approx(0.8 * 1000 / 1100)


def test_nvivo_prints_one_where_kappa_has_no_value_and_the_figure_is_marked() -> None:
    """Nobody used the code in the second file: K = 1 there, an undocumented convention."""
    nobody, everything = four(0, 0, 0, 100), four(100, 0, 0, 0)
    for other in (nobody, everything):
        figures = found(Material([four(80, 20, 20, 880), other], AB, ("x",)))
        assert figures["nvivo", "kappa", "x"].estimate.value == pytest.approx((0.7777778 + 1) / 2)
        assert not figures["nvivo", "kappa", "x"].documented
        assert figures["nvivo", "percent", "x"].documented


def test_nvivo_prints_zero_where_only_one_coded_and_that_is_its_formula() -> None:
    figures = found(Material([four(0, 30, 0, 70)], AB, ("x",)))
    assert figures["nvivo", "kappa", "x"].estimate.value == 0
    assert figures["nvivo", "kappa", "x"].documented


# MAXQDA


def test_maxqda_asks_for_presence_then_frequency_then_segments() -> None:
    """Two documents, two codes: presence agrees in 3 of 4 rows, frequency in 2, segments in 4 of 8.

    x in the first document: A once, B twice; B's second segment has no partner. y in the second:
    A's only segment is shifted by 2 of 20 characters, which is 18 / 22 and no 90 %.
    """
    texts = [
        two(100, [(0, 20, "x"), (50, 60, "y")], [(0, 20, "x"), (30, 40, "x"), (50, 60, "y")]),
        two(100, [(10, 30, "y"), (80, 90, "x")], [(12, 32, "y")]),
    ]
    figures = found(Material(texts, AB, ("x", "y")))
    present, often = figures["maxqda", "present", ""], figures["maxqda", "frequency", ""]
    assert (present.counts["agreeing"], present.counts["n"]) == (3, 4)
    assert present.counts["only_a"] == 1
    assert (often.counts["agreeing"], often.counts["n"]) == (2, 4)
    near = figures["maxqda", "segments", ""]
    assert (near.counts["agreeing"], near.counts["n"], near.estimate.value) == (4, 8, 0.5)
    assert figures["maxqda", "segments", "y"].estimate.value == 0.5
    assert figures["maxqda", "kappa", ""].estimate.value == pytest.approx((0.5 - 0.5) / 0.5)
    assert present.documented
    assert not near.documented


@pytest.mark.parametrize(("rule", "share"), [("union", 0.0), ("longer", 1.0), ("own", 1.0)])
def test_maxqda_depends_on_what_the_overlap_is_divided_by(rule: str, share: float) -> None:
    """18 of 20 characters are 90 % of either segment, but 18 / 22 of what both cover."""
    texts = [two(100, [(0, 20, "x")], [(2, 22, "x")])]
    material = Material(texts, AB, ("x",), overlap=rule)  # type: ignore[arg-type]
    assert value(material, "maxqda", "segments") == share


def test_maxqda_kappa_has_one_over_the_codes_used_as_chance() -> None:
    """Brennan & Prediger: 6 of 8 segments agree, three codes used: (.75 − 1/3) / (2/3)."""
    a = [(0, 10, "x"), (20, 30, "y"), (40, 50, "z"), (60, 70, "x")]
    b = [(0, 10, "x"), (20, 30, "y"), (40, 50, "z"), (60, 70, "z")]
    material = Material([two(100, a, b)], AB, (*CODES, "never"))
    assert value(material, "maxqda", "kappa") == pytest.approx((0.75 - 1 / 3) / (2 / 3))


def test_maxqda_kappa_is_undefined_for_one_code() -> None:
    figure = found(Material([four(80, 20, 20, 880)], AB, ("x",)))["maxqda", "kappa", ""]
    assert figure.estimate.reason == "one_category"


# ATLAS.ti


def test_atlasti_measures_lengths() -> None:
    """Holsti is 2 · 80 / (100 + 100); percent counts the uncoded text as well."""
    material = Material([four(80, 20, 20, 880)], AB, ("x",))
    assert value(material, "atlasti", "percent") == pytest.approx(0.96)
    assert value(material, "atlasti", "holsti") == pytest.approx(0.8)


A_SPANS: list[Span] = [(0, 100, "x"), (150, 250, "y"), (300, 350, "z")]
B_SPANS: list[Span] = [(10, 90, "x"), (160, 260, "y"), (300, 350, "y")]


def test_atlasti_alphas_are_the_unitizing_family() -> None:
    """Alpha binary is |u of one code, cu and Csu stay within a domain, Cu is between domains."""
    texts = [two(400, A_SPANS, B_SPANS)]
    domains = {"first": ("x", "y"), "second": ("z",)}
    figures = found(Material(texts, AB, CODES, domains))

    def only(*codes: str) -> list[Continuum]:
        kept = [[s for s in spans if s[2] in codes] for spans in (A_SPANS, B_SPANS)]
        return [two(400, *kept)]

    def of(figure: str, code: str = "") -> float:
        return figures["atlasti", figure, code].estimate.value

    assert of("alpha_binary", "x") == pytest.approx(bar_u_alpha(only("x")).value)
    assert of("alpha_binary") == pytest.approx(bar_u_alpha(texts).value)
    assert of("cu_alpha", "first") == pytest.approx(cu_alpha(only("x", "y")).value)
    assert of("csu_alpha", "y") == pytest.approx(k_u_alpha(only("x", "y"), "y").value)
    rename = {"x": "1", "y": "1", "z": "2"}
    between = [[(s, e, rename[c]) for s, e, c in spans] for spans in (A_SPANS, B_SPANS)]
    assert of("cu_alpha_domains") == pytest.approx(cu_alpha([two(400, *between)]).value)
    assert not figures["atlasti", "alpha_binary", "x"].documented
    assert figures["atlasti", "cu_alpha", "first"].documented


def test_three_coders_go_into_atlasti_only() -> None:
    """Percent and Holsti are means over pairs; the others compare two and say so."""
    marked = {"A": [(0, 50, "x")], "B": [(0, 50, "x")], "C": [(0, 25, "x")]}
    material = Material([Continuum(100, marked)], ("A", "B", "C"), ("x",))
    assert value(material, "atlasti", "percent") == pytest.approx(mean((1, 0.75, 0.75)))
    assert value(material, "atlasti", "holsti") == pytest.approx(mean((1, 2 / 3, 2 / 3)))
    others = [each for each in report(material) if each.tool != "atlasti"]
    assert {each.estimate.reason for each in others} == {"not_two_coders"}


def test_the_mean_over_pairs_is_undefined_where_a_pair_has_none() -> None:
    """B and C never used the code: their Holsti index is 0 / 0."""
    marked = {"A": [(0, 50, "x")], "B": [], "C": []}
    figures = found(Material([Continuum(100, marked)], ("A", "B", "C"), ("x",)))
    assert figures["atlasti", "holsti", "x"].estimate.reason == "undefined_pair"


# Dedoose


def test_dedoose_pools_kappa_over_codes() -> None:
    """Mean agreement (.75 + 1) / 2 and mean chance (.5 + .625) / 2 first, then one kappa."""
    x = [[1, 1], [1, 0], [0, 0], [0, 0]]
    y = [[1, 1], [0, 0], [0, 0], [0, 0]]
    matrix = units([[x[n], y[n]] for n in range(4)], ("x", "y"))
    figures = found(Material([two(100, [], [])], AB, ("x", "y"), excerpts=matrix))
    assert figures["dedoose", "kappa", "x"].estimate.value == pytest.approx(0.5)
    assert figures["dedoose", "kappa", "y"].estimate.value == 1
    p_o, p_e = (0.75 + 1) / 2, (0.5 + 0.625) / 2
    assert figures["dedoose", "kappa", ""].estimate.value == pytest.approx((p_o - p_e) / (1 - p_e))
    assert figures["dedoose", "kappa", ""].counts["n"] == 8


def test_dedoose_leaves_out_excerpts_that_one_coder_did_not_read() -> None:
    matrix = units([[[1, 1]], [[0, 0]], [[1, nan]]], ("x",))
    figure = found(Material([two(9, [], [])], AB, ("x",), excerpts=matrix))["dedoose", "kappa", "x"]
    assert (figure.counts["n"], figure.estimate.value) == (2, 1)


def test_dedoose_needs_excerpts() -> None:
    figure = found(Material([four(1, 1, 1, 1)], AB, ("x",)))["dedoose", "kappa", ""]
    assert figure.estimate.reason == "no_overlap"


# QualCoder


@pytest.mark.parametrize(
    ("cells", "printed", "kappa"),
    [((80, 20, 20, 880), 0.660, 0.778), ((900, 50, 50, 0), 0.90, -0.05)],
)
def test_qualcoder_multiplies_chances_and_drops_what_nobody_coded(
    cells: tuple[int, int, int, int], printed: float, kappa: float
) -> None:
    material = Material([four(*cells)], AB, ("x",))
    assert value(material, "qualcoder", "kappa", "x") == pytest.approx(printed, abs=5e-4)
    assert value(material, "nvivo", "kappa", "x") == pytest.approx(kappa, abs=3e-3)


# All of them


def simulated(seed: int, slack: int) -> Continuum:
    """120 passages, 7 codes, each coder omits 15 % and mistakes 15 %, borders move by ``slack``."""
    draw, border, at, truth = random.Random(seed), random.Random(-seed), 0, []
    for _ in range(120):
        start = at + draw.randint(60, 240)
        at = start + draw.randint(90, 270)
        truth.append((start, at, draw.choice("abcdefg")))

    def coder() -> list[Span]:
        marked = []
        for start, end, code in truth:
            if draw.random() >= 0.15:
                code = draw.choice("abcdefg") if draw.random() < 0.15 else code  # noqa: PLW2901
                ends = border.randint(-slack, slack), border.randint(-slack, slack)
                marked.append((max(0, start + ends[0]), end + ends[1], code))
        return marked

    return two(at + slack, coder(), coder())


def over_runs(slack: int) -> dict[str, float]:
    runs: dict[str, list[float]] = {}
    for seed in range(5):
        for each in report(Material([simulated(seed, slack)], AB, tuple("abcdefg"))):
            if each.level == "overall":
                runs.setdefault(f"{each.tool}.{each.figure}", []).append(each.estimate.value)
    return {name: mean(values) for name, values in runs.items()}


def test_the_same_codings_look_good_in_one_program_and_hopeless_in_another() -> None:
    """Only borders got worse: NVivo's percent and cu hardly move, MAXQDA falls to nothing."""
    near, far = over_runs(5), over_runs(40)
    for figures in (near, far):
        assert figures["nvivo.percent"] > 0.9 > figures["atlasti.cu_alpha"] > 0.6
        assert figures["nvivo.kappa"] > figures["qualcoder.kappa"] + 0.1
        assert figures["maxqda.segments"] > figures["maxqda.kappa"]
    assert near["maxqda.segments"] > 0.5
    assert far["maxqda.segments"] < 0.15
    assert far["maxqda.kappa"] < 0.05
    assert abs(near["atlasti.cu_alpha"] - far["atlasti.cu_alpha"]) < 0.05
    assert abs(near["nvivo.percent"] - far["nvivo.percent"]) < 0.03
    assert near["atlasti.alpha_binary"] > far["atlasti.alpha_binary"] + 0.1


DEGENERATE = {
    "no text": Material([], AB, CODES),
    "empty text": Material([two(0, [], [])], AB, CODES),
    "no code": Material([two(100, [], [])], AB),
    "nobody coded": Material([two(100, [], [])], AB, CODES),
    "one coder coded": Material([two(100, [(0, 9, "x")], [])], AB, CODES),
    "one coder": Material([Continuum(100, {"A": [(0, 9, "x")]})], ("A",), CODES),
    "nobody": Material([two(100, [], [])], (), CODES),
    "read apart": Material(
        [Continuum(100, {"A": [(0, 9, "x")]}), Continuum(100, {"B": []})], AB, CODES
    ),
    "all text": Material([two(100, [(0, 100, "x")], [(0, 100, "x")])], AB, CODES),
    "codes overlap": Material(
        [two(100, [(0, 50, "x"), (10, 60, "y")], [(0, 50, "x"), (0, 50, "y")])], AB, CODES
    ),
    "code overlaps itself": Material(
        [two(100, [(0, 50, "x"), (10, 60, "x")], [(0, 60, "x")])], AB, CODES
    ),
    "nobody rated": Material([two(9, [], [])], AB, ("x",), excerpts=units([], ("x",))),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_what_is_undefined_has_a_reason_and_nothing_is_raised(name: str) -> None:
    material = DEGENERATE[name]
    figures = report(material)
    assert {each.tool for each in figures} == set(TOOLS)
    for each in figures:
        assert isnan(each.estimate.value) == (each.estimate.reason is not None)
    for language in LANGUAGES:
        shown = table(material, {}, unit="sentence", language=language, by_code=True)
        undefined = [row["undefined"] for row in shown.rows]
        assert undefined == [each.estimate.reason for each in _shown(figures)]


def _shown(figures: tuple[Figure, ...]) -> list[Figure]:
    groups: dict[tuple[str, str], list[Figure]] = {}
    for each in figures:
        groups.setdefault((each.tool, each.figure), []).append(each)
    return [each for group in groups.values() for each in sorted(group, key=lambda f: f.code != "")]


def test_nobody_coded_is_full_agreement_for_some_programs_and_nothing_for_others() -> None:
    """NVivo prints 100 % and 1, both by its own rule; what counts coded text has no value."""
    figures = found(DEGENERATE["nobody coded"])
    assert figures["nvivo", "percent", ""].estimate.value == 1
    assert figures["nvivo", "kappa", ""].estimate.value == 1
    assert not figures["nvivo", "kappa", ""].documented
    assert figures["maxqda", "kappa", ""].estimate.reason == "nothing_coded"
    for place in (
        ("maxqda", "segments", ""),
        ("atlasti", "holsti", ""),
        ("qualcoder", "kappa", ""),
    ):
        assert figures[place].estimate.reason == "not_applied"


def test_an_overlap_of_a_coder_with_themselves_is_one_segment() -> None:
    """0–50 and 10–60 with the same code are 0–60."""
    material = DEGENERATE["code overlaps itself"]
    assert value(material, "nvivo", "percent", "x") == 1
    assert value(material, "maxqda", "segments") == 1


def test_a_text_that_one_coder_did_not_read_changes_nothing() -> None:
    read, unread = four(80, 20, 20, 880), Continuum(500, {"A": [(0, 400, "x")]})
    with_it, alone = Material([read, unread], AB, ("x",)), Material([read], AB, ("x",))
    two_coders = {name for name in TOOLS if name != "dedoose"}
    for each, other in zip(report(with_it), report(alone), strict=True):
        if each.tool in two_coders and each.estimate.reason is None:
            assert each.estimate.value == pytest.approx(other.estimate.value)


def test_a_third_coder_who_was_not_asked_changes_nothing() -> None:
    marked = {"A": A_SPANS, "B": B_SPANS, "C": [(0, 400, "strange")]}
    asked = Material([Continuum(400, marked)], AB, CODES)
    assert report(asked) == report(Material([two(400, A_SPANS, B_SPANS)], AB, CODES))


bounds = st.tuples(st.integers(0, 29), st.integers(1, 30)).filter(lambda b: b[0] < b[1])
spans = st.lists(st.tuples(bounds, st.sampled_from(CODES)).map(lambda s: (*s[0], s[1])), max_size=6)
texts = st.lists(st.builds(two, st.just(30), spans, spans), min_size=1, max_size=3)


def same(one: Figure, other: Figure) -> bool:
    return one.estimate.reason == other.estimate.reason and (
        one.estimate.value == pytest.approx(other.estimate.value, nan_ok=True)
    )


@given(texts)
def test_no_program_minds_who_is_called_the_first(given_texts: list[Continuum]) -> None:
    there = found(Material(given_texts, ("A", "B"), CODES))
    back = found(Material(given_texts, ("B", "A"), CODES))
    assert all(same(there[place], back[place]) for place in there)


@given(texts)
def test_no_program_minds_what_codes_are_called(given_texts: list[Continuum]) -> None:
    other = {"x": "c", "y": "a", "z": "b"}
    renamed = [
        Continuum(
            t.length, {who: [(a, b, other[c]) for a, b, c in s] for who, s in t.spans.items()}
        )
        for t in given_texts
    ]
    names = {"": "", **other}
    first = found(Material(given_texts, AB, CODES))
    second = found(Material(renamed, AB, tuple(other[code] for code in CODES)))
    assert all(same(each, second[tool, fig, names[c]]) for (tool, fig, c), each in first.items())


@given(spans)
def test_identical_codings_are_one_or_undefined(marked: list[Span]) -> None:
    for each in report(Material([two(30, marked, marked)], AB, CODES)):
        assert each.estimate.reason is not None or each.estimate.value == pytest.approx(1)


@given(texts)
def test_counts_add_up_to_what_was_counted(given_texts: list[Continuum]) -> None:
    for each in report(Material(given_texts, AB, CODES)):
        named = ("both", "only_a", "only_b", "neither")
        cells = [each.counts[cell] for cell in named if cell in each.counts]
        assert not cells or sum(cells) == each.counts["n"]
        assert each.counts.get("agreeing", 0) <= each.counts.get("n", 0)


# The table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_each_program_and_figure_with_why_it_differs(
    language: str,
) -> None:
    excerpts = units([[[1, 1]] * 3, [[0, 1]] * 3, [[0, 0]] * 3])
    material = Material([two(400, A_SPANS, B_SPANS)], AB, CODES, excerpts=excerpts)
    shown = table(material, {"x": "X"}, unit="sentence", language=language)  # type: ignore[arg-type]
    assert shown.name == "other_tools"
    assert len(shown.rows) == sum(len(tool.figures) for tool in TOOLS.values())
    assert all(row["why"] and row["code"] == "*" for row in shown.rows)
    segments = next(row for row in shown.rows if row["tool"] == "MAXQDA" and row["n"] == 6)
    excerpts_row = next(row for row in shown.rows if row["tool"] == "Dedoose")
    assert segments["documented"] != excerpts_row["documented"]
    assert any(str(segments["documented"]) in note for note in shown.notes)
    assert any("90%" in note for note in shown.notes)
    json.dumps(shown.to_json())


def test_with_codes_each_figure_is_followed_by_them_under_their_labels() -> None:
    material = Material([two(400, A_SPANS, B_SPANS)], AB, CODES, {"d": ("x", "y"), "e": ("z",)})
    labels = {"x": "First", "d": "Domain"}
    shown = table(material, labels, unit="sentence", language="en", by_code=True)
    assert [row["label"] for row in shown.rows[:4]] == ["All codes", "First", "y", "z"]
    domains = [row["label"] for row in shown.rows if row["figure"] == "cu-alpha"]
    assert domains == ["Domain", "e"]
    undefined = [note for note in shown.notes if note.startswith("Undefined")]
    assert any("Dedoose" in note for note in undefined)


def test_columns_of_one_coder_carry_the_name() -> None:
    columns = table(Material([], ("Ann", "Bo"), CODES), {}, unit="turn", language="en").columns
    assert {c.id: c.label for c in columns}["only_a"] == "Only Ann"
