"""The calculator on free spans from anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from calculator_material import by, file

from qualcode.agreement import calculator, unitizing
from qualcode.agreement.calculator import SpanChoice
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.errors import InputError
from qualcode.ingest.spans import read_spans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

pytest_plugins = ("calculator_material",)


SPANS = """text,coder,start,end,code
t1,A,10,30,责任
t1,A,25,35,责任
t1,B,12,32,责任
t1,A,50,70,合法
t1,B,50,60,责任;合法
t2,A,0,9,合法
t2,B,,,
t3,A,5,8,责任
"""
LENGTHS = "text,length\nt1,100\nt2,40\nt3,20\n"


def continua() -> tuple[Continuum, ...]:
    return (
        Continuum(
            100,
            {
                "A": [(10, 35, "责任"), (50, 70, "合法")],
                "B": [(12, 32, "责任"), (50, 60, "责任"), (50, 60, "合法")],
            },
        ),
        Continuum(40, {"A": [(0, 9, "合法")], "B": []}),
        Continuum(20, {"A": [(5, 8, "责任")]}),
    )


class TestSpans:
    """Spans of free length: coder, start, end, code."""

    def read(self, folder: Path, lengths: str = LENGTHS) -> calculator.SpanSheet:
        return read_spans(file(folder, SPANS), file(folder, lengths, "lengths.csv"))

    def test_rows_hold_the_coefficients_of_their_names(self, tmp_path: Path) -> None:
        codes, overall, _ = calculator.of_spans(self.read(tmp_path))
        texts = continua()
        rows = by(overall)
        for name in ("u", "bar_u", "cu"):
            estimate = getattr(unitizing, f"{name}_alpha")(texts)
            assert rows[name]["value"] == pytest.approx(estimate.value)
        for code, row in by(codes, "label").items():
            assert row["alpha"] == pytest.approx(unitizing.code_alpha(texts, code).value)
            assert row["k_u"] == pytest.approx(unitizing.k_u_alpha(texts, code).value)
            assert row["coverage"] == pytest.approx(unitizing.coverage(texts, code).value)

    def test_units_and_matches_are_counted(self, tmp_path: Path) -> None:
        """Half of what either covers is enough to match; merged spans are one unit."""
        codes, overall, _ = calculator.of_spans(self.read(tmp_path))
        first, second = codes.rows
        names = ("label", "n_A", "n_B", "both", "only_a", "only_b")
        assert [first[name] for name in names] == ["责任", 2, 2, 1, 0, 1]
        assert [second[name] for name in names] == ["合法", 2, 1, 1, 1, 0]
        assert first["f1"] == pytest.approx(2 / 3)
        assert by(overall)["f1"]["value"] == pytest.approx(2 / 3)
        strict = calculator.of_spans(self.read(tmp_path), SpanChoice(threshold=0.9))[0]
        assert [row["both"] for row in strict.rows] == [0, 0]

    def test_a_text_without_a_row_was_not_read(self, tmp_path: Path) -> None:
        """Read and nothing marked is a row without a place; t3 was read by one coder only."""
        counts = calculator.of_spans(self.read(tmp_path), language="en")[2]
        found = {row["count"]: row["n"] for row in counts.rows}
        assert (found["transcripts"], found["transcripts_two"]) == (3, 2)
        assert (found["characters"], found["characters_two"]) == (160, 140)
        assert (found["spans"], found["merged"]) == (8, 1)
        assert any("t3 (B)" in note for note in counts.notes)
        assert any("merged" in note for note in counts.notes)

    def test_lengths_come_from_a_number_a_column_or_a_file(self, tmp_path: Path) -> None:
        plain = "coder,start,end,code\nA,1,5,x\nB,2,6,x\n"
        column = "编码者,起点,终点,编码,长度\nA,1,5,x,9\nB,2,6,x,\n"
        number = read_spans(file(tmp_path, plain), 9)
        own = read_spans(file(tmp_path, column))
        other = read_spans(file(tmp_path, plain), file(tmp_path, "length,note\n9,a\n", "n.csv"))
        made = [calculator.of_spans(each) for each in (number, own, other)]
        first, second, third = ([t.to_json()["rows"] for t in tables] for tables in made)
        assert first == second == third
        assert by(made[0][1])["alpha_u_2004"]["value"] == pytest.approx(
            alpha_u_2004(Continuum(9, {"A": [(1, 5, "x")], "B": [(2, 6, "x")]})).alpha.value
        )

    def test_several_texts_have_an_interval_and_no_alpha_of_2004(self, tmp_path: Path) -> None:
        lines = [f"t{n},{who},{n},{n + 9 + n * (who == 'B')},x" for n in range(5) for who in "AB"]
        lines += [f"t{n},{who},40,50,{who}" for n in range(5) for who in "AB"]
        text = "\n".join(("text,coder,start,end,code", *lines))
        overall = calculator.of_spans(read_spans(file(tmp_path, text), 60))[1]
        row = by(overall)["u"]
        assert row["low"] < row["value"] < row["high"]
        assert row["interval"] == "jackknife"
        assert "alpha_u_2004" not in by(overall)

    def test_more_coders_are_matched_pair_by_pair(self, tmp_path: Path) -> None:
        lines = ["coder,start,end,code", "A,0,9,x", "B,0,9,x", "C,20,29,x"]
        codes = calculator.of_spans(read_spans(file(tmp_path, "\n".join(lines)), 40))[0]
        assert "only_a" not in {column.id for column in codes.columns}
        assert codes.rows[0]["f1"] == pytest.approx(2 / 6)

    def test_nothing_marked_is_undefined_and_no_error(self, tmp_path: Path) -> None:
        sheet = read_spans(file(tmp_path, "coder,start,end,code\nA,,,\nB,,,\n"), 9)
        codes, overall, _ = calculator.of_spans(sheet)
        assert codes.rows == ()
        reasons = {row["coefficient"]: row["undefined"] for row in overall.rows}
        assert reasons["u"] == "nothing_coded"
        assert reasons["f1"] == "not_applied"

    def test_the_raw_table_cuts_every_text_at_every_boundary(self, tmp_path: Path) -> None:
        """Empty is unread, ``;`` is read and nothing there; lengths add up to the spans'."""
        rows = calculator.raw_spans(self.read(tmp_path)).rows
        assert [(row["start"], row["end"]) for row in rows if row["transcript"] == "t2"] == [
            (0, 9),
            (9, 40),
        ]
        assert [row.get("codes_B") for row in rows if row["transcript"] == "t3"] == [None] * 3
        assert rows[0]["codes_A"] == ";"
        marked = [r for r in rows if "合法" in str(r.get("codes_B")).split("; ")]
        assert sum(row["end"] - row["start"] for row in marked) == 10

    def test_the_command_prints_and_exports(self, tmp_path: Path, run: Run) -> None:
        path, lengths = file(tmp_path, SPANS), file(tmp_path, LENGTHS, "lengths.csv")
        raw = tmp_path / "raw.csv"
        code, out, err = run(
            "--spans", path, "--length", lengths, "--overlap", "0.9", "--overlap-of", "longer",
            "--export-units", raw, "--json",
        )  # fmt: skip
        assert (code, err) == (0, "")
        assert set(json.loads(out)) == {"codes", "overall", "counts"}
        assert raw.read_text(encoding="utf-8-sig").startswith("transcript,start,end,A,B\n")
        assert run("--spans", path, "--length", lengths)[0] == 0


BAD_SPANS = [
    ("coder,start,end\nA,1,2\n", "9", "must have a column code"),
    ("coder,start,end,code\nA,1,2,x\nB,1,2,x\n", None, "add --length N"),
    ("coder,start,end,code\nA,1,2,x\nB,1,12,x\n", "9", "line 3: a span must lie within the text"),
    ("coder,start,end,code\nA,1,2,x\nB,3,3,x\n", "9", "line 3: a span must end after it starts"),
    ("coder,start,end,code\nA,-1,2,x\nB,3,5,x\n", "9", "line 2: start must be a whole number"),
    ("coder,start,end,code\nA,1,2.5,x\nB,3,5,x\n", "9", "line 2: end must be a whole number"),
    ("coder,start,end,code\nA,1,2,\nB,3,5,x\n", "9", "line 2: code must not be empty"),
    ("coder,start,end,code\n,1,2,x\nB,3,5,x\n", "9", "line 2: coder must not be empty"),
    ("coder,start,end,code\nA,1,2,x\nA,3,5,x\n", "9", "two coders or more"),
    ("coder,start,end,code\nA,1,2,x\nB,3,5,x\n", "nine", "is neither"),
    ("text,coder,start,end,code\n,A,1,2,x\n", "9", "line 2: text must not be empty"),
    (
        "text,coder,start,end,code,length\nt,A,1,2,x,9\nt,B,1,2,x,8\n",
        None,
        "line 3: a text must have one length",
    ),
]


@pytest.mark.parametrize(("text", "length", "words"), BAD_SPANS)
def test_bad_spans_give_one_sentence_with_their_cure(
    tmp_path: Path, run: Run, text: str, length: str | None, words: str
) -> None:
    options = ("--length", length) if length else ()
    code, out, err = run("--spans", file(tmp_path, text), *options)
    assert (code, out) == (1, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_a_text_without_a_length_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 9: the length of text 't3' is not given"):
        read_spans(
            file(tmp_path, SPANS), file(tmp_path, "text,length\nt1,100\nt2,40\n", "lengths.csv")
        )
