"""What is read of many texts at once is what each text says by itself, as it stands now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, literal_column, select

from qualcode import Project, spans
from qualcode.errors import RuleError
from qualcode.model import Span, Turn, Unit
from qualcode.store import brackets, texts
from qualcode.store.columns import apart, gathered, numbers, paired
from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.model import UnitKind
    from qualcode.store import Look

KINDS: tuple[UnitKind, ...] = ("turn", "sentence", "paragraph", "bracket")
HARD = "访谈者：请谈。\n\n受访者[00:01:02]：𠮷站长来了👨‍👩‍👧。我们一起商量。\n\n没有名字的一段。\n"


@pytest.fixture
def other(project: Project) -> Iterator[Project]:
    """Return the same study as another process has it open."""
    with Project.open(project.folder) as opened:
        yield opened


def held(look: Look) -> None:
    """Hold that everything the index says of every text is what the text's own rows say."""
    keys = list(look.names())
    there = texts.transcripts(look.connection)
    assert look.names() == {info.text_id: info.name for info in there}
    sources, words, turns = look.sources(keys), look.words(keys), look.turns(keys)
    for key in keys:
        found = texts.transcript(look.connection, key)
        assert found is not None
        assert sources[key] == found.text
        assert words[key].tolist() == spans.word_characters(found.text).tolist()
        assert tuple(turns[key]) == found.turns
        who = {it.label: it.participant for it in found.speakers if not it.asks}
        said = [turns[key].person(row) for row in range(len(turns[key]))]
        assert said == [who.get(turn.speaker or "") for turn in found.turns]
    for kind in KINDS:
        for key, units in look.units(kind, keys).items():
            assert tuple(units) == texts.units(look.connection, key, kind)


def looked(project: Project) -> None:
    with project.store.reading() as connection:
        held(project.store.look(connection))


def speaker(project: Project, row: int = -1) -> str:
    return project.transcripts.get("interview_1").speakers[row].label


CHANGES: dict[str, Callable[[Project], object]] = {
    "a transcript comes": lambda it: it.transcripts.ingest_bytes("难.txt", HARD.encode()),
    "somebody asks after all": lambda it: it.people.asks("interview_1", speaker(it), asks=True),
    "nobody asks any more": lambda it: it.people.asks("interview_1", speaker(it, 0), asks=False),
    "brackets are cut": lambda it: it.brackets.set("interview_1", [Span(0, 4)]),
    "brackets are cut anew": lambda it: [
        it.brackets.set("interview_1", [Span(0, end)]) for end in (4, 6)
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_index_is_what_the_file_says_after_every_change(
    project: Project, other: Project, change: Callable[[Project], object]
) -> None:
    looked(project)
    looked(other)
    change(other)
    looked(project)
    looked(other)
    change(project)
    looked(other)


def test_a_look_that_began_before_a_change_sees_none_of_it(
    project: Project, other: Project
) -> None:
    with project.store.reading() as connection:
        look = project.store.look(connection)
        before = look.names()
        other.transcripts.ingest_bytes("难.txt", HARD.encode())
        assert project.store.look(connection).names() == before
        held(look)
    looked(project)


def test_what_an_act_has_not_done_yet_is_not_kept(project: Project) -> None:
    def half() -> None:
        with project.store.acting("participant.import") as act:
            key = act.insert("transcript", uuid="u", name="z", kind="interview", status="active")
            text = act.insert("text_version", transcript=key, sha256="0", text="消失", created="")
            assert project.store.look(act.connection).sources([text]) == {text: "消失"}
            raise RuleError("not to be")

    looked(project)
    with pytest.raises(RuleError, match="not to be"):
        half()
    project.transcripts.ingest_bytes("难.txt", HARD.encode())
    looked(project)


def test_texts_that_were_asked_for_are_not_asked_for_again(project: Project) -> None:
    with project.store.reading() as connection:
        look = project.store.look(connection)
        keys = list(look.names())
        first = look.turns(keys), look.units("sentence", keys), look.sources(keys)
        again = project.store.look(connection)
        assert again.index is look.index
        for before, after in zip(
            first,
            (again.turns(keys), again.units("sentence", keys), again.sources(keys)),
            strict=True,
        ):
            assert all(after[key] is before[key] for key in keys)


def test_an_act_of_work_leaves_the_index_as_it_is(project: Project) -> None:
    with project.store.reading() as connection:
        before = project.store.look(connection).index
    name = project.transcripts.list()[0].name
    project.codings.add("A", name, 0, 4, "legitimacy")
    project.codings.read("A", name)
    project.undo("A")
    with project.store.reading() as connection:
        assert project.store.look(connection).index is before


def test_brackets_of_a_text_without_any_are_none(project: Project) -> None:
    with project.store.reading() as connection:
        look = project.store.look(connection)
        assert brackets.chosen(look.study.settings) == {}
        assert all(not len(units) for units in look.units("bracket", look.names()).values())


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 9), st.none() | st.sampled_from("甲乙𠮷")),
        max_size=6,
    ),
    st.data(),
)
def test_turns_and_units_come_back_as_they_went_in(
    parts: list[tuple[int, int, str | None]], data: st.DataObject
) -> None:
    at, turns, units = 0, [], []
    for n, (gap, length, who) in enumerate(parts, start=1):
        time = data.draw(st.none() | st.just("00:01"))
        start, at = at + gap, at + gap + length
        turns.append(Turn(n, start, at, who, time, asks=who == "乙", id=n + 7))
        units.append(Unit("turn", n, start, at, who != "乙", 3, n + 9))
    people = [data.draw(st.none() | st.sampled_from(["P1", "P2"])) for _ in turns]
    laid, cut = TextTurns.of(turns, people), TextUnits.of(units)
    assert (tuple(laid), tuple(cut)) == (tuple(turns), tuple(units))
    assert laid[1:] == tuple(turns[1:])
    said = [None if turn.asks else who for turn, who in zip(turns, people, strict=True)]
    assert [laid.person(row) for row in range(len(laid))] == said
    assert tuple(cut.framed()) == tuple(unit for unit in units if unit.in_frame)
    for position in range(at + 2):
        inside = [row for row, turn in enumerate(turns) if turn.start <= position < turn.end]
        assert laid.at(position) == (inside[0] if inside else -1)


def test_rows_that_stand_in_another_order_than_their_numbers_are_read_by_number(
    project: Project,
) -> None:
    """Nothing is taken for granted of the keys: they may have gaps and go backwards."""
    with closing(sqlite3.connect(project.path)) as raw:
        for table in ("unit", "turn"):
            raw.execute(f"UPDATE {table} SET id = 900000 - 2 * id WHERE text = 1 AND id % 2 = 1")
        raw.commit()
    with Project.open(project.folder) as opened:
        looked(opened)


def test_a_number_too_large_for_its_column_is_refused() -> None:
    """SQLite makes a number of it that is not whole."""
    both = gathered(paired(literal_column(str(2**40)), literal_column("7")))
    with create_engine("sqlite://").connect() as connection:
        said = connection.scalar(select(both))
    assert [it.tolist() for it in apart(numbers(["15", "32"])[0])] == [[0, 0], [15, 32]]
    with pytest.raises(ValueError, match="whole numbers"):
        numbers([said])
