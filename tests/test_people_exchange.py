"""The table of participants goes out, and comes into another study as all that was known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people_material import people, run, table

from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES
from qualcode.ingest.lines import lines_of
from qualcode.model import Participant
from qualcode.project.sources.people import Mending
from qualcode.store import texts

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode import Project
    from qualcode.i18n import Language

pytest_plugins = ("people_material",)


def speaking(project: Project) -> list[tuple[str, str, str | None]]:
    return [(it.transcript, it.label, it.participant) for it in project.people.speakers()]


def exchange(peopled: Project, unpeopled: Project, path: Path, **chosen: object) -> None:
    peopled.transcripts.export_participants(path, as_typed=True, **chosen)
    unpeopled.transcripts.import_participants(path, clear_empty=True)


HOSTILE = {
    "group": "of its own", "组别": "乙", "Role": "r", "transcript": "t", "说话人": "s", "编码": "c",
    "来源": "本地", "code": "d", "=1+1": "=2", "'=x": "'+y", "a;b;c;d;e;f;g;h;i;j": ";",
    "\t".join("abcdefghij"): "a\tb", 'q"q': '"', "两\n行": "一\n二", "attribute[x]": "1",
    "consent[quote]": "2", "attribute[": "3", "month": "05/03/2026", "月份": "2026-03-05",
    "日期": "2026-03-06", "\x01c": "\x02", "\ufeff头": "\u200b", "sep=;": "sep=,",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_known_of_people_comes_back(
    peopled: Project, unpeopled: Project, tmp_path: Path, language: Language
) -> None:
    """Names that look like our columns, like formulas or like separators stay what they are."""
    for n, person in enumerate(peopled.transcripts.participants()):
        kept = {name: f"{value}{n}" for name, value in HOSTILE.items()} if n else HOSTILE
        consent = {"quote": bool(n), "]": True}
        described = replace(person, role="=r", letter="'@", attributes=kept, consent=consent)
        peopled.transcripts.edit_participant(described)
    exchange(peopled, unpeopled, tmp_path / "p.csv", language=language)
    assert people(unpeopled) == people(peopled)
    assert speaking(unpeopled) == speaking(peopled)
    again = unpeopled.transcripts.import_participants(tmp_path / "p.csv", clear_empty=True)
    assert (again.event, again.changes, again.clashes) == (None, (), ())


NAMES = st.text(
    st.one_of(
        st.sampled_from("='+-@\t\n\r\",;＝'[]\ufeff\x85\u2028\x0b\x1b😀 "),
        st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
    ),
    max_size=8,
)


@given(st.dictionaries(NAMES, NAMES, max_size=4), NAMES, st.booleans())
@settings(
    deadline=None,
    max_examples=examples(5, 60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_people_are_called_and_have_it_comes_back(
    peopled: Project,
    unpeopled: Project,
    tmp_path: Path,
    kept: dict[str, str],
    role: str,
    asked: bool,
) -> None:
    first, second = peopled.transcripts.participants()
    consent = {"quote": asked}
    peopled.transcripts.edit_participant(
        replace(first, role=role, attributes=kept, consent=consent if asked else {})
    )
    peopled.transcripts.edit_participant(replace(second, letter=role, attributes={}))
    for person in unpeopled.transcripts.participants():
        unpeopled.transcripts.edit_participant(Participant(person.pseudonym))
    exchange(peopled, unpeopled, tmp_path / "p.csv")
    assert people(unpeopled) == people(peopled)


def test_one_person_in_two_interviews_and_one_who_speaks_in_none_come_back(
    peopled: Project, unpeopled: Project, tmp_path: Path
) -> None:
    peopled.transcripts.assign("乙篇", "会计", "老钱")
    peopled.transcripts.edit_participant(Participant("老周", role="旁听", group="南村"))
    assert "老孙" not in people(peopled)
    path = tmp_path / "p.csv"
    peopled.transcripts.export_participants(path, as_typed=True)
    report = unpeopled.transcripts.import_participants(path)
    assert report.silent == ("老周",)
    assert people(unpeopled) == people(peopled)
    assert speaking(unpeopled) == speaking(peopled)
    unpeopled.undo_event(report.event or 0)
    assert "老周" not in people(unpeopled)


def test_who_speaks_nowhere_has_no_label(peopled: Project, tmp_path: Path) -> None:
    """A transcript that was forgotten is not taken for somebody who speaks in none."""
    before = people(peopled)
    text = "transcript,speaker,pseudonym\n甲篇,组长,老钱\n,会计,老孙\n"
    with pytest.raises(InputError, match="line 3: a line without a transcript"):
        peopled.transcripts.import_participants(table(tmp_path / "p.csv", text))
    assert people(peopled) == before


def test_of_a_date_a_table_has_year_and_month_or_nothing(
    peopled: Project, unpeopled: Project, tmp_path: Path
) -> None:
    first, second = peopled.transcripts.participants()
    for person, day in ((first, "2026年3月5日"), (second, "05/03/2026")):
        peopled.transcripts.edit_participant(replace(person, attributes={"日期": day}))
    made = peopled.transcripts.export_participants(tmp_path / "p.csv")
    assert (made.shortened, made.left_out) == ((first.pseudonym,), (second.pseudonym,))
    assert len(made.table.notes) == 2
    assert "5" not in "".join(str(row["日期"]) for row in made.table.rows)
    unpeopled.transcripts.import_participants(tmp_path / "p.csv")
    assert {it.pseudonym: it.attributes for it in unpeopled.transcripts.participants()} == {
        first.pseudonym: {"日期": "2026-03"},
        second.pseudonym: {},
    }
    whole = peopled.transcripts.export_participants(tmp_path / "p.csv", as_typed=True)
    assert (whole.shortened, whole.left_out, whole.table.notes) == ((), (), ())


def test_two_columns_about_a_month_are_two(peopled: Project, tmp_path: Path) -> None:
    """A column that a table has beside another is not taken for the same."""
    text = "transcript,pseudonym,month,月份\n甲篇,老钱,2025-03,\n乙篇,老孙,,2025-06\n"
    peopled.transcripts.import_participants(table(tmp_path / "p.csv", text), clear_empty=True)
    kept = {it.pseudonym: dict(it.attributes) for it in peopled.transcripts.participants()}
    assert kept["老钱"]["month"] == "2025-03"
    assert kept["老孙"]["月份"] == "2025-06"
    assert "月份" not in kept["老钱"]


def test_a_heading_of_another_table_is_a_column_of_the_study(
    peopled: Project, tmp_path: Path
) -> None:
    text = "transcript,pseudonym,来源,编码\n甲篇,老钱,外来,x\n"
    peopled.transcripts.import_participants(table(tmp_path / "p.csv", text))
    [person] = [it for it in peopled.transcripts.participants() if it.pseudonym == "老钱"]
    assert (person.attributes["来源"], person.attributes["编码"]) == ("外来", "x")


@pytest.mark.parametrize("cell", ["yes", "是", "NO", "maybe"])
def test_consent_is_yes_or_no(peopled: Project, tmp_path: Path, cell: str) -> None:
    source = table(tmp_path / "p.csv", f"transcript,pseudonym,consent[quote]\n甲篇,老钱,{cell}\n")
    if cell == "maybe":
        with pytest.raises(InputError, match="consent must be yes or no"):
            peopled.transcripts.import_participants(source)
        return
    report = peopled.transcripts.import_participants(source)
    [person] = [it for it in peopled.transcripts.participants() if it.pseudonym == "老钱"]
    assert person.consent == {"quote": cell != "NO"}
    assert [it.name for it in report.changes[0].fields] == ["consent[quote]"]


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_what_no_file_can_hold_is_refused_when_it_is_typed(peopled: Project, bad: str) -> None:
    [person, _] = peopled.transcripts.participants()
    for described in (
        replace(person, role=bad),
        replace(person, attributes={bad: "x"}),
        replace(person, attributes={"x": bad}),
        Participant(bad),
    ):
        with pytest.raises(InputError, match="a file can hold"):
            peopled.transcripts.edit_participant(described)
    with pytest.raises(InputError, match="a file can hold"):
        peopled.coders.add(bad)


def test_a_name_that_is_there_with_space_around_it_stays_one(peopled: Project) -> None:
    """Older studies hold such names; to describe one is not to make another."""
    with peopled.store.acting("participant.edit") as act:
        key = texts.participant_id(act.connection, "老钱")
        act.update("participant", key or 0, pseudonym=" 老钱")
    [person] = [it for it in peopled.transcripts.participants() if "老钱" in it.pseudonym]
    peopled.transcripts.edit_participant(replace(person, role="主任"))
    peopled.people.mend(
        [
            Mending(it.id, group="西")
            for it in peopled.people.speakers()
            if it.participant == " 老钱"
        ]
    )
    [found] = [it for it in peopled.transcripts.participants() if "老钱" in it.pseudonym]
    assert (found.pseudonym, found.role, found.group) == (" 老钱", "主任", "西")


def test_what_is_typed_is_kept_as_a_file_gives_it_back(peopled: Project) -> None:
    [person, _] = peopled.transcripts.participants()
    peopled.transcripts.edit_participant(
        replace(person, role=" 站长\r\n", attributes={" x ": "\t"})
    )
    found = peopled.transcripts.participants()[0]
    assert (found.role, dict(found.attributes)) == ("站长", {})


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_a_heading_with_separators_inside_does_not_separate(mark: str) -> None:
    quoted = '"' + mark.join("abcdefghij") + '"'
    for between in (",", ";", "\t"):
        text = f"n{between}{quoted}\n1{between}2\n"
        [line] = lines_of(text.encode(), "t.csv", ("n",))
        assert line.values == {"n": "1", mark.join("abcdefghij"): "2"}


def test_the_command_line_takes_and_gives_the_table(
    peopled: Project, unpeopled: Project, tmp_path: Path
) -> None:
    """``participants FILE`` is the import, as it always was."""
    first = peopled.transcripts.participants()[0]
    peopled.transcripts.edit_participant(replace(first, attributes={"日期": "2026-03-05"}))
    path = str(tmp_path / "p.csv")
    here, there = (("--project", str(it.folder)) for it in (peopled, unpeopled))
    said = run("participants", "export", path, *here)
    assert said.returncode == 0
    assert "2 participants in" in said.stdout
    assert f"only year and month are written: {first.pseudonym}" in said.stdout
    told = json.loads(
        run("participants", "export", path, "--dates-as-typed", "--json", *here).stdout
    )
    assert (told["exported"], told["dates_shortened"]) == (2, [])
    assert "2 participants, " in run("participants", "--dry-run", path, *there).stdout
    event = json.loads(run("participants", path, "--json", *there).stdout)["event"]
    assert people(unpeopled) == people(peopled)
    assert run("undo", "--event", str(event), *there).returncode == 0
    assert run("participants", "import", path, *there).returncode == 0
    assert people(unpeopled) == people(peopled)
    helped = run("participants", "-h").stdout
    assert "import" in helped
    assert "export" in helped
