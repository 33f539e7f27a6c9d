"""The methods text says what happened in the project, with its numbers, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cards_material import WHO, until, walk
from sample_material import read_blind

from qualcode import cli
from qualcode.errors import InputError
from qualcode.gathering.methods import TOPICS
from qualcode.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.project import Project

pytest_plugins = ("cards_material", "sample_material")


def paragraphs(desk: Project, language: Language = "en") -> dict[str, str]:
    """Return the paragraphs by topic."""
    found = re.split(r"^## .+\n\n", desk.methods(language), flags=re.MULTILINE)[1:]
    return dict(zip(TOPICS, (part.strip() for part in found), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_one_paragraph(desk: Project, language: Language) -> None:
    """In the language that was asked for, with every place filled."""
    found = paragraphs(desk, language)
    assert all(text and "\n" not in text and "{" not in text for text in found.values())
    if language == "en":
        assert not re.search(r"[。，]", "".join(found.values()))


def test_without_any_suggestion_it_says_so(plain: Project) -> None:
    """And claims no sample, no suggester, no decision and no model."""
    found = paragraphs(plain)
    assert "No machine suggestions were used" in found["suggestions"]
    assert found["blind"] == "No blind sample was drawn."
    assert found["decisions"] == "There are no codings to count yet."
    assert "Suggestions were computed" not in found["machine"]
    assert "没有使用机器建议" in paragraphs(plain, "zh")["suggestions"]


def test_a_project_that_uses_none_says_it_plainly(plain: Project) -> None:
    plain.suggestions.set_mode("never")
    assert "set to use no machine suggestions" in paragraphs(plain)["suggestions"]
    assert "不使用机器建议" in paragraphs(plain, "zh")["suggestions"]


def test_suggestions_that_were_switched_off_are_still_told(desk: Project) -> None:
    desk.suggestions.set_mode("never")
    text = paragraphs(desk)["suggestions"]
    assert text.startswith("Machine suggestions are switched off now")
    assert "Runs of machine suggestions: 1" in text


def test_material_coders_and_codebook_are_counted(plain: Project) -> None:
    found = paragraphs(plain)
    assert "4 texts (interview 4)" in found["material"]
    assert "65 turns, cut into 130 sentences" in found["material"]
    assert "version 1 (not frozen), with 7 codes" in found["codebook"]
    assert "Coders: 1 (甲)." in found["coders"]
    code = plain.codebook.current().codes[0]
    plain.codebook.edit_code(replace(code, labels={"zh": "换名", "en": "Renamed"}))
    assert "meaning changed" not in paragraphs(plain)["codebook"]
    code = plain.codebook.current().codes[0]
    plain.codebook.edit_code(replace(code, definition={"zh": "换了意思"}))
    assert "meaning changed in use: Renamed" in paragraphs(plain)["codebook"]


def test_the_design_of_the_sample_has_its_seed_and_sizes(drawn: Project) -> None:
    read_blind(drawn, "甲", most=4)
    text = paragraphs(drawn)["blind"]
    assert "seeds 11; draws: 1" in text
    assert "Of 65 turns of the interviewed side 11 are blind and 11 in reserve." in text
    assert "4 of the blind turns were read whole by at least one coder (甲 4)." in text
    assert "Top-ups" not in text
    drawn.sample.top_up(5)
    drawn.sample.top_up(3)
    assert "in the order that was drawn: 2." in paragraphs(drawn)["blind"]


def test_decisions_are_those_of_the_ledger(desk: Project) -> None:
    """Of several coders only once the round is closed; nothing is denied before that."""
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    desk.suggestions.accept(WHO, card.suggestions[0].suggestion.id, pick=card.pick)
    desk.suggestions.finish(WHO, card.pick)
    hidden = paragraphs(desk)
    assert "(R1) are not in the figures" in hidden["decisions"]
    assert "Figures of open independent rounds (R1)" in hidden["coders"]
    assert "accepted 0" in hidden["decisions"]
    assert "No suggestion was shown" not in hidden["suggestions"]
    assert "Nobody has read" not in hidden["blind"]
    desk.rounds.close()
    told = paragraphs(desk)
    rows = desk.suggestions.ledger().rows
    shown = sum(row["act"] == "shown" for row in rows)
    assert f"Suggestions shown: {shown}; accepted 1," in told["decisions"]
    assert "Codings: 1, by origin: accepted" in told["decisions"]
    assert "(100.0 %)" in told["decisions"]
    assert f"{shown} suggestions were shown" in told["suggestions"]
    assert "Changes of the mode: 1" in told["suggestions"]


def test_first_answers_and_the_coin_are_told(desk: Project) -> None:
    cards = walk(desk)
    desk.rounds.close()
    found = paragraphs(desk)
    assert (
        f"First answers given before any suggestion was seen: {len(cards)};" in (found["decisions"])
    )
    assert re.search(rf"of \d+ of the {len(cards)} units that came up", found["suggestions"])
    assert "Code first, then reveal" in found["suggestions"]
    assert "There are no codings" in found["decisions"]


def test_a_lone_coder_hides_nothing(covered: Project) -> None:
    covered.suggestions.set_mode("visible")
    item = covered.suggestions.queue("甲")[0]
    covered.suggestions.reject("甲", item.suggestion.id)
    found = paragraphs(covered)
    assert "left out" not in found["coders"]
    assert "rejected 1" in found["decisions"]


def test_the_command_writes_a_file(
    plain: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "methods.md"
    words = ["methods", "--project", str(plain.folder), "--language", "en"]
    cli.app([*words, "--out", str(target)], standalone_mode=False)
    assert target.read_text(encoding="utf-8") == plain.methods("en")
    cli.app(words, standalone_mode=False)
    assert plain.methods("en").strip() in capsys.readouterr().out
    with pytest.raises(InputError, match=r"\.md, \.txt"):
        cli.app([*words, "--out", str(tmp_path / "methods.docx")], standalone_mode=False)
