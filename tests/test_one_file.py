"""One file is one file: a copy of it alone is the whole study, or says that it is not."""

from __future__ import annotations

import json
import logging
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from one_file_material import CODER, add, alone, both, found
from store_material import sql
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import frames, migrate, wal

pytest_plugins = ("one_file_material",)


@pytest.mark.usefixtures("unpaused")
def test_after_a_pause_a_copy_of_the_file_alone_is_the_whole_study(
    copied: Path, tmp_path: Path
) -> None:
    with Project.open(copied) as project:
        for n in range(8):
            add(project, n)
        assert project.store.pause()
        assert found(alone(copied, tmp_path / "copy")) == (8, False, 0)
        assert wal.beside(project.path).stat().st_size == 0, "a copy with the log is the same"


def test_the_pause_comes_by_itself(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "PAUSE", 0.05)
    with Project.open(copied) as project:
        for n in range(8):
            add(project, n)
        assert project.store._log.rested.wait(60)
        assert found(alone(copied, tmp_path / "copy")) == (8, False, 0)
        add(project, 8)
        assert project.store._log.rested.wait(60)
        assert found(alone(copied, tmp_path / "later")) == (9, False, 0)


@pytest.mark.usefixtures("unpaused")
def test_a_copy_from_the_midst_of_work_says_so_wherever_it_is_opened(
    copied: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Project.open(copied) as project:
        add(project, 0)
        copy = alone(copied, tmp_path / "copy")
        assert not project.left_behind()
    with caplog.at_level(logging.WARNING, "qualcode"), Project.open(copy) as lacking:
        sentence = lacking.left_behind()
        assert sentence in caplog.messages
        assert "project.qualcode-wal" in sentence
        assert lacking.left_behind("zh") != sentence
        assert lacking.status()["left_behind"] == sentence
        assert [it.rule for it in lacking.verify_log().problems] == ["left_behind"]
    run = CliRunner().invoke
    for command in ("status", "verify-log", "methods"):
        done = run(app, [command, "--project", str(copy)])
        assert done.stderr.count(sentence) == 1
        assert done.exit_code == (command == "verify-log")
    told = run(app, ["status", "--json", "--project", str(copy)])
    assert json.loads(told.stdout)["left_behind"] == sentence
    told = run(app, ["verify-log", "--json", "--project", str(copy)])
    assert json.loads(told.stdout)["problems"] == [{"rule": "left_behind", "message": sentence}]


@pytest.mark.usefixtures("unpaused")
def test_it_is_said_until_a_person_accepts_it(copied: Path, tmp_path: Path) -> None:
    """Neither work, pauses, restarts, backups nor copies of the copy forget what it lacks."""
    with Project.open(copied) as project:
        for n in range(2):
            add(project, n)
        copy = alone(copied, tmp_path / "copy")
    with Project.open(copy) as lacking:
        add(lacking, 4)
        assert lacking.store.pause()
        assert found(alone(copy, tmp_path / "again")) == (2, True, 0)
        lacking.backup(tmp_path / "backup" / FILE_NAME)
    assert found(copy) == (2, True, 0)
    assert found(tmp_path / "backup") == (2, True, 0)
    done = CliRunner().invoke(app, ["accept-left-behind", "--json", "--project", str(copy)])
    assert json.loads(done.stdout) == {"accepted": True}
    assert found(copy) == (2, False, 0)
    done = CliRunner().invoke(app, ["accept-left-behind", "--json", "--project", str(copy)])
    assert json.loads(done.stdout) == {"accepted": False}


@pytest.mark.usefixtures("unpaused")
def test_what_is_whole_is_never_doubted(copied: Path, tmp_path: Path) -> None:
    """A backup in the midst of work, a restored one, an upgraded one, and a closed file."""
    with Project.open(copied) as project:
        for n in range(2):
            add(project, n)
        project.backup(tmp_path / "backup" / FILE_NAME)
        migrate.upgrade(project.path)
        kept = copied / "project.before-upgrade.qualcode"
        alone(copied, tmp_path / "lone")
    Project.restore(tmp_path / "backup" / FILE_NAME, tmp_path / "restored")
    for folder in (copied, tmp_path / "backup", tmp_path / "restored"):
        assert found(folder) == (2, False, 0)
    assert found(kept.rename(tmp_path / "restored" / FILE_NAME).parent) == (2, False, 0)
    Project.restore(tmp_path / "lone" / FILE_NAME, copied)
    assert found(copied) == (1, True, 0), "a lone copy is no better for being restored"


@pytest.mark.usefixtures("unpaused")
def test_a_file_that_can_only_be_read_says_so_too(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own read-only switch stands for a read-only disk, which root could write."""
    with Project.open(copied) as project:
        for n in range(2):
            add(project, n)
        copy = alone(copied, tmp_path / "copy")
    before = (copy / FILE_NAME).read_bytes()
    monkeypatch.setattr(
        "qualcode.store.file.engine.PRAGMAS", ("foreign_keys=ON", "busy_timeout=0", "query_only=ON")
    )
    assert found(copy) == (1, True, 0)
    assert (copy / FILE_NAME).read_bytes() == before


@pytest.mark.usefixtures("unpaused")
def test_a_death_leaves_the_log_and_no_doubt(copied: Path, tmp_path: Path) -> None:
    """The file with its log is whole, also where it was only looked at or copied first."""
    with Project.open(copied) as project:
        for n in range(5):
            add(project, n)
        dead = both(copied, tmp_path / "dead")
        with pytest.raises(Exception, match="already holds"):
            Project.create(dead)
    Project.restore(dead / FILE_NAME, tmp_path / "restored")
    assert found(tmp_path / "restored") == (5, False, 0)
    assert found(dead) == (5, False, 0)
    assert found(dead) == (5, False, 0), "closing it left it whole"
    assert found(alone(dead, tmp_path / "copy")) == (5, False, 0)


@pytest.mark.usefixtures("unpaused")
def test_a_death_as_the_log_is_begun_anew_leaves_no_doubt(copied: Path, tmp_path: Path) -> None:
    """SQLite had written the new log's header over one that is all in the file, and no more."""
    with Project.open(copied) as project:
        add(project, 0)
        dead = both(copied, tmp_path / "dead")
    log = wal.beside(dead / FILE_NAME)
    content = log.read_bytes()
    magic, *rest = struct.unpack(">6I", content[:24])
    head = struct.pack(">6I", magic, *rest[:3], rest[3] + 1, rest[4])
    total = frames._summed(head, "<>"[magic & 1])
    log.write_bytes(head + struct.pack(">2I", *total) + content[32:])
    assert found(both(dead, tmp_path / "copy")) == (1, False, 0)
    log.write_bytes(head + struct.pack(">2I", *total))
    assert found(both(dead, tmp_path / "cut")) == (1, True, 0), "what else stood there is unknown"


@pytest.mark.usefixtures("unpaused")
def test_a_store_that_is_forgotten_leaves_the_file_whole(copied: Path) -> None:
    code = "\n".join(
        [
            "import sys",
            "from qualcode.project import Project",
            "project = Project.open(sys.argv[1])",
            f"project.codings.add({CODER!r}, 'interview_1', 0, 9, 'legitimacy')",
        ]
    )
    subprocess.run([sys.executable, "-c", code, str(copied)], check=True)
    assert not wal.beside(copied / FILE_NAME).exists()
    assert found(copied) == (1, False, 0)


@pytest.mark.usefixtures("unpaused")
def test_a_pause_is_in_nobodys_way(copied: Path, tmp_path: Path) -> None:
    """A reader or a writer elsewhere puts the pause off, and the copy says so meanwhile."""
    with Project.open(copied) as project:
        add(project, 0)
        with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert not project.store.pause()
            other.execute("ROLLBACK")
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM coding").fetchone()
            add(project, 1)
            assert not project.store.pause()
            assert found(alone(copied, tmp_path / "copy"))[1]
            other.execute("COMMIT")
        assert project.store.pause()
        assert found(alone(copied, tmp_path / "later")) == (2, False, 0)


@pytest.mark.usefixtures("unpaused")
def test_an_act_of_another_is_marked_again(copied: Path, tmp_path: Path) -> None:
    """Of two stores each may pause while the other works, and neither takes off what stands."""
    with Project.open(copied) as one, Project.open(copied) as two:
        add(one, 0)
        add(two, 1)
        assert found(alone(copied, tmp_path / "1"))[1]
        assert two.store.pause()
        assert found(alone(copied, tmp_path / "2")) == (2, False, 0)
        add(one, 2)
        assert found(alone(copied, tmp_path / "3"))[1]
        two.close()
        assert found(alone(copied, tmp_path / "4")) == (3, False, 0)
        add(one, 3)
        assert found(alone(copied, tmp_path / "5"))[1]


def test_an_act_without_change_leaves_the_file_alone(copied: Path) -> None:
    with Project.open(copied) as project:
        before = project.path.read_bytes()
        project.set_language(project.language)
        with project.store.acting("nothing"):
            pass
        assert project.path.read_bytes() == before


def test_the_mark_is_no_event_and_no_row(copied: Path) -> None:
    with Project.open(copied) as project:
        add(project, 0)
        events = project.verify_log().events
        project.store.pause()
        assert project.verify_log().events == events
        assert project.verify_log().problems == ()
        sql(project, "DELETE FROM coding")
        assert len(project.verify_log().problems) == 1


@pytest.mark.usefixtures("unpaused")
@pytest.mark.parametrize("who", ["own", "another"])
def test_an_act_between_the_end_of_a_pause_and_the_cut_of_the_log_is_not_taken_for_lost(
    copied: Path, tmp_path: Path, who: str
) -> None:
    """The log is cut to nothing while an act sets its mark: own threads wait, others are seen."""
    with Project.open(copied) as project, Project.open(copied) as other:
        add(project, 0)
        actor = project if who == "own" else other
        act = threading.Thread(target=add, args=(actor, 1))

        def squeeze(statement: str) -> None:
            if "TRUNCATE" in statement and act.ident is None:
                act.start()
                act.join(0.5)

        log = project.store._log
        with log._raw() as one, log._raw() as two:
            for raw in (one, two):
                raw.set_trace_callback(squeeze)
        project.store.pause()
        act.join(60)
        assert act.ident is not None, "the act came in between"
        assert found(both(copied, tmp_path / "pair")) == (2, False, 0)


STEPS = st.lists(
    st.sampled_from(["act", "act", "other", "pause", "other pauses", "die", "close", "read"]),
    max_size=12,
)


@settings(max_examples=examples(5, 60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_a_lone_copy_is_whole_or_says_so(
    steps: list[str], one_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two stores, pauses, closings and deaths in any order: looked at after every step."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wal, "PAUSE", 3600.0)  # the walk says who pauses when
        walk(steps, one_file, tmp_path_factory.mktemp("walk"))


def walk(steps: list[str], one_file: Path, room: Path) -> None:
    folder = Path(shutil.copytree(one_file, room / "study"))
    stores = [Project.open(folder), Project.open(folder)]
    old: list[Project] = []
    done = 0
    for n, step in enumerate(steps):
        if step in {"act", "other"}:
            add(stores[step == "other"], done)
            done += 1
        elif step in {"pause", "other pauses"}:
            assert stores[step != "pause"].store.pause()
        elif step == "read":
            assert len(stores[1].codings.of(CODER)) == done
        elif step == "close":
            stores[0].close()
        else:  # what a death leaves is what stands on the disk now
            folder = both(folder, room / f"died-{n}")
            old += stores
            stores = [Project.open(folder), Project.open(folder)]
        codings, lacks, problems = found(alone(folder, room / f"copy-{n}"))
        assert lacks or codings == done
        assert problems == 0
        assert found(both(folder, room / f"pair-{n}")) == (done, False, 0)
    for it in (*stores, *old):
        it.close()
    assert found(alone(folder, room / "end")) == (done, False, 0)


WORKER = """
import sys
from qualcode.project import Project
from qualcode.store.file import wal

wal.PAUSE = float(sys.argv[2])
project = Project.open(sys.argv[1])
for n in range(int(sys.argv[3]), 400):
    project.codings.add("A", f"interview_{n % 4 + 1}", n // 4 % 60, n // 4 % 60 + 9, "legitimacy")
    print(n + 1, flush=True)
"""


@pytest.mark.parametrize("pause", ["0.0", "0.004"])
def test_a_kill_at_any_instant_loses_nothing_acknowledged(
    copied: Path, tmp_path: Path, pause: str
) -> None:
    """A process codes and pauses as fast as it can and is killed; then the same once more."""
    chance = random.Random(pause)
    told = 0
    for n in range(4):
        acts = chance.randint(1, 25)
        command = [sys.executable, "-c", WORKER, str(copied), pause, str(told)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            for _ in range(acts):
                told = int(worker.stdout.readline())
            worker.kill()
            told = max([told, *(int(line) for line in worker.stdout.read().split())])
        codings, lacks, problems = found(alone(copied, tmp_path / f"lone-{n}"))
        assert lacks or codings >= told
        assert problems == 0
        codings, lacks, problems = found(both(copied, tmp_path / f"pair-{n}"))
        assert codings in {told, told + 1}
        assert (lacks, problems) == (False, 0)
        told = codings
