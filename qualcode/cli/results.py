"""Commands on results: tables, and whose codings are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

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
    say,
)

NAMES = (
    *("interviewees", "codebook", "frequency", "code_by_group", "code_by_group_wide"),
    *("cooccurrence", "quotations", "agreement", "agreement_pairs", "agreement_codes_by_spans"),
    *("agreement_by_spans", "agreement_confusion", "agreement_bias", "agreement_influence"),
    *("agreement_slack", "other_tools", "plan", "model_agreement", "frequencies"),
    *("frequencies_by_group", "frequency_errors", "anchoring"),
)
"""The tables of ``Project.tables``, which are loaded only when one is asked for."""
Unit = Annotated[
    Literal["sentence", "turn", "paragraph"], typer.Option("--unit", help="option.unit")
]


def tables(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="option.out_folder")],
    coder: CoderName = None,
    round: RoundName = None,
    unit: Unit = "sentence",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Write every table as Word, Excel, CSV and Markdown."""
    with opened(project) as study:
        paths = study.tables.write_all(out, coder=coder, round=round, unit=unit)
    say([str(path) for path in paths], "\n".join(map(str, paths)), as_json=as_json)


def table(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"option.table_name {', '.join(NAMES)}",
            autocompletion=lambda: list(NAMES),
        ),
    ],
    out: OutFile = None,
    form: Format = None,
    coder: CoderName = None,
    round: RoundName = None,
    unit: Unit = "sentence",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print one table, or write it to a file."""
    with opened(project) as study:
        made = study.tables.get(name, coder=coder, round=round, unit=unit)
        language = study.language
    give(made, out, language, as_json=as_json, form=form)


def layer(
    coder: CoderName = None,
    round: RoundName = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Say whose codings the tables count; with --coder remember it."""
    with opened(project) as study:
        chosen = study.tables.set_layer(coder, round) if coder else study.tables.layer()
    words = f"Tables count the codings of {chosen.coder or 'nobody yet'}" + (
        f" in round {chosen.round}." if chosen.round else "."
    )
    say({"coder": chosen.coder, "round": chosen.round}, words, as_json=as_json)
