"""Folding: what a reader takes for the same is found as the same, and in its own place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.fold import UNSEEN, Folded, fold, folded

NOT_SEEN = st.text(st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u202a\ufe0f"))
LETTERS = st.sampled_from([*"信任网格，。：aBé１Ａ", "e\u0301", "o\u0302\u0323", "ｶﾞ", "𠮷", "👨"])
SAID = st.lists(LETTERS, max_size=20)
WORDS = st.lists(LETTERS, min_size=1, max_size=4).map("".join)


def found(words: str, text: str) -> list[str]:
    return [text[it.start : it.end] for it in fold(text).hits(fold(words).text)]


@given(st.text(st.characters(max_codepoint=127, exclude_categories=["Cc"])))
def test_what_is_printed_in_ascii_only_loses_its_case(text: str) -> None:
    assert fold(text).text == text.lower()
    assert fold(text).offsets is None
    assert fold(text, case=False).text == text


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    for case in (True, False):
        once = fold(text, case=case).text
        assert fold(once, case=case).text == once


def stands(text: str, whole: Folded) -> None:
    """Offsets never fall, lie in the text, and every piece folds to what stands for it."""
    if whole.offsets is None:
        assert len(whole.text) == len(text)
        return
    assert whole.offsets.shape == (len(whole.text), 2)
    starts, ends = whole.offsets.T.tolist()
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(starts, ends, strict=True))
    for piece in set(zip(starts, ends, strict=True)):
        made = "".join(
            it for it, a, b in zip(whole.text, starts, ends, strict=True) if (a, b) == piece
        )
        assert fold(text[slice(*piece)]).text == made


@given(st.text())
def test_every_character_knows_the_piece_that_it_comes_from(text: str) -> None:
    stands(text, fold(text))


@given(st.lists(st.one_of(LETTERS, st.sampled_from(sorted(UNSEEN)), st.characters())))
def test_every_character_knows_its_piece_among_what_is_not_seen(parts: list[str]) -> None:
    stands("".join(parts), fold("".join(parts)))


@given(SAID, WORDS)
def test_a_hit_says_what_was_looked_for(said: list[str], words: str) -> None:
    text = "".join([*said, words, *said])
    hits = found(words, text)
    assert hits
    assert {fold(hit).text for hit in hits} == {fold(words).text}
    assert all(hit.strip("\u200b") == hit for hit in hits)


@given(SAID, WORDS, st.lists(NOT_SEEN, min_size=45, max_size=45))
def test_what_is_not_seen_never_loses_a_hit(
    said: list[str], words: str, between: list[str]
) -> None:
    text = "".join([*said, words, *said])
    seeded = "".join(a + b for a, b in zip(text, [*between, *[""] * len(text)], strict=False))
    plain = [fold(it).text for it in found(words, text)]
    assert [fold(it).text for it in found(words, seeded)] == plain
    assert found(words, seeded) == found("\u200b".join(words), seeded)


@given(SAID, WORDS)
def test_what_is_sought_is_found_whether_or_not_all_of_the_text_is_folded(
    said: list[str], words: str
) -> None:
    text, asked = "".join(said), fold(words).text
    quick = fold(text, sought=asked)
    assert list(quick.hits(asked)) == list(fold(text).hits(asked))


@given(SAID, WORDS)
def test_the_form_of_accents_and_the_width_change_no_hit(said: list[str], words: str) -> None:
    text = "".join([*said, words, *said])
    count = len(found(words, text))
    for form in ("NFC", "NFD"):
        for other in ("NFC", "NFD"):
            asked = unicodedata.normalize(form, words)
            assert len(found(asked, unicodedata.normalize(other, text))) == count
    wide = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
    assert len(found(words.translate(wide), text)) == count
    assert len(found(words, text.translate(wide))) == count


@pytest.mark.parametrize(
    ("words", "text", "hit"),
    [
        ("信任", "说信\u200b任，", "信\u200b任"),
        ("网格", "网\u00ad格\u200b也", "网\u00ad格"),
        ("café", "cafe\u0301里", "cafe\u0301"),
        ("cafe\u0301", "CAFÉ", "CAFÉ"),
        ("é", "e\u200b\u0301", "e\u200b\u0301"),
        ("データ", "ﾃﾞｰﾀ", "ﾃﾞｰﾀ"),
        ("office", "oﬃce", "oﬃce"),
        ("strasse", "Straße", "Straße"),
        ("한", "\u1112\u1161\u11ab", "\u1112\u1161\u11ab"),
        ("一心", "⼀⼼", "⼀⼼"),
        ("a b", "a\u00a0b", "a\u00a0b"),
        ("a b", "ａ\u3000ｂ", "ａ\u3000ｂ"),
        ("👨‍👩‍👧", "一👨‍👩‍👧家", "👨‍👩‍👧"),
    ],
)
def test_what_looks_alike_is_found(words: str, text: str, hit: str) -> None:
    assert found(words, text) == [hit]


@pytest.mark.parametrize(
    ("words", "text"),
    [("e", "é"), ("e", "e\u0301"), ("1", "①"), ("2", "m²"), ("门", "門"), ("", "信"), (".", "…")],
)
def test_what_says_something_else_is_not_found(words: str, text: str) -> None:
    assert not found(words, text)


def test_a_part_of_one_character_is_the_whole_character() -> None:
    assert found("s", "ß") == ["ß"]
    assert found("of", "oﬃce") == ["oﬃ"]


@pytest.mark.parametrize(
    "name", ["Ａ", "A\u200b", "\ufeffA", " A ", "A\u00a0", "\u3000a", "A\u0007", "A\ufe0f"]
)
def test_names_that_look_alike_have_one_key(name: str) -> None:
    assert folded(name) == folded("A")


def test_a_key_tells_names_apart_that_look_apart() -> None:
    names = ["A", "B", "A B", "É", "E", "①", "1", "门", "門"]
    assert len({folded(name) for name in names}) == len(names)
    assert folded("A", case=False) != folded("a", case=False)
    assert folded(" 张  三 ") == folded("张\u3000三")


def test_plain_chinese_is_not_copied() -> None:
    text = "信任网格。" * 10
    assert fold(text).text is text
