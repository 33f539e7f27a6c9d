"""Who speaks and who asks is said again after storing, as long as nothing counted stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import write_interviews

from qualcode import Project
from qualcode.errors import InputError, RuleError
from qualcode.model import Participant, Span
from qualcode.project.sources.people import Mending

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALK = (
    "小王：您说说看。\n老李：没人来。\n小王：再说说。\n老李：都来了。\n"
    "阿姨：我也来了。\n阿姨：对。\n"
)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "talk") as made:
        made.coders.add("甲")
        made.transcripts.ingest_bytes("谈话.txt", TALK.encode())
        made.codebook.add_code("参与")
        yield made


def speaker(project: Project, label: str, transcript: str = "谈话") -> int:
    return next(it.id for it in project.people.speakers(transcript) if it.label == label)


def in_frame(project: Project, kind: str = "sentence") -> list[bool]:
    text = project.transcripts.get("谈话").text_id
    return [unit.in_frame for unit in project.transcripts.units(text, kind)]


def test_the_speakers_come_without_texts_in_the_order_of_their_appearance(talk: Project):
    told = [(it.label, it.turns, it.words, it.asks) for it in talk.people.speakers()]
    assert told == [
        ("小王", 2, "您说说看。", False),
        ("老李", 2, "没人来。", False),
        ("阿姨", 2, "我也来了。", False),
    ]
    assert talk.people.one_sided() == 1


def test_who_asks_leaves_the_frame_and_is_no_participant(talk: Project):
    talk.people.asks("谈话", "小王", asks=True)
    turns = talk.transcripts.get("谈话").turns
    assert [turn.asks for turn in turns] == [True, False, True, False, False, False]
    for kind in ("turn", "sentence", "paragraph"):
        assert in_frame(talk, kind) == [False, True, False, True, True, True]
    assert [p.pseudonym for p in talk.transcripts.participants()] == ["老李", "阿姨"]
    assert talk.people.one_sided() == 0
    assert not talk.verify_log().problems


def test_who_answers_after_all_is_back_in_the_frame_and_a_participant(talk: Project):
    talk.people.asks("谈话", "小王", asks=True)
    talk.people.asks("谈话", "小王", asks=False)
    assert all(in_frame(talk))
    assert {p.pseudonym for p in talk.transcripts.participants()} == {"小王", "老李", "阿姨"}
    assert not talk.verify_log().problems


def test_saying_the_same_again_is_no_act(talk: Project):
    before = talk.verify_log().events
    talk.people.asks("谈话", "小王", asks=False)
    assert talk.verify_log().events == before


def test_a_unit_that_is_put_into_the_frame_by_hand_is_found_by_the_log(talk: Project):
    from sqlalchemy import text

    talk.people.asks("谈话", "小王", asks=True)
    with talk.store.caching() as connection:
        connection.execute(text("UPDATE unit SET in_frame = 1"))
    assert {problem.rule for problem in talk.verify_log().problems} == {"unit"}


def test_codings_and_readings_of_an_open_round_stay_when_it_is_said_who_asks(talk: Project):
    code = talk.codebook.current().codes[0].id
    talk.codings.add("甲", "谈话", 3, 8, code)
    talk.codings.read("甲", "谈话")
    talk.people.asks("谈话", "小王", asks=True)
    assert len(talk.codings.of("甲")) == 1
    assert len(talk.codings.readings("甲")) == 6
    assert not talk.verify_log().problems


def test_who_asks_is_fixed_once_a_closed_round_counted_it(talk: Project):
    talk.codings.read("甲", "谈话")
    assert talk.people.fixed("谈话") is None
    talk.rounds.close()
    assert talk.people.fixed("谈话") == "closed"
    with pytest.raises(RuleError, match="closed round"):
        talk.people.asks("谈话", "小王", asks=True)
    assert all(in_frame(talk))


def test_who_asks_is_fixed_once_blind_turns_were_drawn(hints: Path):
    with Project.open(hints) as project:
        assert project.people.fixed("多问") is None
        project.suggestions.run("甲", seed=1)
        assert project.people.fixed("多问") == "sample"
        with pytest.raises(RuleError, match="blind sample"):
            project.people.asks("多问", "受访者", asks=True)


def test_who_asks_is_fixed_where_somebody_cut_brackets(talk: Project):
    start = TALK.index("没人来")
    talk.brackets.set("谈话", [Span(start, start + 3)])
    assert talk.people.fixed("谈话") == "brackets"


def test_two_labels_can_be_one_participant(talk: Project):
    talk.people.mend([Mending(speaker(talk, "阿姨"), pseudonym="老李")])
    assert [it.participant for it in talk.people.speakers()] == ["小王", "老李", "老李"]
    assert [p.pseudonym for p in talk.transcripts.participants()] == ["小王", "老李"]


def test_a_new_name_renames_the_person_with_all_that_is_known_of_them(talk: Project):
    talk.transcripts.edit_participant(
        Participant("老李", role="楼长", attributes={"site": "东街"}, consent={"quote": True})
    )
    talk.people.mend([Mending(speaker(talk, "老李"), pseudonym="P02", group="居民")])
    (person,) = [p for p in talk.transcripts.participants() if p.pseudonym == "P02"]
    assert (person.role, person.group) == ("楼长", "居民")
    assert person.attributes == {"site": "东街"}
    assert person.consent == {"quote": True}


def test_a_new_name_for_one_of_two_labels_leaves_the_other_as_it_is(talk: Project):
    talk.people.mend([Mending(speaker(talk, "阿姨"), pseudonym="老李")])
    talk.people.mend([Mending(speaker(talk, "阿姨"), pseudonym="P03")])
    assert [it.participant for it in talk.people.speakers()] == ["小王", "老李", "P03"]


def test_role_group_and_attributes_are_saved_in_one_act_all_or_none(talk: Project):
    events = talk.verify_log().events
    both = [
        Mending(speaker(talk, "老李"), role="楼长", attributes={"性别": "男"}),
        Mending(speaker(talk, "阿姨"), group="居民", asks=False),
        Mending(speaker(talk, "小王"), asks=True),
    ]
    talk.people.mend(both)
    assert talk.verify_log().events == events + 1
    people = {p.pseudonym: p for p in talk.transcripts.participants()}
    assert people["老李"].role == "楼长"
    assert people["老李"].attributes == {"性别": "男"}
    assert people["阿姨"].group == "居民"
    with pytest.raises(InputError, match="no longer exists"):
        talk.people.mend([Mending(speaker(talk, "老李"), role="站长"), Mending(999, role="x")])
    assert people == {p.pseudonym: p for p in talk.transcripts.participants()}


def test_joined_participants_are_one_person_whose_gaps_are_filled(talk: Project):
    talk.transcripts.edit_participant(Participant("老李", role="楼长"))
    talk.transcripts.edit_participant(Participant("阿姨", role="居民", group="东街"))
    talk.people.join("老李", ["阿姨"])
    people = {p.pseudonym: p for p in talk.transcripts.participants()}
    assert set(people) == {"小王", "老李"}
    assert (people["老李"].role, people["老李"].group) == ("楼长", "东街")
    assert [it.participant for it in talk.people.speakers()] == ["小王", "老李", "老李"]
    with pytest.raises(InputError, match="没有这个人"):
        talk.people.join("老李", ["没有这个人"])
    assert not talk.verify_log().problems


def test_nobody_can_be_named_either(talk: Project):
    talk.people.mend([Mending(speaker(talk, "阿姨"), pseudonym="")])
    assert [it.participant for it in talk.people.speakers()] == ["小王", "老李", None]


def test_a_table_of_participants_still_names_the_only_one_who_answers(tmp_path: Path):
    write_interviews(tmp_path / "in", 2)
    table = "transcript,speaker,pseudonym,role\ninterview_1,,P1,站长\ninterview_2,受访者,P1,站长\n"
    (tmp_path / "in" / "participants.csv").write_text(table, encoding="utf-8")
    with Project.create(tmp_path / "study") as project:
        assert project.transcripts.ingest([tmp_path / "in"]).participants == 1
        assert [p.pseudonym for p in project.transcripts.participants()] == ["P1"]
