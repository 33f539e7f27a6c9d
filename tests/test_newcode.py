"""A code that is made while coding comes, goes and comes back with its codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import RuleError
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from qualcode.project import Project

PLACES = (Place(1, 4, 9), Place(2, 22, 36))


def labels(project: Project) -> list[str]:
    return [code.labels["zh"] for code in project.codebook.current().codes]


def test_a_code_and_its_codings_are_one_act(project: Project) -> None:
    before = labels(project)
    code, codings = project.codings.add_new("A", PLACES, " 热心人 ")
    assert labels(project) == [*before, "热心人"]
    assert [(c.text_id, c.start, c.code) for c in codings] == [(1, 4, code.id), (2, 22, code.id)]
    assert project.undo("A") == "coding.add_new"
    assert labels(project) == before
    assert project.codings.of("A") == ()
    assert project.redo("A") == "coding.add_new"
    assert labels(project) == [*before, "热心人"]
    assert set(project.codings.of("A")) == set(codings)
    assert project.codebook.current().code(code.id) == code
    for _ in range(3):
        assert project.undo("A") == "coding.add_new"
        assert labels(project) == before
        assert project.redo("A") == "coding.add_new"
    assert project.verify_log().problems == ()


def test_a_name_that_is_there_is_taken(project: Project) -> None:
    version = project.codebook.current().version
    label = labels(project)[3]
    code, codings = project.codings.add_new("A", PLACES, label)
    assert (code.id, len(codings)) == ("legitimacy", 2)
    assert project.codebook.current().version == version
    project.undo("A")
    assert project.codings.of("A") == ()
    assert "legitimacy" in {code.id for code in project.codebook.current().codes}


def test_the_words_themselves_become_the_code(project: Project) -> None:
    """In-vivo coding: the words are the name and stay as the example when it is renamed."""
    text = project.transcripts.get("interview_1").text
    at = text.index("𠮷祥面馆")
    code, _ = project.codings.add_new("A", [Place(1, at, at + 4)], "", in_vivo=True)
    assert code.labels == {"zh": "𠮷祥面馆"}
    assert code.examples == ("𠮷祥面馆",)
    named, _ = project.codings.add_new("A", [Place(1, at, at + 5)], "碰头处", in_vivo=True)
    assert named.labels == {"zh": "碰头处"}
    assert named.examples == (text[at : at + 5],)


def test_a_code_that_others_use_stays(project: Project) -> None:
    code, _ = project.codings.add_new("A", PLACES, "热心人")
    project.codings.add("B", "interview_3", 4, 9, code.id)
    project.undo("A")
    assert "热心人" in labels(project)
    assert project.codings.of("A") == ()
    project.redo("A")
    assert len(project.codings.of("A")) == 2
    assert labels(project).count("热心人") == 1


def test_a_code_that_somebody_may_take_up_again_stays(project: Project) -> None:
    """Another coder's redo must find its code in the codebook."""
    code, _ = project.codings.add_new("A", PLACES, "热心人")
    project.codings.add("B", "interview_3", 4, 9, code.id)
    project.undo("B")
    project.undo("A")
    assert "热心人" in labels(project)
    project.redo("B")
    assert [c.code for c in project.codings.of("B")] == [code.id]


def test_a_code_with_a_memo_stays(project: Project) -> None:
    code, _ = project.codings.add_new("A", PLACES, "热心人")
    project.memos.add("B", "code", code.id, "这个要紧")
    project.undo("A")
    assert "热心人" in labels(project)


def test_a_codebook_that_went_on_keeps_the_code(project: Project) -> None:
    code, _ = project.codings.add_new("A", PLACES, "热心人")
    project.codebook.add_code("别的")
    project.undo("A")
    assert project.codings.of("A") == ()
    assert {"热心人", "别的"} <= set(labels(project))
    project.redo("A")
    assert {c.code for c in project.codings.of("A")} == {code.id}
    project.undo("A")
    assert "热心人" in labels(project)
    assert project.verify_log().problems == ()


def test_what_was_read_under_the_version_that_went_stays_read(project: Project) -> None:
    project.codings.add_new("A", PLACES, "热心人")
    project.codings.read("B", "interview_1")
    project.undo("A")
    assert "热心人" not in labels(project)
    assert len(project.codings.readings("B")) == 7
    assert project.verify_log().problems == ()


def test_a_frozen_codebook_takes_no_new_code(project: Project) -> None:
    project.codebook.freeze()
    with pytest.raises(RuleError, match=r"is frozen.*codebook thaw"):
        project.codings.add_new("A", PLACES, "热心人")
    assert project.codings.of("A") == ()
    assert len(project.codings.add_new("A", PLACES, labels(project)[0])[1]) == 2


def test_a_code_does_not_come_back_into_a_frozen_codebook(project: Project) -> None:
    project.codings.add_new("A", PLACES, "热心人")
    project.undo("A")
    project.codebook.freeze()
    with pytest.raises(RuleError, match="is frozen"):
        project.redo("A")
    assert project.codings.of("A") == ()
    project.codebook.thaw()
    project.redo("A")
    assert len(project.codings.of("A")) == 2


def test_a_code_does_not_come_back_beside_one_of_its_name(project: Project) -> None:
    project.codings.add_new("A", PLACES, "热心人")
    project.undo("A")
    project.codings.add_new("B", PLACES, "热心人")
    with pytest.raises(RuleError, match="by now"):
        project.redo("A")
    assert labels(project).count("热心人") == 1
    assert project.verify_log().problems == ()


def test_the_comments_of_the_codebooks_file_stay(project: Project) -> None:
    before = project.codebook.text()
    assert "#" in before
    project.codings.add_new("A", PLACES, "热心人")
    assert "热心人" in project.codebook.text()
    project.undo("A")
    assert project.codebook.text() == before


def test_what_is_coded_openly_is_a_concept_named_in_the_language_that_is_said(
    project: Project,
) -> None:
    code, _ = project.codings.add_new("A", PLACES[:1], "regulars", language="en")
    assert (code.level, code.labels) == ("concept", {"en": "regulars"})
    assert project.codings.add_new("A", PLACES[:1], "常客")[0].labels == {"zh": "常客"}
    first = project.passages.of(code.id, "A").items[0].uuid
    hits = project.search.find("漏水", "A").places
    found = project.search.code("A", hits, extent="hit", label="leaks", language="en")
    leaks = project.codebook.current().code(found.code)
    assert leaks is not None
    assert (leaks.level, leaks.labels) == ("concept", {"en": "leaks"})
    ((part, _),) = project.passages.split("A", {"old hands": [first]}, language="en")
    assert (part.level, part.labels) == ("concept", {"en": "old hands"})


def test_a_code_of_the_codebook_is_named_in_the_language_that_is_said(project: Project) -> None:
    code = project.codebook.add_code("rules", language="en")
    assert (code.level, code.labels) == ("category", {"en": "rules"})
    (part,) = project.codebook.split(code.id, ["fines"], language="en")
    assert part.labels == {"en": "fines"}
    (part,) = project.codebook.split(code.id, ["罚"])
    assert part.labels == {"zh": "罚"}
