"""Every table of a paper says what it counts; people, codebook and quotations are exact."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from analysis_material import ONE, PEOPLE, coding, corpus, reading, row, said, text_of
from conftest import SHARED, needs_shared

from qualcode.analysis import TABLES, Corpus
from qualcode.i18n import LANGUAGES
from qualcode.model import Code, Codebook, Participant
from qualcode.study.text_index import TextTurns


def test_a_speaker_whom_nobody_described_is_still_a_participant():
    table = TABLES["interviewees"](corpus(participants=()))

    assert [r["pseudonym"] for r in table.rows] == ["P1", "P2", "P3"]


def test_interviewees_say_how_long_and_how_much_they_spoke():
    table = TABLES["interviewees"](corpus())
    found = row(table, pseudonym="P1")

    assert (found["site"], found["month"], found["duration"]) == ("甲社区", "2018-11", 65)
    assert found["transcripts"] == 2
    assert found["characters"] == len("我们一起商量😀事情，𠮷站长也来。再说商量的事。")
    assert row(table, pseudonym="P3")["duration"] is None
    assert "有时长记录的 2 位合计 130 分钟" in said(table)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("65", 65),
        ("65.5 min", 65.5),
        ("65分钟", 65),
        ("1小时", 60),
        ("1 h 5 min", 65),
        ("1:05:30", 65.5),
        ("65:30", 65.5),
        ("1:05", 65),
        ("约一小时", 60),
        ("一个多小时", None),
        ("", None),
    ],
)
def test_a_length_that_cannot_be_told_is_undefined(text: str, minutes: float | None):
    person = Participant("P1", attributes={"时长": text})

    assert TABLES["interviewees"](corpus(participants=(person,))).rows[0]["duration"] == minutes


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2018-11-03", "2018-11"),
        ("2018年3月5日", "2018-03"),
        ("20181103", "2018-11"),
        ("2018.9", "2018-09"),
        ("2018年秋", ""),
        ("2018", ""),
    ],
)
def test_a_date_is_coarsened_to_its_month(text: str, month: str):
    person = Participant("P1", attributes={"date": text})

    assert TABLES["interviewees"](corpus(participants=(person,))).rows[0]["month"] == month


def test_the_codebook_table_gives_the_meanings_in_the_readers_language():
    found = TABLES["codebook"](corpus()).rows[0]

    assert found["group_label"] == "过程"
    assert found["definition"] == "居民加入公共事务。"
    assert found["include"] == "议事；投票"
    assert found["example"] == "大家一起商量。\n我来。"
    assert TABLES["codebook"](corpus(language="en")).rows[0]["label"] == "Joining"


def test_a_quotation_is_the_exact_slice_with_its_normalised_citation():
    codings = (coding(ONE, "商量😀事情，𠮷站长", "join"), coding(ONE, "我信得过他", "trust"))
    rows = TABLES["quotations"](corpus(codings=codings)).rows

    assert [r["quote"] for r in rows] == ["商量😀事情，𠮷站长", "我信得过他"]
    assert [r["citation"] for r in rows] == ["（站长 A，访谈资料）", "（居民 B，访谈资料）"]
    assert (rows[0]["transcript"], rows[0]["turn"]) == ("访谈1", 2)
    assert ONE.text[rows[0]["start"] : rows[0]["end"]] == rows[0]["quote"]


def test_a_quotation_of_an_unassigned_speaker_is_cited_by_the_label_as_written():
    turns = (ONE.turns[0], replace(ONE.turns[1], speaker="受访者A"), ONE.turns[2])
    found = corpus(
        texts=(replace(ONE, turns=TextTurns.of(turns)),),
        codings=(coding(ONE, "商量", "join"),),
    )

    (quote,) = TABLES["quotations"](found).rows
    assert quote["citation"] == "（受访者 A，访谈资料）"


def test_who_did_not_agree_to_be_quoted_is_not_and_a_note_says_how_many():
    silent = (replace(PEOPLE[0], consent={"quote": False}), *PEOPLE[1:])
    codings = (coding(ONE, "商量", "join"), coding(ONE, "我信得过他", "trust"))
    table = TABLES["quotations"](corpus(participants=silent, codings=codings))

    assert [r["quote"] for r in table.rows] == ["我信得过他"]
    assert "1 个参考点的受访者未同意引用" in said(table)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_named_labelled_and_says_what_it_counted(name: str, language: str):
    """Also of an empty study: a table never fails for want of data."""
    for found in (
        corpus(language=language),
        corpus(language=language, texts=(), participants=(), book=Codebook()),
        corpus(language=language, codings=(coding(ONE, "商量", "join"),)),
    ):
        table = TABLES[name](found)
        ids = [column.id for column in table.columns]
        assert table.name == name
        assert table.title
        assert table.notes
        assert len(set(ids)) == len(ids)
        assert all(set(r) == set(ids) for r in table.rows)
        assert len({column.label for column in table.columns}) == len(ids)
        json.dumps(table.to_json(), allow_nan=False)
        if name not in {"interviewees", "codebook"}:
            assert "甲，独立编码" in said(table)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SHARED / "seed" / "gold.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def study(gold: dict[str, Any]) -> Corpus:
    texts, people, codings, readings = [], [], [], []
    for text_id, quote in enumerate(gold["quotes"], start=1):
        who = quote["speaker"]
        text = text_of(text_id, (None, "请谈谈。"), (who["display"], quote["text"]))
        texts.append(text)
        group = who["role_group_proposed"]
        people.append(Participant(who["display"], who["role_label"], who["letter"] or "", group))
        codings += [coding(text, quote["text"], code) for code in quote["codes_author"]]
        readings.append(reading(text, 2))
    codes = tuple(Code(code["id"], {"zh": code["zh"]}, code["group"]) for code in gold["codebook"])
    return corpus(
        texts=tuple(texts),
        participants=tuple(people),
        book=Codebook(codes=codes),
        codings=tuple(codings),
        readings=tuple(readings),
    )


@needs_shared
def test_the_model_studys_frequencies_are_exact(gold: dict[str, Any], study: Corpus):
    table = TABLES["frequency"](study)

    assert [
        {
            "code": r["code"],
            "zh": r["label"],
            "参考点数": r["references"],
            "材料来源数": r["sources"],
            "编码字符数": r["characters"],
        }
        for r in table.rows
    ] == gold["expected_tables"]["code_by_refs_sources"]
    assert "参考点 8 个、材料来源 8 份、受访者 8 位" in said(table)


@needs_shared
def test_the_model_studys_groups_are_exact(gold: dict[str, Any], study: Corpus):
    expected = gold["expected_tables"]["code_by_role_group"]
    table = TABLES["code_by_group"](study)

    assert {
        group: {r["code"]: r["references"] for r in table.rows if r["group"] == group}
        for group in expected
    } == expected
    assert {r["group"]: r["denominator"] for r in table.rows} == {
        "街道干部": 2,
        "社区干部": 3,
        "居民骨干": 3,
    }


@needs_shared
def test_the_model_studys_quotations_are_exact(gold: dict[str, Any], study: Corpus):
    rows = TABLES["quotations"](study).rows

    assert {(r["quote"], r["citation"]) for r in rows} == {
        (quote["text"], quote["citation"]["normalised"]) for quote in gold["quotes"]
    }
