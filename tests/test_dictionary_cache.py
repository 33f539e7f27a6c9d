"""jieba's dictionary is kept for its owner alone, and never believed from anybody else."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from qualcode.kept_dictionary import kept

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.text.tokens import Dictionary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no modes")
READ: Dictionary = ({"规": 0, "规则": 7}, 7)
OTHER: Dictionary = ({"别": 1}, 1)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "qualcode"


def test_it_is_read_once_for_each_dictionary_into_a_file_of_its_owner_alone(cache: Path) -> None:
    assert kept(b"a", lambda: READ) == READ
    assert kept(b"a", lambda: OTHER) == READ
    assert kept(b"b", lambda: OTHER) == OTHER
    assert cache.stat().st_mode & 0o777 == 0o700
    assert [it.stat().st_mode & 0o777 for it in cache.iterdir()] == [0o600, 0o600]


def test_many_who_make_it_at_once_all_have_it_and_leave_one_file(cache: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept(b"a", lambda: READ), range(32)))
    assert found == [READ] * 32
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("spoilt", ["writable", "folder", "link", "cut", "pipe"])
def test_what_another_could_have_written_or_cut_is_read_anew(cache: Path, spoilt: str) -> None:
    kept(b"a", lambda: READ)
    [path] = cache.iterdir()
    if spoilt == "writable":
        path.chmod(0o666)
    elif spoilt == "folder":
        cache.chmod(0o777)
    elif spoilt == "link":
        path.symlink_to(path.rename(cache.parent / "elsewhere"))
    elif spoilt == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
        os.mkfifo(path)
    assert kept(b"a", lambda: OTHER) == OTHER


def test_without_a_folder_that_can_be_made_it_is_read(cache: Path) -> None:
    cache.write_text("a file", encoding="utf-8")
    assert kept(b"a", lambda: READ) == READ
    assert cache.read_text(encoding="utf-8") == "a file"
