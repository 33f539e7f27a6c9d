"""The codebooks that come with qualcode: the example study's, and the template of a student."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qualcode.codebook import lint
from qualcode.codefile import dumps, load, loads
from qualcode.model import Code, Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODEBOOKS = Path(__file__).resolve().parent.parent / "codebooks"
EXAMPLE = CODEBOOKS / "community_governance.yaml"
TEMPLATE = CODEBOOKS / "template.yaml"

EXAMPLE_BOOK = load(EXAMPLE)


def test_the_example_codebook_has_no_findings_and_seven_codes_in_two_groups() -> None:
    assert lint(EXAMPLE_BOOK, frozen=True) == ()
    assert {code.id: code.group for code in EXAMPLE_BOOK.codes} == {
        "construction": "process",
        "embedding": "process",
        "mobilization": "process",
        "legitimacy": "good_governance",
        "responsibility": "good_governance",
        "rule_making": "good_governance",
        "responsiveness": "good_governance",
    }
    assert [code.key for code in EXAMPLE_BOOK.codes] == list("1234567")


@pytest.mark.parametrize("code", EXAMPLE_BOOK.codes, ids=lambda code: code.id)
def test_every_code_of_the_example_can_be_decided_on(code: Code) -> None:
    assert set(code.labels) == set(code.definition) == {"zh", "en"}
    assert 40 <= len(code.definition["zh"]) <= 90
    assert 2 <= len(code.include) <= 4
    assert 2 <= len(code.exclude) <= 3
    assert 6 <= len(code.keywords) <= 14
    assert 1 <= len(code.patterns) <= 3
    assert 1 <= len(code.examples) <= 2
    for line in code.exclude:
        other = line.rpartition("→ ")[2]
        assert other != code.id
        assert EXAMPLE_BOOK.code(other)


def test_the_path_of_the_example_leads_from_construction_to_the_four_elements() -> None:
    path = {(relation.source, relation.target) for relation in EXAMPLE_BOOK.relations}
    elements = [code.id for code in EXAMPLE_BOOK.codes if code.group == "good_governance"]
    assert path == {("construction", "embedding"), ("embedding", "mobilization")} | {
        ("mobilization", element) for element in elements
    }
    assert all(r.kind == "leads_to" and r.text for r in EXAMPLE_BOOK.relations)


def test_no_keyword_of_the_example_is_in_an_example_of_another_code() -> None:
    for code in EXAMPLE_BOOK.codes:
        for other in EXAMPLE_BOOK.codes:
            if other is not code:
                said = "".join(other.examples)
                assert [word for word in code.keywords if word in said] == []


def test_every_pattern_of_the_example_finds_words_of_its_own_codes_examples() -> None:
    """On the words of jieba; a pattern that matches another code's example is too wide."""
    tokenizer = pytest.importorskip("qualcode.text").Tokenizer(
        word for code in EXAMPLE_BOOK.codes for word in code.keywords
    )
    for code in EXAMPLE_BOOK.codes:
        for pattern in code.patterns:
            found = {
                other.id
                for other in EXAMPLE_BOOK.codes
                for said in other.examples
                if tokenizer.match(said, patterns={code.id: [pattern]})
            }
            assert found == {code.id}, pattern


SEEN = {  # Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]]
    ),
    "deuteranopia": np.array(
        [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]
    ),
    "tritanopia": np.array(
        [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]
    ),
}


def lab(colour: str, seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a colour as CIE Lab, as it is seen."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(seen @ linear, 0, 1) / np.array([0.9505, 1, 1.089])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", SEEN)
def test_the_colours_of_the_example_stay_apart_for_every_eye(eyes: str) -> None:
    seen = [lab(code.colour, SEEN[eyes]) for code in EXAMPLE_BOOK.codes]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 15


def test_the_template_loads_and_needs_only_definitions() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    book = loads(text)
    assert {finding.rule for finding in lint(book)} == {"missing_definition"}
    assert dumps(book, text) == text
    relations = (Relation("code_1", "待补充的编码", "leads_to"),)
    longer = dumps(replace(book, relations=relations), text)
    assert Counter(text.splitlines()) <= Counter(longer.splitlines())


def test_a_field_that_the_template_shows_as_a_comment_can_be_uncommented() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    for line in (
        "    # patterns:",
        "    #   - [{TEXT",
        "    # level:",
        "# relations:",
        "#   - {source",
    ):
        assert line in text
        text = text.replace(line, line.replace("# ", "", 1).replace("#   -", "  -"))
    book = loads(text)
    assert book.codes[1].patterns
    assert book.relations
    assert {finding.severity for finding in lint(book)} == {"warning"}
