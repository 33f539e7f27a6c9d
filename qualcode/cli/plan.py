"""Commands on planning double coding, and on machine against people."""

from __future__ import annotations

from typing import Annotated

import typer

from qualcode.cli.output import HERE, AsJson, CoderName, ProjectDir, RoundName, opened, say, show
from qualcode.cli.results import Unit

Alpha = Annotated[float, typer.Option("--alpha", metavar="A", help="option.alpha")]
Level = Annotated[float, typer.Option("--level", metavar="L", help="option.one_sided")]
Share = Annotated[
    float | None,
    typer.Option("--p", metavar="P", help="option.rarest_share"),
]
Coders = Annotated[int, typer.Option("--coders", metavar="N", help="option.coders_each")]
RunNumber = Annotated[int | None, typer.Option("--run", metavar="N", help="option.run")]


def plan(
    round: RoundName = None,
    alpha: Alpha = 0.8,
    level: Level = 0.05,
    unit: Unit = "sentence",
    p: Share = None,
    coders: Coders = 2,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print how much to double-code, from a closed pilot round; with --p from a guess."""
    if p is not None:
        _calculated(alpha, p, level, coders, as_json=as_json)
        return
    with opened(project) as study:
        table = study.planning.table(round, threshold=alpha, level=level, unit=unit)
        language = study.language
    show(table, as_json=as_json, language=language)


def agree_model(
    round: RoundName = None,
    coder: CoderName = None,
    run: RunNumber = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print how far machine and people agree on the blind sample; --coder says who looks."""
    with opened(project) as study:
        table = study.model_agreement.table(round=round, viewer=coder, run=run)
        language = study.language
    show(table, as_json=as_json, language=language)


def _calculated(alpha: float, p: float, level: float, coders: int, *, as_json: bool) -> None:
    from qualcode.agreement.planning import bloch_kraemer, units_needed

    judgements = bloch_kraemer(alpha, p, coders=coders, level=level)
    units = units_needed(alpha, p, level=level)
    if reason := judgements.reason:
        say({"undefined": reason}, f"Undefined: {reason}.", as_json=as_json)
        return
    value = {"judgements": int(judgements.value), "units": int(units.value), "coders": coders}
    words = (
        f"{value['judgements']} judgements (one coder's yes or no on one unit): "
        f"{value['units']} units, each read by {coders} coders."
    )
    say(value, words, as_json=as_json)
