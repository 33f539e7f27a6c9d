"""All programs on the same codings: undefined has its reason, names do not matter, one table."""

from __future__ import annotations

import json
import random
from math import isnan
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from other_tools_material import A_SPANS, AB, B_SPANS, CODES, Span, found, four, two, units, value

from qualcode.agreement.other_tools import TOOLS, Material, ToolFigure, report, table
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.i18n import LANGUAGES, tr

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


def _shown(figures: tuple[ToolFigure, ...]) -> list[ToolFigure]:
    groups: dict[tuple[str, str], list[ToolFigure]] = {}
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


def same(one: ToolFigure, other: ToolFigure) -> bool:
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_depends_on_a_rule_that_is_not_published_is_a_range_and_no_value(
    language: str,
) -> None:
    """From the lowest to the highest, with a note that says why; the same under all is a value."""
    texts = [two(100, [(0, 20, "x"), (40, 80, "y")], [(0, 20, "x"), (40, 60, "y")])]
    shown = table(Material(texts, AB, CODES), {}, unit="turn", language=language, by_code=True)  # type: ignore[arg-type]
    of = tr("agreement.tools.figure.maxqda.segments", language)  # type: ignore[arg-type]
    rows = {row["code"]: row for row in shown.to_json()["rows"] if row["figure"] == of}
    assert [rows["*"][it] for it in ("value", "low", "high", "agreeing")] == [None, 0.5, 0.75, None]
    assert [rows["x"][it] for it in ("value", "low", "high", "agreeing")] == [1, 1, 1, 2]
    assert [rows["z"][it] for it in ("value", "low", "high")] == [None, None, None]
    for row in shown.rows:
        assert row["value"] is None or row["low"] in (None, row["value"])
        assert (row["value"] is None and row["low"] is None) == (row["undefined"] is not None)
    visible = [column.id for column in shown.columns if not column.detail]
    assert {"value", "low", "high"} <= set(visible)
    for rule in ("union", "longer", "own"):
        words = tr(f"agreement.tools.overlap.{rule}", language)  # type: ignore[arg-type]
        assert any("MAXQDA" in note and words in note for note in shown.notes)
    start = tr("agreement.tools.note.range", language).split("{")[0]  # type: ignore[arg-type]
    assert sum(note.startswith(start) for note in shown.notes) == 1


@given(texts)
def test_a_range_is_the_least_and_the_most_over_the_rules(given_texts: list[Continuum]) -> None:
    every = found(Material(given_texts, AB, CODES, threshold=0.6))
    each = [
        found(Material(given_texts, AB, CODES, overlaps=(rule,), threshold=0.6))
        for rule in ("union", "longer", "own")
    ]
    for place, figure in every.items():
        values = [one[place].estimate.value for one in each]
        if figure.most is None:
            assert same(figure, each[0][place])
        else:
            assert (figure.estimate.value, figure.most) == (min(values), max(values))


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
