"""Commands on participants: the table of who they are, in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qualcode.cli.helping import SpokenGroup, SpokenTyper
from qualcode.cli.output import HERE, AsJson, ProjectDir, opened, people_said, say


class _Table(SpokenGroup):
    """A file in the place of a verb is one to import: ``participants FILE.csv``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the verb before whatever is neither a verb nor a call for help."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["import", *args]
        return super().parse_args(ctx, args)


participants = SpokenTyper(cls=_Table)

CsvFile = Annotated[Path, typer.Argument(metavar="FILE.csv", readable=False)]


@participants.command("import")
def import_people(
    table: CsvFile,
    project: ProjectDir = HERE,
    *,
    clear_empty: Annotated[bool, typer.Option("--clear-empty", help="option.clear_empty")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="option.dry_run")] = False,
    as_json: AsJson = False,
) -> None:
    """Import the participants table: transcript, pseudonym, role, letter, group and more.

    What the table does not mention stays as it is.
    """
    with opened(project) as study:
        report = study.transcripts.import_participants(
            table, clear_empty=clear_empty, dry_run=dry_run
        )
    say(report.to_json(), people_said(report), as_json=as_json)


@participants.command("export")
def export_people(
    file: CsvFile,
    project: ProjectDir = HERE,
    *,
    as_typed: Annotated[
        bool, typer.Option("--dates-as-typed", help="option.dates_as_typed")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Export who the speakers are and all that is known of them; of a date year and month."""
    with opened(project) as study:
        made = study.transcripts.export_participants(file, as_typed=as_typed)
    value = {
        "exported": made.participants,
        "path": str(file),
        "dates_shortened": list(made.shortened),
        "dates_left_out": list(made.left_out),
    }
    words = [f"{made.participants} participants in {file}.", *made.table.notes]
    if made.table.notes:
        words.append("--dates-as-typed writes them whole.")
    say(value, "\n".join(words), as_json=as_json)
