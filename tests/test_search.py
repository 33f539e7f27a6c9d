"""Search: what is found where, by whom it was said, and how what was found is coded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from coded_material import AGREED, mark
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError, RuleError
from qualcode.gathering.search import Where
from qualcode.model import Participant
from qualcode.store import token_cache
from qualcode.text import find

if TYPE_CHECKING:
    from qualcode.gathering.search import Hits
    from qualcode.project import Project

SOME = st.text("aAbＡａ的網格 ，,.*(", max_size=30)


def said(project: Project, hits: Hits) -> list[str]:
    return [it.spot.text for it in project.search.shown("A", hits.places)]


@given(SOME, SOME.filter(bool))
def test_exact_finds_what_python_finds_from_left_to_right(text: str, words: str) -> None:
    found = list(find.exact(words)(text, ()))
    assert [text[a:b] for a, b in found] == [words] * text.count(words)


@given(SOME, SOME.filter(bool))
def test_text_finds_at_least_what_is_exactly_there(text: str, words: str) -> None:
    found = list(find.literal(words)(text, ()))
    assert (words in text) <= bool(found)
    assert all(len(text[a:b]) == len(words) for a, b in found)


def test_text_is_found_whatever_the_case_and_the_width() -> None:
    assert list(find.literal("qq，")("说ＱＱ,也说Qq，", ())) == [(1, 4), (6, 9)]
    assert list(find.exact("qq")("说ＱＱ，也说Qq", ())) == []


def test_a_pattern_is_looked_for_in_each_turn_by_itself() -> None:
    turns = [(0, 3), (4, 7)]
    assert list(find.pattern("^.+$")("甲乙丙 丁戊己", turns)) == turns
    assert list(find.pattern("丙.丁")("甲乙丙 丁戊己", turns)) == []
    assert list(find.pattern("x*")("甲乙丙", [(0, 3)])) == []


@pytest.mark.parametrize("words", [r"(\w+\w*)+\d", r"(a|aa|的)+\d", "(的|的的)+?(.+)+(.+)+Ω"])
def test_a_pattern_that_hangs_ends_in_one_sentence(words: str) -> None:
    text = "aaaa的的的的" * 2000
    with pytest.raises(InputError, match=r"takes longer; make it simpler"):
        list(find.pattern(words, seconds=0.05)(text, [(0, len(text))] * 50))


@pytest.mark.parametrize(
    "words", ["(?:(?:a{1000}){1000}){1000}", "(" * 200, "(" * 190 + "a" + ")" * 5, "[", "a" * 201]
)
def test_a_pattern_that_cannot_be_compiled_is_one_sentence(words: str) -> None:
    with pytest.raises(InputError, match=r"; [a-z]"):
        find.pattern(words)


@pytest.mark.parametrize(
    "words", ["(?R)", "(?R)?信", "(?:(?R))*", "((?1))", "(?<n>(?&n))", "(?P<n>(?P>n))", r"\\(?0)"]
)
def test_a_pattern_that_calls_itself_is_one_sentence(words: str) -> None:
    """It would fill the memory before any time is up."""
    with pytest.raises(InputError, match="must not call itself"):
        find.pattern(words)


def test_what_only_looks_like_a_call_is_a_pattern() -> None:
    assert list(find.pattern(r"\(?R\)")("(R) R)", [(0, 6)])) == [(0, 3), (4, 6)]


def test_hits_stand_in_the_order_of_transcripts_and_never_in_labels(project: Project) -> None:
    hits = project.search.find("漏水", "A")
    assert hits.transcripts == 4
    assert said(project, hits) == ["漏水"] * 4
    assert list(hits.places) == sorted(hits.places)
    assert not project.search.find("受访者：", "A").places
    assert not project.search.find("\n", "A", kind="pattern").places


def test_nothing_to_find_is_a_sentence(project: Project) -> None:
    with pytest.raises(InputError, match="1 to 200 characters"):
        project.search.find("  ", "A")


def test_a_hit_never_cuts_a_character(project: Project) -> None:
    (place,) = project.search.find("👩", "A").places
    (hit,) = project.search.shown("A", [place])
    assert hit.spot.text == "👨‍👩‍👧"
    assert said(project, project.search.find("𠮷", "A")) == ["𠮷"]
    assert said(project, project.search.find("e", "A", kind="characters")) == ["e\u0301"]


def test_whole_words_leave_out_what_is_part_of_a_longer_one(project: Project) -> None:
    project.transcripts.ingest_bytes("词.txt", "受访者：网格长来了。网格很大。\n".encode())
    where = Where(transcript="词")
    assert len(project.search.find("网格", "A", where=where).places) == 2
    found = project.search.find("网格", "A", kind="words", where=where)
    (hit,) = project.search.shown("A", found.places)
    assert hit.spot.after.startswith("很大")


def test_what_looks_alike_is_found_and_covered(project: Project) -> None:
    """What is not seen, the form of accents and the width cost no hit, in no way of searching."""
    text = "受访者：他说信\u200b任，网\u00ad格也好，去cafe\u0301坐，办Ｗｉ\ufeffＦｉ。\n"
    project.transcripts.ingest_bytes("形.txt", text.encode())
    where = Where(transcript="形")
    asked = {
        "信任": "信\u200b任",
        "网格": "网\u00ad格",
        "café": "cafe\u0301",
        "wifi": "Ｗｉ\ufeffＦｉ",
    }
    for words, stands in asked.items():
        for kind in ("text", "words"):
            hits = project.search.find(words, "A", kind=kind, where=where)  # type: ignore[arg-type]
            assert said(project, hits) == [stands]
        lines = project.tables.concordance(words).rows
        assert [row["hit"] for row in lines] == [stands]
        assert not project.search.find(words, "A", kind="characters", where=where).places
    assert said(project, project.search.find("信\u200b任", "A", kind="characters")) == [
        "信\u200b任"
    ]


def test_only_what_is_not_seen_is_nothing_to_find(project: Project) -> None:
    with pytest.raises(InputError, match="can be seen"):
        project.search.find("\u200b\u00ad", "A")


def test_a_word_or_number_of_the_codebook_cuts_no_longer_one(project: Project) -> None:
    project.codebook.add_code("网")
    book = project.codebook.current()
    code = replace(book.codes[-1], keywords=("SMS", "10086", "卡拉OK"))
    project.codebook.edit_code(code)
    text = "受访者：ASMSR里发SMS，SMSX不算。拨10086，不是0100867，唱卡拉OK，不唱卡拉OKR。\n"
    project.transcripts.ingest_bytes("号.txt", text.encode())
    where = Where(transcript="号")
    for words in ("SMS", "10086", "卡拉OK"):
        assert len(project.search.find(words, "A", kind="words", where=where).places) == 1
        assert len(project.tables.concordance(words, by="words").rows) == 1
    assert len(project.search.find("ASMSR", "A", kind="words", where=where).places) == 1


def test_texts_that_an_older_version_cut_are_cut_again(project: Project) -> None:
    """Stored words name the version that cut them, so old ones are not used."""
    project.transcripts.ingest_bytes("旧.txt", "受访者：信\u200b任。\n".encode())
    key = project.transcripts.get("旧").text_id
    tokenizer = project.transcripts.tokenizer()
    with project.store.caching() as connection:
        stale = np.array([[0, 1]], np.uint32).tobytes()
        token_cache.cache_tokens(connection, key, tokenizer.dictionary_hash, "jieba-0.42/1", stale)
    assert project.search.find("信任", kind="words", where=Where(transcript="旧")).places
    assert not project.verify_log().problems


def test_who_speaks_narrows(project: Project) -> None:
    project.transcripts.assign("interview_1", "受访者", "王")
    project.transcripts.edit_participant(Participant(pseudonym="王", role="站长", group="互助站"))
    for where in (Where(speaker="王"), Where(role="站长"), Where(group="互助站")):
        assert project.search.find("漏水", "A", where=where).transcripts == 1
    assert len(project.search.find("做些什么", "A").places) == 4
    assert not project.search.find("做些什么", "A", where=Where(answers=True)).places


def test_what_the_viewer_coded_narrows_and_nobody_elses_work_does(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "B", "interview_2", AGREED, "legitimacy")
    within, rest = Where(code="legitimacy"), Where(uncoded=True)
    assert project.search.find("推选", "A", where=within).transcripts == 1
    assert project.search.find("推选", "A", where=rest).transcripts == 3
    (place,) = project.search.find("推选", "B", where=within).places
    (hit,) = project.search.shown("B", [place])
    assert hit.spot.transcript == "interview_2"
    assert not project.search.find("推选", "", where=within).places


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        ("hit", "漏水"),
        ("sentence", "下雨天去看漏水。"),
        ("turn", "下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。"),
    ],
)
def test_what_is_shown_as_coded_is_what_is_coded(extent: str, words: str, project: Project) -> None:
    hits = project.search.find("漏水", "A").places[:2]
    shown = project.search.shown("A", hits, extent=extent, code="legitimacy")
    assert {it.spot.text for it in shown} == {words}
    made = project.search.code("A", hits, extent=extent, code="legitimacy")
    assert [(it.start, it.end) for it in made.codings] == [
        (it.spot.start, it.spot.end) for it in shown
    ]
    assert {it.origin for it in made.codings} == {"manual"}
    again = project.search.shown("A", hits, extent=extent, code="legitimacy")
    assert all(it.coded for it in again)


def test_coding_what_was_found_is_one_act_and_no_reading(project: Project) -> None:
    hits = project.search.find("漏水", "A").places
    project.search.code("A", hits, extent="sentence", code="legitimacy")
    assert len(project.codings.of("A")) == 4
    assert not project.codings.readings("A")
    assert project.undo("A") == "coding.add_many"
    assert not project.codings.of("A")
    assert not project.verify_log().problems


def test_hits_in_one_sentence_are_coded_once_and_what_is_coded_is_skipped(
    project: Project,
) -> None:
    where = Where(transcript="interview_1")
    hits = project.search.find("社区", "A", where=where).places
    assert len(hits) == 2
    made = project.search.code("A", hits, extent="sentence", code="legitimacy")
    assert (len(made.codings), made.same) == (1, 1)
    more = project.search.code("A", hits, extent="hit", code="legitimacy")
    assert (more.codings, more.same) == ((), 2)


def test_a_new_name_makes_the_code_with_the_act_and_a_known_one_takes_it(
    project: Project,
) -> None:
    hits = project.search.find("漏水", "A").places
    made = project.search.code("A", hits[:1], extent="hit", label=" 修  漏 ")
    assert project.codebook.current().code(made.code).label() == "修 漏"
    again = project.search.code("A", hits, extent="hit", label="修 漏")
    assert (again.code, len(again.codings), again.same) == (made.code, 3, 1)
    project.undo("A")
    project.undo("A")
    assert project.codebook.current().code(made.code) is None


def test_nothing_chosen_or_nowhere_to_go_is_a_sentence(project: Project) -> None:
    hits = project.search.find("漏水", "A").places
    with pytest.raises(InputError, match="tick the passages"):
        project.search.code("A", [], extent="hit", code="legitimacy")
    with pytest.raises(InputError, match="needs a code"):
        project.search.code("A", hits, extent="hit", label=" ")


def test_where_every_round_is_closed_nothing_is_coded(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    project.rounds.close()
    hits = project.search.find("漏水", "A").places
    with pytest.raises(RuleError, match="open round"):
        project.search.code("A", hits, extent="hit", code="legitimacy")
