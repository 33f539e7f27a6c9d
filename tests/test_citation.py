"""A citation has one normalised form, and every form met in papers is read."""

from __future__ import annotations

import json

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from qualcode.citation import cite, parse

VARIANTS = [
    "(社区党组织书记 A，访谈资料)",
    "(社区党组织书记 A, 访谈资料)",
    "(社区党组织书记A,访谈资料)",
    "（社区党组织书记 A, 访谈资料）",
    "（社区党组织书记 A，访谈资料）",
    "（社区党组织书记A，访谈资料）",
    "（社区党组织书记Ａ，访谈资料）",
    "(社区党组织书记 A ，访谈资料 )",
]
words = st.text(
    st.characters(categories=["Lo", "So"], exclude_characters="甲乙丙丁戊己庚辛壬癸"), min_size=1
)
letters = st.sampled_from(["", "A", "B", "Z", "A2", "01", "甲"])


def test_the_normalised_form_has_full_width_marks_and_one_space_before_the_letter():
    assert cite("社区党组织书记", "A") == "（社区党组织书记 A，访谈资料）"


def test_without_a_letter_there_is_no_space():
    assert cite("街道社会事务管理办公室主任") == "（街道社会事务管理办公室主任，访谈资料）"


def test_the_english_form_has_half_width_marks():
    found = cite("Community party secretary", "A", language="en")

    assert found == "(Community party secretary A, interview)"
    assert parse(found) == ("Community party secretary", "A", "interview")


def test_a_source_without_a_speaker_stands_alone():
    assert cite("", source="田野笔记") == "（田野笔记）"


@pytest.mark.parametrize("text", VARIANTS)
def test_every_literal_variant_is_read(text: str):
    assert parse(text) == ("社区党组织书记", "A", "访谈资料")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（NGO，访谈资料）", ("NGO", "", "访谈资料")),
        ("（P7，访谈资料）", ("P7", "", "访谈资料")),
        ("（受访者 01，访谈资料）", ("受访者", "01", "访谈资料")),
        ("（A，访谈资料）", ("A", "", "访谈资料")),
        ("（主任（兼书记） B，座谈资料）", ("主任（兼书记）", "B", "座谈资料")),
        ("（书记，主任 B，访谈资料）", ("书记，主任", "B", "访谈资料")),
    ],
)
def test_a_letter_is_told_from_the_end_of_a_word(text: str, expected: tuple[str, str, str]):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "社区党组织书记 A，访谈资料",
        "(互助站的)",
        "（，访谈资料）",
        "（书记 A，）",
        "（书记 A，访谈资料）。",
        "（书记 A，访谈资料）（书记 B，访谈资料）",
    ],
)
def test_what_is_no_citation_is_none(text: str):
    assert parse(text) is None


@given(role=words, letter=letters, source=words)
def test_what_is_cited_is_read_back(role: str, letter: str, source: str):
    assert parse(cite(role, letter, source=source)) == (role, letter, source)


@given(st.text("书记 A甲01，,（）()访谈资料\n", max_size=20))
def test_reading_twice_is_reading_once(text: str):
    found = parse(text)
    if found is not None:
        role, letter, source = found
        assert parse(cite(role, letter, source=source)) == found


@needs_shared
def test_the_seven_variants_of_the_model_study_become_one_form():
    quotes = json.loads((SHARED / "seed" / "gold.json").read_text(encoding="utf-8"))["quotes"]

    for quote in quotes:
        found = parse(quote["citation"]["raw"])
        assert found is not None
        role, letter, source = found
        assert (role, letter or None) == (
            quote["speaker"]["role_label"],
            quote["speaker"]["letter"],
        )
        assert cite(role, letter, source=source) == quote["citation"]["normalised"]
