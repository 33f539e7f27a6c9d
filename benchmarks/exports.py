"""What ``qualcode tables --out`` takes on a study of 40,000 codings, and its workbook alone.

    python benchmarks/exports.py --before REVISION
    python benchmarks/exports.py --study FOLDER --repeat 3

Processor time and peak of memory of the whole command, in turn with another state of the code;
then the largest table as a workbook, in turn with openpyxl's write-only writer on the same cells.
Not on Windows.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from before import compare, cost, trees
from large import make

from qualcode import Project
from qualcode.export import write

if TYPE_CHECKING:
    from qualcode.table import Table


def write_only(table: Table, path: Path) -> None:
    """Write the cells of a table by openpyxl's own writer of rows, without a look of any kind."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([it.label for it in table.columns])
    for row in table.rows:
        sheet.append([row.get(it.id) for it in table.columns])
    book.save(path)


def workbook(study: Path, folder: Path, repeat: int) -> None:
    """Measure the workbook of all quotations against a write-only one."""
    with Project.open(study) as project:
        table = project.tables.get("quotations")
    ratios = []
    for _ in range(repeat + 1):
        times = []
        for made in (
            lambda: write(table, folder / "a.xlsx"),
            lambda: write_only(table, folder / "b.xlsx"),
        ):
            begun = time.process_time()
            made()
            times.append(time.process_time() - begun)
        ratios.append(times)
    ours, theirs = (median(column) for column in zip(*ratios[1:], strict=True))
    ratio = median(a / b for a, b in ratios[1:])
    print(
        f"workbook of {len(table.rows)} rows: {ours:.2f} s, write-only {theirs:.2f} s, "
        f"{ratio:.2f} ×"
    )


def main() -> None:
    """Make the study where none is named, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", type=Path, help="the folder of a study of one coder")
    parser.add_argument("--interviews", type=int, default=500)
    parser.add_argument("--codings", type=int, default=40_000)
    parser.add_argument("--before", help="a revision to compare with")
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch, trees(asked.before) as found:
        folder = Path(scratch)
        study = asked.study or make(
            folder / "study", interviews=asked.interviews, codings=asked.codings, coders=1
        )
        command = ("-m", "qualcode", "tables", "--project", study, "--out", folder / "out")
        compare("tables --out", found, lambda tree: cost(tree, *command), asked.repeat)
        workbook(study, folder, asked.repeat)


if __name__ == "__main__":
    main()
