"""The command ``agree``: of a project's closed round, or of a file from outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from qualcode.cli.output import HERE, AsJson, ProjectDir, RoundName, opened, say, show
from qualcode.errors import InputError
from qualcode.interval_kinds import AskedKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.i18n import Language
    from qualcode.project import Project
    from qualcode.table import Table

Coders = Annotated[
    list[str] | None,
    typer.Option("--coders", metavar="A B", help="option.coders"),
]
Counted = Annotated[
    Literal["sentence", "turn", "paragraph", "bracket", "character", "span"],
    typer.Option("--unit", help="option.unit_or_span"),
]
View = Annotated[
    Literal["figures", "coefficients", "pairs", "diagnosis", "other-tools"],
    typer.Option(
        "--view",
        help="option.view",
    ),
]
CodeId = Annotated[
    str | None,
    typer.Option("--code", metavar="ID", help="option.coefficients_of"),
]
More = Annotated[bool, typer.Option("--more", help="option.more_than_usual")]
Sets = Annotated[bool, typer.Option("--sets", help="option.sets")]
RatingsFile = Annotated[
    Path | None,
    typer.Option(
        "--ratings",
        metavar="FILE.csv",
        readable=False,
        help="option.ratings",
    ),
]
SpansFile = Annotated[
    Path | None,
    typer.Option(
        "--spans",
        metavar="FILE.csv",
        readable=False,
        help="option.spans",
    ),
]
ExportFile = Annotated[
    Path | None,
    typer.Option("--export-units", metavar="FILE.csv", help="option.export_units"),
]
Metric = Annotated[
    Literal["nominal", "ordinal", "interval", "ratio"],
    typer.Option("--metric", help="option.metric"),
]
Categories = Annotated[
    str | None,
    typer.Option("--categories", metavar="A,B,C", help="option.categories"),
]
Weights = Annotated[
    str | None,
    typer.Option("--weights", metavar="NAME", help="option.weights"),
]
ByCategory = Annotated[bool, typer.Option("--by-category", help="option.by_category")]
IntervalKind = Annotated[
    AskedKind | None,
    typer.Option("--interval", help="option.interval"),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="option.bootstrap_seed")]
Replicates = Annotated[
    int, typer.Option("--replicates", min=100, max=100_000, help="option.replicates")
]
Level = Annotated[float, typer.Option("--level", min=0.5, max=0.9999, help="option.interval_level")]
Length = Annotated[
    str | None,
    typer.Option(
        "--length",
        metavar="N|FILE.csv",
        help="option.length",
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAME", help="option.text_column"),
]
Threshold = Annotated[
    float,
    typer.Option("--overlap", min=0, max=1, help="option.overlap"),
]
OverlapRule = Annotated[
    Literal["union", "longer", "own"],
    typer.Option("--overlap-of", help="option.overlap_of"),
]
Words = Annotated[Literal["zh", "en"], typer.Option("--language", help="option.words_language")]

LENGTH_DIGITS = 9
OF_RATINGS = frozenset(("metric", "categories", "weights", "by_category"))
OF_COLUMNS = frozenset(("coders",))
OF_SPANS = frozenset(("length",))
OF_FILES = frozenset(("language", "text_column"))
OF_BOOTSTRAP = frozenset(("interval", "seed", "replicates"))
OF_MATCHES = frozenset(("overlap", "overlap_of"))
OF_ALL = frozenset(("ratings", "spans", "export_units", "level", "more", "as_json"))


def agree(  # noqa: PLR0913 - one option for each choice of the calculator
    context: typer.Context,
    coders: Coders = None,
    round: RoundName = None,
    unit: Counted = "sentence",
    project: ProjectDir = HERE,
    ratings: RatingsFile = None,
    spans: SpansFile = None,
    export_units: ExportFile = None,
    *,
    view: View = "figures",
    code: CodeId = None,
    metric: Metric = "nominal",
    categories: Categories = None,
    weights: Weights = None,
    by_category: ByCategory = False,
    interval: IntervalKind = None,
    seed: Seed = 0,
    replicates: Replicates = 1000,
    level: Level = 0.95,
    length: Length = None,
    text_column: TextColumn = None,
    overlap: Threshold = 0.5,
    overlap_of: OverlapRule = "union",
    language: Words = "zh",
    sets: Sets = False,
    more: More = False,
    as_json: AsJson = False,
) -> None:
    """Print the agreement of coders in a closed round; or, without a project, in a CSV file."""
    _check_options(context)
    if ratings is not None:
        choice = (metric, _listed(categories), weights, interval, seed, replicates, level)
        columns = (coders or (), text_column)
        made = _of_ratings(ratings, columns, choice, by_category=by_category, language=language)
    elif spans is not None:
        match = (overlap, overlap_of, level)
        made = _of_spans(spans, (length, text_column), match, language=language)
    else:
        drawn = (interval or "jackknife", seed, replicates, level)
        asked = _Asked(coders, round, unit, view, drawn, (overlap, overlap_of, level), sets, code)
        made = _of_project(project, asked, raw=export_units is not None)
    if export_units is not None and made.raw is not None:
        _export(made.raw, export_units, (ratings, spans, length))
    _print(made, as_json=as_json, more=more)


class _Made(NamedTuple):
    """Tables, the raw table behind them, and which columns of a file were left out."""

    tables: tuple[Table, ...]
    raw: Table | None = None
    left_out: tuple[str, ...] = ()
    told: Sequence[str] = ()
    language: Language = "zh"


def _of_ratings(
    file: Path,
    columns: tuple[Sequence[str], str | None],
    choice: tuple[Any, ...],
    *,
    by_category: bool,
    language: Language,
) -> _Made:
    from qualcode.agreement import calculator
    from qualcode.ingest.ratings import read_ratings

    coders, text = columns
    sheet = read_ratings(file, coders, text_column=text)
    asked = calculator.RatingChoice(*choice)
    tables = calculator.of_ratings(sheet, asked, by_category=by_category, language=language)
    told = calculator.left_out(sheet, language)
    return _Made(tables, calculator.raw_ratings(sheet), sheet.left_out, told, language)


def _of_spans(
    file: Path,
    given: tuple[str | None, str | None],
    choice: tuple[Any, ...],
    *,
    language: Language,
) -> _Made:
    from qualcode.agreement import calculator
    from qualcode.ingest.spans import read_spans

    length, text = given
    sheet = read_spans(file, _length(length), text_column=text)
    tables = calculator.of_spans(sheet, calculator.SpanChoice(*choice), language=language)
    told = calculator.left_out(sheet, language)
    return _Made(tables, calculator.raw_spans(sheet), sheet.left_out, told, language)


def _print(made: _Made, *, as_json: bool, more: bool) -> None:
    if as_json and len(made.tables) > 1:
        aside = {"left_out": list(made.left_out)} if made.left_out else {}
        tables = {table.name: table.to_json() for table in made.tables}
        say({**tables, **aside}, "", as_json=True)
        return
    for line in made.told:
        typer.echo(line)
    for table in made.tables:
        show(table, as_json=as_json, more=more, language=made.language)


class _Asked(NamedTuple):
    """What is asked of a project."""

    coders: list[str] | None
    round: str | None
    unit: Any
    view: str
    drawn: tuple[Any, ...]
    matched: tuple[Any, ...]
    sets: bool
    code: str | None


def _of_project(folder: Path, asked: _Asked, *, raw: bool) -> _Made:
    from qualcode.project.comparing.unit_table import unit_table

    _check_view(asked, raw=raw)
    with opened(folder) as study:
        if asked.unit == "span" and asked.view == "figures":
            return _Made(_of_free_spans(study, asked), language=study.language)
        made = _seen(study, asked)
        if not raw:
            return _Made(made, language=study.language)
        units = unit_table(study, asked.coders, round=asked.round, unit=asked.unit)
        return _Made(made, units, language=study.language)


def _of_free_spans(study: Project, asked: _Asked) -> tuple[Table, ...]:
    from qualcode.agreement.span_input import SpanChoice

    return study.agreement.spans(asked.coders, round=asked.round, choice=SpanChoice(*asked.matched))


def _seen(study: Project, asked: _Asked) -> tuple[Table, ...]:
    from qualcode.agreement import Asked, IntervalChoice

    verbs, where = study.agreement, {"round": asked.round, "unit": asked.unit}
    if asked.view == "pairs":
        return (verbs.pair_table(asked.coders, **where),)
    if asked.view == "coefficients":
        drawn = IntervalChoice(*asked.drawn)
        return verbs.coefficients(asked.coders, **where, code=asked.code, interval=drawn)
    if asked.view == "diagnosis":
        return verbs.diagnosis(asked.coders, **where)
    if asked.view == "other-tools":
        return (verbs.other_tools(asked.coders, **where),)
    wanted = Asked(IntervalChoice(*asked.drawn), sets=asked.sets)
    return (verbs.table(asked.coders, **where, asked=wanted),)


def _check_view(asked: _Asked, *, raw: bool) -> None:
    """Refuse what free spans have not, and a code where figures are of all."""
    if asked.code is not None and asked.view != "coefficients":
        raise InputError("agreement.code_of_view")
    if asked.unit != "span":
        return
    if asked.view != "figures" or raw or asked.sets:
        raise InputError("agree_options.free_spans")


def _export(raw: Table, target: Path, sources: Sequence[Path | str | None]) -> None:
    from qualcode import export

    if any(source and target.resolve() == Path(source).resolve() for source in sources):
        raise InputError("agree_options.same_file", target=target)
    export.write(raw, target)


def _listed(categories: str | None) -> tuple[str, ...]:
    """Return the categories of an option, which commas separate."""
    parts = (part.strip() for part in re.split("[,，]", categories or ""))
    return tuple(part for part in parts if part)


def _length(given: str | None) -> int | Path | None:
    """Return a number, or the file that holds the lengths."""
    if given is None:
        return None
    if given.isascii() and given.isdigit() and 1 <= len(given) <= LENGTH_DIGITS:
        return int(given)
    if not Path(given).is_file():
        raise InputError("agree_options.length", given=given)
    return Path(given)


def _check_options(context: typer.Context) -> None:
    """Refuse options that say nothing about what is computed from."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}
    if {"ratings", "spans"} <= given:
        raise InputError("agree_options.both")
    file = next((name for name in ("ratings", "spans") if name in given), None)
    of_files = {
        "ratings": OF_RATINGS | OF_COLUMNS | OF_FILES | OF_BOOTSTRAP,
        "spans": OF_SPANS | OF_FILES | OF_MATCHES,
    }
    of_projects = frozenset(context.params) - OF_RATINGS - OF_SPANS - OF_FILES
    allowed = OF_ALL | of_files.get(file or "", of_projects)
    strange = sorted(given - allowed)
    if not strange:
        return
    option = "--" + strange[0].replace("_", "-")
    if file is None:
        needed = "--spans FILE.csv" if strange[0] in OF_SPANS else "--ratings FILE.csv"
        raise InputError("agree_options.belongs", option=option, needed=needed)
    raise InputError("agree_options.says_nothing", option=option, file=file)
