"""Who may see what the machine thinks: one rule, and every surface that shows it keeps to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, get_args

import pytest
from test_why import found_in, named

from qualcode.errors import QualcodeError, RuleError
from qualcode.i18n import LANGUAGES, Language
from qualcode.model import Memo, Mode, Round, Span
from qualcode.store import machine, work
from qualcode.store.across import facts as gathered
from qualcode.study import access

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evaluation_material import Study

    from qualcode.project import Project
    from qualcode.store.machine import Proposed

pytest_plugins = ("evaluation_material",)

FLAGS = ("answered", "shown", "withheld", "sealed", "stale", "theirs")
EVERY = [
    access.Facts(mode, **dict(zip(FLAGS, flags, strict=True)))
    for mode in get_args(Mode)
    for flags in product([False, True], repeat=len(FLAGS))
]


@pytest.mark.parametrize("purpose", get_args(access.Purpose))
def test_what_was_set_aside_is_never_told_before_the_answer(purpose: access.Purpose) -> None:
    for facts in EVERY:
        seen = isinstance(access.judge(facts, purpose), access.Seen)
        assert not (seen and facts.sealed)
        assert not (seen and not facts.theirs)
        assert not (seen and facts.mode == "never")
        assert not (seen and facts.withheld and (purpose != "explain" or not facts.answered))
        assert not (seen and facts.stale and not facts.shown)


def test_codes_come_first_where_the_mode_says_so() -> None:
    for facts, purpose in product(EVERY, get_args(access.Purpose)):
        if facts.mode == "code_first" and not (facts.answered or facts.shown):
            assert isinstance(access.judge(facts, purpose), access.Refusal)


def test_reasons_are_told_of_nothing_that_may_not_be_shown() -> None:
    """But for what the coin withheld, once it was answered, and what was seen before it changed."""
    for facts in EVERY:
        told = isinstance(access.judge(facts, "explain"), access.Seen)
        shown = isinstance(access.judge(facts, "offer"), access.Seen)
        later = (facts.withheld and facts.answered) or (facts.stale and facts.shown)
        assert shown or not told or later


def test_what_is_seen_for_the_first_time_is_said_to_be() -> None:
    for facts, purpose in product(EVERY, get_args(access.Purpose)):
        stands = access.judge(facts, purpose)
        if isinstance(stands, access.Seen):
            assert stands.first is not facts.shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: Language) -> None:
    for ground in get_args(access.Ground):
        assert access.Refusal(ground).error("c").sentence(language)


# The surfaces.


def judged(study: Study, purpose: access.Purpose) -> dict[int, bool]:
    """Return which suggestions of the run the coder may see for a purpose."""
    everything = found_in(study)
    with study.project.store.reading() as connection:
        frame = study.project.store.study(connection)
        stands = [
            access.judge(it, purpose)
            for it in gathered.facts(connection, frame, frame.coder("A"), everything)
        ]
    seen = zip(everything, stands, strict=True)
    return {it.suggestion.id: isinstance(found, access.Seen) for it, found in seen}


def change(study: Study, code: str) -> None:
    """Let a code mean something else."""
    book = study.project.codebook.current()
    found = next(it for it in book.codes if it.id == code)
    study.project.codebook.edit_code(replace(found, definition={"zh": "别的意思"}))


def is_told(study: Study, verb: str, proposed: Proposed) -> bool:
    """Try one verb of one suggestion, and take back what it wrote."""
    project, key = study.project, proposed.suggestion.id
    try:
        if verb == "why":
            project.evidence.why("A", key)
        elif verb == "accept":
            project.suggestions.accept("A", key)
            project.undo("A")
        else:
            project.suggestions.show("A", key)
    except QualcodeError:
        return False
    return True


@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("read", [False, True])
@pytest.mark.parametrize("mode", get_args(Mode))
def test_every_surface_keeps_to_the_rule(
    measured_asked: Study, mode: Mode, read: bool, stale: bool
) -> None:
    """Queue, outlines, show, accept and why, before and after the sentence was read."""
    study = measured_asked
    everything = found_in(study)
    if read:
        for it in everything:
            here = [Span(it.unit.start, it.unit.end)]
            study.project.codings.read("A", named(study, it), here)
    if stale:
        change(study, everything[0].suggestion.code)
    study.project.suggestions.set_mode(mode)
    may_offer = judged(study, "offer")
    outlined = {
        it.id for name in study.names for it in study.project.suggestions.outlines("A", name)
    }
    try:
        listed = {it.suggestion.id for it in study.project.suggestions.queue("A", limit=None)}
    except QualcodeError:
        listed = set()
    assert listed == {key for key, seen in may_offer.items() if seen}
    may_explain = judged(study, "explain")
    assert outlined <= {key for key, seen in may_offer.items() if seen}
    assert (mode == "visible" and bool(outlined)) or not outlined
    for it in everything:
        assert is_told(study, "why", it) == may_explain[it.suggestion.id]
        if mode != "visible":
            break
    with study.project.store.reading() as connection:
        (person,) = [each for each in work.coders(connection) if each.name == "A"]
        for it in everything:
            told = machine.shown(connection, person.id, it.suggestion.id) is not None
            assert told or it.suggestion.id not in outlined
    may_offer = judged(study, "offer")
    for it in everything[:4]:
        for verb in ("show", "accept"):
            assert is_told(study, verb, it) == may_offer[it.suggestion.id]


def were_shown(study: Study) -> set[int]:
    with study.project.store.reading() as connection:
        (person,) = [it for it in work.coders(connection) if it.name == "A"]
        return {
            it.suggestion.id
            for it in found_in(study)
            if machine.shown(connection, person.id, it.suggestion.id) is not None
        }


@pytest.mark.parametrize("surface", ["queue", "why_not"])
def test_what_a_list_or_a_place_tells_was_seen(measured_asked: Study, surface: str) -> None:
    """A coder who codes first, and then reads what was suggested, codes on assisted."""
    study = measured_asked
    it = found_in(study)[0]
    where = named(study, it)
    study.project.codings.read("A", where, [Span(it.unit.start, it.unit.end)])
    assert it.suggestion.id not in were_shown(study)
    if surface == "queue":
        told = {item.suggestion.id for item in study.project.suggestions.queue("A", limit=None)}
    else:
        nothing = study.project.evidence.why_not("A", where, it.unit.start)
        assert it.suggestion.code in nothing.codes
        told = {
            each.suggestion.id
            for each in found_in(study)
            if each.unit.id == it.unit.id and each.suggestion.code in nothing.codes
        }
    assert it.suggestion.id in told
    assert told <= were_shown(study)


@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("mode", ["code_first", "visible", "on_request"])
def test_a_card_and_the_ledger_tell_what_the_rule_allows(
    measured_asked: Study, mode: str, stale: bool
) -> None:
    """Whatever a card shows may be offered and was recorded, and the ledger holds just that."""
    study = measured_asked
    desk = study.project.suggestions
    if stale:
        change(study, found_in(study)[0].suggestion.code)
    desk.set_mode(mode)
    cards = told_of = 0
    while (card := desk.next("A")) is not None and cards < 25:
        cards += 1
        told = {item.suggestion.id for item in card.suggestions}
        assert not told or mode == "visible"
        if mode == "code_first":
            card = desk.answer("A", card.pick, [])
        elif mode == "on_request":
            card = desk.reveal("A", card.pick)
        told |= {item.suggestion.id for item in card.suggestions}
        may = judged(study, "offer")
        assert all(may[it] for it in told)
        assert told <= were_shown(study)
        told_of += len(told)
        desk.finish("A", card.pick, [])
    assert told_of > 0
    rows = [row for row in desk.ledger("A").rows if row["act"] == "shown"]
    assert len(rows) == told_of


def test_the_ledger_and_the_comparison_tell_nobody_else_before_their_turn(
    measured_asked: Study,
) -> None:
    study = measured_asked
    study.project.coders.add("B")
    study.project.suggestions.set_mode("visible")
    card = study.project.suggestions.next("A")
    assert card is not None
    study.project.suggestions.finish("A", card.pick, [])
    for reader in ("B", None):
        table = study.project.suggestions.ledger(reader)
        assert table.rows == ()
    for reader in ("A", "B", None):
        with pytest.raises(QualcodeError):
            study.project.model_agreement.table(viewer=reader)


def test_what_a_list_told_on_request_stays_told_when_codes_come_first_again(
    measured_asked: Study,
) -> None:
    desk = measured_asked.project.suggestions
    desk.set_mode("on_request")
    told = {item.suggestion.id for item in desk.queue("A")}
    desk.set_mode("code_first")
    assert told
    assert told <= were_shown(measured_asked)


# What a file holds of codings and readings.

KEPT = {
    "one coder": (["A"], "independent", "open", True),
    "two coders": (["A", "B"], "independent", "open", False),
    "two coders, closed": (["A", "B"], "independent", "closed", True),
    "two coders who talk": (["A", "B"], "discussion", "open", True),
    "two coders who practise": (["A", "B"], "training", "open", True),
}
FILES: dict[str, Callable[..., object]] = {
    "codings": lambda project, path, **chosen: project.codings.export_csv(path, **chosen),
    "readings": lambda project, path, **chosen: project.codings.export_readings(path, **chosen),
}


@pytest.mark.parametrize("case", KEPT)
def test_a_file_holds_one_coders_work_of_an_open_independent_round(
    project: Project, tmp_path: Path, case: str
) -> None:
    """One rule for codings and readings; who is named gives their own alone."""
    coders, kind, status, allowed = KEPT[case]
    project.rounds.open("X", kind)  # type: ignore[arg-type]
    name = project.transcripts.list()[0].name
    turn = project.transcripts.get(name).turns[-1]
    for coder in coders:
        project.codings.add(coder, name, turn.start, turn.end, "legitimacy", round="X")
        project.codings.read(coder, name, [Span(turn.start, turn.end)], round="X")
    if status == "closed":
        project.rounds.close("X")
    found = access.withheld({("X", it) for it in coders}, project.rounds.list())
    assert (found is None) is allowed
    for kept, write in FILES.items():
        path = tmp_path / f"{kept}.csv"
        if allowed:
            assert write(project, path) == len(coders)
        else:
            with pytest.raises(RuleError, match="open and independent"):
                write(project, path)
            assert not path.exists()
        assert write(project, path, coder="A") == 1


@pytest.mark.parametrize("kept", FILES)
def test_who_codes_again_gets_no_file_of_what_they_did_before(
    project: Project, tmp_path: Path, kept: str
) -> None:
    name = project.transcripts.list()[0].name
    turn = project.transcripts.get(name).turns[-1]
    for coder in ("A", "B"):
        project.codings.add(coder, name, turn.start, turn.end, "legitimacy")
        project.codings.read(coder, name, [Span(turn.start, turn.end)])
    project.rounds.close()
    project.rounds.recode("R1", "A")
    write = FILES[kept]
    with pytest.raises(RuleError, match="A codes again"):
        write(project, tmp_path / "f.csv", coder="A")
    with pytest.raises(RuleError, match="A codes again"):
        write(project, tmp_path / "f.csv")
    assert write(project, tmp_path / "f.csv", coder="B") == 1
    assert write(project, tmp_path / "f.csv", coder="A", round="R2") == 0


# Memos.

DURING, BEFORE = "2026-11-02T00:00:00", "2026-11-01T00:00:00"
KINDS = ("project", "transcript", "turn", "coding", "code", "relation")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("viewer", ["A", "B", None])
def test_memos_of_every_kind_keep_to_one_rule(kind: str, viewer: str | None) -> None:
    round_ = Round("R1", opened="2026-11-01T12:00:00")
    cases = {
        (BEFORE, ""): True,
        (DURING, ""): viewer == "A",
        (BEFORE, DURING): viewer == "A",
    }
    for (created, changed), visible in cases.items():
        memo = Memo("A", kind, "", "x", created=created, changed=changed)
        assert access.memo_visible(memo, viewer, [round_]) is visible
        closed = replace(round_, status="closed")
        assert access.memo_visible(memo, viewer, [closed])
        assert access.memo_visible(memo, viewer, [replace(round_, kind="discussion")])
