"""Damaged backups given to ``restore`` over a sound project: none of them may take its place.

    python benchmarks/restore.py --backups 2000 --json figures.json

Counts which were refused, which were accepted because the study in them is still the same, which
were accepted though it is another, and which ended in anything but one sentence; after a refusal
every byte of the sound project must be as it was. Exits 1 where something is not as it must be.
``--seed`` draws others, so that it can be done in parts.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.store import FILE_NAME, schema

if TYPE_CHECKING:
    from collections.abc import Callable

REPO = Path(__file__).parents[1]
DUMP = REPO / "tests" / "files" / "schema_0003.sql"
SECONDS = 120
BESIDE = frozenset({"token_cache", "embedding_cache", "receipt"})
"""What no event vouches for: it can be made again, or says only which acts arrived."""
TABLES = sorted(schema.metadata.tables.keys() - BESIDE)

FOREIGN = (
    "CREATE TRIGGER x AFTER INSERT ON coding BEGIN DELETE FROM memo; END",
    "CREATE TRIGGER x BEFORE DELETE ON {t} BEGIN SELECT raise(IGNORE); END",
    "CREATE TRIGGER x AFTER UPDATE ON setting BEGIN SELECT load_extension('x'); END",
    "CREATE VIEW x AS SELECT * FROM {t}",
    "ALTER TABLE {t} RENAME TO y; CREATE VIEW {t} AS SELECT * FROM y",
    "DROP TABLE {t}; CREATE VIEW {t} AS WITH n AS (SELECT 1 UNION SELECT * FROM n) SELECT * FROM n",
    "CREATE VIRTUAL TABLE x USING fts5(a)",
    "CREATE VIRTUAL TABLE x USING rtree(a, b, c)",
    "ALTER TABLE {t} ADD COLUMN x TEXT DEFAULT 'x'",
    "ALTER TABLE {t} ADD COLUMN x GENERATED ALWAYS AS (1) VIRTUAL",
    "CREATE TABLE x (a)",
    "CREATE UNIQUE INDEX x ON {t} (rowid % 3)",
    "CREATE INDEX x ON {t} (abs(-9223372036854775808))",
    "DROP TABLE {t}",
    "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'INTEGER', 'TEXT')",
    "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = 'CREATE' WHERE name = '{t}'",
    "PRAGMA writable_schema=ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = '{t}'",
    "PRAGMA writable_schema=ON; DELETE FROM sqlite_master WHERE name = '{t}'",
    "PRAGMA writable_schema=ON; UPDATE sqlite_master SET type = 'view' WHERE name = '{t}'",
    "UPDATE alembic_version SET version_num = '0001'",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE alembic_version SET version_num = zeroblob(9)",
    "INSERT INTO alembic_version VALUES ('0002')",
    "DELETE FROM alembic_version",
    "DROP TABLE alembic_version",
)


def study(folder: Path) -> Path:
    """Make a study with rows of nearly every kind and return its backup."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.executescript(DUMP.read_text(encoding="utf-8"))
    with Project.open(folder) as project:
        project.codings.memo("A", "project", "", "日记一则")
        return project.backup(folder / "good.qualcode")


def content(path: Path) -> dict[str, list[object]]:
    """Return every row of the tables that the log vouches for, with the types of its values."""
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        return {
            name: sorted(repr(row) for row in raw.execute(f'SELECT * FROM "{name}"'))
            for name in TABLES
        }


def bits(data: bytearray, rng: random.Random) -> None:
    """Turn one bit or a few."""
    for _ in range(rng.choice((1, 1, 1, 2, 8, 64))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def cut(data: bytearray, rng: random.Random) -> None:
    """Cut the end off, at a page or anywhere."""
    at = rng.randrange(len(data))
    del data[at - at % 4096 if rng.random() < 0.5 else at :]


def zeroed(data: bytearray, rng: random.Random) -> None:
    """Empty a page or a few, or a sector of one."""
    size = rng.choice((512, 4096, 4096, 16384))
    at = rng.randrange(len(data) // size) * size
    data[at : at + size] = bytes(size)


def swapped(data: bytearray, rng: random.Random) -> None:
    """Swap two pages, or put one over another."""
    one, two = (rng.randrange(len(data) // 4096) * 4096 for _ in range(2))
    first, second = data[one : one + 4096], data[two : two + 4096]
    data[two : two + 4096] = first
    if rng.random() < 0.5:
        data[one : one + 4096] = second


def header(data: bytearray, rng: random.Random) -> None:
    """Spoil the header, or what says how the first page is made."""
    for _ in range(rng.choice((1, 1, 3, 20))):
        data[rng.randrange(108)] = rng.randrange(256)
    if rng.random() < 0.2:
        del data[: rng.randrange(1, 200)]


def words(data: bytearray, rng: random.Random) -> None:
    """Put junk over a part, into the file, behind it, or in place of it all."""
    junk = rng.randbytes(rng.choice((1, 40, 4096, 20000)))
    at = rng.choice((0, len(data), rng.randrange(len(data))))
    to = rng.choice((at, at + len(junk), len(data)))
    data[at:to] = junk


def letters(data: bytearray, rng: random.Random) -> None:
    """Change letters where letters stand, in texts, names and the schema."""
    for _ in range(rng.choice((1, 1, 4))):
        at = rng.randrange(len(data))
        while not 48 <= data[at % len(data)] < 123:
            at += 1
        data[at % len(data)] = rng.randrange(48, 123)


BYTES = (bits, cut, zeroed, swapped, header, words, letters)


def spoiled(path: Path, rng: random.Random) -> str:
    """Spoil the bytes of a backup and return how."""
    data = bytearray(path.read_bytes())
    how = rng.choice(BYTES)
    how(data, rng)
    path.write_bytes(data)
    if rng.random() < 0.05:
        path.with_name(f"{path.name}-wal").write_bytes(rng.randbytes(9000))
        return f"{how.__name__} and a log"
    return how.__name__


def edited(path: Path, rng: random.Random) -> str:
    """Edit a backup by SQL and return how."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        while True:
            table = rng.choice(TABLES)
            if rng.random() < 0.4:
                script = rng.choice(FOREIGN).format(t=table)
            elif (script := statement(raw, table, rng)) == "":
                continue
            try:
                raw.executescript(script)
            except sqlite3.Error:
                continue
            return script


def statement(raw: sqlite3.Connection, table: str, rng: random.Random) -> str:
    """Return a statement that changes rows of a table, empty where it has none."""
    columns = [str(it[1]) for it in raw.execute(f'PRAGMA table_info("{table}")')]
    rowids = [it for (it,) in raw.execute(f'SELECT rowid FROM "{table}"')]
    if not rowids:
        return f'INSERT INTO "{table}" DEFAULT VALUES'
    row, column = rng.choice(rowids), rng.choice(columns)
    value = rng.choice(
        (f"\"{column}\" || 'x'", f'"{column}" + 1', "NULL", "x'80ff'", "1e999", "''", "'[[[['")
    )
    return rng.choice(
        (
            f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid = {row}',
            f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid = {row}',
            f'UPDATE "{table}" SET "{column}" = {value}',
            f'DELETE FROM "{table}" WHERE rowid = {row}',
            f'DELETE FROM "{table}"',
        )
    )


def outcome(bad: Path, folder: Path, good: dict[str, list[object]]) -> tuple[str, str]:
    """Restore a backup over the sound project and return what came of it, with its words."""
    before = {it.name: it.read_bytes() for it in folder.iterdir()}

    def late(_signal: int, _frame: object) -> None:
        raise TimeoutError

    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, late)
        signal.alarm(SECONDS)
    try:
        Project.restore(bad, folder)
    except QualcodeError as error:
        if {it.name: it.read_bytes() for it in folder.iterdir()} != before:
            return "refused but touched", str(error)
        return "refused", str(error)
    except BaseException:  # noqa: BLE001 - a hang and a crash of any kind are counted
        return "no sentence", traceback.format_exc()
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
    same = content(folder / FILE_NAME) == good
    return ("accepted, the same study" if same else "accepted, another study"), ""


def tried(backup: Path, room: Path, seed: str, good: dict[str, list[object]]) -> dict[str, str]:
    """Damage a copy of a backup, give it to ``restore``, and return what came of it."""
    rng = random.Random(seed)
    folder, bad = room / "study", room / "bad.qualcode"
    shutil.rmtree(room, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(backup, folder / FILE_NAME)
    shutil.copy(backup, bad)
    how: Callable[[Path, random.Random], str] = rng.choice((spoiled, spoiled, edited))
    said = how(bad, rng)
    kind, sentence = outcome(bad, folder, good)
    return {"seed": seed, "how": said, "kind": kind, "said": sentence}


WRONG = frozenset({"refused but touched", "no sentence", "accepted, another study"})


def main() -> int:
    """Try damaged backups and print how many came out how."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", default="2026")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        backup = study(Path(name) / "made")
        good = content(backup)
        for n in range(given.first, given.first + given.backups):
            found = tried(backup, Path(name) / "room", f"{given.seed}:{n}", good)
            counts[found["kind"]] += 1
            if found["kind"] in WRONG:
                wrong.append(found)
                print(found, flush=True)
    for kind, count in sorted(counts.items()):
        print(f"{count:6} {kind}")
    if given.json:
        said = {"counts": dict(counts), "wrong": wrong}
        given.json.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
