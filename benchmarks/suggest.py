"""Measure what suggestions are worth and what they cost: quality, the model study, speed.

``--labelled DIR`` holds labelled tables, ``NAME.jsonl`` beside ``NAME.codebook.json``; ``--study
DIR`` the paper of the model study with its checked codes. Both are private and may be left out.
Speed is measured on invented text. Every figure goes through ``suggest.learn``.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from qualcode import codefile, embed
from qualcode.errors import QualcodeError
from qualcode.ingest.labelled import read_labelled, training
from qualcode.model import Code, Codebook
from qualcode.suggest import Context, Example, Training, learn
from qualcode.suggest.curve import Kept
from qualcode.suggest.curve.trial import SimulationRun
from qualcode.text import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggest import Encode
    from qualcode.suggest.curve.trial import Taken

SIZES = {"taidi7": (5, 15), "cail_labor": (20, 50)}
OTHER_SIZES = (5, 20, 50)
SEED = 2026
UNITS, CODES, LENGTH, TRANSCRIPTS = 10_000, 30, 60, 50

Rows = list[dict[str, Any]]


class Reach(NamedTuple):
    """A requirement: at this size, this figure must be at least (or at most) so much."""

    size: int
    figure: str
    value: float
    least: bool = True


REACH = {
    "taidi7": (
        Reach(0, "recall_at_3", 0.93),
        Reach(0, "mean_average_precision", 0.70),
        Reach(5, "mean_average_precision", 0.78),
        Reach(15, "mean_average_precision", 0.82),
    ),
    "cail_labor": (
        Reach(20, "mean_average_precision", 0.55),
        Reach(20, "macro_f1", 0.54),
        Reach(50, "mean_average_precision", 0.61),
        Reach(50, "macro_f1", 0.60),
        Reach(50, "calibration_error", 0.03, least=False),
    ),
}


def quality(folder: Path, encode: Encode | None, seeds: int) -> Iterator[dict[str, Any]]:
    """Yield ours and the plain baseline on every labelled table, without a label and with few."""
    for path in sorted(folder.glob("*.jsonl")):
        book = codefile.load(path.with_suffix(".codebook.json"))
        table = training(read_labelled(path, "text", "labels", "group"), book, Tokenizer())
        context = Context(encode=Kept(encode) if encode else None)
        sizes = SIZES.get(path.stem, OTHER_SIZES)
        taken: dict[tuple[str, int], list[Taken]] = {}
        for seed in range(SEED, SEED + seeds):
            for one in SimulationRun.of(book, table, context, seed).take(sizes, lambda _: None):
                taken.setdefault((one.model, one.size), []).append(one)
        yield from _measured(path.stem, taken)


def _measured(name: str, taken: dict[tuple[str, int], list[Taken]]) -> Iterator[dict[str, Any]]:
    figures = ("mean_average_precision", "recall_at_3", "macro_f1", "calibration_error")
    for (model, size), found in taken.items():
        means = {f: float(np.mean([getattr(one.measures, f) for one in found])) for f in figures}
        wanted = [r for r in REACH.get(name, ()) if r.size == size and model == "ours"]
        met = [
            means[r.figure] >= r.value if r.least else means[r.figure] <= r.value for r in wanted
        ]
        reached = ("yes" if all(met) else "no") if met else "none asked"
        yield {"set": name, "size": size, "model": model, **means, "reached": reached}


def study(folder: Path, encode: Encode | None) -> Iterator[dict[str, Any]]:
    """Yield at which rank the author's code stands, from the codebook alone."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    paper = (folder / "paper.txt").read_text("utf-8")
    codes = [
        Code(
            code["id"],
            {"zh": code["zh"]},
            definition={"zh": code["definition_zh"]},
            include=tuple(code["include"]),
            keywords=tuple(code["indicators"]),
        )
        for code in gold["codebook"]
    ]
    passages = gold["author_passages_weak_labels"]["items"]
    told = {
        "quotations": [(q["text"], q["codes_author"]) for q in gold["quotes"]],
        "paragraphs": [(paper[p["start"] : p["end"]], [p["weak_code"]]) for p in passages],
    }
    texts = [text for pairs in told.values() for text, _ in pairs]
    units = dict(zip(texts, _cut(texts), strict=True))
    book = Codebook(codes=tuple(codes))
    learned = learn(book, None, Context(None, encode, tuple(units.values())))
    for what, pairs in told.items():
        scores = learned.score([units[text] for text, _ in pairs])
        order = np.argsort(-scores, axis=1, kind="stable")
        ranks = [
            min(row.tolist().index(learned.codes.index(code)) for code in right)
            for row, (_, right) in zip(order, pairs, strict=True)
        ]
        first, three = sum(r == 0 for r in ranks), sum(r < 3 for r in ranks)
        yield {"what": what, "of": len(ranks), "first": first, "among_three": three}


def _cut(texts: Sequence[str]) -> Iterator[Example]:
    words = Tokenizer()
    for n, text in enumerate(texts, 1):
        spans = words.tokenize(text).tolist()
        yield Example(n, 1, 0, text, tuple(text[start:end] for start, end in spans))


def speed(encode: Encode | None, repeat: int) -> Iterator[dict[str, Any]]:
    """Yield what learning and scoring everything again costs, embeddings known already."""
    book, table = invented()
    kept = Kept(encode) if encode else None
    if kept:
        kept([unit.text for unit in table.examples])
    for read in (2_000, UNITS):
        labels = table.labels.copy()
        labels[read:] = np.nan
        decided = Training(table.examples, labels, table.codes)
        taken = [_run(book, decided, kept) for _ in range(repeat)]
        parts = {name: median(one[name] for one in taken) for name in taken[0]}
        yield {"read": read, **parts, "peak_mb": _peak()}


def _run(book: Codebook, decided: Training, encode: Encode | None) -> dict[str, float]:
    units = decided.examples
    began = time.perf_counter(), time.process_time()
    learned = learn(book, decided, Context(None, encode, units))
    at_learn = time.perf_counter()
    learned.sheet(units)
    learned.score(units)
    at_score = time.perf_counter()
    found = learned.propose(units)
    ended = time.perf_counter()
    return {
        "learn": at_learn - began[0],
        "sheet_and_score": at_score - at_learn,
        "propose": ended - at_score,
        "total": ended - began[0],
        "cpu": time.process_time() - began[1],
        "suggestions": float(len(found)),
    }


def invented() -> tuple[Codebook, Training]:
    """Return interviews in two-character words that mean nothing, and codes that some words mean.

    Words are as frequent as in running text; one unit in three has a code, one label in fifty is
    wrong.
    """
    rng = np.random.default_rng(SEED)
    common = [chr(0x4E00 + n) for n in rng.permutation(3_000)]
    words = ["".join(rng.choice(common, 2)) for _ in range(20_000)]
    weights = 1 / np.arange(20, len(words) + 20)
    drawn = rng.choice(len(words), (UNITS, LENGTH // 2), p=weights / weights.sum())
    about = [rng.choice(np.arange(1_500, 6_000), 12, replace=False) for _ in range(CODES)]
    truth = np.column_stack([np.isin(drawn, mine).any(axis=1) for mine in about])
    wrong = rng.random(truth.shape) < 0.02 * truth.mean()
    codes = [
        Code(
            f"c{n}",
            {"zh": words[mine[0]]},
            definition={"zh": "，".join(words[w] for w in mine[1:6])},
            keywords=tuple(words[w] for w in mine[:3]),
        )
        for n, mine in enumerate(about)
    ]
    each = UNITS // TRANSCRIPTS
    said = [tuple(words[w] for w in row) for row in drawn.tolist()]
    units = tuple(
        Example(n + 1, n // each + 1, n % each * LENGTH, "".join(cut), cut)
        for n, cut in enumerate(said)
    )
    labels = (truth ^ wrong).astype(float)
    return Codebook(codes=tuple(codes)), Training(units, labels, tuple(c.id for c in codes))


def embedding(repeat: int) -> Iterator[dict[str, Any]]:
    """Yield how many units of 60 characters are embedded in a second."""
    began = time.perf_counter()
    embedder = embed.load()
    loaded = time.perf_counter() - began
    texts = [unit.text for unit in invented()[1].examples[:2_000]]
    seconds = []
    for _ in range(repeat):
        began = time.perf_counter()
        embedder.encode(texts)
        seconds.append(time.perf_counter() - began)
    yield {"load": loaded, "units_per_second": len(texts) / median(seconds)}


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _print(title: str, rows: Rows) -> None:
    sys.stdout.write(f"\n{title}\n")
    for row in rows:
        said = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items())
        sys.stdout.write("  " + "  ".join(said) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--study", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-embedding", action="store_true", help="as without the extra")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    encode = None
    if not asked.no_embedding:
        try:
            encode = embed.load().encode
        except QualcodeError as error:
            sys.stdout.write(f"{error}\n")
    found: dict[str, Rows] = {}
    if asked.labelled:
        found["quality"] = list(quality(asked.labelled, encode, asked.seeds))
    if asked.study:
        found["study"] = list(study(asked.study, encode))
    if not asked.no_speed:
        found["speed"] = list(speed(encode, asked.repeat))
        found["embedding"] = list(embedding(asked.repeat)) if encode else []
    for title, rows in found.items():
        _print(title, rows)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
