"""What a column that is no coder's would do to a figure, and that it does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from calculator_material import file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

pytest_plugins = ("calculator_material",)

HEADINGS = [
    *("段落", "No.", "单位编号", "样本", "case_id", "句子", "访谈", "interview", "speaker"),
    *("备注", "合计"),
]
BEHIND = {"备注", "合计"}
FEW = ("--replicates", "100")
KAPPA = (list("1212212211"), list("1112212222"), list("1112333445"))
ALPHA = (list("331333311424"), list("332333244424"), list("111112223355"))
"""Two coders, and the number of something: the paragraph, the interview, who speaks."""


def table(columns: dict[str, list[str]]) -> str:
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    return "".join(",".join(row) + "\n" for row in rows)


def value(run: Run, name: str, *arguments: object) -> tuple[str, dict[str, Any]]:
    """Return a coefficient as papers print it, and all that was printed."""
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    made = json.loads(out)
    rows = made["coefficients" if "coefficients" in made else "overall"]["rows"]
    found = next(row["value"] for row in rows if row["coefficient"] == name)
    return f"{found:.3f}", made


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(
    ("name", "material", "right", "mistaken"),
    [("kappa", KAPPA, "0.400", "0.264"), ("alpha", ALPHA, "0.533", "0.066")],
)
def test_a_number_beside_the_ratings_is_no_third_coder(
    tmp_path: Path,
    run: Run,
    heading: str,
    name: str,
    material: tuple[list[str], ...],
    right: str,
    mistaken: str,
) -> None:
    """Taken for a coder it makes of kappa .400 a .264, and of alpha .533 a .066."""
    a, b, numbers = material
    own, coders = {heading: numbers}, {"甲": a, "乙": b}
    path = file(tmp_path, table({**coders, **own} if heading in BEHIND else {**own, **coders}))
    found, made = value(run, name, "--ratings", path, *FEW)
    assert (found, made["left_out"]) == (right, [heading])
    wrong, _ = value(run, name, "--ratings", path, "--coders", "甲", "乙", heading, *FEW)
    assert wrong == mistaken


SPANS = [
    *("一,甲,45,85,x", "一,甲,72,100,y", "一,乙,38,64,x", "一,乙,73,97,y"),
    *("二,甲,40,48,x", "二,甲,89,99,y", "二,乙,31,46,x", "二,乙,64,100,y"),
]


@pytest.mark.parametrize("heading", ["text", "file", "访谈", "訪談", "File", "ｆｉｌｅ"])
def test_two_texts_of_spans_are_not_laid_over_each_other(
    tmp_path: Path, run: Run, heading: str
) -> None:
    """As one text the spans of both make of u .447 a .612."""
    head = f"{heading},coder,start,end,code"
    path = file(tmp_path, "\n".join([head, *SPANS]) + "\n")
    assert value(run, "u", "--spans", path, "--length", "100")[0] == "0.447"
    merged = [row.replace("二", "一") for row in SPANS]
    one = file(tmp_path, "\n".join([head, *merged]) + "\n", "one.csv")
    assert value(run, "u", "--spans", one, "--length", "100")[0] == "0.612"
