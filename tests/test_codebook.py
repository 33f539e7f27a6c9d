"""A codebook's rules: every lint rule, what is meaning, what is a change, what an id is made of."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher

from qualcode.codebook import (
    RESERVED_KEYS,
    RULES,
    Change,
    Finding,
    code_hash,
    diff,
    lint,
    semantic_hash,
    slug,
)
from qualcode.errors import InputError
from qualcode.model import Code, Codebook, Group, Relation

TRUST = Code(
    "trust",
    {"zh": "信任", "en": "Trust"},
    definition={"zh": "说到信不信得过。"},
    include=("相信某人", "不相信某人"),
    exclude=("只说满意 → service",),
    keywords=("信得过",),
    patterns=(({"TEXT": "信"}, {"OP": "?"}, {"TEXT": {"IN": ["他", "她"]}}),),
    colour="#0072b2",
    key="1",
)
SERVICE = Code("service", {"zh": "服务"}, definition={"zh": "说到办成的事。"}, key="2")
BOOK = Codebook({"zh": "例"}, (TRUST, SERVICE))


def with_code(**changes: Any) -> Codebook:
    """Return a sound book whose second code is changed."""
    return replace(BOOK, codes=(TRUST, replace(SERVICE, **changes)))


def rules(book: Codebook) -> list[tuple[str, str]]:
    return [(finding.rule, finding.code) for finding in lint(book)]


def test_a_sound_codebook_has_no_findings_even_when_frozen() -> None:
    assert lint(BOOK, frozen=True) == ()
    assert lint(Codebook()) == ()


@pytest.mark.parametrize(
    ("book", "rule", "code", "severity"),
    [
        (with_code(definition={}), "missing_definition", "service", "warning"),
        (with_code(definition={"zh": " \n"}), "missing_definition", "service", "warning"),
        (with_code(id="trust"), "duplicate_id", "trust", "error"),
        (with_code(labels={"zh": " 信任 "}), "duplicate_label", "service", "warning"),
        (with_code(labels={"en": "TRUST"}), "duplicate_label", "service", "warning"),
        (with_code(keywords=("信得过",)), "duplicate_keyword", "service", "warning"),
        (with_code(keywords=("办成", "办成 ")), "duplicate_keyword", "service", "warning"),
        (with_code(parent="nobody"), "unknown_parent", "service", "error"),
        (with_code(parent="service"), "cycle", "service", "error"),
        (with_code(group="nowhere"), "unknown_group", "service", "error"),
        (with_code(key="R"), "reserved_key", "service", "error"),
        (with_code(key="c"), "reserved_key", "service", "error"),
        (with_code(key="1"), "duplicate_key", "service", "error"),
        (with_code(key="12"), "bad_key", "service", "error"),
        (with_code(key="１"), "bad_key", "service", "error"),
        (with_code(key="!"), "bad_key", "service", "error"),
        (with_code(colour="blue"), "bad_colour", "service", "error"),
        (with_code(colour="#0072b2ff"), "bad_colour", "service", "error"),
        (with_code(patterns=((),)), "bad_pattern", "service", "error"),
    ],
)
def test_each_rule_names_the_code(book: Codebook, rule: str, code: str, severity: str) -> None:
    assert [(f.rule, f.code, f.severity) for f in lint(book)] == [(rule, code, severity)]


def test_a_missing_definition_is_an_error_once_the_book_is_frozen() -> None:
    book = with_code(definition={})
    assert [f.severity for f in lint(replace(book, frozen=True))] == ["error"]
    assert [f.severity for f in lint(replace(book, frozen=True), frozen=False)] == ["warning"]


def test_a_relation_may_name_known_codes_only() -> None:
    book = replace(BOOK, relations=(Relation("trust", "ghost", "leads_to"),))
    assert rules(book) == [("unknown_relation", "ghost")]
    assert rules(replace(BOOK, relations=(Relation("trust", "service", "leads_to"),))) == []


def test_a_known_group_is_no_finding() -> None:
    assert lint(replace(with_code(group="g"), groups=(Group("g"),))) == ()


def test_a_circle_of_parents_is_reported_once_with_its_path() -> None:
    codes = [Code(i, definition={"zh": i}, parent=p) for i, p in ("ab", "bc", "cb", "da")]
    (finding,) = lint(Codebook(codes=tuple(codes)))
    assert finding.rule == "cycle"
    assert "b → c → b" in finding.message


def test_errors_come_before_warnings() -> None:
    found = lint(with_code(definition={}, colour="red"))
    assert [f.severity for f in found] == ["error", "warning"]


def test_every_rule_has_its_name_and_every_message_says_what_to_do() -> None:
    broken = with_code(
        id="trust", labels={"zh": "信任"}, parent="x", group="y", key="c", colour="z"
    )
    for finding in lint(replace(broken, relations=(Relation("x", "trust", "k"),))):
        assert finding.rule in RULES
        assert "; " in finding.message or "," in finding.message
    assert Finding("r", "c", InputError("lint.cycle", ring="c → c")).severity == "error"
    assert frozenset({"r", "c"}) == RESERVED_KEYS


GOOD_PATTERNS = [
    [{"TEXT": "推选"}],
    [{"TEXT": {"IN": ["居民", "大家"]}}, {"OP": "?"}, {"TEXT": {"IN": ["推选", "选"]}}],
    [{"text": "推选", "op": "+"}],
    [{"LENGTH": {">=": 2}}],
    [{"LENGTH": 2, "IS_PUNCT": False}],
    [{"TEXT": "选"}, {"OP": "{0,3}"}, {"LIKE_NUM": True}],
    [{"TEXT": {"NOT_IN": ["选"]}, "OP": "{2}"}],
]
BAD_PATTERNS: list[Any] = [
    "推选",
    [],
    ["推选"],
    [{"TEXT": 3}],
    [{"TEXT": {"IN": "推选"}}],
    [{"TEXT": {"IN": [1]}}],
    [{"TEXT": {}}],
    [{"TEXT": {">=": 2}}],
    [{"TEXT": {"REGEX": "(a+)+$"}}],
    [{"TEXT": "选", "OP": "{0,9999999}"}],
    [{"TEXT": {"FUZZY": 1}}],
    [{"TAG": "NN"}],
    [{"LEMMA": "选"}],
    [{"TEXT": "选", "OP": "many"}],
    [{"TEXT": "选", "OP": 2}],
    [{"IS_PUNCT": 1}],
    [{"LENGTH": "2"}],
    [{"LENGTH": True}],
    [{}],
    [{"OP": "?"}],
    [{"TEXT": "选", "OP": "*"}, {"OP": "{0,2}"}],
    [{"TEXT": "选", "OP": "!"}],
]


@pytest.mark.parametrize("pattern", GOOD_PATTERNS)
def test_a_pattern_without_finding_is_one_that_spacy_takes(pattern: list[dict[str, Any]]) -> None:
    assert lint(with_code(patterns=(tuple(pattern),))) == ()
    nlp = spacy.blank("xx")
    matcher = Matcher(nlp.vocab, validate=True)
    matcher.add("code", [pattern])
    matcher(nlp.make_doc("大家 就 推选 他"))


@pytest.mark.parametrize("pattern", BAD_PATTERNS)
def test_a_pattern_that_fails_or_matches_anything_is_a_finding(pattern: object) -> None:
    (finding,) = lint(with_code(patterns=(pattern,)))
    assert finding.rule == "bad_pattern"
    assert finding.message.startswith("pattern 1 of code service ")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "faith"},
        {"parent": "service"},
        {"level": "main"},
        {"definition": {"zh": "说到信不信得过的人。"}},
        {"definition": {"zh": "说到信不信得过。", "en": "Trust."}},
        {"include": ("相信某人",)},
        {"include": ("相信某人",), "exclude": ("不相信某人", "只说满意 → service")},
        {"exclude": ("只说满意 → other",)},
    ],
)
def test_a_change_of_meaning_changes_the_hash(change: dict[str, Any]) -> None:
    assert code_hash(replace(TRUST, **change)) != code_hash(TRUST)


@pytest.mark.parametrize(
    "change",
    [
        {"labels": {"zh": "信赖"}},
        {"group": "g"},
        {"colour": "#000000"},
        {"key": "9"},
        {"keywords": ()},
        {"patterns": ()},
        {"examples": ("我信得过他。",)},
        {"definition": {"zh": "说到“信不信得过”"}},
        {"definition": {"zh": "说到\n信不信得过 。", "en": "  "}},
        {"include": ("不相信某人；", "相信 某人", "。")},
    ],
)
def test_wording_spaces_punctuation_and_order_do_not_change_the_hash(
    change: dict[str, Any],
) -> None:
    assert code_hash(replace(TRUST, **change)) == code_hash(TRUST)


def test_the_books_hash_is_of_its_codes_whatever_their_order_and_title() -> None:
    turned = Codebook({"zh": "别的"}, (SERVICE, TRUST), (Group("g"),), frozen=True, version=3)
    assert semantic_hash(turned) == semantic_hash(BOOK)
    assert semantic_hash(replace(BOOK, codes=(TRUST,))) != semantic_hash(BOOK)
    assert semantic_hash(Codebook()) == semantic_hash(Codebook({"zh": "空"}))


def test_hashes_are_the_same_on_every_machine_and_day() -> None:
    assert code_hash(Code("𠮷", definition={"zh": "上面是土。"})) == (
        "248aaa7da8fd541733c855d75dbbc7aa37feab62a64c8e52547d3d88286c1e50"
    )


def test_diff_tells_added_removed_meaning_and_wording() -> None:
    new = replace(
        BOOK,
        codes=(
            Code("new"),
            replace(TRUST, key="9", labels={"zh": "信赖"}),
        ),
    )
    assert diff(BOOK, new) == (
        Change("new", "added"),
        Change("trust", "wording", ("labels", "key")),
        Change("service", "removed"),
    )
    (change,) = diff(BOOK, with_code(definition={"zh": "别的"}, key="3"))
    assert change == Change("service", "meaning", ("definition", "key"))


def test_diff_reports_the_book_itself_under_no_code() -> None:
    new = Codebook({"zh": "新"}, (SERVICE, TRUST), (Group("g"),), (Relation("a", "b", "k"),))
    assert diff(BOOK, new) == (Change("", "wording", ("title", "groups", "relations", "order")),)
    assert diff(BOOK, replace(BOOK, frozen=True, version=2, semantic_hash="x")) == ()


def test_diff_looks_at_every_field_of_a_code() -> None:
    other = Code(
        "trust",
        {"zh": "x"},
        "g",
        "p",
        "main",
        {"zh": "y"},
        ("a",),
        ("b",),
        ("c",),
        ("d",),
        (),
        "",
        "",
    )
    (change,) = diff(Codebook(codes=(TRUST,)), Codebook(codes=(other,)))
    assert set(change.fields) == {f.name for f in fields(Code)} - {"id"}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("组织构建", "组织构建"),
        ("邻里 关系", "邻里_关系"),
        ("  Rule　making ", "Rule_making"),
        ("𠮷祥（老店）", "𠮷祥_老店"),
        ("信任/冲突", "信任_冲突"),
        ("e\u0301", "e\u0301"),
        ("🙂", "code"),
        ("", "code"),
    ],
)
def test_an_id_keeps_the_words_of_the_label(label: str, expected: str) -> None:
    assert slug(label) == expected


def test_an_id_is_unlike_those_taken() -> None:
    assert slug("信任", {"信任"}) == "信任_2"
    assert slug("信任", ["信任", "信任_2", "信任_3"]) == "信任_4"


@settings(deadline=None)
@given(st.lists(st.text(max_size=6), max_size=8))
def test_ids_made_one_after_another_never_collide(labels: list[str]) -> None:
    taken: list[str] = []
    for label in labels:
        made = slug(label, taken)
        assert made
        assert not any(char.isspace() for char in made)
        taken.append(made)
    assert len(set(taken)) == len(labels)
