"""The verbs of a project, and the rules of the method that they keep."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from conftest import write_interviews
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import analysis
from qualcode.errors import InputError, RuleError
from qualcode.model import Span
from qualcode.project import Project

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "transcript,start,end,code,coder,round,origin,text"


def write_csv(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def two_coders(project: Project) -> None:
    """A and B read everything and agree on one coding of two."""
    for coder in ("A", "B"):
        project.codings.add(coder, "interview_1", 22, 36, "legitimacy")
        for info in project.transcripts.list():
            project.codings.read(coder, info.name)
    project.codings.add("A", "interview_2", 22, 36, "legitimacy")


# Ingest


def test_ingest_is_idempotent_by_text(project: Project, tmp_path: Path) -> None:
    """The same text under another name, with a BOM and CRLF, is the same transcript."""
    text = (tmp_path / "interviews" / "interview_1.txt").read_text(encoding="utf-8")
    again = tmp_path / "renamed.txt"
    again.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    report = project.transcripts.ingest([tmp_path / "interviews", again])
    assert report.added == ()
    assert len(report.unchanged) == 5


def test_two_texts_of_one_name_are_two_transcripts(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "interview_1.txt").write_text("受访者：另一篇。\n", encoding="utf-8")
    report = project.transcripts.ingest([other])
    assert report.added == ("interview_1.txt",)


def test_a_refused_file_is_one_sentence_and_the_others_come_in(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("受访者：好的。\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" * 20)
    (folder / "broken.docx").write_bytes(b"this is no zip")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
    report = project.transcripts.ingest([folder])
    assert report.added == ("good",)
    assert {r.name for r in report.refused} == {
        "empty.txt",
        "picture.txt",
        "broken.docx",
        "scan.pdf",
    }
    for refusal in report.refused:
        assert refusal.name in refusal.reason
        assert "\n" not in refusal.reason


def test_a_missing_path_is_refused(project: Project, tmp_path: Path) -> None:
    [refusal] = project.transcripts.ingest([tmp_path / "nothing.txt"]).refused
    assert "nothing.txt" in refusal.reason


def test_the_generic_label_is_another_person_in_every_transcript(project: Project) -> None:
    names = [person.pseudonym for person in project.transcripts.participants()]
    assert names == [f"interview_{n}" for n in range(1, 5)]


def test_a_role_label_is_one_person_of_the_study(project: Project, tmp_path: Path) -> None:
    for n in (1, 2):
        path = tmp_path / f"role_{n}.txt"
        path.write_text(f"社区党组织书记A：第{n}次说的话。\n", encoding="utf-8")
        project.transcripts.ingest([path])
    people = {p.pseudonym: p for p in project.transcripts.participants()}
    person = people["社区党组织书记 A"]
    assert (person.role, person.letter) == ("社区党组织书记", "A")


def test_the_participants_table_says_who_speaks(project: Project, tmp_path: Path) -> None:
    table = write_csv(
        tmp_path / "participants.csv",
        "interview_1,受访者,互助站站长 A,互助站站长,A,居民骨干,甲社区",
        head="transcript,speaker,pseudonym,role,letter,group,site",
    )
    assert project.transcripts.import_participants(table) == 1
    people = {p.pseudonym: p for p in project.transcripts.participants()}
    assert "interview_1" not in people
    assert people["互助站站长 A"].group == "居民骨干"
    assert people["互助站站长 A"].attributes == {"site": "甲社区"}
    [info] = [i for i in project.transcripts.list() if i.name == "interview_1"]
    assert info.participants == ("互助站站长 A",)


def test_an_upload_may_be_the_participants_table(project: Project) -> None:
    data = "transcript,pseudonym,group\ninterview_2,楼长 A,居民骨干\n".encode("gb18030")
    assert project.transcripts.ingest_bytes("participants.csv", data).participants == 1
    assert "楼长 A" in {p.pseudonym for p in project.transcripts.participants()}
    [refusal] = project.transcripts.ingest_bytes("participants.csv", b"a,b\n1,2\n").refused
    assert "participants.csv" in refusal.reason


def test_search_finds_two_character_words_in_turns(project: Project) -> None:
    hits = project.transcripts.search("漏水")
    assert [hit.transcript for hit in hits] == [f"interview_{n}" for n in range(1, 5)]
    text = project.transcripts.get(hits[0].transcript).text
    assert text[hits[0].start : hits[0].end] == "漏水"


def test_tokens_are_slices_and_cached(project: Project) -> None:
    for info in project.transcripts.list():
        text = project.transcripts.get(info.name).text
        offsets = project.transcripts.tokens(info.text_id)
        assert (project.transcripts.tokens(info.text_id) == offsets).all()
        assert "".join(text[a:b] for a, b in offsets.tolist()) == "".join(text.split())


# Codebook


def test_a_code_is_born_with_only_a_name(project: Project) -> None:
    before = project.codebook.current().version
    code = project.codebook.add_code("晒被子")
    assert project.codebook.current().version == before + 1
    assert project.codings.add("A", "interview_1", 4, 9, code.id).code == code.id


def test_a_frozen_codebook_must_be_defined_and_stays(project: Project) -> None:
    project.codebook.add_code("晒被子")
    with pytest.raises(RuleError, match="cannot be frozen"):
        project.codebook.freeze()


def test_a_frozen_codebook_is_changed_only_in_a_new_version(project: Project) -> None:
    project.codebook.freeze()
    with pytest.raises(RuleError, match="frozen"):
        project.codebook.add_code("晒被子")
    assert not project.codebook.thaw().frozen
    project.codebook.add_code("晒被子")
    assert [book.frozen for book in project.codebook.versions()] == [True, False, False]


def test_comments_of_the_codebook_file_survive_a_change(project: Project) -> None:
    project.codebook.add_code("晒被子")
    text = project.codebook.text()
    assert "# codes：" in text
    assert "晒被子" in text


def test_a_structural_mistake_in_a_codebook_changes_nothing(
    project: Project, tmp_path: Path
) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n  - {id: a, parent: b}\n  - {id: b, parent: a}\n", encoding="utf-8")
    version = project.codebook.current().version
    with pytest.raises(InputError):
        project.codebook.load(book)
    assert project.codebook.current().version == version


def test_loading_the_same_codebook_makes_no_version(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "same.yaml"
    path.write_text(project.codebook.text(), encoding="utf-8")
    assert project.codebook.load(path).version == project.codebook.current().version == 1


# Coding


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_coded_is_the_slice(project: Project, data: st.DataObject) -> None:
    """Any span of a text with rare Han, emoji families and marks comes back exactly."""
    info = data.draw(st.sampled_from(project.transcripts.list()))
    start = data.draw(st.integers(0, info.characters - 1))
    end = data.draw(st.integers(start + 1, info.characters))
    coding = project.codings.add("A", info.name, start, end, "legitimacy")
    assert (coding.start, coding.end) == (start, end)
    text = project.transcripts.get(info.name).text
    assert len(text) == info.characters
    project.codings.remove("A", coding.uuid)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10**6)])
def test_a_coding_outside_the_text_is_refused(project: Project, start: int, end: int) -> None:
    with pytest.raises(InputError, match="must lie in the transcript"):
        project.codings.add("A", "interview_1", start, end, "legitimacy")
    assert project.codings.of("A") == ()


def test_unknown_names_say_how_to_go_on(project: Project) -> None:
    with pytest.raises(InputError, match="coder add"):
        project.codings.add("nobody", "interview_1", 0, 3, "legitimacy")
    with pytest.raises(InputError, match="ingest"):
        project.codings.add("A", "nothing", 0, 3, "legitimacy")
    with pytest.raises(InputError, match="codebook"):
        project.codings.add("A", "interview_1", 0, 3, "nothing")


def test_the_same_coding_twice_is_one(project: Project) -> None:
    first = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    assert project.codings.add("A", "interview_1", 4, 9, "legitimacy") == first
    assert len(project.codings.of("A")) == 1


def test_a_coding_changes_only_under_its_own_coder(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    changed = project.codings.change("A", coding.uuid, code="responsibility", end=12)
    assert (changed.code, changed.end) == ("responsibility", 12)
    with pytest.raises(RuleError, match="only by the coder"):
        project.codings.change("B", coding.uuid, end=20)
    with pytest.raises(RuleError, match="only by the coder"):
        project.codings.remove("B", coding.uuid)


def test_read_none_is_an_act_of_its_own(project: Project) -> None:
    assert project.codings.read("A", "interview_1") == 7
    assert project.codings.read("A", "interview_1") == 0
    assert project.codings.of("A") == ()
    assert len(project.codings.readings("A")) == 7


def test_a_reading_names_a_unit(project: Project) -> None:
    turn = project.transcripts.get("interview_1").turns[1]
    assert project.codings.read("A", "interview_1", [Span(turn.start, turn.end)]) == 1
    with pytest.raises(InputError, match="a turn, a sentence or a line"):
        project.codings.read("A", "interview_1", [Span(turn.start + 1, turn.end)])


def test_an_open_independent_round_hides_the_others(project: Project) -> None:
    project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    with pytest.raises(RuleError, match="theirs alone"):
        project.codings.of("A", viewer="B")
    project.rounds.close()
    assert len(project.codings.of("A", viewer="B")) == 1


def test_nothing_in_a_closed_round_changes(project: Project) -> None:
    coding = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    closed = project.rounds.close()
    assert len(closed.hash) == 64
    for act in (
        lambda: project.codings.add("A", "interview_1", 9, 12, "legitimacy", round="R1"),
        lambda: project.codings.change("A", coding.uuid, end=12),
        lambda: project.codings.remove("A", coding.uuid),
        lambda: project.codings.read("A", "interview_1", round="R1"),
        lambda: project.undo("A"),
        lambda: project.codings.add("A", "interview_1", 9, 12, "legitimacy"),
    ):
        with pytest.raises(RuleError, match="closed"):
            act()
    assert project.verify_log().problems == ()


def test_memos_stand_on_what_they_are_about(project: Project) -> None:
    project.codings.memo("A", "project", "", "日志")
    project.codings.memo("A", "turn", "interview_1:2", "这里他犹豫了")
    assert [memo.text for memo in project.codings.memos("turn")] == ["这里他犹豫了"]
    with pytest.raises(InputError, match="must be on one of"):
        project.codings.memo("A", "weather", "", "x")


# Codings as CSV


def test_codings_go_out_and_come_in_unchanged(project: Project, tmp_path: Path) -> None:
    project.codings.add("A", "interview_1", 22, 40, "legitimacy")
    project.codings.add("A", "interview_2", 20, 44, "responsiveness")
    assert project.codings.export_csv(tmp_path / "out.csv") == 2
    with Project.create(tmp_path / "other") as other:
        other.codebook.loads(project.codebook.text(), "book")
        other.transcripts.ingest([tmp_path / "interviews"])
        other.coders.add("A")
        other.rounds.open("R1")
        assert other.codings.import_csv(tmp_path / "out.csv") == 2
        assert other.codings.import_csv(tmp_path / "out.csv") == 0
        ours = [(c.text_id, c.start, c.end, c.code, c.origin) for c in project.codings.of("A")]
        theirs = [(c.text_id, c.start, c.end, c.code, c.origin) for c in other.codings.of("A")]
        assert ours == theirs
        assert {c.exposure for c in other.codings.of("A")} == {"unknown"}


def test_the_text_column_is_the_slice(project: Project, tmp_path: Path) -> None:
    project.codings.add("A", "interview_2", 20, 44, "legitimacy")
    project.codings.export_csv(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["text"] == project.transcripts.get("interview_2").text[20:44]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("interview_1,0,99999,legitimacy,A,,,", "must lie in the transcript"),
        ("interview_1,9,4,legitimacy,A,,,", "must lie in the transcript"),
        ("interview_1,a,4,legitimacy,A,,,", "whole numbers"),
        ("interview_1,0,4,nothing,A,,,", "codebook"),
        ("nothing,0,4,legitimacy,A,,,", "transcript"),
        ("interview_1,0,4,legitimacy,nobody,,,", "coder"),
        ("interview_1,0,4,legitimacy,A,R9,,", "round"),
        ("interview_1,0,4,legitimacy,A,,machine,", "origin"),
        ("interview_1,0,4,legitimacy,A,,consensus,", "panel"),
        ("interview_1,0,4,legitimacy,A,,,别的话", "text column"),
        ("interview_1,0,4,legitimacy,A,,,x,y", "more cells"),
        ("interview_1,0,4,legitimacy", "coder must not be empty"),
    ],
)
def test_a_bad_line_is_named_and_none_comes_in(
    project: Project, tmp_path: Path, line: str, words: str
) -> None:
    path = write_csv(tmp_path / "in.csv", "interview_1,0,4,legitimacy,A,,,", line)
    with pytest.raises((InputError, RuleError), match=r"in\.csv line 3") as caught:
        project.codings.import_csv(path)
    assert words in str(caught.value)
    assert project.codings.of("A") == ()
    assert project.verify_log().problems == ()


def test_a_name_that_looks_like_a_formula_comes_back(project: Project, tmp_path: Path) -> None:
    """Export guards a cell against spreadsheets; import takes the guard off again."""
    project.coders.add("=A")
    project.codings.add("=A", "interview_1", 0, 4, "legitimacy")
    project.codings.export_csv(tmp_path / "out.csv", coder="=A")
    assert "'=A" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert project.codings.import_csv(tmp_path / "out.csv") == 0


def test_a_column_that_stands_twice_is_refused(project: Project, tmp_path: Path) -> None:
    head = "transcript,start,end,code,coder,coder"
    path = write_csv(tmp_path / "in.csv", "interview_1,0,4,legitimacy,A,B", head=head)
    with pytest.raises(InputError, match="stands twice"):
        project.codings.import_csv(path)


def test_missing_columns_are_named(project: Project, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", "interview_1,0", head="transcript,start")
    with pytest.raises(InputError, match="end, code, coder"):
        project.codings.import_csv(path)


def test_an_export_of_an_open_round_holds_one_coder(project: Project, tmp_path: Path) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="--coder"):
        project.codings.export_csv(tmp_path / "out.csv")
    assert project.codings.export_csv(tmp_path / "out.csv", coder="B") == 1


def test_readings_come_in_by_transcript_or_turn(project: Project, tmp_path: Path) -> None:
    head = "coder,transcript,turn,round"
    path = write_csv(tmp_path / "r.csv", "A,interview_1,,", "A,interview_2,2,", head=head)
    assert project.codings.import_readings(path) == 8
    bad = write_csv(tmp_path / "bad.csv", "A,interview_3,,", "A,interview_1,99,", head=head)
    with pytest.raises(InputError, match="line 3"):
        project.codings.import_readings(bad)
    assert len(project.codings.readings("A")) == 8


# Agreement and tables


def test_agreement_refuses_an_open_round(project: Project) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="is open"):
        project.agreement.table()


def test_agreement_refuses_where_nothing_was_read_twice(project: Project) -> None:
    project.codings.read("A", "interview_1")
    project.codings.read("B", "interview_2")
    project.rounds.close()
    with pytest.raises(RuleError, match="nothing was read twice"):
        project.agreement.table()


def test_agreement_counts_only_units_that_both_read(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    table = project.agreement.table()
    rows = {row["code"]: row for row in table.rows}
    row = rows["legitimacy"]
    assert row["both"] + row["only_a"] + row["only_b"] + row["neither"] == row["n_units"]
    assert row["both"] >= 1
    assert row["only_a"] >= 1
    assert rows["mobilization"]["alpha"] is None
    assert rows["mobilization"]["undefined"]
    assert list(rows)[-1] == "*"


def test_disagreements_are_passages(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    passages = project.agreement.disagreements("legitimacy")
    assert passages
    for passage in passages:
        text = project.transcripts.get(passage.transcript).text
        assert passage.text == text[passage.start : passage.end]
        assert (passage.yes, passage.no) == (("A",), ("B",))


def test_a_table_of_several_coders_must_name_one(project: Project) -> None:
    two_coders(project)
    with pytest.raises(RuleError, match="--coder"):
        project.tables.get("frequency")
    rows = project.tables.get("frequency", coder="A").rows
    assert {row["code"]: row["references"] for row in rows}["legitimacy"] == 2
    project.tables.set_layer("B")
    rows = project.tables.get("frequency").rows
    assert {row["code"]: row["references"] for row in rows}["legitimacy"] == 1


def test_codes_that_nobody_used_are_rows_of_zeros(project: Project) -> None:
    rows = project.tables.get("frequency").rows
    assert len(rows) == 7
    assert {row["references"] for row in rows} == {0}


def test_the_interviewers_side_is_not_counted_and_a_note_says_so(project: Project) -> None:
    """A coding over question and answer is one reference, the answer's."""
    turns = project.transcripts.get("interview_1").turns
    project.codings.add("A", "interview_1", turns[2].start, turns[3].end, "legitimacy")
    project.codings.add("A", "interview_1", turns[0].start, turns[0].end, "legitimacy")
    table = project.tables.get("frequency")
    row = next(row for row in table.rows if row["code"] == "legitimacy")
    assert (row["references"], row["participants"]) == (1, 1)
    assert row["characters"] == turns[3].end - turns[3].start
    assert any("访谈者一方另有 2 个参考点" in note for note in table.notes)
    assert len(project.tables.get("quotations").rows) == 1


def test_agreement_needs_two_different_coders(project: Project) -> None:
    two_coders(project)
    project.rounds.close()
    with pytest.raises(InputError, match="two different coders"):
        project.agreement.table(["A", "A"])


def test_a_new_meaning_opens_readings_again(project: Project) -> None:
    """Back-coding: a reading counts for a code only if it meant then what it means now."""
    from dataclasses import replace

    two_coders(project)
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    project.rounds.close()
    rows = {row["code"]: row for row in project.agreement.table().rows}
    assert rows["legitimacy"]["n_units"] == 0
    assert rows["mobilization"]["n_units"] > 0


def test_a_closed_rounds_figures_stay_when_the_codebook_moves_on(project: Project) -> None:
    from dataclasses import replace

    two_coders(project)
    project.rounds.close()
    before = project.agreement.table()
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    project.codebook.add_code("晒被子")
    assert project.agreement.table() == before


def test_another_coders_table_shows_nothing_of_an_open_round(project: Project) -> None:
    two_coders(project)
    assert project.tables.get("quotations", coder="A", viewer="A").rows
    assert project.tables.get("quotations", coder="A", viewer="B").rows == ()
    with pytest.raises(RuleError, match="theirs alone"):
        project.tables.get("quotations", coder="A", round="R1", viewer="B")
    project.rounds.close()
    assert project.tables.get("quotations", coder="A", viewer="B").rows


def test_a_change_of_wording_leaves_readings_valid(project: Project) -> None:
    from dataclasses import replace

    two_coders(project)
    code = project.codebook.current().code("legitimacy")
    assert code is not None
    project.codebook.edit_code(replace(code, definition={"zh": "换个说法。"}), wording_only=True)
    project.rounds.close()
    rows = {row["code"]: row for row in project.agreement.table().rows}
    assert rows["legitimacy"]["n_units"] > 0


def test_tables_are_written_in_every_format(project: Project, tmp_path: Path) -> None:
    two_coders(project)
    project.rounds.close()
    paths = project.tables.write_all(tmp_path / "tables", coder="A")
    names = {path.name for path in paths}
    for table in (*analysis.TABLES, "agreement"):
        assert {f"{table}{suffix}" for suffix in (".docx", ".xlsx", ".csv", ".md")} <= names
    assert all(path.stat().st_size for path in paths)


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_interviews_does_not_matter(tmp_path: Path, count: int) -> None:
    write_interviews(tmp_path / "many", count)
    with Project.create(tmp_path / "study") as made:
        assert len(made.transcripts.ingest([tmp_path / "many"]).added) == count
        assert made.verify_log().problems == ()
