"""A person's own suggester: the example of docs/suggesters.md does all that ours does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import REPO

from qualcode import Project
from qualcode import example as demo
from qualcode.errors import InputError
from qualcode.model import Code, Codebook
from qualcode.suggest import SUGGESTERS, Context, Example, Training, learn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lexicon() -> Iterator[Any]:
    """Run the page's Python as a reader would, and take its suggester back afterwards."""
    page = (REPO / "docs" / "suggesters.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "docs/suggesters.md", "exec"), names)
    yield names["Lexicon"]
    del SUGGESTERS["lexicon"]


def test_the_example_has_twenty_lines(lexicon: type) -> None:
    page = (REPO / "docs" / "suggesters.md").read_text(encoding="utf-8")
    block = page[page.index("class Lexicon") :]
    lines = [line for line in block[: block.index("```")].splitlines() if line.strip()]
    assert lexicon.name == "lexicon"
    assert len(lines) <= 20


def test_the_example_serves_a_project(lexicon: type, tmp_path: Path) -> None:
    """Its suggestions are stored under its name, with evidence that stands in the text."""
    assert lexicon
    with Project.create(
        tmp_path, demo.study() / "codebooks" / "community_governance.yaml"
    ) as study:
        study.transcripts.ingest([demo.study() / "transcripts"])
        study.coders.add("A")
        study.suggestions.set_mode("visible")
        report = study.suggestions.run("A", suggester="lexicon", seed=7)
        items = study.suggestions.queue("A", limit=None)
        assert report.suggester == "lexicon"
        assert {item.code.id for item in items} == {"mobilization", "rule_making"}
        for item in items:
            source = study.transcripts.get(item.transcript).text
            for it in item.evidence:
                assert source[it.start : it.end] == it.text
        assert "lexicon" in study.methods("en")


def test_the_example_is_measured_like_ours(lexicon: type) -> None:
    """It goes through folds, calibration and thresholds without a line of its own for them."""
    book = Codebook(codes=(Code("mobilization"), Code("rule_making")))
    said = [("动员大家" if n % 2 else "今天下雨") + str(n) for n in range(40)]
    units = tuple(Example(n, n % 4, 0, text) for n, text in enumerate(said))
    labels = np.array([[n % 2, 0.0] for n in range(40)], dtype=float)
    training = Training(
        units, labels, ("mobilization", "rule_making"), groups=(0, 0, 1, 1, 2, 2, 3, 3) * 5
    )
    learned = learn(book, training, Context(), fit=lexicon)
    assert learned.suggester.name == "lexicon"
    assert {report.code: report.positives for report in learned.reports()} == {
        "mobilization": 20,
        "rule_making": 0,
    }


def test_an_unknown_suggester_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with Project.create(tmp_path) as study, pytest.raises(InputError, match="rules"):
        study.suggestions.run(suggester="oracle")
