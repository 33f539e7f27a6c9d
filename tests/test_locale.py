"""Both catalogues hold the same keys, the same places to fill, and words for each."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from conftest import REPO

from qualcode.i18n import catalogue, tr

MANY = {"app.codebook.own_colour_help", "app.preview.doubt_long_turn", "app.results.kwic_shown"}
"""Counts that are never one."""
ZH, EN = catalogue("zh"), catalogue("en")


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def named(catalogue: dict[str, str]) -> dict[str, str]:
    """Return the words of each key, the plural where there is a singular beside it."""
    ones = (key.removesuffix(".one") for key in catalogue if key.endswith(".one"))
    plural = {stem for stem in ones if f"{stem}.other" in catalogue}
    return {
        key.removesuffix(".other") if key.removesuffix(".other") in plural else key: words
        for key, words in catalogue.items()
        if key.removesuffix(".one") not in plural
    }


def test_both_catalogues_hold_the_same_keys() -> None:
    """English has words for one beside those for several, Chinese the same for both."""
    assert ZH.keys() == named(ZH).keys() == named(EN).keys()


def test_both_languages_fill_the_same_places() -> None:
    english = named(EN)
    for key, words in ZH.items():
        assert places(words) == places(english[key]), key
        assert words.strip(), key
        assert english[key].strip(), key


def test_what_is_counted_has_words_for_one_and_for_several() -> None:
    counted = EN.keys() - named(EN).keys()
    assert counted
    for key in counted:
        stem = key.rpartition(".")[0]
        one, several = EN[f"{stem}.one"], EN[f"{stem}.other"]
        assert one != several, key
        assert {"n"} <= places(one) <= places(several), key


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 turns"), (1, "1 turn"), ("1", "1 turn"), (21, "21 turns")]
)
def test_a_count_chooses_the_words_for_one_or_for_several(n: object, words: str) -> None:
    assert tr("app.count.turns", "en", n=n) == words
    assert tr("app.count.turns", "zh", n=n) == f"{n} 次发言"


def test_nothing_that_the_app_counts_by_n_is_always_plural() -> None:
    """A count that can be one, before a plain plural: 1 turns."""
    always = {
        key
        for key, words in named(EN).items()
        if key.startswith("app.")
        and f"{key}.one" not in EN
        and re.search(r"\{n\}\**( new)? ([a-z]+s|people)\b", words)
    }
    assert always <= MANY


def test_english_holds_no_chinese() -> None:
    """English words are English; a name of another language's choice is the exception."""
    han = {key for key, words in EN.items() if re.search("[\u4e00-\u9fff]", words)}
    assert {key for key in han if "language" not in key and "example" not in key} == set()


def test_every_key_that_code_names_exists() -> None:
    used = set()
    for path in (REPO / "qualcode").rglob("*.py"):
        used |= set(re.findall(r"""\btr\(\s*"([a-z_.]+)\"""", path.read_text(encoding="utf-8")))
    assert used - ZH.keys() == set()


def test_an_unknown_key_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        tr("no.such.key")
