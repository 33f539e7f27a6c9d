"""The ledger: every act with how it came about, and nothing of another's open round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cards_material import WHO, until, upcoming

from qualcode import export
from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project

pytest_plugins = ("cards_material",)


def acts(desk: Project, coder: str | None = None) -> list[object]:
    return [row["act"] for row in desk.suggestions.ledger(coder).rows]


def test_a_decision_says_how_it_came_about(desk: Project) -> None:
    """Rank, score, run, codebook version, mode, milliseconds, order and pick probability."""
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    (item, *_) = card.suggestions
    said = desk.suggestions.accept(WHO, item.suggestion.id, pick=card.pick, ms=1234)
    assert (said.unit, said.code, said.pick) == (card.unit.id, item.code.id, card.pick)
    row = desk.suggestions.ledger(WHO).rows[-1]
    expected = {
        "act": "accepted",
        "coder": WHO,
        "round": "R1",
        "transcript": "多问",
        "start": card.unit.start,
        "end": card.unit.end,
        "code": item.code.id,
        "given": item.code.id,
        "rank": 1,
        "score": item.score,
        "run": item.suggestion.run,
        "codebook": desk.codebook.current().version,
        "mode": "visible",
        "batch": 1,
        "position": card.position,
        "ms": 1234,
    }
    assert {name: row[name] for name in expected} == expected
    assert 0 < row["probability"] <= 1
    assert [r["order"] for r in desk.suggestions.ledger(WHO).rows] == list(
        range(1, len(desk.suggestions.ledger(WHO).rows) + 1)
    )


def test_every_act_of_the_vocabulary_is_in_the_ledger(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    first, *_ = (card := until(desk, suggested=True)).suggestions
    desk.suggestions.accept(WHO, first.suggestion.id, pick=card.pick)
    desk.suggestions.finish(WHO, card.pick, ["rule_making"])
    first, *_ = (card := until(desk, suggested=True)).suggestions
    desk.suggestions.change(WHO, first.suggestion.id, "legitimacy", pick=card.pick)
    desk.suggestions.finish(WHO, card.pick)
    card = until(desk, suggested=True)
    desk.suggestions.skip(WHO, pick=card.pick)
    desk.suggestions.finish(WHO, until(desk, suggested=True).pick)
    counts = desk.suggestions.decided(WHO)
    assert set(counts) == {"accepted", "added", "changed", "rejected", "skipped"}
    assert set(acts(desk, WHO)) == {*counts, "shown"}
    (changed,) = [r for r in desk.suggestions.ledger(WHO).rows if r["act"] == "changed"]
    assert (changed["given"], changed["code"]) == ("legitimacy", first.code.id)
    (added,) = [r for r in desk.suggestions.ledger(WHO).rows if r["act"] == "added"]
    assert (added["code"], added["given"], added["score"]) == ("rule_making", "rule_making", None)


def test_the_ledger_says_what_the_first_answer_had(desk: Project) -> None:
    card = until(desk, suggested=True)
    code = "mobilization" if "骨干" in card.text else "construction"
    desk.suggestions.answer(WHO, card.pick, [code])
    desk.suggestions.finish(WHO, card.pick, ["legitimacy"])
    rows = [r for r in desk.suggestions.ledger(WHO).rows if r["start"] == card.unit.start]
    assert [(r["act"], r["code"], r["first"]) for r in rows] == [
        ("shown", code, 1),
        ("accepted", code, 1),
        ("added", "legitimacy", 0),
    ]


def test_nobody_sees_anothers_decisions_of_an_open_independent_round(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    desk.suggestions.finish(WHO, until(desk, suggested=True).pick)
    table = desk.suggestions.ledger()
    assert table.rows == ()
    assert "2" in table.notes[-1]
    assert acts(desk, "乙") == []
    assert acts(desk, WHO) == ["shown", "rejected"]
    desk.rounds.close()
    assert acts(desk) == ["shown", "rejected"]


def test_a_decision_off_a_card_is_a_reading_and_on_one_the_card_is_read_when_it_ends(
    desk: Project,
) -> None:
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    done = len(desk.codings.readings(WHO))
    desk.suggestions.reject(WHO, card.suggestions[0].suggestion.id, pick=card.pick)
    assert len(desk.codings.readings(WHO)) == done
    desk.suggestions.finish(WHO, card.pick)
    assert len(desk.codings.readings(WHO)) == done + 1
    (item,) = desk.suggestions.queue(WHO, limit=1)
    desk.suggestions.reject(WHO, item.suggestion.id)
    assert len(desk.codings.readings(WHO)) == done + 2


def test_a_suggestion_is_decided_once_and_by_whom_it_is_for(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    number = card.suggestions[0].suggestion.id
    with pytest.raises(RuleError, match="another coder"):
        desk.suggestions.accept("乙", number)
    with pytest.raises(InputError, match="must differ"):
        desk.suggestions.change(WHO, number, card.suggestions[0].code.id)
    desk.suggestions.accept(WHO, number)
    with pytest.raises(RuleError, match="decided already"):
        desk.suggestions.reject(WHO, number)
    with pytest.raises(InputError, match="does not exist"):
        desk.suggestions.accept(WHO, 10**6)
    with pytest.raises(RuleError, match="must name"):
        desk.suggestions.skip(WHO)


def test_the_ledger_is_written_like_any_table(desk: Project, tmp_path: Path) -> None:
    desk.suggestions.set_mode("visible")
    desk.suggestions.finish(WHO, until(desk, suggested=True).pick)
    path = export.write(desk.suggestions.ledger(WHO, language="en"), tmp_path / "ledger.csv")
    (head, *lines) = path.read_text("utf-8-sig").splitlines()
    assert "Pick probability" in head
    assert [("shown" in lines[0]), ("rejected" in lines[1])] == [True, True]


def test_a_closed_round_takes_no_more_answers(desk: Project) -> None:
    card = upcoming(desk)
    desk.rounds.close()
    with pytest.raises(RuleError, match="closed"):
        desk.suggestions.answer(WHO, card.pick, [])
