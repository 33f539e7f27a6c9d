"""Shared fixtures: the private test material, small projects, and the example worked once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

# A timed test fails on a busy machine; in CI the same examples run every time.
settings.register_profile("qualcode", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("qualcode")

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


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with the example codebook, four small interviews and coders A and B."""
    write_interviews(tmp_path / "interviews")
    with Project.create(tmp_path / "study", CODEBOOK) as made:
        made.transcripts.ingest([tmp_path / "interviews"])
        made.coders.add("A")
        made.coders.add("B")
        yield made


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, worked once; tests that change it copy it first."""
    from qualcode.project.reporting import demo

    folder = tmp_path_factory.mktemp("demo")
    demo.run(folder)
    return folder


@pytest.fixture
def full(demo_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path / "full"))


@pytest.fixture
def hints(tmp_path: Path) -> Path:
    """Return a study with keywords in its sentences, so that there is much to suggest."""
    said = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "今天天气好，第{n}回了。")
    lines = [f"访谈者：第{n}问？\n受访者：{said[n % 3].format(n=n)}" for n in range(30)]
    with Project.create(tmp_path / "hints", CODEBOOK) as project:
        project.coders.add("甲")
        project.transcripts.ingest_bytes("多问.txt", "\n".join(lines).encode())
    return tmp_path / "hints"
