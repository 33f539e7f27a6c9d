"""Tables and codings for people who live in Python and on the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from coded_material import AGREED, REPAIR, mark
from export_material import HOSTILE, TABLE
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.cli.results import NAMES
from qualcode.errors import RuleError
from qualcode.export import write

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project

CODE = "legitimacy"


@pytest.fixture
def coded(project: Project) -> Project:
    mark(project, "A", "interview_1", AGREED, CODE)
    mark(project, "A", "interview_2", REPAIR, CODE)
    return project


def run(project: Project, *words: str) -> bytes:
    done = CliRunner().invoke(app, [*words, "--project", str(project.folder)])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_a_table_is_printed_as_its_file_holds_it(form: str, coded: Project, tmp_path: Path):
    """Without the mark before it, which other programs would take for a part of the first head."""
    table = coded.tables.get("frequency", coder="A")
    path = write(table, tmp_path / f"t.{form}", language=coded.language)
    said = run(coded, "table", "frequency", "--coder", "A", "--format", form)
    assert said.decode("utf-8") == path.read_bytes().decode("utf-8-sig")


def test_the_names_in_the_help_are_those_that_there_are(coded: Project):
    assert coded.tables.names() == NAMES
    said = " ".join(CliRunner().invoke(app, ["table", "--help"], terminal_width=200).output.split())
    assert all(name in said for name in NAMES)


def test_what_has_no_value_is_named_on_the_terminal_too(coded: Project):
    said = run(coded, "frequencies", "--coder", "A").decode("utf-8")
    assert "因各行均无数值" in said.replace("\n", "")


def test_the_shell_completes_verbs_and_tables():
    """As bash asks for it; the script that makes it ask is printed by ``--show-completion``."""

    def completed(words: str) -> set[str]:
        asked = {"_QUALCODE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "1"}
        asked["COMP_CWORD"] = str(len(words.split(" ")) - 1)
        code = "from qualcode.cli import app; app(args=[], prog_name='qualcode')"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | asked,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return set(done.stdout.split())

    assert {"table", "tables"} <= completed("qualcode tab")
    assert completed("qualcode table anch") == {"anchoring"}


def test_a_parquet_file_holds_every_column_and_what_they_mean(tmp_path: Path):
    import pandas as pd
    import pyarrow.parquet as pq

    rows = (*TABLE.rows, {"code": "d", "label": "字", "references": None, "alpha": 1})
    table = replace(TABLE, rows=rows)
    path = write(table, tmp_path / "t.parquet")
    found = pd.read_parquet(path)
    assert list(found.columns) == [it.id for it in table.columns]
    assert found["references"].tolist()[:3] == [12345, 0, 2]
    assert found["alpha"].isna().tolist() == [False, True, True, False]
    about = json.loads(pq.read_schema(path).metadata[b"qualcode"])
    assert about["labels"]["references"] == "参考点数"
    assert about["notes"] == list(table.notes)
    huge = replace(TABLE, rows=({"references": 1 << 70},))
    assert pd.read_parquet(write(huge, tmp_path / "g.parquet"))["references"].tolist() == [2.0**70]
    hostile = pd.read_parquet(write(HOSTILE, tmp_path / "h.parquet"))
    assert hostile["a"].tolist()[0] == "=1+1"


def test_a_notebook_shows_what_is_printed_and_no_markup_of_a_text():
    said = TABLE._repr_html_()
    assert "&lt;b&gt;三&lt;/b&gt;" in said
    assert "<b>" not in said
    assert "12345" in said
    assert "编码标识" not in said
    assert "<script" not in replace(TABLE, title="<script>")._repr_html_()


def test_a_project_says_what_it_is(coded: Project):
    said = repr(coded)
    assert said.startswith(f"<Project {coded.folder}: ")
    assert "4 transcripts" in said
    coded.close()
    assert repr(coded).startswith(f"<Project {coded.folder}")


def test_codings_as_a_data_frame_are_those_of_the_file(coded: Project, tmp_path: Path):
    found = coded.codings.to_pandas()
    coded.codings.export_csv(tmp_path / "c.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig"))))
    assert found.loc[:, :"text"].astype(str).to_dict("records") == lines
    assert found["text"].tolist() == [AGREED, REPAIR]
    assert found["uuid"].is_unique
    mark(coded, "B", "interview_1", AGREED, CODE)
    with pytest.raises(RuleError, match="open and independent"):
        coded.codings.to_pandas()
    assert coded.codings.to_pandas(coder="B")["coder"].tolist() == ["B"]
