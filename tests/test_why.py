"""Why a code was suggested, what resembles the unit, and why nothing was suggested here."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from evaluation_material import BOOK, MOVED, RULED, Said, Study
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES
from qualcode.model import Evidence, Span
from qualcode.store import machine, work
from qualcode.study.coin import coin_of
from qualcode.suggest import why

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.store.machine import Proposed

pytest_plugins = ("evaluation_material",)

FLAGS = ("never", "asks", "short", "set_aside", "read")
SITUATIONS = st.builds(
    why.Situation,
    **{flag: st.booleans() for flag in (*FLAGS, "asked", "answered", "covered", "learned")},
    suggested=st.sampled_from([(), ("a",)]),
    stale=st.sampled_from([(), ("b",)]),
    best=st.sampled_from([why.NO_CODE, why.Best("a", 0.3, 0.5), why.Best("a", 0.6, 0.5)]),
)


# The rules.


@given(SITUATIONS)
def test_there_is_always_a_reason(unit: why.Situation) -> None:
    reasons = why.why_nothing(unit)
    assert reasons
    assert set(reasons) <= set(why.REASONS)
    assert len(set(reasons)) == len(reasons)


@given(SITUATIONS, SITUATIONS)
def test_nothing_tells_one_unit_that_was_set_aside_from_another(
    one: why.Situation, other: why.Situation
) -> None:
    """Whatever was scored, suggested or read there: the answer is the same."""
    plain = {"never": False, "asked": True, "asks": False, "short": False, "answered": True}
    one, other = (replace(each, set_aside=True, **plain) for each in (one, other))
    assert why.why_nothing(one) == why.why_nothing(other) == ("by_design",)


@given(SITUATIONS, SITUATIONS)
def test_before_the_answer_every_unit_has_the_same_reason(
    one: why.Situation, other: why.Situation
) -> None:
    """Even whether it was set aside is not told."""
    plain = {"never": False, "asked": True, "asks": False, "short": False, "answered": False}
    one, other = (replace(each, **plain) for each in (one, other))
    assert why.why_nothing(one) == why.why_nothing(other) == ("answer_first",)


@pytest.mark.parametrize(
    ("unit", "reasons"),
    [
        (why.Situation(never=True, asked=False, asks=True), ("never",)),
        (why.Situation(asked=False, short=True), ("nobody_asked",)),
        (why.Situation(asks=True, short=True), ("interviewer",)),
        (why.Situation(short=True, read=True), ("too_short",)),
        (why.Situation(read=True, best=why.Best("a", 0.2, 0.5)), ("read", "below")),
        (why.Situation(covered=False), ("late",)),
        (why.Situation(stale=("a",), best=why.Best("b", 0.2, 0.5)), ("other_meaning",)),
        (why.Situation(suggested=("a",), stale=("b",), read=True), ("suggested", "other_meaning")),
        (why.Situation(best=why.Best("a", 0.6, 0.5)), ("below_all",)),
        (why.Situation(learned=False), ("nothing_learned",)),
        (why.Situation(), ("nothing_found",)),
    ],
)
def test_the_reason_that_settles_it_stands_first(
    unit: why.Situation, reasons: tuple[str, ...]
) -> None:
    assert why.why_nothing(unit) == reasons


def test_the_nearest_code_is_nearest_to_its_own_threshold() -> None:
    """.3 of .4 is nearer than .5 of .9; a score of 0 is no code at all."""
    cuts = {"a": 0.9, "b": 0.4, "c": 0.0}
    scores = {"a": 0.5, "b": 0.3, "c": 0.0}
    assert why.nearest_threshold(scores, cuts) == why.Best("b", 0.3, 0.4)
    assert why.nearest_threshold(dict.fromkeys("abc", 0.0), cuts) == why.NO_CODE
    assert why.nearest_threshold({}, {}) == why.NO_CODE


def test_evidence_is_parted_by_what_it_says() -> None:
    speaking = Evidence("keyword", "动员", 0, 2, 1.2)
    against = Evidence("against", "买菜", 4, 6, -0.4)
    negative = Evidence("weight", "下雨", 6, 8, -0.1)
    assert why.parted([speaking, against, negative]) == ((speaking,), (against, negative))


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30), st.integers(0, 5))
def test_the_nearest_are_the_most_similar_of_those_that_were_named(
    similar: list[float], most: int
) -> None:
    values = np.array(similar)
    among = list(range(0, len(similar), 2))
    found = why.nearest(values, among, most)
    assert [near.similarity for near in found] == sorted(
        (similar[row] for row in among if similar[row] > 0), reverse=True
    )[:most]
    assert {near.row for near in found} <= set(among)


def test_grams_and_vectors_compare_alike() -> None:
    """Both give the cosine: 1 for the same text, 0 for texts without a character in common."""
    texts = ["挨家挨户敲门", "挨家挨户敲门", "𠮷👨‍👩‍👧", "   ", ""]
    rows = why.grams(texts)
    similar = why.similarities(rows, 0)
    assert similar == pytest.approx([1, 1, 0, 0, 0], abs=1e-6)
    assert why.similarities(rows.toarray(), 0) == pytest.approx(similar, abs=1e-6)


# A project.


@pytest.fixture
def learned(measured_asked: Study) -> Study:
    """A has read three of five interviews, asked for suggestions and sees them at once."""
    measured_asked.project.suggestions.set_mode("visible")
    return measured_asked


def found_in(measured: Study, coder: str = "A") -> list[Proposed]:
    """Return the stored suggestions that the coin leaves to a coder, best first."""
    with measured.project.store.reading() as connection:
        run = machine.runs(connection)[-1]
        coin = coin_of(measured.project.store.study(connection), coder)
        every = list(machine.undecided(connection, run.id, 1))
        return [p for p in every if not coin(p.unit.text_id, p.unit.start, p.unit.end)]


def named(measured: Study, proposed: Proposed) -> str:
    names = {info.text_id: info.name for info in measured.project.transcripts.list()}
    return names[proposed.unit.text_id]


def withheld_in(measured: Study, coder: str = "A") -> list[Proposed]:
    kept = {each.suggestion.id for each in found_in(measured, coder)}
    with measured.project.store.reading() as connection:
        run = machine.runs(connection)[-1]
        every = list(machine.undecided(connection, run.id, 1))
    return [each for each in every if each.suggestion.id not in kept]


def sealed_sentence(measured: Study, role: str) -> Said:
    with measured.project.store.reading() as connection:
        sealed = machine.sealed_spans(connection, role=role)
    text = {info.name: info.text_id for info in measured.project.transcripts.list()}
    last = measured.names[-1]
    return next(
        said
        for said in measured.said
        if said.transcript == last
        and any(span.start <= said.start < span.end for span in sealed[text[last]])
    )


def test_a_suggestion_has_its_words_and_the_coded_passages_that_are_nearest(
    learned: Study,
) -> None:
    codes = {(said.transcript, said.start): said.codes for said in learned.said}
    proposed = found_in(learned)[0]
    found = learned.project.evidence.why("A", proposed.suggestion.id)
    assert found.speaking
    for each in (e for e in found.speaking if e.start >= 0):
        text = learned.project.transcripts.get(found.transcript).text
        assert text[each.start : each.end] == each.text
    assert found.threshold <= found.suggestion.score
    assert len(found.nearest) == why.NEAREST
    assert [n.similarity for n in found.nearest] == sorted(
        (n.similarity for n in found.nearest), reverse=True
    )
    for near in found.nearest:
        assert found.suggestion.code in codes[near.transcript, near.start]
        text = learned.project.transcripts.get(near.transcript).text
        assert text[near.start : near.end] == near.text
        assert near.transcript in learned.names[:3]
    assert found.without is not None
    assert found.suggestion.code not in codes[found.without.transcript, found.without.start]


def test_no_passage_of_a_turn_that_was_set_aside_is_ever_shown(learned: Study) -> None:
    """A read and coded blind turns of the first three interviews before they became blind."""
    with learned.project.store.reading() as connection:
        sealed = machine.sealed_spans(connection)
    text = {info.name: info.text_id for info in learned.project.transcripts.list()}
    shown = set()
    for proposed in found_in(learned):
        found = learned.project.evidence.why("A", proposed.suggestion.id)
        shown |= {(p.transcript, p.start) for p in (*found.nearest, found.without) if p}
    assert len(shown) > 3
    for name, start in shown:
        assert not any(s.start <= start < s.end for s in sealed.get(text[name], ()))


def test_a_withheld_suggestion_does_not_exist_for_its_coder(learned: Study) -> None:
    """Not until the coder has read the sentence; the place says what blind turns say."""
    proposed = withheld_in(learned)[0]
    name = named(learned, proposed)
    nothing = pytest.raises(InputError, match="does not exist")
    with nothing as withheld:
        learned.project.evidence.why("A", proposed.suggestion.id)
    with pytest.raises(InputError) as absent:
        learned.project.evidence.why("A", 10**6)
    assert str(withheld.value) == str(absent.value)
    blind, reserve = (sealed_sentence(learned, role) for role in ("blind", "reserve"))
    places = [(name, proposed.unit.start), *((s.transcript, s.start) for s in (blind, reserve))]
    said = {learned.project.evidence.why_not("A", *place).reasons for place in places}
    assert said == {("by_design",)}


def test_where_nothing_was_suggested_the_code_that_came_nearest_is_named(learned: Study) -> None:
    reasons: dict[str, Any] = {}
    for said in learned.said:
        found = learned.project.evidence.why_not("A", said.transcript, said.start)
        reasons.setdefault(found.reasons[0], found)
    assert {"by_design", "suggested", "read", "below"} <= reasons.keys()
    below = reasons["below"]
    assert 0 < below.best.score < below.best.threshold
    book = learned.project.codebook.current()
    assert book.code(below.best.code)
    for language, found in product(LANGUAGES, reasons.values()):
        assert all(found.sentences(book, language))
    assert f"{below.best.score:.2f}" in below.sentences(book)[0]
    measured_asked = learned.project.evidence.why_not("A", learned.names[0], 4)
    assert measured_asked.reasons == ("interviewer",)


def test_a_position_outside_of_what_was_said_is_refused(learned: Study) -> None:
    """The label of a speaker is no sentence, and neither is what lies behind the text."""
    for position in (0, 10**6):
        with pytest.raises(InputError, match="must be in a sentence"):
            learned.project.evidence.why_not("A", learned.names[0], position)


def test_the_command_line_says_why(learned: Study) -> None:
    project = ("--project", str(learned.project.folder))
    number = str(found_in(learned)[0].suggestion.id)
    out = CliRunner().invoke(app, ["why", "--suggestion", number, *project])
    assert out.exit_code == 0, out.output
    value = json.loads(
        CliRunner().invoke(app, ["why", "--suggestion", number, "--json", *project]).stdout
    )
    assert value["text"] in out.output
    assert value["nearest"][0]["text"] in out.output
    place = (learned.names[0], "4")
    said = json.loads(CliRunner().invoke(app, ["why", *place, "--json", *project]).stdout)
    assert said["reasons"] == ["interviewer"]
    assert said["sentences"][0] in CliRunner().invoke(app, ["why", *place, *project]).stdout
    with pytest.raises(InputError, match="either"):
        CliRunner().invoke(app, ["why", *project], catch_exceptions=False)


def test_before_anybody_asked_that_is_the_reason(measured: Study) -> None:
    said = measured.said[0]
    assert measured.project.evidence.why_not("A", said.transcript, said.start).reasons == (
        "nobody_asked",
    )


def test_a_coder_who_codes_first_is_told_nothing_before_the_answer(measured_asked: Study) -> None:
    """Neither of a suggestion nor of a place, and after reading both."""
    measured = measured_asked
    assert measured.project.suggestions.mode() == "code_first"
    proposed = found_in(measured)[0]
    place = (named(measured, proposed), proposed.unit.start)
    with pytest.raises(RuleError, match="after the coder's own answer"):
        measured.project.evidence.why("A", proposed.suggestion.id)
    assert measured.project.evidence.why_not("A", *place).reasons == ("answer_first",)
    measured.project.codings.read("A", place[0], [Span(proposed.unit.start, proposed.unit.end)])
    assert measured.project.evidence.why("A", proposed.suggestion.id).nearest
    assert measured.project.evidence.why_not("A", *place).reasons == ("suggested",)


def test_a_coder_sees_own_codings_and_closed_rounds_and_nobody_elses(learned: Study) -> None:
    """B's open work is not among the passages; once the round is closed it is."""
    measured = learned
    measured.project.coders.add("B")
    measured.read("B", measured.names[3])

    def seen() -> set[str]:
        every = [measured.project.evidence.why("A", p.suggestion.id) for p in found_in(measured)]
        return {
            near.transcript for found in every for near in (*found.nearest, found.without) if near
        }

    assert seen() == set(measured.names[:3])
    measured.project.rounds.close()
    assert seen() == set(measured.names[:4])


def test_another_coders_suggestion_is_not_explained(learned: Study) -> None:
    measured = learned
    measured.project.coders.add("B")
    proposed = found_in(measured, "B")[0]
    with pytest.raises(RuleError, match="for another coder"):
        measured.project.evidence.why("B", proposed.suggestion.id)


def test_a_transcript_that_came_later_and_a_project_without_suggestions(learned: Study) -> None:
    measured = learned
    late = "访谈者：还有吗？\n受访者：我们小区后来一起来商量电梯的事情。\n"
    measured.project.transcripts.ingest_bytes("后来.txt", late.encode())
    with measured.project.store.reading() as connection:
        coin = coin_of(measured.project.store.study(connection), "A")
        text = {info.name: info.text_id for info in measured.project.transcripts.list()}["后来"]
    start = late.index("我们")
    reason = "by_design" if coin(text, start, len(late) - 1) else "late"
    assert measured.project.evidence.why_not("A", "后来", start).reasons == (reason,)
    proposed = found_in(measured)[0]
    measured.project.suggestions.set_mode("never")
    assert measured.project.evidence.why_not("A", "后来", start).reasons == ("never",)
    with pytest.raises(RuleError, match="no machine suggestions"):
        measured.project.evidence.why("A", proposed.suggestion.id)


def test_a_suggestion_of_a_code_that_means_something_else_now_is_out_of_date(
    learned: Study, tmp_path: Path
) -> None:
    measured = learned
    single = next(p for p in found_in(measured) if len(alike(measured, p)) == 1)
    changed = tmp_path / "changed.yaml"
    meaning = {MOVED: "把居民动员起来参加活动", RULED: "居民一起商量定下制度"}
    old = meaning[single.suggestion.code]
    changed.write_text(BOOK.replace(old, "只说开会"), encoding="utf-8")
    measured.project.codebook.load(changed)
    found = measured.project.evidence.why_not("A", named(measured, single), single.unit.start)
    assert (found.reasons, found.codes) == (("other_meaning",), (single.suggestion.code,))


def alike(measured: Study, proposed: Proposed) -> list[Proposed]:
    return [each for each in found_in(measured) if each.unit.id == proposed.unit.id]


def test_who_codes_again_is_shown_nothing_of_what_was_coded_before(learned: Study) -> None:
    measured = learned
    proposed = found_in(measured)[0]
    assert measured.project.evidence.why("A", proposed.suggestion.id).nearest
    measured.project.rounds.close()
    measured.project.rounds.recode("R1", "A")
    found = measured.project.evidence.why("A", proposed.suggestion.id)
    assert (found.nearest, found.without) == ((), None)
    assert "codes again" in found.hidden


def test_what_show_refuses_why_does_not_tell(measured_asked: Study) -> None:
    """Another code's meaning was edited, so the sentence must be read again before it is told."""
    study = measured_asked
    proposed = found_in(study)[0]
    code, name = proposed.suggestion.code, named(study, proposed)
    here = [Span(proposed.unit.start, proposed.unit.end)]
    study.project.codings.read("A", name, here)
    assert study.project.evidence.why("A", proposed.suggestion.id)
    other = found_in(study)[1]
    where = [Span(other.unit.start, other.unit.end)]
    study.project.codings.read("A", named(study, other), where)
    book = study.project.codebook.current()
    edited = next(it for it in book.codes if it.id not in {code, other.suggestion.code})
    study.project.codebook.edit_code(replace(edited, definition={"zh": "完全是另一个意思"}))
    for told in (study.project.suggestions.show, study.project.evidence.why):
        with pytest.raises(RuleError, match="own answer"):
            told("A", other.suggestion.id)
    place = (named(study, other), other.unit.start)
    assert study.project.evidence.why_not("A", *place).reasons == ("answer_first",)


def test_who_is_told_why_has_seen_it(measured_asked: Study) -> None:
    """A coding made after the reasons were told is not unaided."""
    study = measured_asked
    proposed = found_in(study)[0]
    name, unit = named(study, proposed), proposed.unit
    study.project.codings.read("A", name, [Span(unit.start, unit.end)])
    before = study.project.codings.add("A", name, unit.start, unit.end, "legitimacy")
    study.project.evidence.why("A", proposed.suggestion.id)
    after = study.project.codings.add("A", name, unit.start, unit.end - 1, "rule_making")
    assert (before.exposure, after.exposure) == ("unaided", "assisted")
    study.project.undo("A")
    with study.project.store.reading() as connection:
        (person,) = [it.id for it in work.coders(connection) if it.name == "A"]
        assert machine.shown(connection, person, proposed.suggestion.id) is not None
