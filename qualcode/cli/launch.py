"""Commands that begin something: the app, and the whole job on the example study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.output import HERE, AsJson, ProjectDir, say, show


def app(
    port: Annotated[int | None, typer.Option(help="option.port")] = None,
    headless: Annotated[bool, typer.Option(help="option.headless")] = False,
    host: Annotated[str, typer.Option(help="option.host")] = "127.0.0.1",
    project: ProjectDir = HERE,
) -> None:
    """Open the app in the browser, on this machine only."""
    from qualcode.app.server.launch import launch
    from qualcode.errors import ProjectError
    from qualcode.store import FILE_NAME

    here = (project / FILE_NAME).is_file()
    if project != HERE and not here:
        raise ProjectError("launching.no_file", file_name=FILE_NAME, project=project)
    launch(project.resolve() if here else None, port=port, headless=headless, host=host)


def demo(
    out: Annotated[
        Path, typer.Option("--out", "--project", metavar="DIR", help="option.work_folder")
    ] = Path("demo"),
    *,
    as_json: AsJson = False,
) -> None:
    """Do the whole job on the example study: interviews to codings, agreement and tables."""
    from qualcode import example

    report = example.run(out, say=lambda line: None if as_json else typer.echo(line))
    if as_json:
        value = {
            "project": str(report.project),
            "tables": [str(path) for path in report.tables],
            "frequency": report.frequency.to_json(),
            "agreement": report.agreement.to_json(),
        }
        say(value, "", as_json=True)
        return
    for table in (report.frequency, report.agreement):
        show(table, as_json=False, language=report.language)
    typer.echo(f"\nThe project: {report.project}\nThe tables:")
    for path in report.tables:
        typer.echo(f"  {path}")
    typer.echo(f"Open it: qualcode app --project {report.project.parent}")
