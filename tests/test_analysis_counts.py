"""The frequencies of codes, over all and by group: what is counted, and out of whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from analysis_material import ONE, PEOPLE, TWO, coding, corpus, reading, row, said, text_of
from hypothesis import given
from hypothesis import strategies as st

from qualcode import spans
from qualcode.analysis import TABLES, TextData
from qualcode.model import Code, Codebook, Coding, Participant, Unit
from qualcode.study.text_index import TextTurns, TextUnits


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
        texts.append(TextData(text_id, "x", "document", text, words, units=TextUnits.of(units)))
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
    strange = replace(ONE, turns=TextTurns.of(tuple(ONE.turns)))
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
