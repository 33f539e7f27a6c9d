"""What the Markdown files say is so: their code runs; commands, links and names in them exist."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest
from conftest import REPO
from typer.main import get_command

from qualcode import agreement, analysis, codebook, codefile, export, ingest, suggest
from qualcode.agreement import other_tools
from qualcode.cli import app
from qualcode.codefile import read as fields_of
from qualcode.gathering.coding_lines import COLUMNS
from qualcode.gathering.reading_lines import COLUMNS as READ_COLUMNS
from qualcode.ingest.people_columns import OWN_COLUMNS
from qualcode.interval_kinds import INTERVALS
from qualcode.model import LEVELS, MODES, ORIGINS, ROUND_KINDS, Exposure
from qualcode.project.reporting.tables import COMPARED
from qualcode.suggest.queue import QUEUES
from qualcode.turns import parse

if TYPE_CHECKING:
    from pathlib import Path

README, README_ZH = REPO / "README.md", REPO / "README.zh.md"
PAGES = sorted([*REPO.glob("*.md"), *REPO.glob("docs/*.md"), *REPO.glob("*/README.md")])

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def named(page: Path) -> str:
    return page.relative_to(REPO).as_posix()


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    code: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in FENCED.findall(page.read_text(encoding="utf-8"))]


def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def quoted(page: Path, program: str) -> list[str]:
    """Return the command lines of a program that a page quotes, in blocks and in sentences."""
    lines = [line for block in blocks(page) for line in block.code.splitlines()]
    lines += INLINE.findall(prose(page))
    return [line.strip() for line in lines if line.strip().startswith(f"{program} ")]


def each(program: str) -> list[Any]:
    return [
        pytest.param(line, id=f"{named(page)}: {line}")
        for page in PAGES
        for line in dict.fromkeys(quoted(page, program))
    ]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The README's Python, run as it stands beside copies of the folders that it names."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("codebooks", "transcripts"):
        shutil.copytree(REPO / name, folder / name)
    (code,) = (block.code for block in blocks(README) if block.language == "python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPO), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_python_of_the_readme_writes_every_table(worked: tuple[Path, str]):
    folder, said = worked
    assert (folder / "study" / "project.qualcode").is_file()
    names = {path.name for path in (folder / "study" / "tables").iterdir()}
    every = [*analysis.TABLES, "agreement"]
    assert names == {"tables.docx"} | {f"{n}{suffix}" for n in every for suffix in export.PAPER}
    assert "rule_making" in said


@pytest.mark.parametrize("name", ["agreement", "frequency"])
def test_the_python_of_the_readme_gives_what_the_demo_gives(
    name: str, worked: tuple[Path, str], demo_folder: Path
):
    folder, _ = worked
    mine = folder / "study" / "tables" / f"{name}.csv"
    assert mine.read_bytes() == (demo_folder / "tables" / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("line", each("qualcode"))
def test_a_quoted_command_exists_with_its_options(line: str):
    """Every word up to the first argument is a command, and every option is one of its own."""
    command: Any = get_command(app)
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    words = shlex.split(line)[1:]
    while words and (inner := getattr(command, "commands", {})):
        if words[0].startswith("-"):
            break
        assert words[0] in inner, f"{words[0]} is no command"
        command = inner[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    given = {word for word in words if word.startswith("--")}
    assert given <= known, f"no such option: {given - known}"
    assert words or not getattr(command, "commands", {}), "a group is no command line"


@pytest.mark.parametrize("line", each("make"))
def test_a_quoted_make_target_exists(line: str):
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in line.split()[1:]:
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_relative_link_leads_to_a_file(page: Path):
    targets = [link.partition("#")[0] for link in LINK.findall(prose(page)) if "://" not in link]
    missing = [target for target in targets if target and not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_line_of_prose_holds_one_sentence(page: Path):
    for line in prose(page).splitlines():
        if not line.startswith(("|", "#", "!")):
            assert not re.search(r"[a-z)`]\. [A-Z]|。[^”）)]", line), line


@pytest.mark.parametrize("page", [README, README_ZH], ids=named)
def test_a_readme_is_read_in_one_sitting(page: Path):
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 120


def test_both_readmes_say_the_same_in_the_same_order():
    """As many headings of each level, list items and links, and the same code, in one order."""
    shapes = []
    for page in (README, README_ZH):
        lines = prose(page).splitlines()
        marks = [line.split(" ")[0] for line in lines if re.match(r"#+ |- ", line)]
        other = {"README.md", "README.zh.md"}
        shapes.append((marks, [link for link in LINK.findall(prose(page)) if link not in other]))
    assert shapes[0] == shapes[1]
    assert blocks(README) == blocks(README_ZH)


def dependencies() -> list[str]:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        listed += extra
    names = {re.split(r"[\[<>=~!; ]", one)[0] for one in listed}
    return sorted(names - {project["project"]["name"]})


def test_the_architecture_gives_licence_and_reason_of_each_dependency_and_of_no_other():
    text = (REPO / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.partition("## Dependencies")[2].splitlines()
        if line.startswith("| ") and "licence" not in line
    ]
    assert all(licence and reason for _, licence, reason in rows)
    assert sorted(name for names, _, _ in rows for name in names.split(", ")) == dependencies()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("files", ingest.READERS),
        ("files", export.WRITERS),
        ("files", [*analysis.TABLES, *COMPARED]),
        ("files", [*COLUMNS, *READ_COLUMNS, *OWN_COLUMNS]),
        ("files", [*ORIGINS, *LEVELS]),
        ("agreement", agreement.COEFFICIENTS),
        ("agreement", agreement.REASONS),
        ("agreement", other_tools.TOOLS),
        ("agreement", INTERVALS),
        ("method", suggest.SUGGESTERS),
        ("method", [*get_args(Exposure), *ROUND_KINDS]),
        ("method", [*MODES, *QUEUES]),
    ],
)
def test_the_docs_name_every_member_of_an_open_set(page: str, names: Any):
    text = (REPO / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_codebook_of_the_docs_uses_every_field_and_loads():
    (example,) = (b.code for b in blocks(REPO / "docs" / "files.md") if b.language == "yaml")
    fields = {*fields_of.BOOK, *fields_of.GROUP, *fields_of.CODE, *fields_of.RELATION}
    assert fields <= set(re.findall(r"(\w+):", example))
    book = codefile.loads(example)
    assert [found for found in codebook.lint(book) if found.severity == "error"] == []
    assert book.codes[0].label() == book.codes[1].parent


def test_the_label_styles_of_the_docs_are_understood():
    """Each example names a speaker every time that it stands before a speech."""
    (example,) = (b.code for b in blocks(REPO / "docs" / "files.md") if b.language == "text")
    styles = [style for style in re.split(r" {3,}|\n", example) if style]
    assert "【访谈者】……" in styles
    for style in styles:
        speech = "" if style.endswith(("……", "...")) else "\n好的。\n"
        turns = parse(f"{style}{speech}\n" * 3)
        assert len(turns) == 3, style
        assert all(turn.speaker for turn in turns), style
