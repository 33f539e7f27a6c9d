"""Commands on the codebook, coders, rounds, codings and readings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.helping import SpokenTyper
from qualcode.cli.output import (
    HERE,
    AsJson,
    CoderName,
    ProjectDir,
    RoundName,
    imported,
    opened,
    say,
    show,
)
from qualcode.model import RoundKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook import Finding
    from qualcode.model import Codebook, Round

codebook = SpokenTyper()
coder = SpokenTyper()
rounds = SpokenTyper()
code = SpokenTyper()
read = SpokenTyper()

YamlFile = Annotated[Path, typer.Argument(metavar="FILE.yaml", readable=False)]
CsvFile = Annotated[Path, typer.Argument(metavar="FILE.csv", readable=False)]


@codebook.command("lint")
def lint(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.yaml]", readable=False)] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong or doubtful in a codebook; exit 1 where something is wrong."""
    if file is not None:
        from qualcode import codebook as rules
        from qualcode import codefile

        found: Sequence[Finding] = rules.lint(codefile.load(file))
    else:
        with opened(project) as study:
            found = study.codebook.lint()
    value = [
        {"rule": f.rule, "code": f.code, "severity": f.severity, "message": f.message}
        for f in found
    ]
    words = "\n".join(f"{f.severity}: {f.message}" for f in found) or "Nothing to mend."
    say(value, words, as_json=as_json)
    if any(f.severity == "error" for f in found):
        raise typer.Exit(1)


@codebook.command("show")
def show_codebook(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Print the codebook."""
    from qualcode.analysis import TABLES

    with opened(project) as study:
        book = study.codebook.current()
        if as_json:
            say(_book(book), "", as_json=True)
        else:
            table = TABLES["codebook"](study.tables.corpus(coder=None))
            show(table, as_json=False, language=study.language)


@codebook.command("load")
def load(file: YamlFile, project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Read a YAML file as the next version of the codebook."""
    with opened(project) as study:
        book = study.codebook.load(file)
    say(_book(book), f"Codebook version {book.version}, {len(book.codes)} codes.", as_json=as_json)


@codebook.command("add")
def add_code(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Add a code that has only a name."""
    with opened(project) as study:
        made = study.codebook.add_code(name)
    say({"code": made.id}, f"Added {made.id}.", as_json=as_json)


@codebook.command("freeze")
def freeze(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Freeze the newest version; every code must be defined."""
    with opened(project) as study:
        book = study.codebook.freeze()
    say(_book(book), f"Codebook version {book.version} is frozen.", as_json=as_json)


@codebook.command("thaw")
def thaw(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Begin a new version from a frozen one, so that it can be changed."""
    with opened(project) as study:
        book = study.codebook.thaw()
    say(_book(book), f"Codebook version {book.version} can be changed.", as_json=as_json)


@coder.command("add")
def add_coder(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    members: Annotated[
        list[str] | None,
        typer.Option("--member", metavar="NAME", help="option.member"),
    ] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Add a person who codes, or with --member a panel that decides."""
    with opened(project) as study:
        made = study.coders.add_panel(name, members) if members else study.coders.add(name)
    words = f"{made.name} can {'decide' if made.members else 'code'}."
    value = {"name": made.name, "kind": made.kind, "members": list(made.members)}
    say(value, words, as_json=as_json)


@coder.command("list")
def list_coders(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Name everybody who codes."""
    with opened(project) as study:
        people = study.coders.list()
    value = [{"name": p.name, "kind": p.kind} for p in people]
    say(value, "\n".join(p.name for p in people) or "Nobody yet.", as_json=as_json)


@rounds.command("open")
def open_round(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None,
    kind: Annotated[RoundKind, typer.Option(help="option.round_kind")] = "independent",
    recode: Annotated[str | None, typer.Option(metavar="ROUND", help="option.recode")] = None,
    coder: CoderName = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Open a round; without a name it is the next of R1, R2 and so on."""
    if coder and not recode:
        raise typer.BadParameter("--coder says who codes again; add --recode ROUND.")
    with opened(project) as study:
        if recode is None:
            made, early = study.rounds.open(name, kind), None
        else:
            made, early = study.rounds.recode(recode, coder, name), study.rounds.advised(recode)
    words = f"Round {made.name} ({made.kind}) is open."
    if made.recodes:
        words = f"Round {made.name} is open: {made.coder} codes {made.source} again."
    if early:
        words += f" So soon much is remembered: from {early} on it would say more."
    value = {**_round(made), "advised_from": early.isoformat() if early else None}
    say(value, words, as_json=as_json)


@rounds.command("close")
def close_round(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Close a round: it is hashed, and nothing in it can change any more."""
    with opened(project) as study:
        made = study.rounds.close(name)
        left = study.adjudication.undecided(made.name) if made.settles else 0
    words = f"Round {made.name} is closed, hash {made.hash[:12]}."
    if left:
        words += f" {left} disagreements stay undecided: there the consensus is missing."
    say({**_round(made), "undecided": left}, words, as_json=as_json)


@rounds.command("list")
def list_rounds(project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Name every round."""
    with opened(project) as study:
        found = study.rounds.list()
    words = "\n".join(f"{r.name}: {r.kind}, {r.status}" for r in found) or "No round yet."
    say([_round(r) for r in found], words, as_json=as_json)


@code.command("import")
def import_codings(file: CsvFile, project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Import codings: transcript,start,end,code,coder,round,origin,text; all or none."""
    with opened(project) as study:
        made = study.codings.import_csv(file)
        words = f"{made.new} codings imported, {made.known} already there."
        value = {"imported": made.new, "already_there": made.known}
        imported(study, value, words, as_json=as_json)


@code.command("export")
def export_codings(
    file: CsvFile,
    project: ProjectDir = HERE,
    coder: CoderName = None,
    round: RoundName = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Export codings with the same columns."""
    with opened(project) as study:
        count = study.codings.export_csv(file, coder=coder, round=round)
    say({"exported": count, "path": str(file)}, f"{count} codings in {file}.", as_json=as_json)


@read.command("import")
def import_readings(file: CsvFile, project: ProjectDir = HERE, *, as_json: AsJson = False) -> None:
    """Import what was read: coder,transcript,turn,round or start,end; all or none.

    Without a turn and a place it is the whole transcript.
    """
    with opened(project) as study:
        made = study.codings.import_readings(file)
        words = f"{made.new} units read, {made.known} already there."
        value = {"imported": made.new, "already_there": made.known}
        imported(study, value, words, as_json=as_json)


@read.command("export")
def export_readings(
    file: CsvFile,
    project: ProjectDir = HERE,
    coder: CoderName = None,
    round: RoundName = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Export what was read, each unit with its place and words, so that it can be imported."""
    with opened(project) as study:
        count = study.codings.export_readings(file, coder=coder, round=round)
    say({"exported": count, "path": str(file)}, f"{count} units read in {file}.", as_json=as_json)


def _book(book: Codebook) -> dict[str, Any]:
    return {
        "version": book.version,
        "frozen": book.frozen,
        "semantic_hash": book.semantic_hash,
        "groups": [{"id": g.id, "labels": dict(g.labels)} for g in book.groups],
        "codes": [
            {
                "id": c.id,
                "labels": dict(c.labels),
                "group": c.group,
                "parent": c.parent,
                "level": c.level,
                "definition": dict(c.definition),
                "include": list(c.include),
                "exclude": list(c.exclude),
                "examples": list(c.examples),
                "keywords": list(c.keywords),
                "patterns": [[dict(token) for token in pattern] for pattern in c.patterns],
                "colour": c.colour,
                "key": c.key,
            }
            for c in book.codes
        ],
        "relations": [
            {"source": r.source, "target": r.target, "kind": r.kind, "text": r.text}
            for r in book.relations
        ],
    }


def _round(found: Round) -> dict[str, Any]:
    return {
        "name": found.name,
        "kind": found.kind,
        "status": found.status,
        "hash": found.hash,
        "source": found.source,
        "coder": found.coder,
        "unit": found.unit,
    }
