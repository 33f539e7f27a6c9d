"""The corpus of the benchmark as Markdown files, with what each turn of them must be."""

from __future__ import annotations

import gzip
import json
import random
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = {"interviews": 438, "turns": 149, "words": 31}
"""The invented corpus: 65,000 turns and 4.3 million characters, as many as the real one has."""

KEYWORDS = ("网格长", "把关", "志愿者", "推选", "认领", "公约", "解决")
"""Words of the example codebook, so that there is something to suggest."""

Turns = list[dict[str, str]]


def interviews(corpus: Path | None) -> Iterator[tuple[str, Turns]]:
    """Yield title and turns of each interview of gzipped JSON lines, or of an invented corpus."""
    if corpus is None:
        yield from invented()
        return
    for path in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                yield one["title"], one["turns"]


def invented() -> Iterator[tuple[str, Turns]]:
    """Yield interviews in words that mean nothing, a few of them said often as in any language."""
    chance = random.Random(2026)
    letters = [chr(point) for point in range(0x4E00, 0x5800)]
    words = ["".join(chance.choices(letters, k=chance.choice((1, 2, 2, 3)))) for _ in range(5000)]
    words[200:200] = KEYWORDS
    often = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for n in range(SIZE["interviews"]):
        turns = []
        for i in range(SIZE["turns"]):
            said = chance.choices(words, cum_weights=often, k=chance.randint(2, 2 * SIZE["words"]))
            marks = chance.choices("，，。？", k=len(said))
            text = "".join(
                word + (mark if place % 6 == 5 else "")
                for place, (word, mark) in enumerate(zip(said, marks, strict=True))
            )
            turns.append({"speaker": ("访谈者", f"受访者{n}")[i % 2], "text": f"{text}。"})
        yield f"Invented interview {n + 1}", turns


def write_corpus(corpus: Path | None, folder: Path) -> dict[str, int]:
    """Write the interviews as Markdown, with their turns beside them; return the sizes."""
    (folder / "md").mkdir()
    sizes = {"interviews": 0, "turns": 0, "characters": 0}
    with (folder / "turns.jsonl").open("w", encoding="utf-8") as expected:
        for n, (title, turns) in enumerate(interviews(corpus), start=1):
            said = (f"### {turn['speaker']}：\n{turn['text']}\n\n" for turn in turns)
            text = f"# {title}\n\n{''.join(said)}"
            (folder / "md" / f"{n:04}.md").write_text(text, encoding="utf-8")
            expected.write(json.dumps([f"{n:04}", turns], ensure_ascii=False) + "\n")
            sizes["interviews"] += 1
            sizes["turns"] += len(turns)
            sizes["characters"] += sum(len(turn["text"]) for turn in turns)
    return sizes
