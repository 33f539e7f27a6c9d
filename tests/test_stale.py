"""After a change of meaning: readings that no longer count, suggestions that are out of date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cards_material import WHO
from sample_material import read_blind, sql

from qualcode.errors import RuleError
from qualcode.model import Span
from qualcode.project import Project
from qualcode.store import machine
from qualcode.study.access import stale_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Code

pytest_plugins = ("cards_material", "sample_material")

WORDING: dict[str, Callable[[Code], Code]] = {
    "labels": lambda code: replace(code, labels={"zh": "新名字"}),
    "keywords": lambda code: replace(code, keywords=("门口",)),
    "colour": lambda code: replace(code, colour="#123456"),
    "examples": lambda code: replace(code, examples=("支部建到楼里。",)),
    "key": lambda code: replace(code, key="9"),
}
MEANING: dict[str, Callable[[Code], Code]] = {
    "definition": lambda code: replace(code, definition={"zh": "完全不同的意思。"}),
    "include": lambda code: replace(code, include=("也包括这一种",)),
    "exclude": lambda code: replace(code, exclude=("不包括那一种",)),
}


def edit(desk: Project, code: str, change: Callable[[Code], Code]) -> None:
    found = desk.codebook.current().code(code)
    assert found is not None
    desk.codebook.edit_code(change(found))


def drop(desk: Project, code: str) -> None:
    """Load the codebook without one code, as after a merge."""
    book = desk.codebook.current()
    kept = tuple(each for each in book.codes if each.id != code)
    with desk.store.acting("codebook.load") as act:
        from qualcode.project.codes.codebook import write_book

        write_book(act, book, replace(book, codes=kept, relations=()))


def stale(desk: Project) -> frozenset[str]:
    with desk.store.reading() as connection:
        (run,) = machine.runs(connection)
        frame = desk.store.study(connection)
        return stale_codes(frame, run, frame.book)


def offered(desk: Project) -> set[str]:
    return {item.code.id for item in desk.suggestions.queue(WHO, limit=None)}


def most_suggested(desk: Project) -> str:
    desk.suggestions.set_mode("visible")
    codes = [item.code.id for item in desk.suggestions.queue(WHO, limit=None)]
    return max(set(codes), key=codes.count)


# Suggestions


@pytest.mark.parametrize("change", WORDING.values(), ids=WORDING)
def test_a_change_of_wording_makes_nothing_stale(
    desk: Project, change: Callable[[Code], Code]
) -> None:
    code = most_suggested(desk)
    before = desk.suggestions.queue(WHO, limit=None)
    edit(desk, code, change)
    assert (stale(desk), desk.suggestions.stale(WHO)) == (frozenset(), {})
    assert len(desk.suggestions.queue(WHO, limit=None)) == len(before)


def test_a_definition_that_is_said_to_be_worded_better_is_wording(desk: Project) -> None:
    code = desk.codebook.current().codes[0]
    better = replace(code, definition={"zh": "说得更清楚。"})
    desk.codebook.edit_code(better, wording_only=True)
    assert stale(desk) == frozenset()


@pytest.mark.parametrize("change", MEANING.values(), ids=MEANING)
def test_a_change_of_meaning_makes_a_codes_suggestions_stale(
    desk: Project, change: Callable[[Code], Code]
) -> None:
    """Counted, not offered, not acceptable; the others stay, and what is stored stays."""
    code = most_suggested(desk)
    before = desk.suggestions.queue(WHO, limit=None)
    mine = [item for item in before if item.code.id == code]
    edit(desk, code, change)
    assert stale(desk) == {code}
    assert desk.suggestions.stale(WHO) == {code: len(mine)}
    assert desk.status()["stale_suggestions"] == len(mine)
    assert len(desk.suggestions.queue(WHO, limit=None)) == len(before) - len(mine)
    for verb in (desk.suggestions.accept, desk.suggestions.reject):
        with pytest.raises(RuleError, match="qualcode suggest"):
            verb(WHO, mine[0].suggestion.id)
    with desk.store.reading() as connection:
        assert machine.suggestion(connection, mine[0].suggestion.id) is not None
    assert desk.verify_log().problems == ()


def test_a_code_that_is_gone_is_stale_and_a_meaning_that_comes_back_is_fresh(
    desk: Project,
) -> None:
    code = most_suggested(desk)
    old = desk.codebook.current()
    drop(desk, code)
    assert code in desk.suggestions.stale(WHO)
    assert code not in offered(desk)
    with desk.store.acting("codebook.load") as act:
        from qualcode.project.codes.codebook import write_book

        write_book(act, desk.codebook.current(), old)
    assert (stale(desk), code in offered(desk)) == (frozenset(), True)


def test_what_the_coin_withholds_is_not_told(desk: Project) -> None:
    """All suggestions of a code, less those that the coder never had."""
    code = most_suggested(desk)
    edit(desk, code, MEANING["definition"])
    with desk.store.reading() as connection:
        (run,) = machine.runs(connection)
        rows = machine.waiting(connection, run.id, 1)
    assert 0 < desk.suggestions.stale(WHO)[code] <= sum(row.name == code for row in rows)
    desk.suggestions.set_mode("never")
    assert desk.suggestions.stale(WHO) == {}
    assert "stale_suggestions" not in desk.status()


def test_asking_again_is_the_cure(desk: Project) -> None:
    code = most_suggested(desk)
    edit(desk, code, MEANING["include"])
    assert desk.suggestions.stale(WHO)
    desk.suggestions.run(WHO)
    assert desk.suggestions.stale(WHO) == {}
    assert desk.suggestions.stale("乙") == {}


# Readings


def counts(desk: Project) -> dict[str, tuple[int, int]]:
    return {code.code: (code.counting, code.stale) for code in desk.sample.status("甲").codes}


def test_blind_readings_stop_counting_for_a_code_that_changed(drawn: Project) -> None:
    """Only for it; the turns come back on the list, to be read again for it."""
    read_blind(drawn, "甲")
    assert set(counts(drawn).values()) == {(11, 0)}
    edit(drawn, "legitimacy", WORDING["labels"])
    assert set(counts(drawn).values()) == {(11, 0)}
    edit(drawn, "legitimacy", MEANING["definition"])
    found = counts(drawn)
    assert found.pop("legitimacy") == (0, 11)
    assert set(found.values()) == {(11, 0)}
    left = drawn.sample.status("甲").left
    assert {it.codes for it in left} == {("legitimacy",)}
    (row,) = {row["what"] for row in drawn.sample.tables("甲", language="en")[2].rows}
    assert "meaning changed" in str(row)
    read_blind(drawn, "甲", most=4)
    assert counts(drawn)["legitimacy"] == (4, 7)
    assert len(drawn.sample.status("甲").left) == 7


def test_a_new_code_opens_every_reading_again(drawn: Project) -> None:
    read_blind(drawn, "甲", most=3)
    added = drawn.codebook.add_code("晒被子")
    assert counts(drawn)[added.id] == (0, 3)


def test_a_blind_turn_that_is_half_read_again_does_not_count(drawn: Project) -> None:
    read_blind(drawn, "甲")
    edit(drawn, "legitimacy", MEANING["definition"])
    left = drawn.sample.status("甲").left[-1]
    text = drawn.transcripts.get(left.transcript).text
    half = Span(left.start, text.index("。", left.start) + 1)
    drawn.codings.read("甲", left.transcript, [half])
    assert counts(drawn)["legitimacy"] == (0, 11)
    drawn.codings.read("甲", left.transcript, [Span(half.end, left.end)])
    assert counts(drawn)["legitimacy"] == (1, 10)


def test_a_run_on_a_file_without_hashes_offers_nothing(desk: Project) -> None:
    """Where nobody knows what a code meant, nothing is offered as if it meant the same."""
    code = most_suggested(desk)
    edit(desk, code, WORDING["labels"])
    sql(desk, "UPDATE code_version SET semantic_hash = '' WHERE version = 1")
    with Project.open(desk.folder) as again:
        assert offered(again) == set()
