"""Real interviews and a published study, where they are at hand; nothing of them is kept here."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK, SHARED, needs_shared

from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs_shared


@pytest.fixture(scope="module")
def gold() -> dict:
    return json.loads((SHARED / "seed" / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed(gold: dict, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The eight quotations entered as a user would enter them."""
    folder = tmp_path_factory.mktemp("seed")
    interviews = folder / "interviews"
    interviews.mkdir()
    people = [["transcript", "speaker", "pseudonym", "role", "letter", "group"]]
    codings = [["transcript", "start", "end", "code", "coder", "round", "origin", "text"]]
    for quote in gold["quotes"]:
        speaker = quote["speaker"]
        head = f"访谈者：请您谈谈。\n{speaker['display']}："
        text = f"{head}{quote['text']}\n"
        (interviews / f"{quote['id']}.txt").write_text(text, encoding="utf-8")
        people.append(
            [
                quote["id"],
                speaker["display"],
                speaker["display"],
                speaker["role_label"],
                speaker["letter"] or "",
                speaker["role_group_proposed"],
            ]
        )
        start, end = len(head), len(head) + len(quote["text"])
        codings += [
            [quote["id"], start, end, code, "A", "", "manual", quote["text"]]
            for code in quote["codes_author"]
        ]
    write(interviews / "participants.csv", people)
    write(folder / "codings.csv", codings)
    write(
        folder / "readings.csv",
        [["coder", "transcript"], *(["A", q["id"]] for q in gold["quotes"])],
    )
    with Project.create(folder / "study", CODEBOOK) as project:
        report = project.transcripts.ingest([interviews])
        assert (len(report.added), report.refused, report.participants) == (8, (), 8)
        project.coders.add("A")
        project.codings.import_csv(folder / "codings.csv")
        project.codings.import_readings(folder / "readings.csv")
        yield project


def write(path: Path, rows: list[list]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_the_published_study_gives_its_frequency_table(seed: Project, gold: dict) -> None:
    """References, sources and characters, with the code that nobody quoted as a row of zeros."""
    found = [
        (row["code"], row["references"], row["sources"], row["characters"])
        for row in seed.tables.get("frequency").rows
    ]
    expected = [
        (row["code"], row["参考点数"], row["材料来源数"], row["编码字符数"])
        for row in gold["expected_tables"]["code_by_refs_sources"]
    ]
    assert found == expected
    assert ("responsibility", 0, 0, 0) in found


def test_the_published_study_gives_its_group_table(seed: Project, gold: dict) -> None:
    found: dict[str, dict[str, int]] = {}
    for row in seed.tables.get("code_by_group").rows:
        found.setdefault(str(row["group"]), {})[str(row["code"])] = int(row["references"] or 0)
    assert found == gold["expected_tables"]["code_by_role_group"]


def test_citations_have_the_one_normalised_form(seed: Project, gold: dict) -> None:
    found = {row["quote"]: row["citation"] for row in seed.tables.get("quotations").rows}
    assert found == {q["text"]: q["citation"]["normalised"] for q in gold["quotes"]}


def test_the_originals_ingest_without_a_refusal(tmp_path: Path) -> None:
    """Every turn's text and every token's text is the slice at its positions."""
    with Project.create(tmp_path / "study", CODEBOOK) as project:
        report = project.transcripts.ingest([SHARED / "interviews" / "sample_md"])
        assert (len(report.added), report.refused) == (33, ())
        for info in project.transcripts.list():
            transcript = project.transcripts.get(info.name)
            assert len(transcript.turns) > 5
            end = 0
            for turn in transcript.turns:
                assert end <= turn.start < turn.end <= len(transcript.text)
                said = transcript.text[turn.start : turn.end]
                assert said == said.strip()
                end = turn.end
            offsets = project.transcripts.tokens(info.text_id).tolist()
            tokens = "".join(transcript.text[a:b] for a, b in offsets)
            assert tokens == "".join(transcript.text.split())
        assert project.verify_log().problems == ()
