"""Two invented interviews with their people and codebook, and codings of them, for the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import spans
from qualcode.analysis import Corpus, TextData
from qualcode.model import Code, Codebook, Coding, Group, Participant, Reading, Turn, Unit
from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from qualcode.table import Table

BOOK = Codebook(
    codes=(
        Code(
            "join",
            labels={"zh": "参与", "en": "Joining"},
            group="process",
            definition={"zh": "居民加入公共事务。"},
            include=("议事；", "投票"),
            examples=("大家一起商量。", "我来。"),
        ),
        Code("trust", labels={"zh": "信任", "en": "Trust"}, group="outcome"),
        Code("unused", labels={"zh": "无人用", "en": "Unused"}),
    ),
    groups=(Group("process", {"zh": "过程"}), Group("outcome", {"zh": "结果"})),
    version=3,
)
PEOPLE = (
    Participant(
        "P1", "站长", "A", "干部", {"site": "甲社区", "month": "2018-11-03", "duration": "65"}
    ),
    Participant("P2", "居民", "B", "居民", {"duration": "1小时5分"}),
    Participant("P3", "居民", "C"),
)


def text_of(text_id: int, *speeches: tuple[str | None, str], **given: Any) -> TextData:
    """Return a transcript of turns; a speech of nobody is the interviewer's, and asks."""
    text, turns, position = "", [], 0
    for n, (who, speech) in enumerate(speeches, start=1):
        label = f"{who or '问'}："
        position = len(text) + len(label)
        text += f"{label}{speech}\n"
        turns.append(Turn(n, position, position + len(speech), label[:-1], asks=who is None))
    units = tuple(
        Unit("turn", turn.n, turn.start, turn.end, in_frame=not turn.asks) for turn in turns
    )
    values: dict[str, Any] = {
        "name": f"访谈{text_id}",
        "kind": "interview",
        "text": text,
        "words": spans.word_characters(text),
        "turns": TextTurns.of(turns, [who for who, _ in speeches]),
        "units": units,
        **given,
    }
    return TextData(text_id, **values | {"units": TextUnits.of(values["units"])})


def coding(text: TextData, words: str, code: str, **given: Any) -> Coding:
    start = text.text.index(words)
    return Coding("", "r", "甲", text.text_id, start, start + len(words), code, **given)


def reading(text: TextData, turn: int, codebook: int = 0) -> Reading:
    found = text.turns[turn - 1]
    return Reading("甲", "r", text.text_id, found.start, found.end, codebook)


ONE = text_of(
    1, (None, "请谈谈。"), ("P1", "我们一起商量😀事情，𠮷站长也来。"), ("P2", "我信得过他。")
)
TWO = text_of(2, (None, "你呢？"), ("P1", "再说商量的事。"), ("P3", "我不清楚。"))


def corpus(**given: Any) -> Corpus:
    values: dict[str, Any] = {
        "texts": (ONE, TWO),
        "participants": PEOPLE,
        "book": BOOK,
        "layer": "甲，独立编码",
        "unit": "turn",
    }
    return Corpus(**(values | given))


def row(table: Table, **wanted: object) -> dict[str, Any]:
    return next(
        dict(row) for row in table.rows if all(row[name] == value for name, value in wanted.items())
    )


def said(table: Table) -> str:
    return "\n".join(table.notes)
