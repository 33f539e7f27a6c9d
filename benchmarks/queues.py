"""How many units each queue needs for what random reading reaches, on a table people have coded.

Everything goes through the public pieces (`learn`, `queue.plan`); groups are held out, and the
codes of a unit are hidden until it is picked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from qualcode import codefile, embed
from qualcode.errors import InputError
from qualcode.ingest.labelled import matcher, read_labelled, training
from qualcode.suggest import Context
from qualcode.suggest.curve import Kept, Queue, Spread, saved
from qualcode.suggest.curve.simulation import MOST, simulate
from qualcode.suggest.curve.trial import AGAINST, CHECKPOINTS, QUEUE, SimulationRun
from qualcode.suggest.evaluation import SEED
from qualcode.suggest.queue import QUEUES
from qualcode.text import Tokenizer

REQUIRED = 35
"""The default queue is to save so many per cent of 300 random units."""


def main() -> None:
    asked = arguments()
    trials = made(asked)
    most = min(MOST, *(len(trial.pool.examples) for trial in trials))
    names = [AGAINST, *(name for name in asked.queues.split(",") if name != AGAINST)]
    found = {}
    for name in names:
        began = time.process_time()
        runs = [dict(one_run(replace(trial, most=most), name)) for trial in trials]
        found[name] = Queue(name, {end: Spread.of(run[end] for run in runs) for end in runs[0]})
        print(line(found[name], found[AGAINST], time.process_time() - began), flush=True)
    result = {name: saved(found[AGAINST], queue).percent for name, queue in found.items()}
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if QUEUE in result and not result[QUEUE] >= asked.require:
        sys.exit(f"{QUEUE} must save {asked.require} %, and saves {result[QUEUE]:.0f} %")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("codebook", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--codes", default="labels")
    parser.add_argument("--group", default="group")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--queues", default=",".join(QUEUES))
    parser.add_argument("--require", type=float, default=REQUIRED)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def made(asked: argparse.Namespace) -> list[SimulationRun]:
    book = codefile.load(asked.codebook)
    words = Tokenizer(keyword for code in book.codes for keyword in code.keywords)
    rows = read_labelled(asked.table, asked.text, asked.codes, asked.group)
    table = training(rows, book, words)
    context = Context(match=matcher(book, words))
    try:
        context = replace(context, encode=Kept(embed.load().encode))
    except InputError as error:
        print(error, file=sys.stderr)
    return [SimulationRun.of(book, table, context, SEED + number) for number in range(asked.seeds)]


def one_run(trial: SimulationRun, name: str) -> list[tuple[int, float]]:
    ends = trial.simulation.ends()
    at = ends if name != AGAINST else [end for end in ends if end in (*CHECKPOINTS, ends[-1])]
    return simulate(trial.simulation, name, at)


def line(queue: Queue, against: Queue, seconds: float) -> str:
    at = "  ".join(f"@{end} {queue.reached[end].mean:.3f}" for end in against.reached)
    needed = saved(against, queue)
    often = "never" if needed.needed is None else f"{needed.needed} ({needed.percent:.0f} % saved)"
    return f"{queue.name:10} {at}  needs {often} {list(needed.by_seed)}  {seconds:.0f} s of CPU"


if __name__ == "__main__":
    main()
