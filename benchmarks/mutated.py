"""Mutated files for every reader: each is read or refused in one sentence, within its limits.

    python benchmarks/mutated.py --inputs 2500

Good inputs are cut, doubled, spliced and spoiled. Each has 5 s of processor time, and a reader's
process 1 GB more than it began with. Exits 1 where anything but a ``QualcodeError`` came. POSIX.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import codefile, ingest
from qualcode.errors import QualcodeError
from qualcode.ingest.labelled import read_labelled
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.spans import read_spans
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 5
MEMORY = 1 << 30
TEXT = (
    "访谈者：您好？\n\n受访者：我们定了个规矩，=1+1。\n\n"
    "访谈者：嗯。\n\n受访者：好😀的，就是这样。\n"
)
BOOK = (
    "%YAML 1.2\n---\ntitle: {zh: 本}\ngroups:\n  - {id: g, labels: {zh: 组}}\ncodes:\n"
    "  - id: rule\n    labels: {zh: 规则, en: Rule}\n    group: g\n    definition: {zh: 定规矩}\n"
    "    include: [规矩]\n    keywords: [规矩]\n    patterns: [[{TEXT: 规矩}]]\n"
    "  - id: help\n    labels: {zh: 帮助}\n    parent: rule\n"
    "relations:\n  - {source: help, target: rule, kind: contradicts}\n"
)
TABLES = {
    "participants": "transcript,speaker,pseudonym,role,letter,group,month,attribute[组别],"
    'consent[quote]\n一,受访者,王某,书记,A,东,3,"二\n三",yes\n,,李某,,,,,,\n',
    "codings": "transcript,start,end,code,coder,round,origin,text\n"
    '一,15,18,rule,甲,,manual,\n"一",9,12,help,甲,,,\n',
    "readings": "coder,transcript,unit,turn,start,end,round,codebook,text\n甲,一,,2,,,,,\n"
    '甲,一,turn,2,13,26,,,"我们定了个规矩，=1+1。"\n甲,一,,,,,,,\n',
    "brackets": "transcript,turn,start,end,text,quote\n一,2,,,,\n一,4,,,,好😀的\n",
    "ratings": "unit,text,甲,乙\n1,一,0,1\n2,一,1,1\n3,二,a;b,\n",
    "spans": "text,coder,start,end,code,length\n一,甲,0,5,a,50\n"
    "一,乙,2,7,a;b,50\n二,甲,,,,9\n二,乙,1,2,b,9\n",
    "labelled": 'text,codes,group\n"好,的",a;b,一\n不好,"[""a""]",二\n没有,,二\n',
}
TOKENS = [
    *(b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"sep=;\n", b"=1+1", b"-1", b"9" * 40, b"1e999", b"nan", b"[" * 5000, b"{" * 50, b"&a *a"),
    *(b"<", b"&lol;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"%YAML 1.3\n---\n", b"!!python/object:x"),
    *("（？".encode(), "١".encode(), "²".encode(), "\u2028".encode(), "访谈者：".encode(), b"(?R)"),
]  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return bytes with one to six things done to them."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        at, to = sorted(rng.randrange(len(made) + 1) for _ in range(2))
        what = rng.randrange(7)
        if what == 0:
            del made[at : min(to, at + 30)]
        elif what == 1:
            made[at:at] = made[at:to] * rng.choice((1, 1, 2, 50))
        elif what in (2, 3):
            made[at:at] = rng.choice(TOKENS)
        elif what == 4 and at < len(made):
            made[at] = rng.randrange(256)
        elif what == 5:
            del made[rng.choice((at, to, len(made))) :]
        else:
            made[at:to] = bytes(reversed(made[at:to]))
    if rng.random() < 0.1:
        return bytes(made).decode("utf-8", "replace").encode(rng.choice(("utf-16", "gb18030")))
    return bytes(made)


def word(rng: random.Random, good: bytes) -> bytes:
    """Return a Word file with spoiled parts, or spoiled as a whole."""
    if rng.random() < 0.3:
        return mutated(good, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        parts = old.namelist()
        chosen = rng.choice(["word/document.xml", rng.choice(parts)])
        for part in parts:
            data = old.read(part)
            if part != chosen:
                new.writestr(part, data)
            elif rng.random() < 0.9:
                new.writestr(part, mutated(data, rng))
    return out.getvalue()


def docx_bytes() -> bytes:
    """Return a good Word file."""
    import docx

    document, out = docx.Document(), io.BytesIO()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line)
    document.add_table(1, 2).cell(0, 0).text = "格"
    document.save(out)
    return out.getvalue()


def readers(folder: Path) -> dict[str, tuple[bytes, Callable[[bytes], object]]]:
    """Return each reader with its good input."""

    def by_path(read: Callable[[Path], object]) -> Callable[[bytes], object]:
        def do(data: bytes) -> object:
            (folder / "in.csv").write_bytes(data)
            return read(folder / "in.csv")

        return do

    project = Project.create(folder / "study")
    project.codebook.loads(BOOK, "book")
    project.transcripts.ingest_bytes("一.txt", TEXT.encode())
    project.coders.add("甲")
    verbs: dict[str, Callable[[Path], object]] = {
        "participants": project.transcripts.import_participants,
        "codings": project.codings.import_csv,
        "readings": project.codings.import_readings,
        "brackets": project.brackets.import_csv,
        "ratings": read_ratings,
        "spans": read_spans,
        "labelled": lambda path: read_labelled(path, "text", "codes", "group"),
    }
    return {
        ".txt": (TEXT.encode(), lambda data: ingest.read_bytes(data, "t.txt")),
        ".md": (TEXT.encode(), lambda data: ingest.read_bytes(data, "t.md")),
        ".docx": (docx_bytes(), lambda data: ingest.read_bytes(data, "t.docx")),
        **{name: (TABLES[name].encode(), by_path(verb)) for name, verb in verbs.items()},
        "codebook": (BOOK.encode(), lambda data: codefile.loads(data, "book.yaml")),
    }


def tried(name: str, inputs: int, seed: int) -> tuple[int, int, float]:
    """Try one reader in its own process; return what was read, what went wrong, the slowest."""
    read = wrong = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as top:
        good, reader = readers(Path(top))[name]
        reader(good)
        # ru_maxrss is small beside the address space of a process with numpy, which counts here
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        signal.signal(signal.SIGPROF, _late)
        for n in range(inputs):
            rng = random.Random(f"{name} {seed} {n}")
            data = word(rng, good) if name == ".docx" else mutated(good, rng)
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                reader(data)
                read += 1
            except QualcodeError:
                pass
            except BaseException:  # noqa: BLE001 - a traceback is what is looked for
                wrong += 1
                print(f"{name} {n}: {traceback.format_exc()[-1500:]}\n{data[:300]!r}", flush=True)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            slowest = max(slowest, time.process_time() - begun)
    return read, wrong, slowest


def _late(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s of processor time")


def main() -> int:
    """Try every reader and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--reader", action="append")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        names = given.reader or list(readers(Path(top)))
    bad = 0
    for name in names:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            read, wrong, slowest = pool.apply(tried, (name, given.inputs, given.seed))
        bad += wrong
        print(
            f"{name}: {given.inputs} inputs, {read} read, {wrong} wrong, {slowest:.2f} s",
            flush=True,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
