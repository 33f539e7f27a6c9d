"""Commands on adjudication: what coders differ on, and what a panel decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from qualcode.cli.helping import SpokenTyper
from qualcode.cli.output import HERE, AsJson, ProjectDir, opened, say
from qualcode.cli.results import Unit
from qualcode.model import Cause, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Adjudication
    from qualcode.review.disagreement import CoderAnswer, Dispute

adjudicate = SpokenTyper()

Settled = Annotated[
    str | None, typer.Option("--round", metavar="ROUND", help="option.settled_round")
]
CodeId = Annotated[str | None, typer.Option("--code", metavar="CODE", help="option.one_code")]


@adjudicate.command("start")
def start(
    round: Annotated[str, typer.Argument(metavar="ROUND")],
    panel: Annotated[str, typer.Option("--panel", metavar="NAME", help="option.panel")],
    unit: Unit = "sentence",
    name: Annotated[str | None, typer.Option(metavar="NAME", help="option.round_name")] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Open a panel's consensus round on a closed one: what all agree on is in it at once."""
    with opened(project) as study:
        made = study.adjudication.open(round, panel, unit=unit, name=name)
        left = study.adjudication.undecided(made.name)
    value = {"round": made.name, "source": made.source, "panel": made.coder, "undecided": left}
    words = f"Round {made.name} settles {made.source}; {made.coder} has {left} to decide."
    say(value, words, as_json=as_json)


@adjudicate.command("list")
def list_disputes(
    round: Annotated[str | None, typer.Argument(metavar="[ROUND]")] = None,
    by: Annotated[Literal["code", "pair"], typer.Option("--by", help="option.grouping")] = "code",
    code: CodeId = None,
    pair: Annotated[
        tuple[str, str] | None, typer.Option("--pair", metavar="A B", help="option.pair")
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="option.anonymous")] = False,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print the disagreements of a closed round in context, with what was decided."""
    from qualcode.review.disagreement import grouped

    if anonymous and by == "pair":
        raise typer.BadParameter("--by pair names the coders; leave out --anonymous.")
    with opened(project) as study:
        found = study.adjudication.queue(round, code=code, pair=pair, anonymous=anonymous)
        labels = {code.id: code.label(study.language) for code in study.codebook.current().codes}
    groups = grouped(found, by)
    value = [
        {"group": list(key), "disputes": [_dispute(each) for each in each_group]}
        for key, each_group in groups.items()
    ]
    lines = [
        line
        for key, each_group in groups.items()
        for line in (
            f"{' / '.join(labels.get(part, part) for part in key)}: {len(each_group)}",
            *(line for each in each_group for line in _lines(each)),
        )
    ]
    say(value, "\n".join(lines) or "Nobody differs.", as_json=as_json)


@adjudicate.command("decide")
def decide(  # noqa: PLR0913 - an option for each thing that a decision says
    *,
    reason: Annotated[Cause, typer.Option("--reason", help="option.reason")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="option.decides")],
    item: Annotated[str | None, typer.Option(metavar="ID", help="option.listed_id")] = None,
    transcript: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    turn: Annotated[int | None, typer.Option(min=1)] = None,
    start: Annotated[int | None, typer.Option(min=0, help="option.unit_position")] = None,
    code: CodeId = None,
    yes: Annotated[bool | None, typer.Option("--yes/--no", help="option.has_code")] = None,
    borders: Annotated[
        tuple[int, int] | None, typer.Option("--borders", metavar="START END")
    ] = None,
    flag: Annotated[bool, typer.Option("--flag", help="option.flag")] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
    replace: Annotated[
        str | None, typer.Option("--replace", metavar="DECISION", help="option.replaces")
    ] = None,
    round: Settled = None,
    project: ProjectDir = HERE,
    as_json: AsJson = False,
) -> None:
    """Decide one disagreement for the panel."""
    from qualcode.review import Verdict

    if yes is None:
        raise typer.BadParameter("A decision is --yes or --no; name one.")
    if not item and not (transcript and code):
        raise typer.BadParameter("Name --item ID, or --transcript with --code and a place.")
    verdict = Verdict(
        "yes" if yes else "no", reason, Span(*borders) if borders else None, flag, note
    )
    with opened(project) as study:
        verbs = study.adjudication
        if not item:
            found = verbs.find(str(transcript), str(code), turn=turn, start=start, round=round)
            item = found.id
        made = verbs.decide(item, verdict, actor=by, round=round, replaces=replace)
        left = verbs.undecided(made.round)
    words = f"{made.member} decided {made.result} ({made.reason}); {left} to decide."
    say({**_decision(made), "item": item, "undecided": left}, words, as_json=as_json)


@adjudicate.command("flags")
def flags(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Print the decisions that ask for a change of the codebook."""
    with opened(project) as study:
        found = study.adjudication.flags()
    words = "\n".join(line for each in found for line in _lines(each)) or "No flags."
    say([_dispute(each) for each in found], words, as_json=as_json)


def _lines(each: Dispute) -> Iterable[str]:
    place = f"{each.transcript} · {each.turn} · {each.speaker}"
    yield f"  {each.id}  {place}  [{each.start}, {each.end})"
    if each.asked:
        yield f"    {each.asked.strip()}"
    yield f"    {each.before}【{each.text}】{each.after}"
    for voice in each.voices:
        yield f"    {voice.coder}: {'yes' if voice.yes else 'no'}{_marked(each, voice)}"
    if (said := each.decision) is not None:
        flag = ", flagged" if said.flag else ""
        note = f": {said.note}" if said.note else ""
        name = said.uuid[:8]
        yield f"    → {said.result} ({said.reason}{flag}) by {said.member} [{name}]{note}"


def _marked(each: Dispute, voice: CoderAnswer) -> str:
    words = [each.text[span.start - each.start : span.end - each.start] for span in voice.spans]
    return f"  {' … '.join(words)}" if words else ""


def _dispute(each: Dispute) -> dict[str, Any]:
    return {
        "item": each.id,
        "transcript": each.transcript,
        "turn": each.turn,
        "speaker": each.speaker,
        "start": each.start,
        "end": each.end,
        "code": each.code,
        "text": each.text,
        "asked": each.asked,
        "before": each.before,
        "after": each.after,
        "voices": [
            {"coder": v.coder, "yes": v.yes, "spans": [[s.start, s.end] for s in v.spans]}
            for v in each.voices
        ],
        "decision": _decision(each.decision) if each.decision else None,
    }


def _decision(said: Adjudication) -> dict[str, Any]:
    return {
        "decision": said.uuid,
        "round": said.round,
        "result": said.result,
        "reason": said.reason,
        "member": said.member,
        "panel": said.panel,
        "yes": list(said.yes),
        "no": list(said.no),
        "borders": [[span.start, span.end] for span in said.borders],
        "flag": said.flag,
        "note": said.note,
        "at": said.at,
    }
