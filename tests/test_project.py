"""The transcripts and the codebook of a project: what comes in, and what a change leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import write_interviews
from project_material import write_csv

from qualcode.errors import InputError, RuleError
from qualcode.project import Project

if TYPE_CHECKING:
    from pathlib import Path


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
    assert project.transcripts.import_participants(table).participants == 1
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


def test_tokens_are_slices_and_cached(project: Project) -> None:
    for info in project.transcripts.list():
        text = project.transcripts.get(info.name).text
        offsets = project.transcripts.tokens(info.text_id)
        assert (project.transcripts.tokens(info.text_id) == offsets).all()
        assert "".join(text[a:b] for a, b in offsets.tolist()) == "".join(text.split())


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_interviews_does_not_matter(tmp_path: Path, count: int) -> None:
    write_interviews(tmp_path / "many", count)
    with Project.create(tmp_path / "study") as made:
        assert len(made.transcripts.ingest([tmp_path / "many"]).added) == count
        assert made.verify_log().problems == ()


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
