"""A study in a folder that can only be read is looked at whole, and every change says why not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import REPO
from older_material import populated

from qualcode.errors import ProjectError
from qualcode.i18n import tr
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.file import wal

if TYPE_CHECKING:
    from read_only_material import Reads

    from qualcode.i18n import Language

pytest_plugins = ("read_only_material", "cards_material")

VERBS = """
import json, sys
import contextlib, io
from qualcode.cli import main

folder, own, *lines = sys.argv[1:]
said = []
for line in lines:
    sys.argv[1:] = [*line.replace("{own}", own).split(), "--project", folder]
    out, err, code, crash = io.StringIO(), io.StringIO(), 0, ""
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        except BaseException as error:
            crash = repr(error)
    said.append([line, code, out.getvalue(), err.getvalue(), crash])
print(json.dumps(said))
"""

LOOKS = (
    "status", "status --json", "verify-log", "ledger", "sample", "mode", "evaluate", "layer",
    "methods", "coder list", "round list", "codebook show", "brackets list", "table codebook",
    "tables --out {own}/tables", "table quotations", "code export {own}/codes.csv",
    "read export {own}/read.csv --coder 甲", "participants export {own}/people.csv",
    "backup {own}/copy.qualcode", "why --suggestion 1 --coder 甲", "why 多问 15 --coder 甲",
    "why 多问 45 --coder 乙", "anchoring", "codebook diff 1",
)  # fmt: skip

CHANGES = (
    "coder add 丙", "language en", "mode on_request", "codebook add 新", "codebook freeze",
    "round open", "ingest {own}/in", "suggest --coder 甲", "brackets from-coder 甲",
    "code import {own}/mine.csv", "accept-left-behind", "undo --event 3",
)  # fmt: skip


@pytest.fixture
def study(asked_folder: Path, room: Path) -> Path:
    folder = Path(shutil.copytree(asked_folder, room / "study"))
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.execute("DELETE FROM token_cache")
        raw.commit()
    return folder


def test_every_verb_that_looks_works_and_every_other_says_why_not(
    study: Path, reads: Reads, room: Path
) -> None:
    with Project.open(study) as project:
        project.suggestions.set_mode("visible")
        head = project.verify_log().heads[0].hash
        note = tr("read_only.said", "en", file=FILE_NAME, folder=str(study))
        refusal = str(ProjectError("project_file.read_only", file=FILE_NAME, folder=study))
    (room / "own" / "in").mkdir()
    (room / "own" / "in" / "一.txt").write_text("访谈者：好？\n受访者：好。\n", encoding="utf-8")
    rows = "transcript,start,end,code,coder\n多问,12,18,legitimacy,甲\n"
    (room / "own" / "mine.csv").write_text(rows, encoding="utf-8")
    found = reads(study, VERBS, *LOOKS, *CHANGES)
    wrong = [
        (line, code, err, crash)
        for line, code, out, err, crash in found
        if (code, err.strip(), bool(out), crash)
        != ((0, note, True, "") if line in LOOKS else (1, refusal, False, ""))
    ]
    assert not wrong
    said = {line: out for line, _, out, _, _ in found}
    assert head in said["verify-log"]
    with Project.open(room / "own" / "copy.qualcode") as project:
        assert project.verify_log().heads[0].hash == head
        assert not project.read_only()


API = """
import json, sys
from pathlib import Path
from qualcode.errors import ProjectError

from qualcode.project import Project

folder, own, who = sys.argv[1:4]
with Project.open(folder) as study:
    head = study.verify_log().heads[0].hash
    told, refused = [], []
    text = study.transcripts.list()[0].name
    def looked(verb, *given, **named):
        value = verb(*given, **named)
        told.append(value if isinstance(value, (int, bool)) else len(value or ()))
    s = study.suggestions
    looked(s.queue, who)
    for item in s.queue(who)[:2]:
        s.show(who, item.suggestion.id)
        told.append(study.evidence.why(who, item.suggestion.id) is not None)
    looked(s.outlines, who, text)
    card = s.next(who)
    told.append(card is not None)
    for verb in (
        lambda: s.answer(who, card.pick, []),
        lambda: s.finish(who, card.pick),
        lambda: study.codings.add(who, text, 1, 3, study.codebook.current().codes[0].id),
        lambda: study.memos.add(who, "project", "", "想"),
        lambda: study.once(who, "7b0f3c58-13b4-4a8e-8f5e-5f0f7a4b6a01").__enter__(),
        study.accept_left_behind,
    ):
        try:
            verb()
        except ProjectError as error:
            refused.append(str(error))
        else:
            refused.append("")
    told.append(study.store.pause())
    same = study.verify_log().heads[0].hash == head
    problems = len(study.verify_log().problems)
    print(json.dumps({
        "told": told, "refused": refused, "same": same, "problems": problems,
        "said": study.read_only(), "left": study.left_behind(), "coders": len(study.coders.list()),
    }))
"""


def as_it_is(study: Path) -> None:
    """Leave it as closing did."""


def with_its_log(study: Path) -> None:
    """Leave it as a death does, in the midst of work."""
    with Project.open(study) as project:
        project.coders.add("丙")
        project.coders.add("丁")
        kept = {it.name: it.read_bytes() for it in study.iterdir()}
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):
        (study / name).write_bytes(kept[name])


def with_an_empty_log(study: Path) -> None:
    """Leave it as a pause does, while somebody has it open."""
    wal.beside(study / FILE_NAME).touch()


@pytest.mark.parametrize("left", [as_it_is, with_its_log, with_an_empty_log])
def test_suggestions_are_seen_and_nothing_is_recorded(
    study: Path, reads: Reads, left: object
) -> None:
    assert callable(left)
    left(study)
    found = reads(study, API, "甲")
    assert found["told"]
    assert len({*found["refused"]}) == 1, found["refused"]
    assert "can only be read here" in found["refused"][0]
    assert (found["same"], found["problems"], found["left"]) == (True, 0, "")
    assert found["coders"] == (4 if left is with_its_log else 2)


def test_a_study_of_an_older_version_is_looked_at_in_a_private_copy(
    room: Path, reads: Reads
) -> None:
    folder = room / "old"
    folder.mkdir()
    dump = REPO / "tests" / "files" / "schema_0003.sql"
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.executescript(dump.read_text(encoding="utf-8"))
    [status, verify] = reads(folder, VERBS, "status", "verify-log")
    assert (status[1], verify[1]) == (0, 0)
    assert [it.name for it in folder.iterdir()] == [FILE_NAME]


def test_a_lone_copy_from_the_midst_of_work_says_so_where_it_can_only_be_read(
    study: Path, reads: Reads
) -> None:
    with_its_log(study)
    wal.beside(study / FILE_NAME).unlink()
    [status] = reads(study, VERBS, "status")
    assert "without the newest work" in status[3]


@pytest.mark.parametrize("left", [as_it_is, with_its_log, with_an_empty_log])
def test_a_backup_where_nothing_can_be_written_is_restored(
    study: Path, reads: Reads, left: object
) -> None:
    assert callable(left)
    left(study)
    program = """
import json, sys

from qualcode.project import Project
Project.restore(sys.argv[1] + "/project.qualcode", sys.argv[2] + "/new")
with Project.open(sys.argv[2] + "/new") as study:
    study.coders.add("戊")
    problems = len(study.verify_log().problems)
    print(json.dumps([len(study.coders.list()), problems, study.left_behind()]))
"""
    assert reads(study, program) == [5 if left is with_its_log else 3, 0, ""]


def test_a_study_is_not_restored_where_nothing_can_be_written(
    study: Path, room: Path, reads: Reads
) -> None:
    with Project.open(study) as project:
        project.backup(room / "own" / "copy.qualcode").chmod(0o644)
    [done] = reads(study, VERBS, "restore {own}/copy.qualcode")
    assert done[1] == 1
    assert not done[4]
    assert len(done[3].strip().splitlines()) <= 8
    assert str(study) in done[3].replace("\n", "")


def test_a_private_copy_of_a_process_that_died_is_gone_at_the_next_start(
    study: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = """
import os, sys
from pathlib import Path
from qualcode.store.file import aside

with aside.private_copy(Path(sys.argv[1])) as copied:
    assert copied.stat().st_mode & 0o077 == 0 or os.name != "posix"
    os._exit(0)
"""
    (room / "tmp").mkdir()
    places = {it: str(room / "tmp") for it in ("TMPDIR", "TEMP", "TMP")}
    command = [sys.executable, "-c", program, str(study / FILE_NAME)]
    subprocess.run(command, check=True, env={**os.environ, **places})
    assert list((room / "tmp").iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(room / "tmp"))
    Project.open(study).close()
    assert not list((room / "tmp").iterdir())


def test_what_its_owner_does_meanwhile_is_seen_and_never_half(
    study: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process has the study open and goes on; another, that may not write, looks at it."""
    monkeypatch.setattr(wal, "PAUSE", 3600.0)
    program = """
import json, sys

from qualcode.project import Project
with Project.open(sys.argv[1]) as study:
    print(json.dumps([len(study.coders.list()), len(study.verify_log().problems)]))
"""
    with Project.open(study) as project:
        project.coders.add("丙")
        project.coders.add("丁")
        assert wal.has_log(project.path)
        assert reads(study, program) == [4, 0]


def test_a_look_that_began_before_its_owner_wrote_is_renewed(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is read as it is until a log lies beside it; what was shown holds the look still."""
    monkeypatch.setattr(wal, "PAUSE", 3600.0)
    with monkeypatch.context() as patch:
        patch.setattr(wal, "writable", lambda _: False)
        look = Project.open(study)
    with look, Project.open(study) as owner:
        assert look.read_only()
        for n, name in enumerate("丙丁", 3):
            owner.coders.add(name)
            assert len(look.coders.list()) == n
        assert owner.store.pause()
        owner.coders.add("戊")
        assert len(look.coders.list()) == 5
        with pytest.raises(ProjectError, match="can only be read"):
            look.coders.add("己")
        look.suggestions.next("甲")
        owner.coders.add("己")
        assert len(look.coders.list()) == 5
    with Project.open(study) as owner:
        assert len(owner.coders.list()) == 6
        assert not owner.verify_log().problems


PAGES = """
import json, os, sys
from app_material import components, open_window, sit_down, turn_to
from pathlib import Path

from qualcode.app.menu import PAGES

study, own, language = sys.argv[1:4]
os.environ["QUALCODE_PROJECT"] = study
app = open_window()
app.context = {"locale": "zh-CN" if language == "zh" else "en-GB"}
app.run()
app.segmented_control(key="sidebar_language").set_value(language).run()
sit_down(app, Path(study))
said = {}
for page in ("code", "verify") if language == "en" else PAGES:
    turn_to(app, page)
    said[page] = [
        [it.value.replace("\\\\", "") for it in app.warning],
        [it.value for it in app.error],
        [it.value for it in app.exception],
    ]
turn_to(app, "code")
desk = json.loads(components(app)[0].proto.json)
said["desk"] = [desk["state"]["closed"], desk["words"]["closed"], desk["may"]["new_code"]]
turn_to(app, "codebook")
app.text_input(key="codebook_label").set_value("新")
app.button(key="codebook_do_add").click().run()
told = [it.value.replace("\\\\", "") for it in app.error]
said["changed"] = [told, [it.value for it in app.exception]]
print(json.dumps(said))
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_says_that_nothing_can_be_written(
    study: Path, reads: Reads, language: Language
) -> None:
    """The desk and Verify among them; what is tried all the same is refused in one sentence."""
    found = reads(study, PAGES, language)
    error, exception = found.pop("changed")
    assert (len(error), exception) == (1, [])
    assert FILE_NAME in error[0]
    assert found.pop("desk") == [True, tr("app.read_only.desk", language), False]
    due = tr("app.read_only.said", language, file=FILE_NAME, folder=str(study))
    assert {page: said[1:] for page, said in found.items()} == {page: [[], []] for page in found}
    assert not [page for page, said in found.items() if due not in said[0]]


OLD = """
import json, sys

from qualcode.project import Project

with Project.open(sys.argv[1]) as study:
    found = study.verify_log()
    said = [it.message for it in found.problems]
    print(json.dumps([bool(study.read_only()), said, found.events, len(study.codings.of("A"))]))
"""


@pytest.mark.parametrize("revision", ["0001", "0004"])
def test_a_study_of_an_older_version_is_looked_at_as_one_of_this(
    revision: str, room: Path, reads: Reads
) -> None:
    """The file stays what it is; what is checked and shown is a private copy, brought to now."""
    (room / "study").mkdir()
    path = populated(revision, room / "study")
    with closing(sqlite3.connect(path)) as raw:
        [(events,)] = raw.execute("SELECT count(*) FROM event")
    read_only, said, seen, codings = reads(room / "study", OLD)
    assert (read_only, said, seen) == (True, [], events)
    assert codings > 0
