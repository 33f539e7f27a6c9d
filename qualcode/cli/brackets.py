"""Commands on brackets: the units that one person marked for all coders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.helping import SpokenTyper
from qualcode.cli.output import HERE, AsJson, ProjectDir, RoundName, opened, say

brackets = SpokenTyper()

CsvFile = Annotated[Path, typer.Argument(metavar="FILE.csv", readable=False)]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="option.bracketed_by")]


@brackets.command("import")
def import_brackets(
    file: CsvFile, by: By = "", project: ProjectDir = HERE, *, as_json: AsJson = False
) -> None:
    """Import brackets: transcript,start,end or transcript,turn,quote; all or none."""
    with opened(project) as study:
        made = study.brackets.import_csv(file, by=by)
        event = study.last_event
    if as_json:
        say({"brackets": made, "event": event}, "", as_json=True)
        return
    _say(made, as_json=False)
    typer.echo(f"Event {event}." if event else "Nothing has changed.")


@brackets.command("from-coder")
def from_coder(
    coder: Annotated[str, typer.Argument(metavar="NAME")],
    round: RoundName = None,
    by: By = "",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Make the passages that a coder coded brackets, whatever their codes."""
    with opened(project) as study:
        made = study.brackets.from_coder(coder, round=round, by=by)
    _say(made, as_json=as_json)


@brackets.command("list")
def list_brackets(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Say how many brackets each transcript has."""
    with opened(project) as study:
        found = study.brackets.list()
    _say(found, as_json=as_json)


@brackets.command("export")
def export_brackets(file: CsvFile, project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Export brackets with their words, so that they can be edited and imported again."""
    with opened(project) as study:
        count = study.brackets.export_csv(file)
    say({"exported": count, "path": str(file)}, f"{count} brackets in {file}.", as_json=as_json)


@brackets.command("remove")
def remove(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT")],
    by: By = "",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Take the brackets of a transcript away; what was read in them stays read."""
    with opened(project) as study:
        study.brackets.set(transcript, [], by=by)
    _say({transcript: 0}, as_json=as_json)


def _say(found: dict[str, int], *, as_json: bool) -> None:
    words = "\n".join(f"{name}: {count} brackets" for name, count in found.items())
    say(found, words or "No transcript yet.", as_json=as_json)
