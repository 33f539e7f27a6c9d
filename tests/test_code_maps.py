"""Merges are maps applied on reading: codings are never rewritten, and every reader sees them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project_material import write_csv
from store_material import coded, sql

from qualcode import Project
from qualcode.codebook import CodeMap, followed
from qualcode.errors import InputError, RuleError
from qualcode.store import code_maps, picks, work

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "ABCDE"


def test_a_code_that_stands_is_itself_whatever_maps_there_were() -> None:
    maps = [CodeMap("A", "B", 2)]
    assert followed(maps, {"B"}, 2) == {"A": "B"}
    assert followed(maps, {"A", "B"}, 3) == {}
    assert followed(maps, {"A", "B"}, 1) == {}


def test_maps_are_followed_through_to_a_code_that_stands() -> None:
    maps = [CodeMap("A", "B", 2), CodeMap("B", "C", 3)]
    assert followed(maps, {"C"}, 3) == {"A": "C", "B": "C"}
    assert followed(maps, {"B", "C"}, 2) == {"A": "B"}


def test_the_newest_map_up_to_the_version_counts() -> None:
    maps = [CodeMap("A", "B", 2), CodeMap("A", "C", 4)]
    assert followed(maps, {"B", "C"}, 3) == {"A": "B"}
    assert followed(maps, {"B", "C"}, 4) == {"A": "C"}


def test_a_chain_that_comes_back_to_itself_leads_nowhere() -> None:
    maps = [CodeMap("A", "B", 2), CodeMap("B", "A", 3)]
    assert followed(maps, set(), 3) == {}


class Model:
    """What codings read as, kept the plain way: a merge rewrites, a revert restores.

    Each coding keeps the code it was given with the version; a code's content of every version
    is remembered, so that the reading under a version can be worked out by walking forward.
    """

    def __init__(self) -> None:
        self.books: list[frozenset[str]] = [frozenset(LETTERS)]
        self.merges: dict[tuple[str, int], str] = {}
        self.codings: list[str] = []

    @property
    def standing(self) -> frozenset[str]:
        return self.books[-1]

    def merge(self, code: str, into: str) -> None:
        self.books.append(self.standing - {code})
        self.merges[code, len(self.books)] = into

    def revert(self, version: int) -> None:
        self.books.append(self.books[version - 1])

    def read(self, code: str, version: int) -> str:
        if code in self.books[version - 1]:
            return code
        newest = max(v for (name, v) in self.merges if name == code and v <= version)
        return self.read(self.merges[code, newest], version)

    def all(self, version: int) -> list[str]:
        return [self.read(code, version) for code in self.codings]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("code"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("merge"), st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.just("revert"), st.integers(0, 9), st.just(0)),
    ),
    max_size=14,
)


@settings(
    max_examples=examples(10, 200), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_sequence_of_merges_and_reverts_gives_what_a_plain_model_gives(
    steps: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    model = Model()
    with Project.create(tmp_path_factory.mktemp("maps")) as project:
        project.coders.add("A")
        project.transcripts.ingest_bytes("t.txt", ("甲：" + "说" * 200).encode())
        project.codebook.loads("codes: [A, B, C, D, E]", "b.yaml")
        first = project.codebook.current().version
        for what, one, other in steps:
            there = sorted(model.standing)
            if what == "code":
                at, code = len(model.codings), there[one % len(there)]
                project.codings.add("A", "t", 2 + at, 3 + at, code)
                model.codings.append(code)
            elif what == "merge" and one != other:
                code, into = there[one % len(there)], there[other % len(there)]
                if code != into:
                    model.merge(code, into)
                    project.codebook.merge([code], into)
            elif what == "revert":
                version = one % len(model.books) + 1
                if model.books[version - 1] != model.standing:
                    model.revert(version)
                    project.codebook.revert(version + first - 1)
        assert [code.id for code in project.codebook.current().codes] == sorted(model.standing)
        with project.store.reading() as connection:
            for version in range(1, len(model.books) + 1):
                read = work.codings(connection, codebook=first + version - 1)
                assert [it.code for it in read] == model.all(version)
            raw = work.codings(connection, codebook=code_maps.RAW)
            assert [it.code for it in raw] == model.codings
        assert project.verify_log().problems == ()


def test_every_reader_sees_the_merged_code_and_no_row_is_rewritten(
    project: Project, tmp_path: Path
) -> None:
    at = project.transcripts.get("interview_1").text.index("我们楼里的人都认")
    made = project.codings.add("A", "interview_1", at, at + 8, "legitimacy").uuid
    project.codebook.merge(["legitimacy"], "responsibility")
    (coding,) = project.codings.of("A")
    assert coding.code == "responsibility"
    assert project.codings.export_csv(tmp_path / "out.csv") == 1
    assert ",responsibility,A," in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    counted = {row["code"]: row for row in project.tables.get("frequency", coder="A").rows}
    assert counted["responsibility"]["references"] == 1
    assert "legitimacy" not in counted
    with project.store.reading() as connection:
        (raw,) = work.codings(connection, codebook=code_maps.RAW)
        assert (raw.uuid, raw.code) == (made, "legitimacy")
        (a, _) = work.coders(connection)
        assert picks.positives(connection, a.id) == {"responsibility": 1}
    assert project.verify_log().problems == ()


def test_a_mapped_coding_can_still_be_changed_and_removed(project: Project) -> None:
    made = coded(project)
    project.codebook.merge(["legitimacy"], "responsibility")
    moved = project.codings.change("A", made, end=10)
    assert (moved.code, moved.end) == ("responsibility", 10)
    project.undo("A")
    assert project.codings.of("A")[0].code == "responsibility"
    assert project.codings.add("A", "interview_1", 4, 12, "responsibility").uuid == made
    project.codings.remove("A", made)
    assert project.codings.of("A") == ()


def test_a_merge_is_taken_back_by_reverting_and_what_came_later_stays(project: Project) -> None:
    before = project.codebook.current()
    coded(project)
    project.codebook.merge(["legitimacy"], "responsibility")
    project.codings.add("A", "interview_2", 4, 12, "responsibility")
    back = project.codebook.revert(before.version)
    assert [it.code for it in project.codings.of("A")] == ["legitimacy", "responsibility"]
    assert back.codes == before.codes
    assert back.relations == before.relations
    assert back.version == before.version + 2
    assert back.semantic_hash == before.semantic_hash


def test_closed_rounds_keep_their_figures_after_a_merge(full: Path) -> None:
    """Agreement reads with the codebook that the round was closed with; tables with the newest."""
    with Project.open(full) as project:
        before = project.agreement.table().to_json()
        hashes = {held.name: held.hash for held in project.rounds.list()}
        project.codebook.thaw()
        project.codebook.merge(["legitimacy"], "responsibility")
    with Project.open(full) as project:
        assert project.agreement.table().to_json() == before
        assert {held.name: held.hash for held in project.rounds.list()} == hashes
        assert project.rounds.broken() == ()
        assert project.verify_log().problems == ()
        rows = {row["code"] for row in project.tables.get("frequency", coder="A").rows}
        assert "legitimacy" not in rows


def test_what_was_read_stays_read_after_a_merge(project: Project) -> None:
    """The meaning of the code that stays is what it was, and so is that of codes that moved up."""
    project.codebook.add_code("下级")
    project.codebook.move("下级", parent="legitimacy")
    project.codings.read("A", "interview_1")
    version = project.codebook.current().version
    project.codebook.merge(["legitimacy"], "responsibility")
    assert project.codebook.current().code("下级").parent == "responsibility"
    assert version in project.codebook.settled()


def test_a_meaning_that_was_said_to_stay_is_not_opened_by_a_later_edit(project: Project) -> None:
    """Wording is wording also after another code was changed."""
    version = project.codebook.current().version
    code = project.codebook.current().code("legitimacy")
    assert code
    said = replace(code, definition={"zh": "另一种说法。"})
    project.codebook.edit_code(said, wording_only=True)
    assert version in project.codebook.settled()
    project.codebook.relate("legitimacy", "responsibility", "cause")
    assert version in project.codebook.settled()
    project.codebook.edit_code(replace(code, definition={"zh": "别的意思。"}))
    assert version not in project.codebook.settled()


def test_an_import_names_codes_of_the_codebook_only(project: Project, tmp_path: Path) -> None:
    project.codebook.merge(["legitimacy"], "responsibility")
    file = write_csv(tmp_path / "c.csv", "interview_1,4,12,legitimacy,A,,,")
    with pytest.raises(InputError, match="legitimacy"):
        project.codings.import_csv(file)


def test_a_map_written_behind_the_projects_back_is_named_by_the_log(project: Project) -> None:
    coded(project)
    sql(project, "INSERT INTO code_map VALUES (1, 1, 2, 1)")
    assert [problem.rule for problem in project.verify_log().problems] == ["code_map"]


def test_reverting_reads_the_parts_of_a_split_as_what_was_split(project: Project) -> None:
    """Nothing that was coded is lost: it goes to the code above, or the revert is refused."""
    version = project.codebook.current().version
    part, _ = project.codebook.split("legitimacy", ["认可", "推选"])
    project.codings.add("A", "interview_1", 4, 12, part.id)
    project.codebook.revert(version)
    assert [it.code for it in project.codings.of("A")] == ["legitimacy"]
    new = project.codebook.add_code("新的")
    project.codings.add("A", "interview_2", 4, 12, new.id)
    with pytest.raises(RuleError, match="新的"):
        project.codebook.revert(version)
