"""What stays in the browser's storage is what the page on privacy lists, and nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, saved, turn_to
from conftest import REPO

from qualcode.app.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

PRIVACY = (REPO / "docs" / "privacy.md").read_text(encoding="utf-8")
OF_A_CODER = re.compile(r"qc:[0-9a-f]{4,}:")
OF_AN_ACT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def names(tab: sync_api.Page, storage: str) -> set[str]:
    """Return the keys of a storage as the page on privacy writes them."""
    keys = tab.evaluate(f"Object.keys({storage})")
    shown = (OF_A_CODER.sub("qc:…:", OF_AN_ACT.sub("…", key)) for key in keys)
    return {re.sub(r"(:draft:|^stActiveTheme-).*", r"\1…", it) for it in shown}


def test_whatever_stays_in_the_browser_is_listed_and_an_answered_act_does_not_stay(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code", coder="甲")
    sentence = tab.locator(".qc-s", has_text="大家都认")
    sentence.click()
    tab.context.set_offline(True)
    tab.keyboard.press("1")
    tab.keyboard.press("m")
    tab.locator(".qc-memo textarea").first.fill("还没写完")
    seen = {"localStorage": names(tab, "localStorage"), "sessionStorage": set()}
    assert {"qc:…:…", "qc:…:draft:…"} <= seen["localStorage"], "while it is not stored it stays"
    tab.context.set_offline(False)
    tab.keyboard.press("Escape")
    saved(tab)
    for page in PAGES:
        turn_to(tab, page)
        for storage in seen:
            seen[storage] |= names(tab, storage)
    assert seen["sessionStorage"], "the seat"
    for storage, found in seen.items():
        listed = {key for key in found if f"`{key}`" in PRIVACY}
        assert found - listed == set(), storage
    left = names(tab, "localStorage")
    assert "qc:…:…" not in left, "what the study holds does not stay in the browser"
    assert "qc:…:draft:…" not in left
