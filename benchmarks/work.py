"""The pieces of work that the benchmark measures, each in a process of its own.

``python work.py NAME FOLDER`` does one on what is in the folder and prints what it gave as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Turns

    from qualcode.model import Transcript
    from qualcode.project import Project

REPO = Path(__file__).resolve().parent.parent
CODEBOOK = REPO / "codebooks" / "community_governance.yaml"


def ingest(folder: Path) -> dict[str, Any]:
    """Take the Markdown files of a folder into a new project."""
    from qualcode import Project

    with Project.create(folder / "study", CODEBOOK) as project:
        report = project.transcripts.ingest([folder / "md"])
    refused = [f"{one.name}: {one.reason}" for one in report.refused]
    return {"added": len(report.added), "refused": refused}


def tokens(folder: Path) -> dict[str, Any]:
    """Cut every text by plain jieba and through the project in turns, then once more from cache."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    spent = {"jieba": 0.0, "first": 0.0, "again": 0.0}
    with opened(folder) as project:
        project.transcripts.tokenizer().tokenize("热身")
        texts = [(info.text_id, project.transcripts.get(info.name).text) for info in infos(project)]
        for key, text in texts:
            spent["jieba"] += seconds(jieba.lcut, text)
            spent["first"] += seconds(project.transcripts.tokens, key)
        for key, _ in texts:
            spent["again"] += seconds(project.transcripts.tokens, key)
    return spent


def suggest(folder: Path) -> dict[str, Any]:
    """Ask for suggestions over the whole corpus; its words are cut already."""
    with opened(folder) as project:
        project.coders.add("A")
        report = project.suggestions.run("A", seed=1)
    return {"units": report.units, "suggested": report.suggested}


def verify_log(folder: Path) -> dict[str, Any]:
    """Replay the log of the corpus project and compare it with the file."""
    with opened(folder) as project:
        audit = project.verify_log()
    return {"events": audit.events, "problems": [one.message for one in audit.problems]}


def acts(folder: Path) -> dict[str, Any]:
    """Code, undo and verify on the corpus project as a coder does: 2,000 acts on one text."""
    with opened(folder) as project:
        largest = max(infos(project), key=lambda info: info.characters)
        codes = [code.id for code in project.codebook.current().codes]

        def add(n: int) -> float:
            start = 7 * n % (largest.characters - 20)
            span, code = (start, start + 5 + n % 9), codes[n % len(codes)]
            return seconds(project.codings.add, "A", largest.name, *span, code)

        adding = [add(n) for n in range(2000)]
        undoing = [seconds(project.undo, "A") for _ in range(50)]
        project.suggestions.set_mode("visible")
        queue = [seconds(project.suggestions.queue, "A") for _ in range(10)]
    return {"add": median(adding[-200:]), "undo": median(undoing), "queue": median(queue)}


def demo(folder: Path) -> dict[str, Any]:
    """Work the example study."""
    from qualcode import example

    return {"tables": len(example.run(folder / "demo").tables)}


def agreement(folder: Path) -> dict[str, Any]:
    """Compare two coders of the example study, the first time in this process and once more."""
    from qualcode import Project

    with Project.open(folder / "demo") as project:
        compare = project.agreement.table
        return {"first": seconds(compare, ["A", "B"]), "again": seconds(compare, ["A", "B"])}


def check(folder: Path) -> dict[str, Any]:
    """Compare every turn and every token of the corpus project with the text it stands in."""
    lines = (folder / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    expected = dict(json.loads(line) for line in lines)
    wrong: dict[str, list[str]] = {"turns": [], "tokens": []}
    counted = {"turns": 0, "tokens": 0}
    with opened(folder) as project:
        for info in infos(project):
            found = project.transcripts.get(info.name)
            offsets = project.transcripts.tokens(info.text_id).tolist()
            counted["turns"] += len(found.turns)
            counted["tokens"] += len(offsets)
            wanted = expected.get(info.name)
            if not (in_order(found) and (wanted is None or as_said(found, wanted))):
                wrong["turns"].append(info.name)
            if not whole(found.text, offsets):
                wrong["tokens"].append(info.name)
    return {"counted": counted, "wrong": wrong}


def in_order(found: Transcript) -> bool:
    """Return whether turns follow each other and begin and end with something said."""
    ends = [0, *(turn.end for turn in found.turns)]
    said = [found.text[turn.start : turn.end] for turn in found.turns]
    ordered = all(end <= turn.start for end, turn in zip(ends, found.turns, strict=False))
    return ordered and all(text and text == text.strip() for text in said)


def as_said(found: Transcript, wanted: Turns) -> bool:
    """Return whether the turns are those of the corpus, one for one."""
    said = [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]
    return said == [(turn["speaker"].strip(), turn["text"].strip()) for turn in wanted]


def whole(text: str, offsets: list[list[int]]) -> bool:
    """Return whether tokens have no bare edge and hold each character but space just once."""
    words = [text[start:end] for start, end in offsets]
    ordered = offsets == sorted(offsets)
    bare = any(not word or word != word.strip() for word in words)
    return ordered and not bare and "".join("".join(words).split()) == "".join(text.split())


def seconds(work: Callable[..., object], *given: Any) -> float:
    begun = time.perf_counter()
    work(*given)
    return time.perf_counter() - begun


def opened(folder: Path) -> Project:
    from qualcode.project import Project

    return Project.open(folder / "study")


def infos(project: Project) -> tuple[Any, ...]:
    return project.transcripts.list()


def main(name: str, folder: Path) -> None:
    """Do one piece of work and print what it gave, with this process's peak of memory in MB."""
    sys.path.insert(0, str(REPO))
    given = WORK[name](folder)
    try:
        import resource
    except ImportError:  # Windows has no such figure
        peak = None
    else:
        scale = 2**20 if sys.platform == "darwin" else 2**10
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    print(json.dumps({**given, "peak": peak}))


WORK: dict[str, Callable[[Path], dict[str, Any]]] = {
    work.__name__: work
    for work in (ingest, tokens, suggest, verify_log, acts, demo, agreement, check)
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
