"""Coding many places, with a new code, moving and removing many: one act each, all or none."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import InputError, QualcodeError, RuleError
from qualcode.model import Coding
from qualcode.project import Project
from qualcode.project.coding.codings import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = (Place(1, 4, 9), Place(1, 22, 36), Place(2, 22, 36))


def made() -> str:
    return str(uuid.uuid4())


def events(project: Project) -> int:
    return project.verify_log().events


def stand(project: Project, coder: str = "A") -> set[tuple[str, int, int, int, str]]:
    return {(c.uuid, c.text_id, c.start, c.end, c.code) for c in project.codings.of(coder)}


def code_ids(project: Project) -> list[str]:
    return [code.id for code in project.codebook.current().codes]


# Many places


def test_many_places_of_several_texts_are_one_act(project: Project) -> None:
    project.rounds.open("R1")
    before = events(project)
    made = project.codings.add_many("A", PLACES, "legitimacy")
    assert [(c.text_id, c.start, c.end) for c in made] == [(1, 4, 9), (1, 22, 36), (2, 22, 36)]
    assert set(made) == set(project.codings.of("A"))
    assert events(project) == before + 1
    assert project.undo("A") == "coding.add_many"
    assert project.codings.of("A") == ()
    assert project.redo("A") == "coding.add_many"
    assert set(project.codings.of("A")) == set(made)
    assert project.verify_log().problems == ()


def test_places_that_are_coded_so_already_keep_their_coding(project: Project) -> None:
    first = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    got = project.codings.add_many("A", (*PLACES, PLACES[1]), "legitimacy")
    assert got[0] == first
    assert got[1] == got[3]
    assert len(project.codings.of("A")) == 3
    project.undo("A")
    assert project.codings.of("A") == (first,)


@pytest.mark.parametrize(
    "wrong",
    [Place(1, 9, 4), Place(1, 0, 10**6), Place(99, 0, 3), Place(1, 0, 3, "x"), Place(-1, 0, 3)],
)
def test_one_wrong_place_and_nothing_is_coded(project: Project, wrong: Place) -> None:
    with pytest.raises(InputError):
        project.codings.add_many("A", (*PLACES, wrong), "legitimacy")
    with pytest.raises(InputError):
        project.codings.add_new("A", (*PLACES, wrong), "新的")
    assert project.codings.of("A") == ()
    assert "新的" not in code_ids(project)
    assert project.verify_log().problems == ()


def test_no_places_code_nothing(project: Project) -> None:
    assert project.codings.add_many("A", (), "legitimacy") == ()
    assert project.codings.remove_many("A", ()) == 0
    assert project.codings.change_many("A", (), code="legitimacy") == 0
    with pytest.raises(InputError, match="select some"):
        project.codings.add_new("A", (), "新的")


# Names that the desk gives


def test_a_given_uuid_becomes_the_codings(project: Project) -> None:
    one, two = made(), made()
    assert project.codings.add("A", "interview_1", 4, 9, "legitimacy", uuid=one).uuid == one
    got = project.codings.add_many("A", [replace(PLACES[1], uuid=two)], "legitimacy")
    assert got[0].uuid == two
    again = project.codings.add("A", "interview_1", 4, 9, "legitimacy", uuid=one)
    assert again.uuid == one
    assert len(project.codings.of("A")) == 2


def test_a_uuid_of_another_coding_is_refused(project: Project) -> None:
    """Another span, another code, another coder, or two places at once."""
    taken = project.codings.add("A", "interview_1", 4, 9, "legitimacy").uuid
    project.codings.add("A", "interview_1", 22, 36, "legitimacy")
    before = stand(project)
    twice = made()
    acts: tuple[Callable[[], object], ...] = (
        lambda: project.codings.add("A", "interview_1", 4, 10, "legitimacy", uuid=taken),
        lambda: project.codings.add("A", "interview_1", 22, 36, "legitimacy", uuid=taken),
        lambda: project.codings.add("A", "interview_1", 4, 9, "embedding", uuid=taken),
        lambda: project.codings.add("B", "interview_1", 4, 9, "legitimacy", uuid=taken),
        lambda: project.codings.add_many(
            "A", [Place(2, 0, 3, twice), Place(2, 4, 6, twice)], "legitimacy"
        ),
    )
    for act in acts:
        with pytest.raises(InputError, match="exists already"):
            act()
    assert stand(project) == before
    assert project.codings.of("B") == ()


def test_a_coding_whose_name_was_taken_meanwhile_does_not_come_back(project: Project) -> None:
    taken = project.codings.add("A", "interview_1", 4, 9, "legitimacy").uuid
    project.codings.remove("A", taken)
    project.codings.add("B", "interview_2", 0, 3, "embedding", uuid=taken)
    with pytest.raises(RuleError, match="made again since"):
        project.undo("A")
    assert project.verify_log().problems == ()


# Removing and moving many


def test_codings_are_removed_together_and_come_back_together(project: Project) -> None:
    there = project.codings.add_many("A", PLACES, "legitimacy")
    names = [c.uuid for c in there]
    assert project.codings.remove_many("A", (*names[:2], names[0])) == 2
    assert project.codings.of("A") == (there[2],)
    assert project.undo("A") == "coding.remove_many"
    assert set(project.codings.of("A")) == set(there)


def test_codings_move_together_to_another_code(project: Project) -> None:
    there = project.codings.add_many("A", PLACES, "legitimacy")
    assert project.codings.change_many("A", [c.uuid for c in there], code="embedding") == 3
    assert {c.code for c in project.codings.of("A")} == {"embedding"}
    assert {c.uuid for c in project.codings.of("A")} == {c.uuid for c in there}
    assert project.undo("A") == "coding.change_many"
    assert set(project.codings.of("A")) == set(there)
    assert project.redo("A") == "coding.change_many"
    assert {c.code for c in project.codings.of("A")} == {"embedding"}


def test_a_coding_that_moves_onto_its_double_is_one(project: Project) -> None:
    """The same coding twice is one, also where a code or a border is changed."""
    other = project.codings.add("A", "interview_1", 4, 9, "embedding")
    mine = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    before = stand(project)
    assert project.codings.change_many("A", [mine.uuid], code="embedding") == 1
    assert project.codings.of("A") == (other,)
    project.undo("A")
    assert project.codings.change("A", mine.uuid, code="embedding") == other
    project.undo("A")
    longer = project.codings.add("A", "interview_1", 4, 12, "embedding")
    assert project.codings.change("A", longer.uuid, end=9) == other
    project.undo("A")
    project.undo("A")
    assert stand(project) == before
    assert project.verify_log().problems == ()


def test_a_bulk_act_that_touches_anothers_coding_does_nothing(project: Project) -> None:
    own = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    theirs = project.codings.add("B", "interview_1", 4, 9, "legitimacy")
    for act in (
        lambda: project.codings.remove_many("A", [own.uuid, theirs.uuid]),
        lambda: project.codings.change_many("A", [own.uuid, theirs.uuid], code="embedding"),
    ):
        with pytest.raises(RuleError, match="only by the coder"):
            act()
    with pytest.raises(InputError, match="no longer exists"):
        project.codings.remove_many("A", [own.uuid, made()])
    with pytest.raises(InputError, match="codebook"):
        project.codings.change_many("A", [own.uuid], code="nothing")
    assert project.codings.of("A") == (own,)
    assert project.codings.of("B") == (theirs,)


def test_a_bulk_act_is_of_one_open_round(project: Project) -> None:
    old = project.codings.add("A", "interview_1", 4, 9, "legitimacy")
    project.rounds.open("R2")
    new = project.codings.add("A", "interview_1", 4, 9, "legitimacy", round="R2")
    with pytest.raises(RuleError, match="one round"):
        project.codings.remove_many("A", [old.uuid, new.uuid])
    project.rounds.close("R1")
    acts: tuple[Callable[[], object], ...] = (
        lambda: project.codings.remove_many("A", [old.uuid]),
        lambda: project.codings.change_many("A", [old.uuid], code="embedding"),
        lambda: project.codings.add_many("A", PLACES, "embedding", round="R1"),
        lambda: project.codings.add_new("A", PLACES, "新的", round="R1"),
    )
    for act in acts:
        with pytest.raises(RuleError, match="closed"):
            act()
    assert "新的" not in code_ids(project)
    assert project.verify_log().problems == ()


@pytest.mark.parametrize("kind", ["add_many", "add_new", "remove_many", "change_many"])
def test_a_bulk_act_of_a_round_that_was_closed_stays(project: Project, kind: str) -> None:
    there = project.codings.add_many("A", PLACES, "legitimacy")
    names = [c.uuid for c in there]
    if kind == "add_new":
        project.codings.add_new("A", PLACES, "新的")
    elif kind == "remove_many":
        project.codings.remove_many("A", names)
    elif kind == "change_many":
        project.codings.change_many("A", names, code="embedding")
    project.rounds.close()
    before = stand(project)
    assert project.undoable("A") == (False, False)
    with pytest.raises(RuleError, match="closed"):
        project.undo("A")
    assert stand(project) == before


# What can be undone


def test_it_is_said_what_can_be_undone_and_done_again(project: Project) -> None:
    assert project.undoable("A") == (False, False)
    project.codings.add_many("A", PLACES, "legitimacy")
    assert project.undoable("A") == (True, False)
    assert project.undoable("B") == (False, False)
    project.undo("A")
    assert project.undoable("A") == (False, True)
    project.redo("A")
    assert project.undoable("A") == (True, False)
    project.undo("A")
    project.codings.add("A", "interview_1", 0, 3, "legitimacy")
    assert project.undoable("A") == (True, False)


def test_a_bulk_act_is_exposed_place_by_place(hints: Path) -> None:
    """A place in a blind turn is unaided; the others are assisted once suggestions are on."""
    with Project.open(hints) as project:
        info = project.transcripts.list()[0]
        project.suggestions.run("甲", seed=1)
        project.suggestions.set_mode("visible")
        turns = [t for t in project.transcripts.get(info.name).turns if t.n % 2 == 0]
        places = [Place(info.text_id, turn.start, turn.end) for turn in turns]
        many = project.codings.add_many("甲", places, code_ids(project)[0])
        one = [
            project.codings.add("甲", info.name, p.start, p.end, code_ids(project)[1])
            for p in places
        ]
        assert [c.exposure for c in many] == [c.exposure for c in one]
        assert {c.exposure for c in many} == {"unaided", "assisted"}


def test_a_refused_act_leaves_no_event(project: Project) -> None:
    before = events(project)
    for label, spans in (("", PLACES), ("  ", PLACES), ("新的", (Place(1, 5, 5),))):
        with pytest.raises(QualcodeError):
            project.codings.add_new("A", spans, label)
    assert events(project) == before
    assert project.rounds.list() == ()
    assert isinstance(project.codings.add("A", "interview_1", 0, 2, "legitimacy"), Coding)


def test_what_is_changed_after_suggestions_were_seen_says_so(hints: Path) -> None:
    """A change is an act of its own: it is exposed as of now, and is no acceptance any more."""
    with Project.open(hints) as project:
        info = project.transcripts.list()[0]
        turns = [t for t in project.transcripts.get(info.name).turns if t.n % 2 == 0]
        first, second = code_ids(project)[:2]
        places = [Place(info.text_id, turn.start, turn.end) for turn in turns]
        before = project.codings.add_many("甲", places, first)
        assert {c.exposure for c in before} == {"unaided"}
        project.suggestions.run("甲", seed=1)
        project.suggestions.set_mode("visible")
        project.codings.change_many("甲", [c.uuid for c in before], code=second)
        after = project.codings.of("甲")
        assert {c.exposure for c in after} == {"unaided", "assisted"}
        project.undo("甲")
        assert project.codings.of("甲") == before
        items = project.suggestions.queue("甲")
        item = next(it for it in items if it.suggestion.code != first)
        project.suggestions.accept("甲", item.suggestion.id)
        [mine] = [c for c in project.codings.of("甲") if c.origin == "accepted"]
        other = next(code for code in code_ids(project) if code not in {mine.code, first})
        assert project.codings.change("甲", mine.uuid, code=mine.code).origin == "accepted"
        assert project.codings.change("甲", mine.uuid, code=other).origin == "changed"
        assert project.verify_log().problems == ()
