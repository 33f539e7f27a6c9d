"""What other programs would report: their rules, on published and on hand-counted cases."""

from __future__ import annotations

from math import nan
from statistics import mean

import pytest
from other_tools_material import A_SPANS, AB, B_SPANS, CODES, found, four, two, units, value

from qualcode.agreement.other_tools import Material, report
from qualcode.agreement.unitizing import bar_u_alpha, cu_alpha, k_u_alpha
from qualcode.agreement.unitizing.continuum import Continuum

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
    material = Material(texts, AB, ("x",), overlaps=(rule,))  # type: ignore[arg-type]
    assert value(material, "maxqda", "segments") == share


def test_maxqda_is_a_range_over_what_the_overlap_may_be_divided_by() -> None:
    """Of two pairs one meets in any case, the other by its own length only: 2 to 3 of 4 segments.

    B's y is 20 of A's 40 characters: all of B's segment, and half of A's.
    """
    texts = [two(100, [(0, 20, "x"), (40, 80, "y")], [(0, 20, "x"), (40, 60, "y")])]
    figures = found(Material(texts, AB, ("x", "y")))
    near, kappa = figures["maxqda", "segments", ""], figures["maxqda", "kappa", ""]
    assert (near.estimate.value, near.most) == (0.5, 0.75)
    assert (kappa.estimate.value, kappa.most) == pytest.approx((0, 0.5))
    assert near.ranges
    same = figures["maxqda", "segments", "x"]
    assert (same.estimate.value, same.most, same.ranges) == (1, 1, False)
    assert figures["maxqda", "present", ""].most is None


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
