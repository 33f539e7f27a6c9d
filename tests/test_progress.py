"""Progress is counted from readings; of others' blind work nothing but what they read is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.gathering.study_progress import TranscriptProgress

TALK = "访谈者：您怎么看？\n书记：没人来。后来都来了。\n访谈者：后来呢？\n书记：都来了。\n"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "two") as made:
        made.coders.add("甲")
        made.coders.add("乙")
        made.transcripts.ingest_bytes("一.txt", TALK.encode())
        made.transcripts.ingest_bytes("二.txt", f"{TALK}书记：再见。\n".encode())
        made.codebook.add_code("参与")
        yield made


def stand(project: Project, viewer: str, coder: str, transcript: str = "一") -> TranscriptProgress:
    return next(
        it for it in project.progress.of(viewer) if (it.coder, it.transcript) == (coder, transcript)
    )


def spans(project: Project, words: str, kind: str, transcript: str = "一") -> list[Span]:
    found = project.transcripts.get(transcript)
    return [
        Span(unit.start, unit.end)
        for unit in project.transcripts.units(found.text_id, kind)
        if found.text[unit.start : unit.end] in words.split("|")
    ]


def test_everybody_stands_before_every_transcript(two: Project):
    rows = two.progress.of("甲")
    assert [(it.transcript, it.coder) for it in rows] == [
        ("一", "甲"),
        ("一", "乙"),
        ("二", "甲"),
        ("二", "乙"),
    ]
    assert {(it.read, it.codings, it.last) for it in rows} == {(0, 0, None)}
    assert [it.turns for it in rows] == [2, 2, 3, 3]


def test_only_the_interviewed_side_counts(two: Project):
    two.codings.read("甲", "一")
    assert (stand(two, "甲", "甲").turns, stand(two, "甲", "甲").read) == (2, 2)
    assert stand(two, "甲", "甲").last is not None


def test_a_turn_is_read_once_all_of_its_sentences_are(two: Project):
    two.codings.read("甲", "一", spans(two, "没人来。", "sentence"))
    assert stand(two, "甲", "甲").read == 0
    two.codings.read("甲", "一", spans(two, "后来都来了。", "sentence"))
    assert stand(two, "甲", "甲").read == 1
    two.codings.read("甲", "一", spans(two, "都来了。", "turn"))
    assert stand(two, "甲", "甲").read == 2


def test_what_was_read_twice_is_read_once(two: Project):
    two.codings.read("甲", "一")
    two.codebook.add_code("规则")
    two.codings.read("甲", "一")
    assert stand(two, "甲", "甲").read == 2


def test_of_others_in_an_open_independent_round_only_what_was_read_is_told(two: Project):
    code = two.codebook.current().codes[0].id
    two.codings.read("乙", "一")
    two.codings.add("乙", "一", 10, 12, code)
    two.codings.add("甲", "一", 10, 12, code)
    theirs, mine = stand(two, "甲", "乙"), stand(two, "甲", "甲")
    assert (theirs.read, theirs.codings, theirs.last) == (2, None, None)
    assert (mine.codings, mine.last is not None) == (1, True)
    two.rounds.close()
    assert stand(two, "甲", "乙").codings == 1
    assert stand(two, "甲", "乙").last is not None


def test_whoever_is_no_coder_sees_what_all_may_see(two: Project):
    code = two.codebook.current().codes[0].id
    two.codings.add("乙", "一", 10, 12, code)
    assert {it.codings for it in two.progress.of("")} == {None}


def test_the_work_of_one_round_can_be_told_alone(two: Project):
    two.codings.read("甲", "一")
    two.rounds.close()
    two.rounds.open()
    two.codings.read("甲", "二")
    assert [it.read for it in two.progress.of("甲", "R1") if it.coder == "甲"] == [2, 0]
    assert [it.read for it in two.progress.of("甲", "R2") if it.coder == "甲"] == [0, 3]
    assert [it.read for it in two.progress.of("甲") if it.coder == "甲"] == [2, 3]


def test_who_codes_again_is_not_reminded_of_what_they_did(two: Project):
    code = two.codebook.current().codes[0].id
    two.codings.read("甲", "一")
    two.codings.add("甲", "一", 10, 12, code)
    two.rounds.close()
    two.rounds.recode("R1", "甲")
    mine = stand(two, "甲", "甲")
    assert (mine.read, mine.codings, mine.last) == (0, 0, None)


def test_totals_are_the_sums_of_the_rows(two: Project):
    two.codings.read("甲", "一")
    two.codings.read("甲", "二", spans(two, "再见。", "turn", "二"))
    mine, theirs = two.progress.totals("甲")
    assert (mine.coder, mine.turns, mine.read) == ("甲", 5, 3)
    assert (mine.transcripts, mine.begun, mine.done) == (2, 2, 1)
    assert (theirs.read, theirs.done) == (0, 0)


def test_mending_who_asks_changes_what_there_is_to_read(two: Project):
    two.codings.read("甲", "一")
    two.people.asks("一", "访谈者", asks=False)
    assert (stand(two, "甲", "甲").turns, stand(two, "甲", "甲").read) == (4, 4)


def test_the_blind_sample_is_read_turn_by_turn(hints: Path):
    with Project.open(hints) as project:
        assert project.progress.blind("甲").turns == 0
        project.suggestions.run("甲", seed=1)
        before = project.progress.blind("甲")
        assert before.turns == project.suggestions.sample().blind > 0
        assert before.read == 0
        project.codings.read("甲", "多问")
        assert project.progress.blind("甲").read == before.turns


def test_suggestions_for_one_coder_wait_for_that_coder_alone(hints: Path):
    with Project.open(hints) as project:
        project.coders.add("乙")
        assert not project.progress.asked("甲")
        project.suggestions.run("甲", seed=1)
        assert project.progress.asked("甲")
        assert not project.progress.asked("乙")


def test_decisions_are_counted_and_what_was_skipped_is_none(hints: Path):
    with Project.open(hints) as project:
        project.suggestions.set_mode("visible")
        project.suggestions.run("甲", seed=1)
        items = project.suggestions.queue("甲")
        assert project.progress.verified("甲") == 0
        for rank, item in enumerate(items[:3]):
            project.suggestions.show("甲", item.suggestion.id, rank)
        project.suggestions.accept("甲", items[0].suggestion.id)
        project.suggestions.reject("甲", items[1].suggestion.id)
        project.suggestions.skip("甲", items[2].suggestion.id)
        assert project.progress.verified("甲") == 2


def test_what_happened_is_told_by_person_and_kind(two: Project):
    code = two.codebook.current().codes[0].id
    two.codings.add("甲", "一", 10, 12, code)
    two.codings.read("甲", "一")
    (day,) = two.progress.happened("甲")
    told = {(it.who, it.kind): it.times for it in day.done}
    assert told["甲", "coding"] == 1
    assert told["甲", "reading"] == 1
    assert told["", "transcript"] == 2
    assert told["", "codebook"] == 1


def test_what_others_do_in_an_open_independent_round_is_told_without_a_number(two: Project):
    code = two.codebook.current().codes[0].id
    two.codings.read("乙", "一")
    two.codings.add("乙", "一", 10, 12, code)
    (day,) = two.progress.happened("甲")
    assert {(it.kind, it.times) for it in day.done if it.who == "乙" and it.kind != "coder"} == {
        ("work", None)
    }
    two.rounds.close()
    (day,) = two.progress.happened("甲")
    assert ("coding", 1) in {(it.kind, it.times) for it in day.done if it.who == "乙"}


def test_every_kind_that_is_told_has_its_place():
    from qualcode.gathering.events import KINDS, ORDER, WORK

    assert {*KINDS.values(), WORK} == set(ORDER)


def test_every_act_of_a_person_is_told_or_kept_silent_on_purpose():
    """A new kind of event must be named in ``KINDS``, else nobody would see that it happened."""
    import re

    from conftest import REPO

    from qualcode.gathering.events import told

    quiet = {"project.set", "pick.batch", "suggestion.show", "suggestion.mode"}
    found = set()
    for path in (REPO / "qualcode" / "project").rglob("*.py"):
        found |= set(re.findall(r'acting\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))
    assert {kind for kind in found if told(kind) is None} <= quiet
