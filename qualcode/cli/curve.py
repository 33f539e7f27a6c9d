"""The command ``curve``: what suggestions are worth on a table that people have coded."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from qualcode.cli.agree import Words
from qualcode.cli.mistakes import chosen
from qualcode.cli.output import AsJson, progress, say, show
from qualcode.errors import InputError, QualcodeError
from qualcode.i18n import tr

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.model import Codebook
    from qualcode.suggest import Context, Training
    from qualcode.suggest.curve.report import CurveAbout

TableFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv|.jsonl",
        readable=False,
        help="option.coded_table",
    ),
]
TextColumn = Annotated[str, typer.Option("--text", metavar="COL", help="option.text")]
CodesColumn = Annotated[
    str,
    typer.Option(
        "--codes",
        metavar="COL",
        help="option.codes",
    ),
]
GroupColumn = Annotated[
    str | None,
    typer.Option("--group", metavar="COL", help="option.group"),
]
BookFile = Annotated[
    Path,
    typer.Option(
        "--codebook",
        metavar="FILE",
        readable=False,
        help="option.codebook_or_json",
    ),
]
Sizes = Annotated[str, typer.Option("--sizes", metavar="N,N", help="option.sizes")]
Seeds = Annotated[int, typer.Option("--seeds", min=1, max=100, help="option.seeds")]
LARGEST = 100_000


def curve(  # noqa: PLR0913 - the columns of the table are options
    file: TableFile,
    text: TextColumn,
    codes: CodesColumn,
    codebook: BookFile,
    group: GroupColumn = None,
    sizes: Sizes = "5,20,50",
    seeds: Seeds = 3,
    *,
    language: Words = "zh",
    as_json: AsJson = False,
) -> None:
    """Print what suggestions are worth on a coded table: without a label, with few, by queue.

    Ours and a plain baseline on groups that neither has seen, and how many labels the default
    queue saves over reading at random. --json prints everything by seed and by code
    (docs/curve.md lists the fields).
    """
    from qualcode.suggest.curve import curve as measured
    from qualcode.suggest.curve.report import document, tables

    wanted = _sizes(sizes)
    made = _material(file, (text, codes, group), codebook, language)
    with progress("Curve", quiet=as_json) as tell:
        found = measured(
            made.book, made.table, made.context, sizes=wanted, seeds=seeds, on_step=tell
        )
    if as_json:
        say(document(found, made.about), "", as_json=True)
        return
    for table in tables(found, made.about, language):
        show(table, as_json=False, language=language)


class _Material(NamedTuple):
    """What is measured: the codebook, the table in its words, how it is looked at."""

    book: Codebook
    table: Training
    context: Context
    about: CurveAbout


def _material(
    file: Path, columns: tuple[str, str, str | None], codebook: Path, language: Language
) -> _Material:
    from qualcode import codefile, embed
    from qualcode.ingest.labelled import matcher, read_labelled, training
    from qualcode.suggest import Context
    from qualcode.suggest.curve.report import CurveAbout
    from qualcode.text import Tokenizer

    book = codefile.load(codebook)
    rows = read_labelled(file, *columns)
    words = Tokenizer(keyword for code in book.codes for keyword in code.keywords)
    table = training(rows, book, words)
    if rows.groups is None:
        typer.echo(tr("curve.ungrouped", chosen(sys.argv[1:])), err=True)
    context, about = Context(match=matcher(book, words)), CurveAbout(rows.name)
    try:
        encoder = embed.load()
    except QualcodeError as error:
        typer.echo(error.sentence(chosen(sys.argv[1:])), err=True)
        about = replace(about, missing=error.sentence(language))
    else:
        context = replace(context, encode=encoder.encode)
        about = replace(about, engine=encoder.name)
    return _Material(book, table, context, replace(about, grouped=rows.groups is not None))


def _sizes(given: str) -> tuple[int, ...]:
    parts = [part.strip() for part in re.split("[,，]", given)]
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 7]
    if len(numbers) != len(parts) or not all(1 <= number <= LARGEST for number in numbers):
        raise InputError("curve_options.sizes", given=given)
    return tuple(numbers)
