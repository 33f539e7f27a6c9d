"""Commands on the blind sample, and on what a methods section may say about the study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qualcode.cli.output import HERE, AsJson, CoderName, ProjectDir, opened, say, show

More = Annotated[bool, typer.Option("--more", help="option.more")]
Draw = Annotated[bool, typer.Option("--draw", help="option.draw")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="option.draw_seed")]
TopUp = Annotated[
    str | None,
    typer.Option("--top-up", metavar="N", help="option.top_up"),
]
Tongue = Annotated[
    Literal["zh", "en"] | None, typer.Option("--language", help="option.text_language")
]


def sample(
    coder: CoderName = None,
    seed: Seed = None,
    top_up: TopUp = None,
    project: ProjectDir = HERE,
    *,
    draw: Draw = False,
    more: More = False,
    as_json: AsJson = False,
) -> None:
    """Print the blind sample: what was drawn, what counts for each code, what is left to read."""
    with opened(project) as study:
        if draw:
            study.sample.draw(seed=seed)
        if top_up is not None:
            turns, share = _amount(top_up)
            study.sample.top_up(turns, share=share)
        tables, language = study.sample.tables(coder), study.language
    if as_json:
        say([table.to_json() for table in tables], "", as_json=True)
        return
    for table in tables:
        show(table, as_json=False, more=more, language=language)


def methods(
    language: Tongue = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="option.markdown")
    ] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print what a methods section may say: only what is in the project, in counts and names."""
    with opened(project) as study:
        text = study.methods(language)
    if out is not None:
        from qualcode.export import write_text

        write_text(text, out)
    if out is None or as_json:
        say({"text": text}, text, as_json=as_json)
    else:
        typer.echo(f"Wrote {out}.")


def _amount(words: str) -> tuple[int | None, float | None]:
    """Return a number of turns, or a share of them where a percent sign says so."""
    from qualcode.errors import InputError

    number = words.strip().removesuffix("%").strip()
    try:
        return (int(number), None) if number == words.strip() else (None, float(number) / 100)
    except ValueError as error:
        raise InputError("sample_options.top_up", words=words) from error
