"""What was coded in the app is in the one file soon after the coder pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, file_of, saved

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

CODINGS = 8


def test_a_copy_of_the_file_alone_holds_what_was_coded_before_the_pause(
    tmp_path: Path, enter: Callable[..., sync_api.Page]
):
    study, copy = tmp_path / "study", tmp_path / "copy"
    copy.mkdir()
    with Project.create(study) as project:
        project.coders.add("甲")
        said = "".join(f"第{n}句说到规矩。" for n in range(CODINGS))
        project.transcripts.ingest_bytes("书记.txt", f"书记：{said}".encode())
        project.codebook.add_code("组织建设")
    tab = enter(study, "code", "甲")
    tab.locator(".qc-s").first.click()
    for _ in range(CODINGS):
        tab.keyboard.press("1")
        tab.keyboard.press("ArrowDown")
    saved(tab)
    log = file_of(study).with_name("project.qualcode-wal")
    for _ in range(100):  # the page's own clock, while the server's coder pauses
        if log.stat().st_size == 0:
            break
        tab.wait_for_function("at => performance.now() > at", arg=tab.evaluate(SOON))
    file_of(copy).write_bytes(file_of(study).read_bytes())
    with Project.open(copy) as project:
        assert len(project.codings.of("甲")) == CODINGS
        assert not project.left_behind()
        assert project.verify_log().problems == ()


SOON = "performance.now() + 100"
