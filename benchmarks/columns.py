"""Random tables of ratings: who is a coder is read rightly, or refused, and never guessed.

    python benchmarks/columns.py --tables 2500

Half of the tables hold coders, and columns whose headings are known, and nothing else: each that is
refused is refused needlessly. The other half hold one column more, under a heading that says
nothing, which is no coder's and can be told from the ratings: it must be refused or left out.
Coders are called as raters are, or by bare names; some give one value only, or none. Prints what
was refused needlessly, by names and reason; exits 1 where a column was guessed, or a coder dropped.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from qualcode.errors import InputError
from qualcode.ingest.ratings import read_ratings

RATERS = [
    *("A B C D E F", "R1 R2 R3 R4 R5 R6", "rater_1 rater_2 rater_3 rater_4 rater_5 rater_6"),
    *("编码者1 编码者2 编码者3 编码者4 编码者5 编码者6", "甲 乙 丙 丁 戊 己", "1 2 3 4 5 6"),
    *("Anna_code Max_code Li_code Bo_code Jo_code Al_code", "王 李 张 陈 刘 章"),
    "张三编码 李四编码 王五编码 赵六编码 孙七编码 周八编码",
]
BARE = [
    *("王芳 李娜 张三丰 陈小明 刘洋 赵敏", "Anna Max Lina Robert Jo Alexandra"),
    "阿明 小李 老周 方姐 静 雯",
    *("wangfang lina zhangwei chenxm liuyang zhaomin", "王老师 李老师 张同学 陈助理 小赵 阿敏"),
    *("Smith Jones Müller García O'Neil Lee", "human model gpt claude expert crowd"),
]
SCALES = {
    "likert": list("1223334454"),
    "binary": list("0000000111"),
    "rare": ["0"] * 19 + ["1"],
    "yes": ["是", "否", "是", "不适用"],
    "words": ["责任", "合法", "回应", "规则", "信任", "信任"],
    "english": ["trust", "trust", "rules", "help"],
    "many": [f"c{n}" for n in range(30)],
    "sets": ["责任", "合法", "责任;合法", "规则;", "回应;责任"],
    "sparse": ["x", "x", "y", "z"],
}
KNOWN = [
    *("段落", "No.", "单位编号", "样本", "case_id", "句子", "访谈", "interview", "speaker"),
    *("备注", "合计", "unit", "原文", "最终编码", "Total"),
]
UNKNOWN = [
    *("波次", "村庄", "城区", "周次", "高度", "方向", "程度", "江苏", "项目", "街道", "年份"),
    *("版本", "xyz", "batch", "Wave2", "Stufe", "leer", "ok"),
]
STRANGE = ["running", "pairs", "shuffled", "places", "texts", "dates", "ages", "empty", "constant"]


def ratings(draw: random.Random, coders: int) -> list[list[str]]:
    """Return the columns of coders who mostly see one thing; some see one only, or rate nothing."""
    scale, slip = SCALES[draw.choice(list(SCALES))], draw.choice((0.02, 0.1, 0.3))
    gap, rows = draw.choice((0, 0, 0.05, 0.4)), draw.choice((3, 4, 5, 6, 8, 9, 10, 12, 15, 25, 40))
    columns: list[list[str]] = [[] for _ in range(coders)]
    for _ in range(rows):
        truth = draw.choice(scale)
        for column in columns:
            cell = draw.choice(scale) if draw.random() < slip else truth
            column.append("" if draw.random() < gap else cell)
    habit = draw.random()
    if coders > 2 and habit < 0.06:
        columns[draw.randrange(coders)] = [draw.choice(scale)] * rows
    elif coders > 2 and habit < 0.1:
        columns[draw.randrange(coders)] = [""] * rows
    return columns


def strange(draw: random.Random, kind: str, rows: int, given: Counter[str]) -> list[str]:
    """Return the cells of a column that is no coder's, and that can be seen to be none.

    One value that is nearly all that the coders gave cannot be told from a coder's.
    """
    if kind == "constant":
        rarer = [value for value, times in given.items() if times < 0.8 * given.total()]
        return [draw.choice(["第一轮", *rarer])] * rows
    made: dict[str, list[str]] = {
        "running": [str(n + 1) for n in range(rows)],
        "pairs": [str(n // 2 + 1) for n in range(rows)],
        "shuffled": draw.sample([str(n) for n in range(101, 200)], rows),
        "places": [draw.choice(("东村", "西村", "南村")) for _ in range(rows)],
        "texts": [f"第{n}句话" for n in range(rows)],
        "dates": [f"2024-05-{n % 28 + 1:02}" for n in range(rows)],
        "ages": [str(draw.randint(18, 80)) for _ in range(rows)],
        "empty": [""] * rows,
    }
    return made[kind]


def table(draw: random.Random, *, mixed: bool) -> tuple[str, list[tuple[str, list[str]]], str, str]:
    """Return how coders are called, the columns, the unknown column's heading and its kind."""
    called = draw.choice(("raters", "bare"))
    names = draw.choice(RATERS if called == "raters" else BARE).split()[: draw.randint(2, 6)]
    columns = list(zip(names, ratings(draw, len(names)), strict=True))
    rows = len(columns[0][1])
    if not all(any(row) for row in zip(*(cells for _, cells in columns), strict=True)):
        columns = [(name, [cell or columns[0][1][0] or "x" for cell in it]) for name, it in columns]
    unknown = kind = ""
    if mixed:
        unknown, kind = draw.choice(UNKNOWN), draw.choice(STRANGE)
        cells = strange(draw, kind, rows, Counter(cell for _, it in columns for cell in it if cell))
        columns.insert(draw.randrange(len(columns) + 1), (unknown, cells))
    for name in draw.sample(KNOWN, draw.choice((0, 0, 1, 2))):
        cells = [f"{n}x" for n in range(rows)]
        columns.insert(draw.choice((0, len(columns))), (name, cells))
    return called, columns, unknown, kind


def main() -> int:
    """Read every table and print a line for each kind of refusal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print what was refused needlessly")
    asked = parser.parse_args()
    count: Counter[str] = Counter()
    needless: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as top:
        path = Path(top) / "given.csv"
        for n in range(asked.tables * 2):
            draw = random.Random(f"{asked.seed} {n}")
            called, columns, unknown, kind = table(draw, mixed=n % 2 == 1)
            coders = [it for it, _ in columns if it not in (*KNOWN, unknown)]
            with path.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(
                    [[it for it, _ in columns], *zip(*(it for _, it in columns), strict=True)]
                )
            count[f"{called}, unknown column: {bool(unknown)}"] += 1
            try:
                sheet = read_ratings(path)
            except InputError as error:
                if not unknown:
                    reason = str(error).partition("(")[2].partition(")")[0]
                    needless[f"{called}: {reason}"] += 1
                    if asked.show:
                        print(error, columns)
                elif "--coders" not in str(error):
                    print("no cure:", error)
                continue
            if unknown in sheet.coders:
                count["guessed"] += 1
                print("guessed", kind, columns)
            silent = [it for it in coders if it not in (*sheet.coders, *sheet.left_out)]
            full = [it for it, cells in columns if it in coders and any(cells)]
            if silent or any(it not in sheet.coders for it in full):
                count["dropped"] += 1
                print("dropped", sheet.coders, columns)
    for what, times in sorted(count.items()):
        print(f"{what}: {times}")
    print(f"refused needlessly: {needless.total()} of {asked.tables}")
    for what, times in needless.most_common():
        print(f"  {what}: {times}")
    return 1 if count["guessed"] or count["dropped"] else 0


if __name__ == "__main__":
    sys.exit(main())
