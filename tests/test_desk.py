"""What the desk is given: turns, codes and how they are typed, and nothing that may hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.app.coder import document
from qualcode.app.coder.pinyin import MOST, typed
from qualcode.app.screen import palette
from qualcode.app.screen.highlight import around, marked
from qualcode.model import Code, Codebook, Speaker

if TYPE_CHECKING:
    from qualcode import Project

pytest_plugins = ("desk_material",)


def test_the_desk_is_given_turns_and_sentences_that_are_exact_in_code_points(at_desk: Project):
    transcript = at_desk.transcripts.get("书记")
    turns = document.turns(at_desk, transcript)
    assert [turn["asks"] for turn in turns] == [True, False, True, False]
    for turn in turns:
        assert turn["text"] == transcript.text[turn["s"] : turn["e"]]
        for start, end in turn["sentences"]:
            assert turn["s"] <= start < end <= turn["e"]
    said = [transcript.text[s:e] for s, e in turns[1]["sentences"]]
    assert said[0] == "一开始没人来。"
    assert "𠮷祥里的互助站也建起来了。" in said[-1]


def test_a_documents_hash_changes_with_who_speaks_and_who_asks_though_the_text_stays():
    def hashed(*speakers: Speaker) -> str:
        return str(document.named(1, "书记", "digest", speakers)["hash"])

    plain = hashed(Speaker("书记"))
    assert plain == hashed(Speaker("书记"))
    assert (
        len({plain, hashed(Speaker("书记", asks=True)), hashed(Speaker("书记", False, "书记 A"))})
        == 3
    )


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("组织建设", ["zzjs", "zuzhijianshe"]),
        ("銀行行長", ["yhhz"]),
        ("重庆", ["cq", "chongqing"]),
        ("网格长", ["wgz", "wgc"]),
        ("Rule making", ["rm", "rulemaking"]),
        ("互助站 v2", ["hzzv", "huzhuzhanv2"]),
        ("𠮷祥", ["xiang"]),
        ("😀", []),
        ("", []),
    ],
)
def test_a_code_is_found_by_initials_and_pinyin_in_both_scripts(name: str, ways: list[str]):
    assert set(ways) <= set(typed(name).split())


@given(st.text(max_size=30))
def test_how_a_name_is_typed_is_short_and_has_no_capitals_whatever_the_name(name: str):
    found = typed(name)
    assert found == found.lower()
    assert len(found.split()) <= MOST + 1


def test_a_code_is_found_by_its_name_in_either_language():
    book = Codebook(codes=(Code("a", labels={"zh": "规则", "en": "Rule making"}, level="main"),))
    for language in ("zh", "en"):
        (code,) = document.codes(book, language)
        assert {"gz", "guize", "规则", "rm", "rulemaking"} <= set(code["initials"].split())
        assert (code["level"], code["parent"]) == ("main", "")


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80))))
def test_pieces_join_to_the_text_and_mark_exactly_the_union_of_the_spans(
    text: str, spans: list[tuple[int, int]]
):
    start = 7
    pieces = marked(text, start, spans)
    assert "".join(piece for piece, _ in pieces) == text
    shown = [mark == "marked" for piece, mark in pieces for _ in piece]
    wanted = [any(a <= start + i < b for a, b in spans) for i in range(len(text))]
    assert shown == wanted


def test_what_stands_around_a_passage_is_never_marked():
    assert around("前", [("话", "marked")], "") == (("前", "around"), ("话", "marked"))


def test_every_code_has_its_own_key_and_none_that_the_app_keeps():
    codes = [Code("a", key="2"), Code("b", key="r"), Code("c", key="2"), Code("d", key="k")]
    keys = palette.keys([*codes, *(Code(str(n)) for n in range(12))])
    used = [key for key in keys if key]
    assert keys[:4] == ("2", "1", "3", "k")
    assert len(used) == len(set(used))
    assert not set(used) & palette.TAKEN


@pytest.mark.parametrize("written", ["", "red", "#12345", "#123456;background:url(x)", "#GGGGGG"])
def test_only_a_plain_colour_is_let_into_a_style(written: str):
    assert palette.colour(Code("a", colour=written), 0) == palette.COLOURS[0]
    assert palette.colour(Code("a", colour="#0a0B0c"), 0) == "#0a0B0c"
