"""The whole job on the example study, through the verbs that everybody uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import ProjectError
from qualcode.ingest.lines import read_lines
from qualcode.project import Project
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.gathering.cards import Item
    from qualcode.i18n import Language
    from qualcode.table import Table

CODERS = ("A", "B", "C")
ROUND = "R1"
REVIEWER = "C"
REVIEW_ROUND = "R2"
MARK = "example"
"""The setting that tells the example's project from a user's own."""

SEED = 20261124
"""The seed of the example's blind sample: the recorded decisions fit the run that it gives."""


@dataclass(frozen=True, slots=True)
class DemoReport:
    """Where the example stands and what it gave."""

    project: Path
    tables: tuple[Path, ...]
    frequency: Table
    agreement: Table
    language: Language


def study() -> Path:
    """Return the folder of the example study: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "study", package.parent):
        if (folder / "transcripts" / "participants.csv").is_file():
            return folder
    raise ProjectError("demo.missing")


def run(out: Path | str, *, say: Callable[[str], None] = lambda _line: None) -> DemoReport:
    """Work the example study in ``out`` as far as it is not worked yet, and write its tables.

    A second run does no person's work again and takes none back.
    """
    out = Path(out)
    with prepare(out, say=say) as project:
        _code(project, say)
        _review(project, say)
        layer = project.tables.layer()
        say(f"Tables: counting the codings of {layer.coder} in round {layer.round}")
        paths = project.tables.write_all(out / "tables", coders=CODERS[:2])
        return DemoReport(
            project=project.path,
            tables=paths,
            frequency=project.tables.get("frequency"),
            agreement=project.agreement.table(CODERS[:2], round=ROUND),
            language=project.language,
        )


def prepare(out: Path, *, say: Callable[[str], None] = lambda _line: None) -> Project:
    """Open the example project in ``out``, made and filled with the interviews where it is new."""
    if (out / FILE_NAME).exists():
        project = Project.open(out)
        if not project.setting(MARK):
            project.close()
            raise ProjectError("demo.own_folder", out=out)
        say(f"Project: {out / FILE_NAME} is there already; what people did in it stays")
        return project
    project = Project.create(out, study() / "codebooks" / "community_governance.yaml")
    project.set(MARK, True)
    say(f"Project: began {project.path} with the codebook of the example study")
    report = project.transcripts.ingest([study() / "transcripts"])
    say(f"Ingest: {len(report.added)} interviews, {report.participants} participants")
    return project


def _code(project: Project, say: Callable[[str], None]) -> None:
    """Import what three coders coded and read, and close their round."""
    if any(found.name == ROUND and found.status == "closed" for found in project.rounds.list()):
        return
    for name in CODERS:
        project.coders.add(name)
    if not project.rounds.list():
        project.rounds.open(ROUND)
    folder = study() / "transcripts" / "codings"
    for name in CODERS:
        count = project.codings.import_csv(folder / f"coder_{name}.csv").new
        say(f"Coding: coder {name}, {count} codings")
    project.codings.import_readings(folder / "readings.csv")
    project.rounds.close(ROUND)
    project.tables.set_layer(CODERS[0], ROUND)
    say(f"Round {ROUND} is closed and hashed")


def _review(project: Project, say: Callable[[str], None]) -> None:
    """Ask for suggestions and replay what coder C decided on them."""
    if any(found.name == REVIEW_ROUND for found in project.rounds.list()):
        return
    project.suggestions.set_mode("visible")
    report = project.suggestions.run(REVIEWER, seed=SEED)
    say(
        f"Suggestions: {report.sample.blind} of {report.sample.turns} turns were set aside blind "
        f"first; {report.suggested} suggestions for coder {REVIEWER}"
    )
    project.rounds.open(REVIEW_ROUND)
    decided = _recorded(study() / "transcripts" / "codings" / f"decisions_{REVIEWER}.csv")
    for rank, item in enumerate(project.suggestions.queue(REVIEWER, limit=None)):
        _replay(project, item, rank, decided)
    counts = project.suggestions.decided(REVIEWER)
    said = ", ".join(f"{count} {act}" for act, count in counts.items())
    say(f"Verification: nobody to ask here, so coder {REVIEWER}'s recorded decisions are replayed")
    say(f"  {said}")


def _recorded(path: Path) -> dict[tuple[str, int, int, str], tuple[str, str]]:
    lines = read_lines(path, ("transcript", "start", "end", "code", "act"))
    return {
        (line["transcript"], int(line["start"]), int(line["end"]), line["code"]): (
            line["act"],
            line["to"],
        )
        for line in lines
    }


def _replay(
    project: Project,
    item: Item,
    rank: int,
    decided: dict[tuple[str, int, int, str], tuple[str, str]],
) -> None:
    """Decide one suggestion as it was decided once; one that nobody decided stays open."""
    unit = item.unit
    act, to = decided.get((item.transcript, unit.start, unit.end, item.code.id), ("", ""))
    number = item.suggestion.id
    if not act:
        return
    project.suggestions.show(REVIEWER, number, rank)
    if act == "accepted":
        project.suggestions.accept(REVIEWER, number)
    elif act == "changed":
        project.suggestions.change(REVIEWER, number, to)
    elif act == "rejected":
        project.suggestions.reject(REVIEWER, number)
    else:
        project.suggestions.skip(REVIEWER, number)
