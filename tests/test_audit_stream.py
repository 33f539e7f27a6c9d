"""The check of the log goes through it as a stream, and says what one that held it all would."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.log import replay
from qualcode.store.log.act import Act
from qualcode.store.log.as_stored import readable
from qualcode.store.log.audit import audit
from qualcode.store.log.journal import bulk_digest, canonical, event_hash, sha256

if TYPE_CHECKING:
    from pathlib import Path

VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))
)
COLUMNS = ("actor", "at", "hash", "kind", "prev", "round", "seq")


@given(st.dictionaries(st.sampled_from(COLUMNS), VALUES))
def test_an_event_is_hashed_as_its_canonical_text(row: dict[str, Any]) -> None:
    said = {name: value for name, value in row.items() if name != "hash"}
    assert event_hash(row) == sha256(canonical(said))


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
def test_many_rows_are_hashed_as_one_canonical_text(count: int) -> None:
    """The digest is over the names of the columns and every row, in however many parts."""
    rows = [{"id": n, "text": f"第{n}句\ud800", "in_frame": n % 2 == 0} for n in range(count)]
    whole = [["id", "in_frame", "text"], *([n["id"], n["in_frame"], n["text"]] for n in rows)]
    assert bulk_digest(rows) == sha256(canonical(whole if rows else [[]]))


@given(st.dictionaries(st.sampled_from([*replay.columns("memo"), "x"]), VALUES, min_size=1))
def test_a_row_of_the_log_is_kept_with_every_value_and_its_type(row: dict[str, Any]) -> None:
    kept = replay.unpacked("memo", replay.packed("memo", row))
    assert {name: repr(it) for name, it in kept.items() if name in row or it is not None} == {
        name: repr(it) for name, it in row.items()
    }


def test_what_is_nested_too_deep_to_be_packed_is_kept_as_it_is() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    row = {"id": 1, "name": "x", "value": deep}
    assert replay.unpacked("setting", replay.packed("setting", row))["value"] is deep


def _peak(folder: Path) -> int:
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        audit(raw)
        tracemalloc.start()
        found = audit(raw)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert found.problems == ()
    return peak


def _changed(folder: Path, times: int) -> None:
    """Change one setting again and again, each time by an act with a payload of 2,000 letters."""
    with Project.open(folder) as project, project.store.caching() as connection:
        act = Act(connection, project.store.replica, "project.set", "")
        key = act.insert("setting", name=f"x{times}", value="")
        act.record()
        for n in range(times):
            act = Act(connection, project.store.replica, "project.set", "")
            act.update("setting", key, value=f"{n:02000}")
            act.record()


def test_a_longer_log_of_the_same_rows_takes_no_more_memory(tmp_path: Path) -> None:
    """Held whole, the 900 further events would take 4 MB."""
    Project.create(tmp_path).close()
    _changed(tmp_path, 100)
    before = _peak(tmp_path)
    _changed(tmp_path, 900)
    assert _peak(tmp_path) < before + 200_000


def test_text_that_is_not_utf_8_hides_no_row_and_invents_none(tmp_path: Path) -> None:
    """Rows before and after it, in the same batch and in others, are as they were."""
    with Project.create(tmp_path) as project:
        project.coders.add("A")
        for n in range(250):
            project.codings.memo("A", "project", "", f"备忘 {n}")
    bad = "UPDATE memo SET text = CAST(x'80ff' AS TEXT) WHERE id = 150"
    more = "DELETE FROM memo WHERE id = 200"
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as raw:
        raw.execute(bad)
        raw.execute(more)
        changed, deleted = audit(raw).problems
        assert raw.text_factory is str
    assert "text is '\\udc80\\udcff', the log says '备忘 149'" in changed.message
    assert deleted.message.endswith("is in the log but was deleted from the file")


@pytest.mark.parametrize(
    "column", ["at", "actor", "kind", "round", "prev", "payload_digest", "hash"]
)
def test_a_log_that_lacks_a_column_is_told(column: str, tmp_path: Path) -> None:
    Project.create(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as raw:
        raw.execute("DROP INDEX ix_event_actor_seq")
        raw.execute(f"ALTER TABLE event DROP COLUMN {column}")
    with Project.open(tmp_path) as project:
        rules = {it.rule for it in project.verify_log().problems}
    assert {"schema", "event"} <= rules


@pytest.mark.parametrize("column", ["salt", "body"])
def test_payloads_that_lack_a_column_are_told(column: str, tmp_path: Path) -> None:
    Project.create(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as raw:
        raw.execute(f"ALTER TABLE payload DROP COLUMN {column}")
    with Project.open(tmp_path) as project:
        rules = [it.rule for it in project.verify_log().problems]
    assert {"schema", "payload"} <= set(rules)


def test_payloads_of_no_event_are_told_in_their_order(tmp_path: Path) -> None:
    Project.create(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as raw:
        raw.executemany("INSERT INTO payload VALUES ('x', ?, '', '{}')", [(3,), (1,), (2,)])
        told = [it.message for it in audit(raw).problems]
    assert [it.split()[7] for it in told] == ["1", "2", "3"]


PUT = {
    "bytes that read like the number": ("start", b"4"),
    "a number that is not whole": ("start", 4.5),
    "text": ("start", "4,5]"),
    "text with a hidden end": ("time", "00:01\0x"),
    "another truth": ("in_frame", 2),
}


@pytest.mark.parametrize(("column", "value"), PUT.values(), ids=PUT)
def test_what_sqlite_writes_of_rows_is_what_we_write_or_else_unlike_it(
    project: Project, column: str, value: object
) -> None:
    """A digest that SQLite's own writing gives is only taken where it is ours."""
    table = "turn" if column == "time" else "unit"
    scope = (("text", 1),) if table == "turn" else (("text", 1), ("unit_set", 1))

    def both() -> tuple[bool, str | None, str | None]:
        with closing(sqlite3.connect(project.path)) as raw, readable(raw) as file:
            names = sorted(file.columns(table))
            said = file.written(table, names, scope)
            with suppress(TypeError):
                rows = list(file.values(table, names, scope))
                return True, said, canonical([list(it) for it in rows])[1:-1]
            return False, said, None

    could, said, ours = both()
    assert could
    assert said == ours
    with closing(sqlite3.connect(project.path)) as raw:
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE text = 1", (value,))
        raw.commit()
    could, changed, ours = both()
    assert changed != said
    assert changed in (ours, None) or not could
    with closing(sqlite3.connect(project.path)) as raw:
        assert any(it.rule == table for it in audit(raw).problems)
