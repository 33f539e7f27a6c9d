"""Both catalogues hold the same keys, the same places to fill, and words for each."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from conftest import REPO

from qualcode.i18n import catalogue, tr

ZH, EN = catalogue("zh"), catalogue("en")


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_both_catalogues_hold_the_same_keys() -> None:
    assert ZH.keys() == EN.keys()


@pytest.mark.parametrize("key", sorted(ZH))
def test_both_languages_fill_the_same_places(key: str) -> None:
    assert places(ZH[key]) == places(EN[key])
    assert ZH[key].strip()
    assert EN[key].strip()


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
