"""The 46 codes of a real Chinese study with two coders: kappa of both rounds, beside the published.

    python benchmarks/two_coders.py FILE.csv

The file has, for each code, the two-by-two counts before (``sheet_*``) and after the coders talked
(``final_*``), and the kappa that the study published. Returns 1 where a published kappa is more
than .011 from the one that its final counts give: it was printed with two decimals.
"""

from __future__ import annotations

import csv
import sys
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.agreement import Patterns, cohen_kappa, krippendorff_alpha

if TYPE_CHECKING:
    from qualcode.agreement.estimate import Estimate

CELLS = ("both", "only1", "only2", "neither")
NEAR = 0.011


def counted(row: dict[str, str], stage: str) -> Patterns:
    """Return the patterns of a code at one stage."""
    both, only_a, only_b, neither = (float(row[f"{stage}_{cell}"]) for cell in CELLS)
    return Patterns.of_contingency([[neither, only_b], [only_a, both]], (0, 1))


def shown(estimate: Estimate) -> str:
    """Return three decimals, or why there is no value."""
    return estimate.reason or f"{estimate.value:.3f}"


def main(path: str) -> int:
    """Print a line a code, and how far the published values are."""
    rows = list(csv.DictReader(Path(path).read_text(encoding="utf-8-sig").splitlines()))
    print("| code | kappa, first round | alpha | kappa, final round | alpha | published | apart |")
    print("|---|---|---|---|---|---|---|")
    apart: list[float] = []
    for row in rows:
        first, final = counted(row, "sheet"), counted(row, "final")
        kappa, published = cohen_kappa(final), row["kappa_published"]
        off = abs(kappa.value - float(published)) if published else float("nan")
        apart += [] if isnan(off) else [off]
        cells = (cohen_kappa(first), krippendorff_alpha(first), kappa, krippendorff_alpha(final))
        last = f"{off:.4f}" if published else ""
        print("|", " | ".join((row["code"], *map(shown, cells), published, last)), "|")
    print(f"\n{len(rows)} codes, {len(apart)} published kappas, at most {max(apart):.4f} apart.")
    return int(max(apart) > NEAR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
