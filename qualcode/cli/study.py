"""Commands on the study itself: begin, ingest, participants, status, backup, log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.mistakes import chosen
from qualcode.cli.output import HERE, AsJson, ProjectDir, opened, people_said, progress, say
from qualcode.i18n import Language


def init(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", show_default=False)] = None,
    codebook: Annotated[
        Path | None, typer.Option(metavar="FILE", readable=False, help="option.codebook")
    ] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Begin a project in a folder."""
    from qualcode.project import Project

    with Project.create(folder or project, codebook) as made:
        say(made.status(), f"Began {made.path}.", as_json=as_json)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", readable=False)],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Take interviews into the project: files, or folders with all their files."""
    with opened(project) as study, progress("Ingest", quiet=as_json) as tell:
        report = study.transcripts.ingest(paths, progress=tell)
    for refusal in report.refused:
        typer.echo(refusal.error.sentence(chosen(sys.argv[1:])), err=True)
    value = {
        "added": list(report.added),
        "unchanged": list(report.unchanged),
        "refused": [{"name": r.name, "reason": r.reason} for r in report.refused],
        "participants": report.participants,
        "tables": [it.to_json() for it in report.tables],
    }
    words = (
        f"{len(report.added)} added, {len(report.unchanged)} already there, "
        f"{len(report.refused)} refused."
    )
    words = "\n".join([words, *(people_said(it) for it in report.tables)])
    say(value, words, as_json=as_json)
    if report.refused:
        raise typer.Exit(1)


def undo(
    event: Annotated[int, typer.Option("--event", metavar="N", help="option.event")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="option.whose")] = "",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Take back an import by its event's number, while nothing stands on it."""
    with opened(project) as study:
        kind = study.undo_event(event, by)
        made = study.last_event
    say(
        {"undone": event, "kind": kind, "event": made},
        f"Took back event {event} ({kind}); this is event {made}.",
        as_json=as_json,
    )


def status(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Say what the project holds."""
    with opened(project) as study:
        found = study.status()
    shown = {
        key: value
        for key, value in found.items()
        if key not in {"rounds", "transcript_names", "left_behind"}
    }
    lines = [f"{key.replace('_', ' '):18}{_plain(value)}" for key, value in shown.items()]
    lines += [f"round {r['name']}: {r['kind']}, {r['status']}" for r in found["rounds"]]
    say(found, "\n".join(lines), as_json=as_json)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", readable=False)],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Write a consistent copy of the project, even while somebody codes."""
    with opened(project) as study:
        made = study.backup(target)
    say({"backup": str(made)}, f"Wrote {made}.", as_json=as_json)


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", readable=False)],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the project's place; the present state is kept beside it."""
    from qualcode.project import Project

    kept = Project.restore(source, project)
    words = f"Restored {source}." + (f" The state before is {kept}." if kept else "")
    say({"restored": str(source), "kept": str(kept) if kept else None}, words, as_json=as_json)


def verify_log(
    head: Annotated[str, typer.Option(metavar="HASH", help="option.noted_head")] = "",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Replay the log and name what was changed behind the project's back."""
    with opened(project) as study:
        audit = study.verify_log(head)
    problems = [{"rule": p.rule, "message": p.message} for p in audit.problems]
    heads = [{"replica": h.replica, "event": h.event, "hash": h.hash} for h in audit.heads]
    value = {
        "events": audit.events,
        "erased": audit.erased,
        "problems": problems,
        "heads": heads,
    }
    for problem in audit.problems:
        if problem.rule != "left_behind":  # said as the project was opened
            typer.echo(problem.message, err=True)
    words = f"{audit.events} events replayed, {audit.erased} erased, {len(problems)} problems."
    lines = [f"Head of the log, to be noted elsewhere: {it.hash}" for it in audit.heads]
    say(value, "\n".join([words, *lines]), as_json=as_json)
    if problems:
        raise typer.Exit(1)


def accept_left_behind(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Go on with a file that was copied without its newest work, and warn no more."""
    with opened(project) as study:
        lacked = bool(study.left_behind())
        study.accept_left_behind()
    words = "It stands as it is; nothing warns any more." if lacked else "Nothing was left behind."
    say({"accepted": lacked}, words, as_json=as_json)


def language(
    name: Annotated[Language, typer.Argument(metavar="zh|en")],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Choose the language of the tables."""
    with opened(project) as study:
        study.set_language(name)
    say({"language": name}, f"Tables are in {name}.", as_json=as_json)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )
