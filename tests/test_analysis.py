"""The tables of a paper count what they say they count."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from qualcode import spans
from qualcode.analysis import TABLES, Corpus, TextData
from qualcode.i18n import LANGUAGES
from qualcode.model import Code, Codebook, Coding, Group, Participant, Reading, Turn, Unit

if TYPE_CHECKING:
    from qualcode.table import Table

BOOK = Codebook(
    codes=(
        Code(
            "join",
            labels={"zh": "参与", "en": "Joining"},
            group="process",
            definition={"zh": "居民加入公共事务。"},
            include=("议事；", "投票"),
            examples=("大家一起商量。", "我来。"),
        ),
        Code("trust", labels={"zh": "信任", "en": "Trust"}, group="outcome"),
        Code("unused", labels={"zh": "无人用", "en": "Unused"}),
    ),
    groups=(Group("process", {"zh": "过程"}), Group("outcome", {"zh": "结果"})),
    version=3,
)
PEOPLE = (
    Participant(
        "P1", "站长", "A", "干部", {"site": "甲社区", "month": "2018-11-03", "duration": "65"}
    ),
    Participant("P2", "居民", "B", "居民", {"duration": "1小时5分"}),
    Participant("P3", "居民", "C"),
)


def text_of(text_id: int, *speeches: tuple[str | None, str], **given: Any) -> TextData:
    """Return a transcript of turns; a speech of nobody is the interviewer's, and asks."""
    text, turns, position = "", [], 0
    for n, (who, speech) in enumerate(speeches, start=1):
        label = f"{who or '问'}："
        position = len(text) + len(label)
        text += f"{label}{speech}\n"
        turns.append(Turn(n, position, position + len(speech), label[:-1], asks=who is None))
    units = tuple(
        Unit("turn", turn.n, turn.start, turn.end, in_frame=not turn.asks) for turn in turns
    )
    values: dict[str, Any] = {
        "name": f"访谈{text_id}",
        "kind": "interview",
        "text": text,
        "words": spans.word_characters(text),
        "turns": tuple(turns),
        "units": units,
        "participants": tuple(who for who, _ in speeches),
    }
    return TextData(text_id, **(values | given))


def coding(text: TextData, words: str, code: str, **given: Any) -> Coding:
    start = text.text.index(words)
    return Coding("", "r", "甲", text.text_id, start, start + len(words), code, **given)


def reading(text: TextData, turn: int, codebook: int = 0) -> Reading:
    found = text.turns[turn - 1]
    return Reading("甲", "r", text.text_id, found.start, found.end, codebook)


ONE = text_of(
    1, (None, "请谈谈。"), ("P1", "我们一起商量😀事情，𠮷站长也来。"), ("P2", "我信得过他。")
)
TWO = text_of(2, (None, "你呢？"), ("P1", "再说商量的事。"), ("P3", "我不清楚。"))


def corpus(**given: Any) -> Corpus:
    values: dict[str, Any] = {
        "texts": (ONE, TWO),
        "participants": PEOPLE,
        "book": BOOK,
        "layer": "甲，独立编码",
        "unit": "turn",
    }
    return Corpus(**(values | given))


def row(table: Table, **wanted: object) -> dict[str, Any]:
    return next(
        dict(row) for row in table.rows if all(row[name] == value for name, value in wanted.items())
    )


def said(table: Table) -> str:
    return "\n".join(table.notes)


def test_a_code_that_nobody_used_has_its_row_of_zeros_in_the_order_of_the_codebook():
    table = TABLES["frequency"](corpus())

    assert [r["code"] for r in table.rows] == ["join", "trust", "unused"]
    counts = ("sources", "references", "participants", "characters", "units")
    assert all(r[name] == 0 for r in table.rows for name in counts)


def test_sources_references_participants_characters_and_units_are_different_counts():
    codings = (
        coding(ONE, "一起商量😀", "join"),
        coding(ONE, "商量😀事情", "join"),  # overlaps: one reference of seven characters
        coding(ONE, "𠮷站长", "join"),
        coding(TWO, "商量的事", "join"),
    )
    found = row(TABLES["frequency"](corpus(codings=codings)), code="join")

    assert found["sources"] == 2
    assert found["references"] == 3
    assert found["participants"] == 1
    assert found["characters"] == 7 + 3 + 4
    assert found["units"] == 2


def test_a_reference_never_joins_two_turns():
    start, end = ONE.turns[1].start, ONE.turns[2].end
    long = Coding("", "r", "甲", 1, start, end, "join")
    found = row(TABLES["frequency"](corpus(codings=(long,))), code="join")

    assert (found["references"], found["participants"], found["units"]) == (2, 2, 2)
    assert found["characters"] == sum(turn.end - turn.start for turn in ONE.turns[1:])


def test_the_interviewers_side_is_not_counted_and_a_note_says_how_much_of_it_was_coded():
    table = TABLES["frequency"](corpus(codings=(coding(ONE, "请谈谈", "join"),)))
    found = row(table, code="join")

    assert (found["references"], found["sources"], found["participants"]) == (0, 0, 0)
    assert (found["characters"], found["units"]) == (0, 0)
    assert "访谈者一方另有 1 个参考点" in said(table)


def test_a_coding_outside_of_all_turns_is_counted_and_quoted_without_a_turn():
    document = text_of(3, name="会议记录", kind="document")
    document = replace(document, text="街道工作总结", words=spans.word_characters("街道工作总结"))
    found = corpus(texts=(document,), codings=(coding(document, "工作", "join"),))

    assert row(TABLES["frequency"](found), code="join")["references"] == 1
    (quote,) = TABLES["quotations"](found).rows
    assert (quote["quote"], quote["turn"], quote["citation"]) == (
        "工作",
        None,
        "（会议记录，文献资料）",
    )


def test_units_follow_the_one_span_to_unit_rule():
    """A text's windows are laid end to end; that must count as one text at a time does."""
    codings = tuple(
        coding(text, words, code)
        for text, words, code in [
            (ONE, "我们", "join"),
            (ONE, "我信得过", "join"),
            (TWO, "再说", "join"),
            (TWO, "清楚", "trust"),
        ]
    )
    table = TABLES["frequency"](corpus(codings=codings))

    for code in ("join", "trust"):
        expected = sum(
            int(
                spans.covered(
                    text.words,
                    [unit for unit in text.units if unit.in_frame],
                    [c for c in codings if c.code == code and c.text_id == text.text_id],
                ).sum()
            )
            for text in (ONE, TWO)
        )
        assert row(table, code=code)["units"] == expected


@given(st.data())
def test_the_units_of_many_texts_are_the_sum_of_each_text(data: st.DataObject):
    texts = []
    codings = []
    for text_id in range(1, 4):
        text = data.draw(st.text("我😀𠮷，。 a", min_size=1, max_size=30))
        cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=4))})
        units = tuple(Unit("sentence", n, a, b) for n, (a, b) in enumerate(pairwise(cuts), start=1))
        words = spans.word_characters(text)
        texts.append(TextData(text_id, "x", "document", text, words, units=units))
        for start in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=3)):
            end = data.draw(st.integers(start + 1, len(text)))
            codings.append(Coding("", "r", "甲", text_id, start, end, "join"))
    found = TABLES["frequency"](corpus(texts=tuple(texts), codings=tuple(codings)))

    expected = [
        spans.covered(t.words, t.units, [c for c in codings if c.text_id == t.text_id]).sum()
        for t in texts
    ]
    assert row(found, code="join")["units"] == sum(expected)


def test_what_the_machine_had_to_do_with_the_codings_is_in_the_table():
    codings = (
        coding(ONE, "一起", "join", origin="accepted", exposure="assisted"),
        coding(ONE, "𠮷站长", "join", exposure="unaided"),
    )
    table = TABLES["frequency"](corpus(codings=codings))

    assert row(table, code="join")["references_assisted"] == 1
    assert "人工 1、采纳建议 1、改后采纳 0、导入 0" in said(table)
    assert "未见建议 1、开着建议 1、未知 0" in said(table)


def test_codings_of_a_code_that_left_the_codebook_are_named_not_dropped_in_silence():
    codings = (coding(ONE, "一起", "old"), coding(ONE, "商量", "old"), coding(ONE, "我们", "join"))

    assert "old (2)" in said(TABLES["frequency"](corpus(codings=codings)))


def test_codings_of_texts_that_are_not_counted_are_said_to_be_left_out():
    found = corpus(texts=(ONE,), codings=(coding(TWO, "商量", "join"),))

    assert "1 条编码所在的文本不在本表的材料之内" in said(TABLES["frequency"](found))


def test_the_papers_columns_are_shown_and_the_programs_are_detail():
    table = TABLES["frequency"](corpus())

    shown = [column.label for column in table.columns if not column.detail]
    assert shown == ["类别", "编码", "材料来源数", "参考点数", "受访者数", "字符数", "单位数"]
    wanted = {"code", "label", "group", "sources", "references", "participants", "characters"}
    assert wanted | {"units"} <= {column.id for column in table.columns}


def test_without_groups_of_codes_there_is_no_column_for_them():
    plain = Codebook(codes=(Code("a"),))

    for name in ("frequency", "codebook"):
        columns = TABLES[name](corpus(book=plain)).columns
        assert [column.detail for column in columns if column.id == "group_label"] == [True]


def test_every_code_meets_every_group_and_people_without_a_group_are_one():
    table = TABLES["code_by_group"](corpus())

    assert [(r["code"], r["group"], r["group_label"]) for r in table.rows[:3]] == [
        ("join", "干部", "干部"),
        ("join", "居民", "居民"),
        ("join", "", "未分组"),
    ]
    assert len(table.rows) == 9


def test_without_readings_the_denominator_is_who_has_the_code_and_a_note_says_so():
    table = TABLES["code_by_group"](corpus(codings=(coding(ONE, "商量", "join"),)))

    assert row(table, code="join", group="干部")["denominator"] == 1
    assert row(table, code="join", group="居民")["denominator"] == 0
    assert "没有阅读记录" in said(table)


def test_only_who_was_read_to_the_end_counts_as_without_the_code():
    readings = (reading(ONE, 2), reading(ONE, 3))  # of P1's two turns one, of P2's one all
    table = TABLES["code_by_group"](corpus(readings=readings))

    assert row(table, code="join", group="干部")["denominator"] == 0
    assert row(table, code="join", group="居民")["denominator"] == 1
    assert "2 位受访者的单位没有读完" in said(table)


def test_who_has_the_code_is_in_its_denominator_even_if_not_read_to_the_end():
    found = corpus(codings=(coding(ONE, "商量", "join"),), readings=(reading(ONE, 2),))
    table = TABLES["code_by_group"](found)

    assert row(table, code="join", group="干部")["denominator"] == 1
    assert row(table, code="trust", group="干部")["denominator"] == 0


def test_a_code_that_changed_its_meaning_has_to_be_read_again():
    found = corpus(readings=(reading(ONE, 3, codebook=1),), since={"trust": 2})
    table = TABLES["code_by_group"](found)

    assert row(table, code="join", group="居民")["denominator"] == 1
    assert row(table, code="trust", group="居民")["denominator"] == 0


def test_who_speaks_in_no_counted_unit_is_in_no_denominator():
    quiet = (*PEOPLE, Participant("P4", group="居民"))
    readings = tuple(reading(text, turn.n) for text in (ONE, TWO) for turn in text.turns)
    table = TABLES["code_by_group"](corpus(participants=quiet, readings=readings))

    assert row(table, code="join", group="居民")["denominator"] == 1


def test_references_of_nobody_are_in_no_group_and_a_note_says_how_many():
    strange = replace(ONE, participants=(None, None, None))
    table = TABLES["code_by_group"](
        corpus(texts=(strange,), codings=(coding(ONE, "商量", "join"),))
    )

    assert sum(r["references"] for r in table.rows) == 0
    assert "1 个参考点所在的发言没有受访者" in said(table)


def test_the_wide_layout_has_a_column_a_group_and_a_total():
    readings = tuple(reading(text, turn.n) for text in (ONE, TWO) for turn in text.turns)
    codings = (
        coding(ONE, "一起", "join"),
        coding(TWO, "再说", "join"),
        coding(ONE, "我信", "join"),
    )
    table = TABLES["code_by_group_wide"](corpus(codings=codings, readings=readings))

    assert [c.label for c in table.columns if not c.detail] == [
        "编码",
        "干部",
        "居民",
        "未分组",
        "合计",
    ]
    found = row(table, code="join")
    assert (found["group:干部"], found["group:居民"], found["group:"], found["total"]) == (
        "2（1/1）",
        "1（1/1）",
        "0（0/1）",
        "3（2/3）",
    )


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
        ("1:05", None),
        ("约一小时", None),
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
        ("2018年秋", "2018年秋"),
        ("2018", "2018"),
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
    strange = replace(ONE, participants=(None, None, None))
    turns = (ONE.turns[0], replace(ONE.turns[1], speaker="受访者A"), ONE.turns[2])
    found = corpus(
        texts=(replace(strange, turns=turns),),
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


def test_participants_must_name_someone_or_nobody_for_every_turn():
    with pytest.raises(ValueError, match="every turn"):
        replace(ONE, participants=())


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
