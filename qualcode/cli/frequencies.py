"""Commands on what is measured: frequencies that can be defended, errors by group, anchoring."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.output import (
    HERE,
    AsJson,
    CoderName,
    Format,
    OutFile,
    ProjectDir,
    RoundName,
    give,
    opened,
    show,
)
from qualcode.cli.plan import RunNumber
from qualcode.cli.results import Unit

By = Annotated[
    str | None,
    typer.Option("--by", metavar="WHAT", help="option.by_group"),
]
Errors = Annotated[bool, typer.Option("--errors", help="option.errors")]
More = Annotated[bool, typer.Option("--more", help="option.more")]


def frequencies(  # noqa: PLR0913 - one option for each choice
    coder: CoderName = None,
    round: RoundName = None,
    unit: Unit = "sentence",
    by: By = None,
    run: RunNumber = None,
    out: OutFile = None,
    form: Format = None,
    project: ProjectDir = HERE,
    *,
    errors: Errors = False,
    more: More = False,
    as_json: AsJson = False,
) -> None:
    """Print each code's share: counted where all was read, else estimated from the blind sample."""
    with opened(project) as study:
        language = study.language
        if errors:
            table = study.frequencies.errors(
                by=by or "group", coder=coder, round=round, unit=unit, run=run
            )
        else:
            table = study.frequencies.table(coder=coder, round=round, unit=unit, by=by, run=run)
    give(table, out, language, as_json=as_json, more=more, form=form)


def anchoring(
    coder: CoderName = None,
    project: ProjectDir = HERE,
    *,
    more: More = False,
    as_json: AsJson = False,
) -> None:
    """Print whether suggestions change the coding: shown minus withheld, by coder and code."""
    with opened(project) as study:
        table, language = study.anchoring.table(coder, viewer=coder), study.language
    show(table, as_json=as_json, more=more, language=language)
