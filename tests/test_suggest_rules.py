"""Keywords and token patterns: what is found, where, and how it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggest_material import BOOK, NO_REPLY, PIECES, no_reply, steady, unit

from qualcode.model import Code, Codebook, Evidence
from qualcode.suggest import Context, Example, Rules
from qualcode.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKENIZER = Tokenizer(["没有", "回音", "公约"])


@steady
@given(st.lists(st.lists(PIECES, min_size=1), max_size=6))
def test_the_pass_over_all_units_finds_what_a_search_of_each_finds(words: list[list[str]]) -> None:
    """A keyword never counts across two units, and each distinct keyword counts once."""
    units = [unit(*some, n=n) for n, some in enumerate(words)]
    for row, one in zip(Rules.fit(BOOK).score(units), units, strict=True):
        hits = sum(keyword in one.text for keyword in BOOK.codes[0].keywords)
        assert row[0] == 1 - 0.5**hits


@pytest.mark.parametrize(
    ("keywords", "text", "score"),
    [
        (("公约", "居民公约"), "居民公约", 0.5),
        (("公约", "居民公约"), "居民公约就是公约", 0.75),
        (("居民", "居民公约"), "居民公约，居民", 0.75),
        (("公约",), "公约，公约，还是公约", 0.5),
        (("Party",), "the PARTY branch", 0.5),
        (("art",), "the party", 0.0),
        (("resident",), "residents", 0.0),
        (("AI", "12345"), "MAIL里说AIGC，电话0123456789", 0.0),
        (("AI", "12345"), "用AI的、打12345热线", 0.75),
        (("AI助手",), "OpenAI助手", 0.0),
        (("卡拉OK",), "卡拉OKR", 0.0),
        (("14",), "3.14", 0.0),
        (("caf",), "cafe\u0301", 0.0),
        (("café",), "CAFE\u0301里", 0.5),
        (("公约",), "公\u200b约", 0.5),
        (("公\u00ad约",), "公约", 0.5),
        (("App",), "用ＡＰＰ报修", 0.5),
        (("公约",), "公\ufeff约，公约", 0.5),
        (("App",), "用app报修", 0.5),
        (("a.b", "("), "axb", 0.0),
        (("a.b", "("), "a.b(", 0.75),
        (("", "  ", "\0"), "一句 话\0", 0.0),
        ((" 公约 ",), "公约", 0.5),
        ((), "公约", 0.0),
    ],
)
def test_a_score_counts_distinct_keywords(
    keywords: tuple[str, ...], text: str, score: float
) -> None:
    rules = Rules.fit(Codebook(codes=(Code("一", keywords=keywords),)))
    assert rules.score([unit(text)])[0, 0] == score


def test_a_keyword_is_shown_as_it_stands_in_the_text() -> None:
    """What is not seen inside of it is covered, and its place is that of the text."""
    rules = Rules.fit(Codebook(codes=(Code("一", keywords=("公约", "café")),)))
    one = unit("订\u200b公\u200b约\u200b，", "cafe\u0301", start=40)
    assert rules.explain(one, 0) == (
        Evidence("keyword", "公\u200b约", 42, 45, 0.5),
        Evidence("keyword", "cafe\u0301", 47, 52, 0.5),
    )


def test_a_hit_counts_in_its_own_unit_whatever_is_not_seen_in_those_before() -> None:
    rules = Rules.fit(Codebook(codes=(Code("一", keywords=("公约",)),)))
    units = [unit("\u200b\u200bﬁ", "e\u0301"), unit("好", n=1), unit("公\u200b约", n=2)]
    assert rules.score(units)[:, 0].tolist() == [0, 0, 0.5]


def test_a_pattern_passes_over_what_is_not_seen() -> None:
    pattern = ({"TEXT": "没有"}, {"LOWER": "ａｐｐ"})
    book = Codebook(codes=(Code("一", patterns=(pattern,)),))
    match = Context(lambda one: TOKENIZER.match(one.text, {"一": [pattern]}))
    rules = Rules.fit(book, None, match)
    one = unit("他说\u200b没\u00ad有\u200b", "App", "。")
    assert rules.score([one])[0, 0] == 0.5
    assert rules.explain(one, 0)[0].text == "没\u00ad有\u200bApp"


def test_a_score_of_rules_never_reaches_1() -> None:
    words = [chr(0x4E00 + n) for n in range(200)]
    rules = Rules.fit(Codebook(codes=(Code("一", keywords=tuple(words)),)))
    assert rules.score([unit(*words)])[0, 0] < 1


def test_a_pattern_hit_counts_like_a_keyword_and_says_where() -> None:
    rules = Rules.fit(BOOK, None, Context(no_reply))
    one = unit("一直", "没有", "得到", "回应", start=40)
    assert rules.score([one])[0].tolist() == [0, 0, 0.5, 0]
    assert rules.explain(one, 2) == (Evidence("pattern", "没有得到回应", 42, 48, 0.5),)


def test_the_matcher_runs_only_where_the_words_of_a_pattern_stand() -> None:
    asked: list[str] = []

    def match(one: Example) -> Iterable[tuple[str, int, int]]:
        asked.append(one.text)
        return [("回应", 0, 2), ("不在编码本里", 0, 2)]

    units = [unit("天气", "很", "好"), unit("没有", "下雨"), unit("没有", "回应")]
    scores = Rules.fit(BOOK, None, Context(match)).score(units)
    assert asked == ["没有回应"]
    assert scores[:, 2].tolist() == [0, 0, 0.5]
    asked.clear()
    Rules.fit(Codebook(codes=(Code("回应"),)), None, Context(match)).score(units)
    assert asked == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (({"TEXT": "不", "OP": "?"}, {"TEXT": "回应"}), [{"回应"}]),
        (({"ORTH": "没"}, {"text": {"in": ["回应"]}}), [{"没"}]),
        (({"LOWER": "app"}, {"IS_PUNCT": True}), [{"app"}]),
        (({"ORTH": "APP"},), [{"app"}]),
        (({"TEXT": "很"}, {"TEXT": {"IN": ["回应", "回音"]}}), [{"回应", "回音"}, {"很"}]),
        (({"TEXT": "没有", "OP": "+"},), [{"没有"}]),
        (({"TEXT": "没有", "OP": "*"},), []),
        (({"TEXT": "没有", "OP": "!"},), []),
        (({"TEXT": "没有", "OP": "{0,2}"},), []),
        (({"TEXT": {"NOT_IN": ["没有"]}},), []),
        (({"TEXT": {"REGEX": "^没"}},), []),
        (({"IS_DIGIT": True}, {}), []),
    ],
)
def test_a_pattern_needs_the_words_it_cannot_do_without(
    pattern: tuple[dict[str, Any], ...], words: list[set[str]]
) -> None:
    rules = Rules.fit(Codebook(codes=(Code("一", patterns=(pattern,)),)), None, Context(no_reply))
    assert rules.needs == (tuple(words),)


PATTERNS: dict[str, tuple[tuple[dict[str, Any], ...], ...]] = {
    "回应": (NO_REPLY, ({"TEXT": "不", "OP": "?"}, {"ORTH": "回音"})),
    "规则": (({"LOWER": "app"}, {"OP": "*"}, {"TEXT": {"IN": ["公约"]}}),),
    "动员": (({"TEXT": "我们", "OP": "+"}, {"TEXT": "动员", "OP": "!"}),),
}


@steady
@given(st.lists(PIECES | st.sampled_from(["APP", "不"]), min_size=1, max_size=8))
def test_needed_words_hide_no_match_of_the_real_matcher(words: list[str]) -> None:
    book = Codebook(codes=tuple(Code(code, patterns=some) for code, some in PATTERNS.items()))
    one = unit(*words)
    gated = Rules.fit(book, None, Context(lambda u: TOKENIZER.match(u.text, PATTERNS)))
    assert all(gated.needs)
    free = replace(gated, needs=((),))
    np.testing.assert_array_equal(gated.score([one]), free.score([one]))
    for column in range(3):
        assert gated.explain(one, column) == free.explain(one, column)
