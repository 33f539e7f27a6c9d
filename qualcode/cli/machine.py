"""Commands on suggestions: ask for them, choose their mode, walk the cards, read the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from qualcode.cli.output import (
    HERE,
    AsJson,
    CoderName,
    Format,
    OutFile,
    ProjectDir,
    give,
    lone_coder,
    opened,
    progress,
    say,
)

if TYPE_CHECKING:
    from qualcode.model import Mode

MODES: dict[Mode, str] = {
    "code_first": "a coder answers first, then sees what is suggested; both answers are kept.",
    "visible": "what is suggested is seen at once.",
    "on_request": "what is suggested is seen when the coder asks for it.",
    "never": "this project uses no machine suggestions.",
}


def suggest(
    coder: CoderName = None,
    seed: Annotated[int | None, typer.Option(help="option.sample_seed")] = None,
    suggester: Annotated[str | None, typer.Option(metavar="NAME", help="option.suggester")] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask for suggestions; the first time a blind sample is set aside before."""
    with opened(project) as study, progress("Suggest", quiet=as_json) as tell:
        report = study.suggestions.run(coder, seed=seed, suggester=suggester, progress=tell)
        language = study.language
    sample = report.sample
    value: dict[str, Any] = {
        "run": report.run,
        "suggester": report.suggester,
        "engine": report.engine,
        "missing": report.missing,
        "units": report.units,
        "suggested": report.suggested,
        "blind_turns": sample.blind,
        "reserve_turns": sample.reserve,
        "turns": sample.turns,
        "evaluation": report.evaluation.to_json() if report.evaluation else None,
    }
    words = (
        f"{report.suggested} suggestions for {report.units} sentences ({report.suggester}). "
        f"{sample.blind} of {sample.turns} turns (about 15 %) get no suggestions: code them as "
        f"usual, they measure the machine; {sample.reserve} more are kept in reserve."
    )
    if report.missing:
        words = f"{words}\n{report.missing}"
    say(value, words, as_json=as_json)
    if report.evaluation and not as_json:
        from qualcode.cli.output import show

        show(report.evaluation, as_json=False, language=language)


def review(
    coder: CoderName = None,
    transcript: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    limit: Annotated[int, typer.Option(min=0, help="option.how_many")] = 50,
    queue: Annotated[str, typer.Option(help="option.queue")] = "mix",
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Code unit by unit, with suggestions as the mode says: accept, change, reject, skip, undo."""
    from qualcode.cli.cards import Walk

    with opened(project) as study:
        name = coder or lone_coder(study)
        done = Walk(study, name, quiet=as_json).through(queue, transcript, limit)
        counts = study.suggestions.decided(name)
        if not done and limit and not as_json and not study.suggestions.enabled():
            typer.echo("Nothing to decide; ask with `qualcode suggest` first.")
    words = ", ".join(f"{n} {act}" for act, n in counts.items()) or "Nothing decided."
    say(counts, words, as_json=as_json)


def mode(
    name: Annotated[
        Literal["code_first", "visible", "on_request", "never"] | None,
        typer.Argument(metavar="[code_first|visible|on_request|never]"),
    ] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Say how coders meet suggestions, or choose it."""
    with opened(project) as study:
        chosen = study.suggestions.set_mode(name) if name else study.suggestions.mode()
    say({"mode": chosen}, f"{chosen}: {MODES[chosen]}", as_json=as_json)


def ledger(
    out: OutFile = None,
    form: Format = None,
    coder: CoderName = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print what was shown and what was decided, one line an event, or write it to a file."""
    with opened(project) as study:
        made, language = study.suggestions.ledger(coder), study.language
    give(made, out, language, as_json=as_json, form=form)
