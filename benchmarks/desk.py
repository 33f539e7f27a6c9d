"""Measure the coding desk as a coder meets it, in a real Chromium, with the app's own server.

Every figure of a press is a median and a 95th percentile of at least 40 presses, and a bare page
with a bare server is measured by the same probe in the same run, so that the machine's own share
is visible. Nothing else should run meanwhile; the table says how loaded the machine was.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import desk_browser
import desk_fast
import desk_load
import desk_pages
import large
import reference
import served
from desk_material import file_of, study
from figures import Figure, Report
from watch import watching

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS = {5_000: 30, 50_000: 300, 200_000: 600}
"""How many spans are coded beforehand in an interview of so many characters."""
PRESS = {"painted": (25, 40), "committed": (35, 60)}
SAVED = {50_000: (120, 180), 200_000: (150, 220)}
MOST_BYTES = 6 * 1024


@dataclass(slots=True)
class Bench:
    """One run: where its studies are, in which browser, and how long it may take."""

    folder: Path
    browser: Any
    report: Report
    quick: bool

    @property
    def presses(self) -> int:
        """How many presses a figure has."""
        return 8 if self.quick else 50

    def studied(self, name: str, characters: int, spans: int, coders: int = 1) -> Path:
        """Return a study of this run; it is made once."""
        place = self.folder / name
        return place if place.exists() else study(place, characters, spans, coders)

    def home(self) -> Path:
        """Return the folder of the server's own settings."""
        return self.folder / "home"


def bare(bench: Bench) -> None:
    """Measure the bare page: what a press costs on this machine without the app."""
    file = reference.create(bench.folder / "reference.sqlite")
    port = served.free_port()
    command = [sys.executable, str(Path(reference.__file__)), str(file), str(port)]
    address = f"http://localhost:{port}"
    with (
        served.running(command, bench.home(), address),
        watching(file, reference.ROWS) as watch,
        desk_browser.window(bench.browser, address) as tab,
    ):
        tab.locator(".qc-s").click()
        taken = desk_browser.pressed(tab, watch, bench.presses)
    for name in ("painted", "committed", "saved"):
        bench.report.add(Figure(f"bare page: key press → {name}", tuple(getattr(taken, name))))


def presses(bench: Bench) -> None:
    """Measure presses on interviews of three lengths, and the bytes that each brings back."""
    for characters, spans in LENGTHS.items():
        folder = bench.studied(f"{characters}", characters, spans)
        with (
            served.app(folder, bench.home()) as address,
            watching(file_of(folder)) as watch,
            desk_browser.desk(bench.browser, address) as tab,
        ):
            taken = desk_browser.pressed(tab, watch, bench.presses)
            received = desk_browser.received(tab)
        about = f"{characters:,} characters, {spans} spans"
        for name in ("painted", "committed", "saved"):
            most = PRESS.get(name, ()) if characters == 50_000 else ()
            most = SAVED.get(characters, ()) if name == "saved" else most
            what = f"key press → {name}, {about}"
            bench.report.add(Figure(what, tuple(getattr(taken, name)), most))
        what = f"bytes from the server for one coding, {characters:,} characters"
        bench.report.add(Figure(what, tuple(received), (MOST_BYTES,), unit="bytes"))


def first_paint(bench: Bench) -> None:
    """Measure how long a long interview takes from its data to its first frame."""
    folder = bench.studied("200000", 200_000, LENGTHS[200_000])
    with served.app(folder, bench.home()) as address:
        desk_browser.first_paint(bench.browser, address)  # the server's first page is another
        times = [
            desk_browser.first_paint(bench.browser, address) for _ in range(2 if bench.quick else 5)
        ]
    what = "first paint of 200,000 characters after their data"
    bench.report.add(Figure(what, tuple(times), (400, 400)))


def fast(bench: Bench) -> None:
    """Count what is stored of 60 codings at 15 a second, on a whole line and on one that breaks."""
    folder = bench.studied("50000", 50_000, LENGTHS[50_000])
    cases = [("60 codings at 15 a second", False, "no")]
    cases += [
        (f"the same, the line cut for {desk_fast.CUT_S:g} s, page reloaded: {reload}", True, reload)
        for reload in desk_fast.RELOADED
    ]
    start = 200
    with served.app(folder, bench.home()) as address:
        for what, cuts, reload in cases:
            runs = []
            for _ in range(1 if bench.quick else 3):
                runs.append(
                    desk_fast.run(bench.browser, address, folder, start, cuts=cuts, reload=reload)
                )
                start += desk_fast.SENTENCES
            told = ", ".join(f"{it.stored} stored, {it.twice} twice" for it in runs)
            held = all(it.whole for it in runs)
            waited = max(it.pending for it in runs)
            remark = f"{waited} were waiting at the last press"
            bench.report.add(Figure(what, held=held, told=told, remark=remark))


def verify(bench: Bench) -> None:
    """Measure how long the next unit takes after a decision."""
    folder = desk_pages.asked(bench.folder / "asked")
    with served.app(folder, bench.home()) as address:
        words, whole = desk_pages.decisions(bench.browser, address, bench.presses)
    bench.report.add(Figure("Verify: decision → next unit", tuple(words), (40, 80)))
    what = "Verify: decision → next unit with all that is suggested for it"
    bench.report.add(Figure(what, tuple(whole), (40, 80)))


def load(bench: Bench) -> None:
    """Measure many coders in one process; the clients run on the same cores."""
    for coders, seconds in ((32, 12 if bench.quick else 60), (100, 9 if bench.quick else 30)):
        folder = bench.studied(f"load{coders}", 50_000, LENGTHS[50_000], coders)
        with served.app(folder, bench.home()) as address, watching(file_of(folder)) as watch:
            taken = desk_load.loaded(address, watch, coders, seconds)
        most = (40, 90) if coders == 32 else ()
        about = f"{coders} coders, a coding each 3 s"
        same = "clients on the same cores"
        for name in ("committed", "answered"):
            times = tuple(getattr(taken, name))
            bench.report.add(Figure(f"{about}: sent → {name}", times, most, remark=same))
        held = not taken.errors and taken.stored == taken.sent
        told = f"{taken.sent} sent, {taken.stored} stored, {len(taken.errors)} errors"
        remark = taken.errors[0] if taken.errors else ""
        bench.report.add(Figure(f"{about}: nothing lost", held=held, told=told, remark=remark))


def pages(bench: Bench) -> None:
    """Measure every page of a large project: the first visit, later ones, and after a coding."""
    sizes = {"interviews": 60, "codings": 3_000} if bench.quick else {}
    folder = large.make(bench.folder / "large", **sizes)
    about = f"{sizes.get('interviews', 500)} interviews, {sizes.get('codings', 50_000):,} codings"
    with Project.open(folder) as project, served.app(folder, bench.home()) as address:
        text, code = project.transcripts.list()[-1], project.codebook.current().codes[0].id
        places = count(0)

        def coded() -> None:
            start = next(places) % (text.characters - 9)
            project.codings.add("A", text.name, start, start + 5, code)

        turned = desk_pages.turned(bench.browser, address, 2 if bench.quick else 5, coded)
    for page, visits in turned.items():
        for when, times in (
            ("first visit", visits.first), ("again", visits.warm), ("after a coding", visits.after),
        ):  # fmt: skip
            bench.report.add(Figure(f"page {page}, {about}, {when}", tuple(times), (1000,)))


PARTS: dict[str, Callable[[Bench], None]] = {
    part.__name__: part for part in (bare, presses, first_paint, fast, verify, load, pages)
}


def main() -> int:
    """Measure what was asked for, print a table; fail only where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="few presses: does it run at all?")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    asked = parser.parse_args()
    report = Report()
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-desk-", ignore_cleanup_errors=True) as folder,
        served.chromium() as browser,
    ):
        bench = Bench(Path(folder), browser, report, asked.quick)
        for name in asked.only:
            PARTS[name](bench)
    report.finish(asked.json)
    return 0 if all(it.held is not False for it in report.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
