"""What every command shares: the project option, tables for people, JSON for programs."""

from __future__ import annotations

import codecs
import json
import logging
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from qualcode.cli.mistakes import study_speaks
from qualcode.errors import InputError, QualcodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.i18n import Language
    from qualcode.project import Project
    from qualcode.study.people_changes import PeopleReport
    from qualcode.table import Table

ProjectDir = Annotated[
    Path,
    typer.Option(
        "--project",
        metavar="DIR",
        readable=False,
        envvar="QUALCODE_PROJECT",
        help="option.project",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="option.json")]
CoderName = Annotated[str | None, typer.Option("--coder", metavar="NAME", help="option.coder")]
RoundName = Annotated[str | None, typer.Option("--round", metavar="NAME", help="option.round")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="option.out"),
]
Format = Annotated[
    Literal["csv", "md", "json"] | None,
    typer.Option("--format", help="option.format"),
]
HERE = Path()
_SAID_HERE = logging.NullHandler()
"""What the library would warn of, the command says itself, once."""
WIDEST = 24
"""A column of text is given this much of a line before it is broken, in half-width characters."""


@contextmanager
def opened(folder: Path) -> Iterator[Project]:
    """Give the project in a folder and close it afterwards; say what it lacks."""
    from qualcode.project import Project
    from qualcode.store.log.replay import UNREADABLE

    logging.getLogger("qualcode").addHandler(_SAID_HERE)
    with Project.open(folder) as project:
        with suppress(QualcodeError, *UNREADABLE):  # a damaged file says so where it is asked
            study_speaks(project.setting("language"))
        if said := project.left_behind():
            typer.echo(said, err=True)
        with project.store.judging():
            yield project
        if said := project.read_only():  # what would change it was refused, and says the same
            typer.echo(said, err=True)


def say(value: Any, words: str, *, as_json: bool) -> None:
    """Print a value as JSON, or its words for people."""
    if as_json:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    else:
        typer.echo(words)


def imported(study: Project, value: dict[str, Any], words: str, *, as_json: bool) -> None:
    """Say what an import did, and the number of the event that takes it back."""
    event = study.last_event
    say({**value, "event": event}, words + _taken_back(event), as_json=as_json)


def _taken_back(event: int | None) -> str:
    if event is None:
        return " Nothing has changed."
    return f" Event {event}; `qualcode undo --event {event}` takes it back."


def people_said(report: PeopleReport) -> str:
    """Say what a table of participants changed, a line each."""
    changed = [it for it in report.changes if not it.new]
    would = "would be " if report.dry_run else ""
    lines = [f"{report.participants} participants, {len(changed)} {would}changed."]
    for change in report.changes:
        fields = ", ".join(f"{it.name} {it.before!r} -> {it.after!r}" for it in change.fields)
        lines.append(f"{change.pseudonym}{' (new)' if change.new else ''}: {fields or 'named'}")
    lines += [
        f"{it.transcript}, {it.label}: {it.before or 'nobody'} -> {it.after}"
        for it in report.assigned
    ]
    if report.left:
        lines.append(
            f"Left as they are, though the table says otherwise: {', '.join(report.left)}; "
            "`qualcode participants import FILE` takes the table as it is."
        )
    if report.silent:
        lines.append(f"Speak in no transcript: {', '.join(report.silent)}.")
    lines += [
        f"{it.pseudonym}: {it.column} {it.value!r} cannot be read for certain; kept as typed."
        for it in report.unread
    ]
    lines += [
        f"{it.about}: {it.column} is {it.before!r} in one line and {it.after!r} in a later one, "
        "which holds."
        for it in report.clashes
    ]
    if report.dry_run:
        return "\n".join([*lines, "Nothing was stored."])
    lines[0] += _taken_back(report.event)
    return "\n".join(lines)


def give(
    table: Table,
    out: Path | None,
    language: Language,
    *,
    as_json: bool,
    more: bool = False,
    form: str | None = None,
) -> None:
    """Write a table to ``out`` where that is given, else print it; as JSON it is printed too.

    ``form`` prints it as a file of that format would hold it, in UTF-8 without a mark before it.
    """
    if out is not None or form is not None:
        from qualcode import export
    if out is not None:
        export.write(table, out, language=language)
    if form is not None and not as_json:
        made = export.WRITERS[f".{form}"](table, language=language, detail=more or None)
        sys.stdout.flush()
        sys.stdout.buffer.write(made.removeprefix(codecs.BOM_UTF8))
        sys.stdout.flush()
    elif out is None or as_json:
        show(table, as_json=as_json, more=more, language=language)
    else:
        typer.echo(f"Wrote {out}.")


def lone_coder(study: Project) -> str:
    """Return the project's only coder; of several one must be named."""
    people = [coder.name for coder in study.coders.list() if coder.kind == "person"]
    if len(people) == 1:
        return people[0]
    raise InputError("options.lone_coder", found=tuple(people))


def show(table: Table, *, as_json: bool, more: bool = False, language: Language) -> None:
    """Print a table, its title above and its notes below; ``more`` shows every column.

    Columns in which no row has a value are named below it instead.
    """
    if as_json:
        say(table.to_json(), "", as_json=True)
        return
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    from qualcode.cells import numeric, printed, shown
    from qualcode.export.plain import noted

    grid = Grid(box=box.SIMPLE_HEAD, title=Text(table.title), title_justify="left")
    columns, empty = printed(table, detail=more)
    needed = 0
    for column in columns:
        cells = [shown(row.get(column.id), column) for row in table.rows]
        right = numeric(column, table.rows)
        widest = max(map(cell_len, cells), default=0)
        head = _folded(column.label, widest) if right else column.label
        least = max(min(widest, WIDEST), *map(cell_len, head.split("\n")))
        justify: Literal["left", "right"] = "right" if right else "left"
        grid.add_column(Text(head), justify=justify, min_width=least, overflow="fold")
        needed += least + 3
    for row in table.rows:
        grid.add_row(*(Text(shown(row.get(column.id), column)) for column in columns))
    console = Console()
    # a terminal that is too narrow breaks the lines itself: no figure is ever cut off
    console.width = max(console.width, needed)
    console.print(grid)
    for note in noted(table, empty, language):
        console.print(Text(note), style="dim")


def _folded(label: str, width: int) -> str:
    """Break a head over narrow numbers into lines, so that a table fits a terminal."""
    from rich.cells import cell_len, chop_cells

    width = max(width, 6)
    if cell_len(label) <= width:
        return label
    lines: list[str] = []
    for word in label.split():
        pieces = [word] if word.isascii() else chop_cells(word, width)
        if lines and cell_len(lines[-1]) + 1 + cell_len(pieces[0]) <= width:
            lines[-1] = f"{lines[-1]} {pieces.pop(0)}"
        lines += pieces
    return "\n".join(lines)


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Give a function that moves a progress bar on standard error."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[at]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, at="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, at=name)
