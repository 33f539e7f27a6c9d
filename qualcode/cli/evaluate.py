"""Commands on how good suggestions are, and why there is one, or none."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

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
from qualcode.errors import InputError
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.gathering.similar_passages import SimilarPassage
    from qualcode.gathering.why import Why, WhyNot
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Evidence

Transcript = Annotated[str | None, typer.Argument(metavar="TRANSCRIPT", show_default=False)]
Position = Annotated[int | None, typer.Argument(metavar="POSITION", min=0, help="option.position")]


def evaluate(  # noqa: PLR0913 - one option for each choice
    coder: CoderName = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="option.run")] = None,
    out: OutFile = None,
    form: Format = None,
    project: ProjectDir = HERE,
    *,
    curve: Annotated[bool, typer.Option("--curve", help="option.learning_curve")] = False,
    bins: Annotated[bool, typer.Option("--bins", help="option.bins")] = False,
    blind: Annotated[bool, typer.Option("--blind", help="option.on_blind")] = (False),
    more: Annotated[bool, typer.Option("--more", help="option.more")] = False,
    as_json: AsJson = False,
) -> None:
    """Print how good suggestions are: a word a code, on held-out transcripts and blind turns."""
    if blind and not bins:
        raise InputError("evaluate_options.blind")
    with opened(project) as study:
        verbs = study.evaluation
        if curve:
            with progress("Learn", quiet=as_json) as tell:
                made = verbs.curve(coder, viewer=coder, progress=tell)
        elif bins:
            made = verbs.bins(coder, viewer=coder, run=run, on="blind" if blind else "folds")
        else:
            made = verbs.table(coder, viewer=coder, run=run)
        language = study.language
    give(made, out, language, as_json=as_json, more=more, form=form)


def why(
    transcript: Transcript = None,
    position: Position = None,
    suggestion: Annotated[
        int | None, typer.Option("--suggestion", metavar="N", help="option.suggestion")
    ] = None,
    coder: CoderName = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Print why a code was suggested, or why nothing was at a position of a transcript."""
    with opened(project) as study:
        name = coder or lone_coder(study)
        if suggestion is not None and transcript is None:
            because = study.evidence.why(name, suggestion)
            words = _reasons(because, study.codebook.current(), study.language)
            say(asdict(because), "\n".join(words), as_json=as_json)
        elif suggestion is None and transcript is not None and position is not None:
            nothing = study.evidence.why_not(name, transcript, position)
            sentences = nothing.sentences(study.codebook.current(), study.language)
            value = {**asdict(nothing), "best": _best(nothing), "sentences": list(sentences)}
            say(value, "\n".join((f"“{nothing.text}”", *sentences)), as_json=as_json)
        else:
            raise InputError("evaluate_options.either")


def _best(nothing: WhyNot) -> dict[str, Any] | None:
    return nothing.best._asdict() if nothing.best.code else None


def _reasons(because: Why, book: Codebook, language: Language) -> Iterator[str]:
    code = book.code(because.suggestion.code)
    label = code.label(language) if code else because.suggestion.code
    scale = tr(f"quality.scale.{because.scale}", language)
    yield f"“{because.text}”"
    yield f"{label}: {because.suggestion.score:.2f} ({scale}; ≥ {because.threshold:.2f})"
    yield from _listed("speaking", _words(because.speaking, language), language)
    yield from _listed("against", _words(because.against, language), language)
    if because.hidden:
        yield because.hidden
        return
    yield from _listed("nearest", _passages(because.nearest), language)
    without = [because.without] if because.without else []
    yield from _listed("without", _passages(without), language)


def _listed(key: str, lines: Sequence[str], language: Language) -> Iterator[str]:
    yield f"{tr(f'why.{key}', language)}:"
    yield from lines or [f"  {tr('why.none', language)}"]


def _words(found: Iterable[Evidence], language: Language) -> list[str]:
    # a suggester from elsewhere may have kinds of evidence that no catalogue knows
    kinds = catalogue(language)
    return [
        f"  {kinds.get(f'suggest.{each.kind}', each.kind)}: {each.text} ({each.weight:+.2f})"
        for each in found
    ]


def _passages(found: Iterable[SimilarPassage]) -> list[str]:
    return [f"  {p.similarity:.2f}  {p.transcript}:{p.turn}  {p.text}" for p in found]
