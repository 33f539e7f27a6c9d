"""A long import is one transaction and one undo, in payloads of which none holds all of it."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.project.coding import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = "transcript,start,end,code,coder,origin\n"
PART = 20
MANY = 2 * PART + 3


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(exchange, "PART", PART)  # as many as ten thousand take too long here
    with Project.create(tmp_path / "study") as project:
        project.codebook.loads("codes:\n  - {id: a, labels: {zh: 甲}}\n", "book")
        said = "访谈者：问？\n\n受访者：" + "一二三四五六七八九十" * 20 + "。\n"
        assert not project.transcripts.ingest_bytes("谈.txt", said.encode()).refused
        project.coders.add("甲")
        project.rounds.open("R1")
        yield project


def file_of(tmp_path: Path, last: str = "") -> Path:
    path = tmp_path / "many.csv"
    places = ((start, end) for start in range(209) for end in range(start + 1, 210))
    rows = (f"谈,{start},{end},a,甲,manual\n" for (start, end), _ in zip(places, range(MANY)))  # noqa: B905 - as many as are due
    path.write_text(HEAD + "".join(rows) + last, encoding="utf-8")
    return path


def payloads(project: Project) -> list[tuple[int, int | None, int, dict[str, object]]]:
    with sqlite3.connect(project.store.path) as raw:
        query = (
            "SELECT e.seq, e.undoes, p.body FROM event e JOIN payload p USING (replica, seq) "
            "WHERE e.kind IN ('code.import', 'undo.event') ORDER BY e.seq"
        )
        found = [(seq, undoes, json.loads(body)) for seq, undoes, body in raw.execute(query)]
    return [(seq, undoes, len(it["changes"]), it.get("notes", {})) for seq, undoes, it in found]


def test_an_import_is_one_act_whose_parts_name_the_first_and_is_undone_and_done_again_as_one(
    study: Project, tmp_path: Path
) -> None:
    assert study.codings.import_csv(file_of(tmp_path)).new == MANY
    event = study.last_event
    assert event is not None
    parts = payloads(study)
    assert [seq for seq, *_ in parts] == [event, event + 1, event + 2]
    assert [count for _, _, count, _ in parts] == [PART, PART, 3]
    assert [notes.get("part_of") for *_, notes in parts] == [None, event, event]
    assert [len(notes["origin"]) for *_, notes in parts] == [PART, PART, 3]  # type: ignore[arg-type]
    before = study.codings.of("甲")
    assert not study.verify_log().problems

    study.undo_event(event + 1)
    undone = study.last_event
    assert undone == event + 3
    assert [of for seq, of, *_ in payloads(study) if seq >= undone] == [event + 2, event + 1, event]
    assert study.codings.of("甲") == ()
    assert not study.verify_log().problems

    study.undo_event(undone)
    assert study.codings.of("甲") == before
    assert not study.verify_log().problems
    assert study.codings.import_csv(tmp_path / "many.csv").known == MANY


def test_a_wrong_line_behind_many_right_ones_leaves_everything_as_it_was(
    study: Project, tmp_path: Path
) -> None:
    with pytest.raises(QualcodeError, match=f"line {MANY + 2}"):
        study.codings.import_csv(file_of(tmp_path, last="谈,0,9999,a,甲,\n"))
    assert payloads(study) == []
    assert study.codings.of("甲") == ()


def test_what_was_changed_in_any_part_since_keeps_the_whole_import_from_being_taken_back(
    study: Project, tmp_path: Path
) -> None:
    study.codings.import_csv(file_of(tmp_path))
    event = study.last_event
    assert event is not None
    study.codings.remove("甲", study.codings.of("甲")[-1].uuid)
    with pytest.raises(QualcodeError, match=str(event)):
        study.undo_event(event)
    assert len(study.codings.of("甲")) == MANY - 1
