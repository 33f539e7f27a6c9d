"""What bringing work in takes: interviews, a file of codings, and one coding by a call.

    python benchmarks/imports.py --before REVISION
    python benchmarks/imports.py --corpus DIR --rows 200000 --repeat 3
    python benchmarks/imports.py --only ingest --taguette PATH/TO/python

Processor time and peak of memory of whole processes, in turn with another state of the code; the
interviews are those of ``corpus.py``. ``--taguette`` names the Python that has Taguette installed:
then 100 texts are ingested, and imported there, in turn. Not on Windows.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from before import HERE, Cost, compare, cost, trees
from corpus import interviews

CODINGS = 600
BOOK = HERE / "codebooks" / "community_governance.yaml"
CHILD = """
import sys
from pathlib import Path
from qualcode import Project
work, folder, source = sys.argv[1:4]
if work == "make":
    Project.create(folder, source).close()
with Project.open(folder) as project:
    if work == "ingest":
        project.transcripts.ingest([source])
    if work == "import":
        project.codings.import_csv(source)
    if work == "coding":
        texts, code = project.transcripts.list(), project.codebook.current().codes[0].id
        for n in range(int(source)):
            text = texts[n % len(texts)]
            start = 37 * n % (text.characters - 20)
            project.codings.add("A", text.name, start, start + 7, code)
    if work == "make":
        project.coders.add("A")
"""
TAGUETTE = """
import asyncio, sys
from pathlib import Path
from taguette import convert, database
DBSession = database.connect("sqlite:///" + sys.argv[1])
db = DBSession()
project = database.Project(name="p", description="")
db.add(project)
db.commit()
for path in sorted(Path(sys.argv[2]).iterdir()):
    body = asyncio.run(convert.to_html_chunks(path.read_bytes(), "text/plain", path.name, {}))
    db.add(database.Document(
        name=path.name, description="", filename=path.name, project=project,
        contents=body, text_direction=database.TextDirection.LEFT_TO_RIGHT,
    ))
    db.commit()
"""


def study(tree: Path, folder: Path, source: Path | None = None) -> Path:
    """Make a study anew with a checkout, with the interviews of a folder where one is named."""
    shutil.rmtree(folder, ignore_errors=True)
    cost(tree, "-c", CHILD, "make", folder, BOOK)
    if source:
        cost(tree, "-c", CHILD, "ingest", folder, source)
    return folder


def write_texts(corpus: Path | None, folder: Path, limit: int | None = None) -> Path:
    """Write the interviews as plain text and return their folder."""
    folder.mkdir()
    for n, (_, turns) in enumerate(itertools.islice(interviews(corpus), limit), start=1):
        said = "\n\n".join(f"{it['speaker']}：{it['text']}" for it in turns)
        (folder / f"{n:04}.txt").write_text(f"{said}\n", encoding="utf-8")
    return folder


def write_rows(texts: Path, path: Path, code: str, rows: int) -> Path:
    """Write a file of so many codings, spread over the texts."""
    lengths = [(it.stem, len(it.read_text("utf-8").strip())) for it in sorted(texts.iterdir())]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["transcript", "start", "end", "code", "coder"])
        for n in range(rows):
            name, length = lengths[n % len(lengths)]
            start = n // len(lengths) * 7 % (length - 20)
            writer.writerow([name, start, start + 3 + n // (len(lengths) * length), code, "A"])
    return path


def main() -> None:
    """Measure each kind of work, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of .jsonl.gz; without one: invented")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--before", help="a revision to compare with")
    parser.add_argument("--taguette", type=Path)
    parser.add_argument("--only", choices=("ingest", "import", "coding"))
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch, trees(asked.before) as found:
        place = Path(scratch)
        texts = write_texts(asked.corpus, place / "texts")

        def work(kind: str, source: object, begun: Path | None) -> None:
            def run(tree: Path) -> Cost:
                made = study(tree, place / "study", begun)
                return cost(tree, "-c", CHILD, kind, made, str(source))

            compare(f"{kind} {getattr(source, 'name', source)}", found, run, asked.repeat)

        if asked.only in (None, "ingest"):
            work("ingest", texts, None)
        if asked.only in (None, "import"):
            code = _first_code()
            work("import", write_rows(texts, place / "rows.csv", code, asked.rows), texts)
        few = write_texts(asked.corpus, place / "few", 100)
        if asked.only in (None, "coding"):
            for source in (0, CODINGS):
                work("coding", source, few)
        if asked.taguette:
            against_taguette(asked.taguette, place, few, asked.repeat)


def _first_code() -> str:
    from qualcode import codefile

    return codefile.load(BOOK).codes[0].id


def against_taguette(python: Path, place: Path, few: Path, repeat: int) -> None:
    """Ingest 100 texts here and import them in Taguette, in turn."""

    def ours(tree: Path) -> Cost:
        return cost(tree, "-c", CHILD, "ingest", study(HERE, place / "study"), few)

    def theirs(_tree: Path) -> Cost:
        (place / "taguette.db").unlink(missing_ok=True)
        return cost(HERE, "-c", TAGUETTE, place / "taguette.db", few, python=python)

    runs = {"now": ours, "Taguette": theirs}
    both = {name: HERE / name for name in runs}
    compare("100 texts", both, lambda tree: runs[tree.name](HERE), repeat)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
