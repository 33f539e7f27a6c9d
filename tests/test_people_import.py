"""A table of participants changes what it mentions, says what it changed, and can be undone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people_material import people, run, table, write

from qualcode.errors import InputError, RuleError
from qualcode.project import Project
from qualcode.project.sources.people import Mending

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ("people_material",)


def test_what_a_table_does_not_mention_stays(peopled: Project, tmp_path: Path):
    before = people(peopled)
    text = "transcript,pseudonym,duration,group\n甲篇,老钱,1:05,\n乙篇,老孙,10:30,西村\n"
    report = peopled.transcripts.import_participants(table(tmp_path / "b.csv", text))
    after = people(peopled)
    assert after["老钱"].attributes == {**before["老钱"].attributes, "duration": "1:05"}
    assert (after["老钱"].role, after["老钱"].group) == ("组长", "南村")
    assert after["老孙"].group == "西村"
    changed = {
        it.pseudonym: {f.name: (f.before, f.after) for f in it.fields} for it in report.changes
    }
    assert changed == {
        "老钱": {"duration": ("", "1:05")},
        "老孙": {"group": ("北村", "西村"), "duration": ("", "10:30")},
    }
    assert [(it.pseudonym, it.column, it.value) for it in report.unread] == [
        ("老孙", "duration", "10:30")
    ]


def test_lines_that_differ_are_named_and_the_later_one_holds(peopled: Project, tmp_path: Path):
    text = (
        "transcript,pseudonym,group,duration\n甲篇,老钱,东村,65\n乙篇,老钱,西村,\n乙篇,老孙,,70\n"
    )
    source = table(tmp_path / "b.csv", text)
    report = peopled.transcripts.import_participants(source)
    assert [(it.about, it.column, it.before, it.after) for it in report.clashes] == [
        ("老钱", "group", "东村", "西村"),
        ("乙篇, 会计", "pseudonym", "老钱", "老孙"),
    ]
    assert people(peopled)["老钱"].group == "西村"
    again = run("participants", str(source), "--project", str(peopled.folder)).stdout
    assert "老钱: group is '东村' in one line and '西村' in a later one, which holds." in again
    assert run(
        "participants", str(source), "--project", str(peopled.folder), "--json"
    ).stdout.count("西村")


def test_an_empty_cell_empties_only_where_that_is_asked(peopled: Project, tmp_path: Path):
    source = table(tmp_path / "b.csv", "transcript,pseudonym,group,month\n甲篇,老钱,,\n")
    assert peopled.transcripts.import_participants(source).event is None
    assert people(peopled)["老钱"].group == "南村"
    report = peopled.transcripts.import_participants(source, clear_empty=True)
    assert people(peopled)["老钱"].group == ""
    assert people(peopled)["老钱"].attributes == {"site": "一组"}
    assert {f.name: f.after for f in report.changes[0].fields} == {"group": "", "month": ""}


def test_a_dry_run_says_what_would_change_and_stores_nothing(peopled: Project, tmp_path: Path):
    before, events = people(peopled), peopled.verify_log().events
    source = table(tmp_path / "b.csv", "transcript,pseudonym,group\n甲篇,老李,东村\n")
    report = peopled.transcripts.import_participants(source, dry_run=True)
    assert [(it.pseudonym, it.new) for it in report.changes] == [("老李", True)]
    assert [(it.before, it.after) for it in report.assigned] == [("老钱", "老李")]
    assert (people(peopled), peopled.verify_log().events) == (before, events)


def test_a_month_under_another_name_is_the_same_month(peopled: Project, tmp_path: Path):
    source = table(tmp_path / "b.csv", "transcript,pseudonym,月份\n甲篇,老钱,2025-07\n")
    peopled.transcripts.import_participants(source)
    assert people(peopled)["老钱"].attributes == {"month": "2025-07", "site": "一组"}


def test_a_folder_ingested_again_adds_only_who_is_new(tmp_path: Path):
    folder = write(tmp_path / "in", 甲篇="组长")
    head = "transcript,pseudonym,role\n甲篇,老钱,组长\n"
    table(folder / "participants.csv", head)
    with Project.create(tmp_path / "study") as project:
        project.transcripts.ingest([folder])
        [person] = project.transcripts.participants()
        project.transcripts.edit_participant(replace(person, group="南村", role="村长"))
        write(folder, 乙篇="会计")
        table(folder / "participants.csv", head + "乙篇,老孙,会计\n")
        report = project.transcripts.ingest([folder])
        found = people(project)
        assert (found["老钱"].group, found["老钱"].role) == ("南村", "村长")
        assert found["老孙"].role == "会计"
        [taken] = report.tables
        assert ([it.pseudonym for it in taken.changes], taken.left) == (["老孙"], ("老钱",))
        assert taken.event == project.last_event


def test_a_renamed_participant_stays_renamed_when_the_folder_comes_again(tmp_path: Path):
    folder = write(tmp_path / "in", 甲篇="组长")
    table(folder / "participants.csv", "transcript,pseudonym,role\n甲篇,老钱,组长\n")
    with Project.create(tmp_path / "study") as project:
        project.transcripts.ingest([folder])
        [spoken] = [it for it in project.people.speakers() if not it.asks]
        project.people.mend([Mending(spoken.id, pseudonym="老周")])
        project.transcripts.ingest([folder])
        assert set(people(project)) == {"老周"}


def test_a_table_that_was_refused_is_taken_when_it_is_mended(tmp_path: Path):
    folder = write(tmp_path / "in", 甲篇="组长")
    table(folder / "participants.csv", "transcript,pseudonym\n丙篇,老钱\n")
    with Project.create(tmp_path / "study") as project:
        assert project.transcripts.ingest([folder]).refused
        table(folder / "participants.csv", "transcript,pseudonym,group\n甲篇,老钱,南村\n")
        project.transcripts.ingest([folder])
        assert people(project)["老钱"].group == "南村"


def test_an_import_is_taken_back_by_its_number_and_again(peopled: Project, tmp_path: Path):
    before = people(peopled)
    source = table(
        tmp_path / "b.csv", "transcript,pseudonym,group\n甲篇,老李,东村\n乙篇,老孙,东村\n"
    )
    event = peopled.transcripts.import_participants(source).event
    after = people(peopled)
    assert event is not None
    assert peopled.undo_event(event) == "participant.import"
    assert people(peopled) == before
    assert not peopled.verify_log().problems
    with pytest.raises(RuleError, match=str(event + 1)):
        peopled.undo_event(event)
    peopled.undo_event(event + 1)
    assert people(peopled) == after
    assert not peopled.verify_log().problems


def test_what_was_changed_since_is_named_by_its_event(peopled: Project, tmp_path: Path):
    source = table(tmp_path / "b.csv", "transcript,pseudonym,group\n乙篇,老孙,东村\n")
    event = peopled.transcripts.import_participants(source).event
    person = next(it for it in peopled.transcripts.participants() if it.pseudonym == "老孙")
    peopled.transcripts.edit_participant(replace(person, role="主任"))
    before = people(peopled)
    with pytest.raises(RuleError, match=f"event {peopled.last_event} has changed"):
        peopled.undo_event(event or 0)
    assert people(peopled) == before


def test_only_imports_of_the_same_person_are_taken_back_by_number(peopled: Project, tmp_path: Path):
    source = table(tmp_path / "b.csv", "transcript,pseudonym,group\n乙篇,老孙,东村\n")
    event = peopled.transcripts.import_participants(source).event or 0
    with pytest.raises(RuleError, match="owner"):
        peopled.undo_event(event, "某人")
    with pytest.raises(InputError, match="Only imports"):
        peopled.undo_event(1)
    with pytest.raises(InputError, match="999"):
        peopled.undo_event(999)


def test_imported_codings_are_taken_back_unless_a_round_is_closed(peopled: Project, tmp_path: Path):
    peopled.coders.add("阿明")
    code = peopled.codebook.add_code("修路").id
    head = "transcript,start,end,code,coder\n"
    source = table(tmp_path / "c.csv", f"{head}甲篇,0,3,{code},阿明\n")
    peopled.codings.import_csv(source)
    event = peopled.last_event or 0
    peopled.undo_event(event)
    assert peopled.codings.export_csv(tmp_path / "out.csv") == 0
    assert not peopled.verify_log().problems
    peopled.codings.import_csv(source)
    event = peopled.last_event or 0
    peopled.rounds.close()
    with pytest.raises(RuleError, match="closed"):
        peopled.undo_event(event)


CELLS = st.sampled_from(["", "南", "北", " ", "2025-03", "65"])
COLUMNS = st.lists(
    st.sampled_from(["role", "letter", "group", "site", "month", "duration"]), unique=True
)


@given(st.lists(st.tuples(COLUMNS, st.lists(CELLS, min_size=12, max_size=12)), max_size=4))
@settings(
    deadline=None,
    max_examples=examples(5, 60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_import_ever_empties_or_cannot_be_undone(
    peopled: Project, tmp_path: Path, tables: list[tuple[list[str], list[str]]]
):
    begun, events = people(peopled), []
    for columns, cells in tables:
        known = people(peopled)
        rows = [["甲篇", "老钱", *cells[:6]], ["乙篇", "老孙", *cells[6:]]]
        width = 2 + len(columns)
        lines = [["transcript", "pseudonym", *columns], *(row[:width] for row in rows)]
        source = table(tmp_path / "r.csv", "\n".join(map(",".join, lines)) + "\n")
        event = peopled.transcripts.import_participants(source).event
        events += [event] if event else []
        for name, now in people(peopled).items():
            was = known[name]
            assert now.role or not was.role
            assert now.letter or not was.letter
            assert now.group or not was.group
            assert was.attributes.keys() <= now.attributes.keys()
    for event in reversed(events):
        peopled.undo_event(event)
    assert people(peopled) == begun
    assert not peopled.verify_log().problems


@pytest.mark.usefixtures("peopled")
def test_the_command_line_shows_changes_and_takes_them_back(tmp_path: Path):
    where = ("--project", str(tmp_path / "study"))
    source = table(tmp_path / "b.csv", "transcript,pseudonym,duration\n甲篇,老钱,不详\n")
    assert "Nothing was stored." in run("participants", str(source), "--dry-run", *where).stdout
    said = run("participants", str(source), *where).stdout
    assert "老钱: duration '' -> '不详'" in said
    assert "cannot be read for certain" in said
    again = table(tmp_path / "b.csv", "transcript,pseudonym,duration\n甲篇,老钱,65\n")
    value = json.loads(run("participants", str(again), "--json", *where).stdout)
    assert value["changes"][0]["fields"] == {"duration": ["不详", "65"]}
    undone = run("undo", "--event", str(value["event"]), "--json", *where)
    assert json.loads(undone.stdout)["undone"] == value["event"]
    assert run("undo", "--event", str(value["event"]), *where).returncode == 1


@pytest.mark.usefixtures("peopled")
def test_a_folder_that_is_missing_or_holds_nothing_is_said(tmp_path: Path):
    where = ("--project", str(tmp_path / "study"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "photo.png").write_bytes(b"x")
    for name in ("missing", "empty", "other"):
        found = run("ingest", str(tmp_path / name), *where)
        assert (found.returncode, name in found.stderr) == (1, True)
        assert "Traceback" not in found.stderr
