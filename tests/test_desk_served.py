"""The desk's files: served under an address that names their content, and fit to be read."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM

from qualcode.app.coder import served
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)

ASSETS = served.PACKAGE / served.ASSETS
SCRIPTS = sorted(ASSETS.glob("*.js"))


def test_the_address_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No browser can go on with the modules of an older version: they stood somewhere else."""
    before = served.name()
    copy = tmp_path / served.ASSETS
    copy.mkdir(parents=True)
    for path in ASSETS.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(served, "PACKAGE", tmp_path)
    served.name.cache_clear()
    assert served.name() == before
    with (copy / "outbox.js").open("a") as module:
        module.write("\n// one line more")
    served.name.cache_clear()
    changed = served.name()
    monkeypatch.undo()
    served.name.cache_clear()
    assert changed != before == served.name()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_read_in_one_sitting(path: Path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_puts_text_in_as_text_and_imports_its_neighbours_only(path: Path):
    script = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)
    for module in re.findall(r'from "([^"]+)"', script):
        assert (ASSETS / module).is_file()
        assert module.startswith("./")


def test_every_word_of_the_desk_stands_in_the_catalogues():
    there = {
        key.removeprefix("app.desk.") for key in catalogue("zh") if key.startswith("app.desk.")
    }
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    named = set(
        re.findall(r"(?<![\w.])(?:said|this\.words|this\.desk\.words|desk\.words)\.(\w+)", text)
    )
    named |= set(re.findall(r'"(k_\w+)"', text))
    assert named - there == set()
    built = ("do_", "no_", "memo_on_", "k_")
    stands = {"read", "again", "unread"}
    unused = there - named - stands
    assert {word for word in unused if not word.startswith(built) and "_done" not in word} == set()


def test_every_word_of_a_card_stands_in_the_catalogues():
    text = "\n".join(
        (ASSETS / name).read_text(encoding="utf-8") for name in ("card.js", "card_view.js")
    )
    named = set(re.findall(r"\bterms\.(\w+)", text)) | set(re.findall(r'button\("(\w+)"', text))
    assert {"accept", "place", "codes_first"} <= named
    assert {f"app.verify.{word}" for word in named} <= catalogue("zh").keys()


@NEEDS_CHROMIUM
def test_a_running_app_serves_the_modules_and_nothing_beside_them(
    address: str, enter: Callable[..., sync_api.Page], study: Path
):
    tab = enter(study, "code")
    tab.locator(".qc-s").first.wait_for()
    asked = tab.evaluate("performance.getEntriesByType('resource').map(it => it.name)")
    modules = [url for url in asked if f"/{served.name()}/" in url]
    imported = {path.name for path in SCRIPTS} - {
        "answer.js",
        "passages.js",
        "card.js",
        "card_view.js",
        "messages.js",  # types alone
    }
    assert {url.rpartition("/")[2] for url in modules} >= imported
    outside = f"{address}/_stcore/bidi-components/{served.name()}/..%2fevents.py"
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(outside)
