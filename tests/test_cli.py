"""The command line: tables for people, one JSON value for programs, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CODEBOOK, REPO, write_interviews

from qualcode import cli

if TYPE_CHECKING:
    from pathlib import Path


class Terminal:
    """Runs commands on one project in this process, as a terminal would."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Return exit code, standard output and standard error."""
        self._monkeypatch.setattr(sys, "argv", ["qualcode", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = self._capsys.readouterr()
        return code, out, err

    def here(self, *arguments: str) -> tuple[int, str, str]:
        return self.run(*arguments, "--project", str(self.folder))

    def json(self, *arguments: str) -> Any:
        code, out, err = self.here(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    def fails(self, *arguments: str) -> str:
        """Return the one sentence of a user's mistake."""
        code, out, err = self.here(*arguments)
        assert code == 1
        assert out == ""
        assert len(err.strip().splitlines()) == 1
        return err.strip()


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    return Terminal(tmp_path / "study", monkeypatch, capsys)


@pytest.fixture
def begun(terminal: Terminal, tmp_path: Path) -> Terminal:
    write_interviews(tmp_path / "interviews")
    assert terminal.run("init", str(terminal.folder), "--codebook", str(CODEBOOK))[0] == 0
    assert terminal.here("ingest", str(tmp_path / "interviews"))[0] == 0
    for name in ("A", "B"):
        assert terminal.here("coder", "add", name)[0] == 0
    return terminal


def codings(folder: Path, *lines: str) -> Path:
    path = folder / "codings.csv"
    head = "transcript,start,end,code,coder,round,origin,text"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def readings(folder: Path, *coders: str) -> Path:
    path = folder / "readings.csv"
    lines = [f"{who},interview_{n},,R1" for who in coders for n in range(1, 5)]
    path.write_text("\n".join(("coder,transcript,turn,round", *lines)) + "\n", encoding="utf-8")
    return path


def test_the_whole_job_from_the_command_line(begun: Terminal, tmp_path: Path) -> None:
    """Init, ingest, two coders, a closed round, agreement, tables: all with their JSON."""
    begun.json("round", "open", "R1")
    file = codings(
        tmp_path,
        "interview_1,22,36,legitimacy,A,R1,manual,",
        "interview_1,22,36,legitimacy,B,R1,manual,",
        "interview_2,22,36,legitimacy,A,R1,manual,",
    )
    assert begun.json("code", "import", str(file))["imported"] == 3
    again = begun.json("code", "import", str(file))
    assert (again["imported"], again["already_there"]) == (0, 3)
    assert begun.json("read", "import", str(readings(tmp_path, "A", "B")))["imported"] == 56
    assert "is open" in begun.fails("agree")
    assert begun.json("round", "close")["status"] == "closed"
    table = begun.json("agree", "--coders", "A", "B")
    assert set(table) == {"name", "title", "columns", "rows", "notes"}
    assert table["name"] == "agreement"
    wanted = (
        "code coders unit round n_units both only_a only_b neither percent kappa alpha alpha_low "
        "alpha_high undefined"
    )
    assert set(wanted.split()) <= set(table["columns"])
    row = next(row for row in table["rows"] if row["code"] == "legitimacy")
    assert (row["both"] > 0, row["only_a"] > 0, row["only_b"]) == (True, True, 0)
    assert table["rows"][-1]["code"] == "*"
    frequency = begun.json("table", "frequency", "--coder", "A")
    wanted = "code label group sources references participants characters units"
    assert set(wanted.split()) <= set(frequency["columns"])
    assert len(frequency["rows"]) == 7
    groups = begun.json("table", "code_by_group", "--coder", "A")
    assert {"code", "group", "references", "participants", "denominator"} <= set(groups["columns"])
    out = tmp_path / "tables"
    paths = begun.json("tables", "--out", str(out), "--coder", "A")
    assert str(out / "frequency.docx") in paths
    assert begun.json("code", "export", str(tmp_path / "out.csv"))["exported"] == 3
    assert begun.json("verify-log")["problems"] == []
    assert begun.json("status")["rounds"][0]["status"] == "closed"


def test_people_read_tables(begun: Terminal) -> None:
    code, out, _ = begun.here("table", "frequency")
    assert code == 0
    assert "组织构建" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("ingest", "x.txt"),
        ("agree",),
        ("table", "frequency"),
        ("verify-log",),
        ("suggest",),
        ("review",),
    ],
)
def test_without_a_project_a_command_says_how_to_begin(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    assert "qualcode init" in terminal.fails(*arguments)


def test_a_second_init_is_refused(begun: Terminal) -> None:
    assert "already" in begun.fails("init", str(begun.folder))


def test_wrong_usage_exits_2(terminal: Terminal) -> None:
    assert terminal.here("table")[0] == 2
    assert terminal.here("no-such-verb")[0] == 2
    assert terminal.here("status", "--no-such-option")[0] == 2
    assert terminal.here("agree", "--unit", "word")[0] == 2
    assert terminal.here("round", "open", "--kind", "weird")[0] == 2
    assert terminal.here("language", "fr")[0] == 2


def test_a_refused_file_exits_1_and_the_rest_is_in(begun: Terminal, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = begun.here("ingest", str(tmp_path / "empty.txt"), "--json")
    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert json.loads(out)["refused"][0]["name"] == "empty.txt"


def test_codebook_lint_names_what_is_wrong(begun: Terminal, tmp_path: Path) -> None:
    assert begun.json("codebook", "lint") == []
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n  - {id: a, key: r}\n  - {id: a}\n", encoding="utf-8")
    code, out, _ = begun.here("codebook", "lint", str(book), "--json")
    assert code == 1
    assert {"reserved_key", "duplicate_id"} <= {finding["rule"] for finding in json.loads(out)}


def test_a_yaml_error_names_file_and_line(begun: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n  - id: a\n   labels: x\n", encoding="utf-8")
    assert "book.yaml line 3" in begun.fails("codebook", "load", str(book))
    assert begun.json("codebook", "show")["version"] == 1


def test_codebook_grows_and_freezes(begun: Terminal) -> None:
    assert begun.json("codebook", "add", "晒被子")["code"] == "晒被子"
    assert "cannot be frozen" in begun.fails("codebook", "freeze")
    assert len(begun.json("codebook", "show")["codes"]) == 8


def test_backup_and_restore(begun: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qualcode"
    begun.json("backup", str(copy))
    begun.json("coder", "add", "C")
    assert begun.json("restore", str(copy))["kept"]
    assert begun.json("status")["coders"] == ["A", "B"]
    assert "must be a file" in begun.fails("restore", str(tmp_path / "nothing"))


def test_suggestions_are_reviewed_key_by_key(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accept, reject, skip, undo, change, quit: each key is a decision with what was shown."""
    begun.json("ingest", str(REPO / "transcripts"))
    report = begun.json("suggest", "--coder", "A", "--seed", "1")
    assert report["blind_turns"] >= 2
    assert report["suggested"] >= 3
    assert begun.json("mode", "visible") == {"mode": "visible"}
    keys = iter(["a", "x", "u", "x", "s", "h", "responsibility", "e", "q"])

    def press(prompt: str = "") -> str:
        """Find nothing where nothing is suggested, else press the next key."""
        return "" if prompt.startswith("codes") else next(keys)

    monkeypatch.setattr("builtins.input", press)
    code, out, _ = begun.here("review", "--coder", "A")
    assert code == 0
    assert "→ " in out
    counts = begun.json("review", "--coder", "A", "--limit", "0")
    assert counts["accepted"] == 1
    assert counts["skipped"] == counts["changed"] == 1
    assert counts["rejected"] >= 1
    acts = [row["act"] for row in begun.json("ledger", "--coder", "A")["rows"]]
    assert acts.count("accepted") == 1
    assert begun.json("verify-log")["problems"] == []


def test_a_review_asks_for_codes_first_and_then_shows(
    begun: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In the default mode a card has no suggestion before the coder's own answer."""
    begun.json("ingest", str(REPO / "transcripts"))
    begun.json("suggest", "--coder", "A", "--seed", "1")
    prompts: list[str] = []

    def press(prompt: str = "") -> str:
        prompts.append(prompt)
        return "legitimacy, rule_making" if prompt.startswith("codes") else "x"

    monkeypatch.setattr("builtins.input", press)
    code, out, _ = begun.here("review", "--coder", "A", "--limit", "12")
    assert code == 0
    assert prompts[0].startswith("codes")
    assert out.index("code_first") < out.index("→ ")
    written = tmp_path / "ledger.csv"
    assert begun.here("ledger", "--coder", "A", "--out", str(written))[0] == 0
    assert "rejected" in written.read_text("utf-8-sig")


def test_a_project_without_suggestions_says_so_in_one_sentence(begun: Terminal) -> None:
    assert begun.json("mode") == {"mode": "code_first"}
    begun.json("mode", "never")
    for command in (("suggest",), ("review", "--coder", "A")):
        assert "no machine suggestions" in begun.fails(*command)
    assert "suggestions" not in begun.json("status")


def test_a_review_ends_with_its_input(begun: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    begun.json("ingest", str(REPO / "transcripts"))
    begun.json("suggest", "--coder", "A")

    def nothing(_prompt: str = "") -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nothing)
    code, out, _ = begun.here("review", "--coder", "A")
    assert code == 0
    assert "Nothing decided" in out


def test_a_review_of_several_coders_must_name_one(begun: Terminal) -> None:
    begun.json("suggest")
    assert "--coder" in begun.fails("review")


def test_several_coders_follow_one_option() -> None:
    assert cli._repeated(["agree", "--coders", "A", "B", "C", "--json"], "--coders") == [
        "agree", "--coders", "A", "--coders", "B", "--coders", "C", "--json",
    ]  # fmt: skip


def test_the_installed_command_prints_utf8_whatever_the_locale(begun: Terminal) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "table", "frequency", "--project", str(begun.folder)],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "", "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "0"},
    )
    assert "组织构建" in done.stdout.decode("utf-8")
