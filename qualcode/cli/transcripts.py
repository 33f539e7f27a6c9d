"""Commands on transcripts that are in the study."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.helping import SpokenTyper
from qualcode.cli.output import HERE, AsJson, ProjectDir, opened, say

transcripts = SpokenTyper()


@transcripts.command("remove")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Remove a transcript that holds nobody's work; its file can be ingested again."""
    with opened(project) as study:
        study.transcripts.remove(name)
        event = study.last_event
    say(
        {"removed": name, "event": event},
        f"Removed {name}; this is event {event}.",
        as_json=as_json,
    )
