"""Shared fixtures: the private test material, small projects, and the example worked once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import is_hypothesis_test, settings

from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process of a test compiles all anew

MORE = bool(os.environ.get("QUALCODE_MORE"))
"""Whether `make test-more` runs: what is marked ``more``, and many examples of every rule."""


def examples(few: int, more: int = 100) -> int:
    """Return how many examples a costly rule is tried on: few, but in `make test-more`."""
    return more if MORE else few


# A timed test fails on a busy machine; in CI the same examples run every time.
settings.register_profile(
    "qualcode",
    deadline=None,
    derandomize=bool(os.environ.get("CI")) and not MORE,
    max_examples=examples(20, 200),
)
settings.load_profile("qualcode")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try every rule that has random examples on many of them in `make test-more`."""
    for item in items if MORE else ():
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.more)


# fixtures that only some tests need; registered before they are imported by name
pytest.register_assert_rewrite(
    "adjudication_material",
    "app_material",
    "browser_material",
    "calculator_material",
    "cards_material",
    "desk_material",
    "evaluation_material",
    "frequency_material",
    "large_material",
    "one_file_material",
    "people_material",
    "read_only_material",
    "restore_material",
    "sample_material",
    "tampering_material",
    "verify_material",
)

os.environ.setdefault("QUALCODE_LANGUAGE", "en")  # else a command speaks as its study does
REPO = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("QUALCODE_SHARED", REPO.parent / "shared"))
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the private test material is absent")
CODEBOOK = REPO / "codebooks" / "community_governance.yaml"

INTERVIEW = """访谈者：您这个站长是怎么当上的？
受访者：大家推选的嘛，我们楼里的人都认。{rare}我这个人呢，热心。
访谈者：平时做些什么？
受访者：下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。
访谈者：有没有人不服？
受访者：有的。不多。
"""
RARE = ("𠮷祥面馆门口碰头。", "👨‍👩‍👧发来发去。", "e\u0301 这个符号。", "")


def write_interviews(folder: Path, count: int = 4) -> list[Path]:
    """Write small interviews with rare Han, an emoji family and a combining mark in them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in range(count):
        path = folder / f"interview_{n + 1}.txt"
        text = INTERVIEW.format(rare=RARE[n % len(RARE)]) + f"受访者：第{n + 1}次谈到这里。\n"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this worker with what ``make`` puts there; one worker makes it for all.

    The others wait for the lock on a file that SQLite holds, and take a copy.
    """
    mine = factory.mktemp(name)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(mine)
        return mine
    shared = factory.getbasetemp().parent / f"made_{name}"
    turn = sqlite3.connect(shared.with_suffix(".turn"), timeout=600, isolation_level=None)
    with closing(turn):
        turn.execute("BEGIN EXCLUSIVE")
        if not shared.is_dir():
            make(mine)
            half = shared.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(mine, half)
            half.rename(shared)
            return mine
    return Path(shutil.copytree(shared, mine, dirs_exist_ok=True))


def _begin(folder: Path) -> None:
    write_interviews(folder / "interviews")
    with Project.create(folder / "study", CODEBOOK) as made:
        made.transcripts.ingest([folder / "interviews"])
        made.coders.add("A")
        made.coders.add("B")


@pytest.fixture(scope="session")
def begun_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interviews and the study of ``project``, closed; tests take a copy."""
    return made_once(tmp_path_factory, "begun", _begin)


@pytest.fixture
def project(begun_folder: Path, tmp_path: Path) -> Iterator[Project]:
    """A project with the example codebook, four small interviews and coders A and B."""
    shutil.copytree(begun_folder, tmp_path, dirs_exist_ok=True)
    with Project.open(tmp_path / "study") as made:
        yield made


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, worked once; tests that change it copy it first."""
    from qualcode import example as demo

    return made_once(tmp_path_factory, "demo", demo.run)


@pytest.fixture
def full(demo_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path / "full"))


def _hint(folder: Path) -> None:
    said = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "今天天气好，第{n}回了。")
    lines = [f"访谈者：第{n}问？\n受访者：{said[n % 3].format(n=n)}" for n in range(30)]
    with Project.create(folder, CODEBOOK) as project:
        project.coders.add("甲")
        project.transcripts.ingest_bytes("多问.txt", "\n".join(lines).encode())


@pytest.fixture(scope="session")
def hints_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "hints", _hint)


@pytest.fixture
def hints(hints_folder: Path, tmp_path: Path) -> Path:
    """Return a study with keywords in its sentences, so that there is much to suggest."""
    return Path(shutil.copytree(hints_folder, tmp_path / "hints"))
