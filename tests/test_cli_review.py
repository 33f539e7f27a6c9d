"""`qualcode adjudicate`: a panel that works from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from adjudication_material import (
    RARE,
    settle_all,
)
from typer.testing import CliRunner

from qualcode.cli import app
from qualcode.errors import InputError
from qualcode.model import CAUSES

if TYPE_CHECKING:
    from qualcode.project import Project


pytest_plugins = ("adjudication_material",)


def run(project: Project, *arguments: str) -> Any:
    result = CliRunner().invoke(app, [*arguments, "--project", str(project.folder), "--json"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_panel_works_from_the_command_line(coded: Project) -> None:
    """Start, list, decide by id and by place, flags, close: all with their JSON."""
    begun = run(coded, "adjudicate", "start", "R1", "--panel", "A B")
    assert begun == {"round": "R2", "source": "R1", "panel": "A B", "undecided": 3}
    groups = run(coded, "adjudicate", "list", "--by", "pair")
    assert [group["group"] for group in groups] == [["A", "B"]]
    item = groups[0]["disputes"][0]["item"]
    decide = ("adjudicate", "decide", "--by", "A", "--reason")
    said = run(coded, *decide, "guideline", "--item", item, "--yes", "--flag", "--note", "待定")
    assert (said["result"], said["undecided"]) == ("yes", 2)
    again = ("--item", item, "--no", "--replace", said["decision"][:8])
    assert run(coded, *decide, "slip", *again, "--flag")["result"] == "no"
    place = ("--transcript", "interview_2", "--turn", "2", "--code", "mobilization", "--no")
    assert run(coded, *decide, "ambiguous", *place)["undecided"] == 1
    assert [each["item"] for each in run(coded, "adjudicate", "flags")] == [item]
    (hidden, *_) = run(coded, "adjudicate", "list", "--anonymous", "--code", "legitimacy")
    assert {v["coder"] for v in hidden["disputes"][0]["voices"]} == {"编码者 1", "编码者 2"}
    assert run(coded, "round", "close", "R2")["undecided"] == 1
    assert run(coded, "verify-log")["problems"] == []


def test_a_panel_is_named_or_made_of_coders(coded: Project) -> None:
    """Names with spaces in them need a panel of their own name."""
    coded.coders.add("Li Wei")
    with pytest.raises(InputError, match="--member"):
        coded.adjudication.open("R1", "Li Wei A")
    members = ("--member", "Li Wei", "--member", "A")
    made = run(coded, "coder", "add", "裁决组", *members)
    assert made == {"name": "裁决组", "kind": "panel", "members": ["Li Wei", "A"]}
    assert run(coded, "adjudicate", "start", "R1", "--panel", "裁决组")["panel"] == "裁决组"
    coded.rounds.close("R2")
    assert coded.adjudication.open("R1", "A、B").coder == "A、B"


def test_people_read_disputes_in_their_context(settling: Project) -> None:
    settle_all(settling)
    folder = ("--project", str(settling.folder))
    out = CliRunner().invoke(app, ["adjudicate", "list", *folder]).output
    assert f"【{RARE}】" in out
    assert "您这个站长是怎么当上的？" in out
    assert "yes (slip) by A" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "--item", "1:x", "--by", "A", "--reason", "slip"),
        ("decide", "--yes", "--by", "A", "--reason", "slip"),
        ("decide", "--item", "1:x", "--yes", "--by", "A", "--reason", "weather"),
        ("list", "--by", "pair", "--anonymous"),
        ("start", "R1"),
    ],
)
def test_half_a_decision_is_wrong_usage(coded: Project, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["adjudicate", *arguments, "--project", str(coded.folder)])
    assert result.exit_code == 2


def test_every_reason_has_words_in_both_languages() -> None:
    from qualcode.i18n import tr

    for cause in CAUSES:
        assert tr(f"adjudication.reason.{cause}", "zh") != tr(f"adjudication.reason.{cause}", "en")
