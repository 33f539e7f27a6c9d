"""What is kept in memory: made once, never shown when the file has changed, never to others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode.model import Span
from qualcode.project.coding.codings import Place
from qualcode.store.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path


def test_a_value_is_made_once_and_an_error_never_kept():
    kept, made = Cache(2), []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise ValueError("not yet")
        return len(made)

    with pytest.raises(ValueError, match="not yet"):
        kept.get(("a",), make)
    assert kept.get(("a",), make) == 2
    assert kept.get(("a",), make) == 2


def test_what_was_not_asked_for_longest_goes_first():
    kept = Cache(2)
    kept.get(("a",), lambda: 1)
    kept.get(("b",), lambda: 2)
    kept.get(("a",), lambda: 0)
    kept.get(("c",), lambda: 3)
    assert kept.get(("a",), lambda: 9) == 1
    assert kept.get(("b",), lambda: 9) == 9


def test_threads_that_ask_at_once_wait_for_the_one_that_makes_it():
    kept, begun, go, made = Cache(2), threading.Event(), threading.Event(), []

    def make() -> str:
        begun.set()
        go.wait(10)
        made.append(1)
        return "value"

    found: list[str] = []
    first = threading.Thread(target=lambda: found.append(kept.get(("a",), make)))
    first.start()
    assert begun.wait(10)
    second = threading.Thread(target=lambda: found.append(kept.get(("a",), make)))
    second.start()
    assert kept.get(("b",), lambda: "other") == "other"
    go.set()
    first.join(10)
    second.join(10)
    assert found == ["value", "value"]
    assert made == [1]


def references(project: Project, **asked: str) -> int:
    table = project.tables.get("frequency", coder="A", **asked)
    return int(next(row["references"] for row in table.rows if row["code"] == "construction"))


def test_a_table_counts_what_was_coded_a_moment_ago_and_what_was_undone(project: Project):
    assert references(project) == 0
    made = project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1
    project.undo("A")
    assert references(project) == 0
    project.redo("A")
    assert references(project) == 1
    project.codings.remove("A", made.uuid)
    assert references(project) == 0


def test_a_table_counts_what_another_process_wrote(project: Project):
    assert references(project) == 0
    with Project.open(project.folder) as other:
        other.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1


def test_texts_and_people_that_came_or_changed_later_are_in_the_tables(
    project: Project, tmp_path: Path
):
    before = project.tables.get("interviewees")
    project.transcripts.ingest_bytes("新.txt", "访谈者：问？\n受访者：新来的。\n".encode())
    after = project.tables.get("interviewees")
    assert len(after.rows) == len(before.rows) + 1
    person = project.transcripts.participants()[0]
    line = f"transcript,speaker,pseudonym,role\ninterview_1,受访者,{person.pseudonym},站长\n"
    (tmp_path / "people.csv").write_text(line, "utf-8")
    project.transcripts.import_participants(tmp_path / "people.csv")
    assert "站长" in [row["role"] for row in project.tables.get("interviewees").rows]


def test_what_one_may_see_is_never_given_to_another(project: Project):
    project.rounds.open("R1")
    project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project, viewer="A") == 1
    assert references(project, viewer="B") == 0
    assert references(project, viewer="A") == 1
    project.rounds.close("R1")
    assert references(project, viewer="B") == 1


def test_a_restored_backup_is_not_what_was_kept(project: Project, tmp_path: Path):
    backup = project.backup(tmp_path / "b.qualcode")
    project.codings.add("A", "interview_1", 20, 30, "construction")
    assert references(project) == 1
    Project.restore(backup, project.folder)
    project.codings.add("B", "interview_1", 20, 30, "construction")
    assert references(project) == 0


def test_two_projects_share_nothing(project: Project, tmp_path: Path):
    with Project.create(tmp_path / "other", None) as other:
        other.coders.add("A")
        other.codebook.add_code("组织构建")
        assert [row["references"] for row in other.tables.get("frequency", coder="A").rows] == [0]
    assert references(project) == 0


def test_agreement_of_a_closed_round_is_the_same_however_often_it_is_asked_for(demo_folder: Path):
    with Project.open(demo_folder) as project:
        first, again = (project.agreement.table(["A", "B"], language="zh") for _ in range(2))
        pairs = project.agreement.pairwise(code=first.rows[1]["code"])
        assert again.to_json() == first.to_json()
        assert pairs != project.agreement.pairwise()
    with Project.open(demo_folder) as project:
        assert project.agreement.table(["A", "B"], language="zh").to_json() == first.to_json()
        assert project.agreement.table(["A", "B"], language="en").title != first.title


def test_of_a_connection_that_has_changed_something_nothing_is_kept(project: Project):
    """What was kept before is given where its key says all of it; what changes with time is not."""
    cache = project.kept
    with project.store.acting("project.set") as act:
        cache.of(act.connection, ("before",), lambda: 1)
        act.insert("setting", name="x", value=1)
        assert cache.of(act.connection, ("before",), lambda: 2) == 1
        assert cache.of(act.connection, ("within",), lambda: 2) == 2
        assert act.look.keep(("within",), lambda: 3) == 3
        assert act.look.keep_for_now(("now",), lambda: 3) == 3
    with project.store.reading() as connection:
        look = project.store.look(connection)
        assert cache.of(connection, ("within",), lambda: 4) == 4
        assert look.keep_for_now(("now",), lambda: 4) == 4
        assert look.keep_for_now(("now",), lambda: 5) == 4
    project.coders.add("C")
    with project.store.reading() as connection:
        assert project.store.look(connection).keep_for_now(("now",), lambda: 5) == 5


def test_what_is_taken_back_is_in_no_table(project: Project):
    """A table that is made inside of one transaction counts what is there; nobody keeps it."""
    assert references(project) == 0

    def coded() -> None:
        with project.store.together():
            project.codings.add("A", "interview_1", 20, 30, "construction")
            assert references(project) == 1
            raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            coded()
        assert references(project) == 0


def test_small_values_have_a_room_of_their_own():
    cache = Cache(1)
    cache.get(("large", 1), lambda: 1)
    cache.get(("small", 1), lambda: 1, 2)
    cache.get(("small", 2), lambda: 2, 2)
    cache.get(("small", 3), lambda: 3, 2)
    assert cache.get(("large", 1), lambda: 9) == 1
    assert [cache.get(("small", n), lambda: 9, 2) for n in (2, 3, 1)] == [2, 3, 9]


def test_a_table_is_never_half_of_one_moment_and_half_of_another(project: Project):
    """Each act of another process codes two passages: whoever asks meanwhile never counts one."""
    texts = [project.transcripts.get(name).text_id for name in ("interview_1", "interview_2")]
    found: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found.append(references(project))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        with Project.open(project.folder) as other:
            for done_by_now in range(1, 9):
                start = 17 + 3 * done_by_now
                places = [Place(text, start, start + 1) for text in texts]
                other.codings.add_many("A", places, "construction")
                assert references(other) == 2 * done_by_now
    finally:
        done.set()
        asking.join(30)
    assert references(project) == 16
    assert found == sorted(found)
    assert not [it for it in found if it % 2]


def test_brackets_that_were_drawn_anew_are_what_is_disputed(project: Project):
    """They are other units, although the round is closed."""
    project.rounds.open("R1")
    first, second = (it for it in project.transcripts.get("interview_1").turns[:4] if not it.asks)
    project.brackets.set("interview_1", [Span(first.start, first.end)])
    for coder in "AB":
        project.codings.read(coder, "interview_1")
    for each in (first, second):
        project.codings.add("A", "interview_1", each.start, each.end, "construction")
    project.rounds.close("R1")
    [found] = project.adjudication.queue("R1", unit="bracket")
    assert (found.start, found.end) == (first.start, first.end)
    project.brackets.set("interview_1", [Span(second.start, second.end)])
    [found] = project.adjudication.queue("R1", unit="bracket")
    assert (found.start, found.end) == (second.start, second.end)


def test_what_was_read_by_brackets_that_came_later_stands_on_the_desk(
    project: Project, tmp_path: Path
):
    text = project.transcripts.get("interview_1")
    project.rounds.open("R1")
    sheet = project.worksheets.of("A", text.text_id)
    assert sheet.read == {}
    turn = text.turns[1]
    project.brackets.set("interview_1", [Span(turn.start, turn.end)])
    (tmp_path / "read.csv").write_text(
        f"coder,transcript,unit,start,end\nA,interview_1,bracket,{turn.start},{turn.end}\n", "utf-8"
    )
    assert project.codings.import_readings(tmp_path / "read.csv").new == 1
    assert project.worksheets.of("A", text.text_id, before=sheet).read == {turn.n: True}


def test_what_took_so_long_that_something_happened_is_not_kept(project: Project, tmp_path: Path):
    """A figure of a later moment is not told for the moment at which it was asked for."""
    backup = project.backup(tmp_path / "b.qualcode")

    def slow() -> int:
        with Project.open(project.folder) as other:
            other.codings.add("A", "interview_1", 20, 30, "construction")
        return 1

    assert project.tables.keep(("asked",), slow) == 1
    Project.restore(backup, project.folder)
    assert project.tables.keep(("asked",), lambda: 0) == 0
    assert project.tables.keep(("asked",), lambda: 2) == 0
