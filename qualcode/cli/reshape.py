"""Commands that change the codebook as a whole; what would happen is said first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.output import HERE, AsJson, ProjectDir, opened, say, show

if TYPE_CHECKING:
    from qualcode.codebook import Edit, Revert
    from qualcode.gathering.consequences import Consequences
    from qualcode.model import Codebook

Yes = Annotated[bool, typer.Option("--yes", help="option.yes")]
As = Annotated[str | None, typer.Option("--coder", metavar="NAME", help="option.coder_who_does")]


def merge(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...")],
    into: Annotated[str, typer.Option(metavar="CODE", help="option.into")],
    project: ProjectDir = HERE,
    coder: As = None,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Merge codes into another; codings are not rewritten, and `revert` takes it back."""
    from qualcode.codebook import Merge

    _do(Merge(tuple(codes), into), (project, coder), yes=yes, as_json=as_json)


def split(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    names: Annotated[list[str], typer.Argument(metavar="NAME...")],
    project: ProjectDir = HERE,
    coder: As = None,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Make new codes under a code; passages are sorted afterwards, by people."""
    from qualcode.codebook import Split

    _do(Split(code, tuple(names)), (project, coder), yes=yes, as_json=as_json)


def move(  # noqa: PLR0913 - one option a thing that can move
    code: Annotated[str, typer.Argument(metavar="CODE")],
    parent: Annotated[str | None, typer.Option(metavar="CODE", help="option.under")] = None,
    group: Annotated[str | None, typer.Option(metavar="GROUP", help="option.code_group")] = None,
    level: Annotated[str | None, typer.Option(help="option.code_level")] = None,
    position: Annotated[int | None, typer.Option(help="option.place")] = None,
    project: ProjectDir = HERE,
    coder: As = None,
    *,
    wording_only: Annotated[
        bool, typer.Option("--wording-only", help="option.wording_only")
    ] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Give a code another parent, group, level or place in the order."""
    from qualcode.codebook import KEEP, Move

    edit = Move(
        code,
        parent=KEEP if parent is None else _named(parent),
        group=KEEP if group is None else _named(group),
        level=KEEP if level is None else level,  # type: ignore[arg-type] # refused by the rule
        position=KEEP if position is None else position - 1,
        wording_only=wording_only,
    )
    _do(edit, (project, coder), yes=yes, as_json=as_json)


def remove(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    project: ProjectDir = HERE,
    coder: As = None,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Take a code out that nothing is coded with."""
    from qualcode.codebook import Remove

    _do(Remove(code), (project, coder), yes=yes, as_json=as_json)


def revert(
    version: Annotated[int, typer.Argument(metavar="VERSION")],
    project: ProjectDir = HERE,
    coder: As = None,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Make a next version with the content of an earlier one; takes merges and splits back."""
    from qualcode.codebook import Revert

    _do(Revert(version), (project, coder), yes=yes, as_json=as_json)


def diff(
    old: Annotated[int, typer.Argument(metavar="OLD")],
    new: Annotated[int | None, typer.Argument(metavar="[NEW]")] = None,
    project: ProjectDir = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Say what changed between two versions; without NEW up to the newest."""
    with opened(project) as study:
        newest = study.codebook.current().version
        table = study.codebook.difference(old, newest if new is None else new)
        language = study.language
    show(table, as_json=as_json, language=language)


def _named(value: str) -> str | None:
    return None if value == "none" else value


def _do(edit: Edit | Revert, who: tuple[Any, str | None], *, yes: bool, as_json: bool) -> None:
    """Say what an edit would do, and do it where that was confirmed."""
    folder, coder = who
    with opened(folder) as study:
        effect = study.codebook.consequences(edit, viewer=coder)
        if yes:
            study.codebook.do(edit, by=coder or "", seen=effect.version)
        book = study.codebook.current()
    value = {"done": yes, "version": book.version, **_value(effect)}
    end = f"Codebook version {book.version}." if yes else "Nothing was changed; add --yes to do it."
    say(value, "\n".join([*_words(effect, book), effect.refused or end]), as_json=as_json)


def _value(effect: Consequences) -> dict[str, Any]:
    return {
        "work": [each._asdict() for each in effect.work],
        "hidden": effect.hidden,
        "closed_rounds": list(effect.closed),
        "open_again_for": list(effect.opened),
        "units_to_read_again": effect.again,
        "others_read_again": effect.again_others,
        "examples": effect.examples,
        "keywords": effect.keywords,
        "relations": effect.relations,
        "below": list(effect.below),
        "lost": list(effect.lost),
        "refused": effect.refused,
    }


def _words(effect: Consequences, book: Codebook) -> list[str]:
    """Return the consequences in sentences."""
    lines = [
        f"{it.coder}: {it.codings} codings in {it.transcripts} transcripts" for it in effect.work
    ]
    if effect.hidden:
        lines.append("Others used it too; how often is not shown while coding is independent.")
    if effect.lost and not effect.refused:
        lines.append(f"What was coded with {', '.join(effect.lost)} would no longer count.")
    if effect.closed:
        lines.append(f"The figures of {', '.join(effect.closed)}, closed already, stay.")
    if effect.opened and (effect.again or effect.again_others):
        names = ", ".join(effect.opened)
        lines.append(
            f"What was read must be read again for {names} ({effect.again} of your units)."
        )
    moved = {name: getattr(effect, name) for name in ("examples", "keywords", "relations")}
    lines += [
        f"{name.capitalize()} concerned: {number}." for name, number in moved.items() if number
    ]
    return lines or [f"No coded passage is concerned ({len(book.codes)} codes)."]


COMMANDS = (merge, split, move, remove, revert, diff)
"""In the order of the help."""
