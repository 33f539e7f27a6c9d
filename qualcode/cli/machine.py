"""Commands on suggestions: ask for them, and decide them one by one on the terminal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.output import HERE, AsJson, CoderName, ProjectDir, opened, progress, say

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.project.cards import Item

KEYS = "[a]ccept  [h] another code  [x] reject  [s]kip  [u]ndo  [e]vidence  [q]uit"


def suggest(
    coder: CoderName = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the blind sample.")] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask for suggestions; the first time a blind sample is set aside before."""
    with opened(project) as study, progress("Suggest", quiet=as_json) as tell:
        report = study.suggestions.run(coder, seed=seed, progress=tell)
    sample = report.sample
    value: dict[str, Any] = {
        "run": report.run,
        "suggester": report.suggester,
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
    say(value, words, as_json=as_json)
    if report.evaluation and not as_json:
        from qualcode.cli.output import show

        show(report.evaluation, as_json=False)


def review(
    coder: CoderName = None,
    transcript: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many to offer.")] = 50,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Decide suggestions one by one: accept, change, reject, skip, undo."""
    with opened(project) as study:
        name = coder or _only_coder(study)
        queue = list(study.suggestions.queue(name, transcript=transcript, limit=limit))
        if not queue and not as_json:
            typer.echo("Nothing to decide; ask with `qualcode suggest` first.")
        _walk(study, name, queue, quiet=as_json)
        counts = study.suggestions.decided(name)
    words = ", ".join(f"{n} {act}" for act, n in counts.items()) or "Nothing decided."
    say(counts, words, as_json=as_json)


def _walk(study: Project, name: str, queue: list[Item], *, quiet: bool) -> None:
    at = 0
    while 0 <= at < len(queue):
        item = queue[at]
        study.suggestions.show(name, item.suggestion.id, at)
        _card(item, at, len(queue), quiet=quiet)
        began = time.monotonic()
        key = _ask(quiet=quiet)
        ms = int((time.monotonic() - began) * 1000)
        if key == "q":
            return
        at += _act(study, name, item, key, ms, quiet=quiet)


def _act(study: Project, name: str, item: Item, key: str, ms: int, *, quiet: bool) -> int:
    """Do what a key says and return how far to move in the queue."""
    verbs = study.suggestions
    number = item.suggestion.id
    if key == "a":
        verbs.accept(name, number, ms=ms)
    elif key == "x":
        verbs.reject(name, number, ms=ms)
    elif key == "s":
        verbs.skip(name, number, ms=ms)
    elif key == "h":
        return _change(study, name, item, ms, quiet=quiet)
    elif key == "u":
        return -1 if study.undo(name) else 0
    else:
        if key == "e" and not quiet:
            typer.echo("\n".join(f"  {e.kind}: {e.text}" for e in item.evidence) or "  none")
        return 0
    return 1


def _change(study: Project, name: str, item: Item, ms: int, *, quiet: bool) -> int:
    from qualcode.errors import QualcodeError

    codes = study.codebook.current().codes
    if not quiet:
        typer.echo("  ".join(f"{code.key or '·'} {code.id} {code.label()}" for code in codes))
    chosen = _line("code: ", quiet=quiet)
    wanted = next((c.id for c in codes if chosen in (c.key, c.id, c.label())), chosen)
    try:
        study.suggestions.change(name, item.suggestion.id, wanted, ms=ms)
    except QualcodeError as error:
        typer.echo(str(error), err=True)
        return 0
    return 1


def _card(item: Item, at: int, total: int, *, quiet: bool) -> None:
    if quiet:
        return
    place = f"{item.transcript} · {item.turn} · {item.speaker}"
    typer.echo(f"\n{at + 1}/{total}  {place}  score {item.score:.2f}")
    typer.echo(item.before, nl=False)
    typer.secho(item.text, bold=True, nl=False)
    typer.echo(item.after)
    typer.secho(f"→ {item.code.label()} ({item.code.id})", fg="cyan")


def _ask(*, quiet: bool) -> str:
    return _line(f"{KEYS} ", quiet=quiet)[:1].lower() or "s"


def _line(prompt: str, *, quiet: bool) -> str:
    try:
        return input("" if quiet else prompt).strip()
    except EOFError:
        return "q"


def _only_coder(study: Project) -> str:
    from qualcode.errors import InputError

    people = [c.name for c in study.coders.list() if c.kind == "person"]
    if len(people) == 1:
        return people[0]
    found = ", ".join(people) or "none"
    raise InputError(f"A review must say whose it is (coders: {found}); add --coder NAME.")
