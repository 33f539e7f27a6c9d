"""The speaker-turn grammar: every style of label, and the lines that only look like one."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from qualcode.turns import anonymous, asks, parse, role_and_letter


def said(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in parse(text)]


STYLES = {
    "问：您好。\n答：好。": [("问", "您好。"), ("答", "好。")],
    "Q: Hello.\nA: Hi.": [("Q", "Hello."), ("A", "Hi.")],
    "访谈者：您好。\n受访者A: 好。": [("访谈者", "您好。"), ("受访者A", "好。")],
    "訪談者：您好。\n受訪者：好。": [("訪談者", "您好。"), ("受訪者", "好。")],
    "【访谈者】您好。\n【书记】：好。": [("访谈者", "您好。"), ("书记", "好。")],
    "（访谈者）：您好。\n（受访者）好。": [("访谈者", "您好。"), ("受访者", "好。")],
    "主持人　：开始。\n社区党组织书记 A：好。": [
        ("主持人", "开始。"),
        ("社区党组织书记 A", "好。"),
    ],
    "[00:12:31] 王站长：好。\n[00:12] 张三: 嗯。": [("王站长", "好。"), ("张三", "嗯。")],
    "【00:12】张三：好。\n【00:15】李四：嗯。": [("张三", "好。"), ("李四", "嗯。")],
    "Q [00:00:05]: 您好。\nA [00:00:12]：好。": [("Q", "您好。"), ("A", "好。")],
    "高木(00:01:08): 听到吗？\n张三（00:01:10）：能。": [("高木", "听到吗？"), ("张三", "能。")],
    "00:00:01 Anna: hello\n00:00:05 Bob: hi": [("Anna", "hello"), ("Bob", "hi")],
    "### 唐鳳：\n一。\n\n二。\n\n### 問：\n三？": [("唐鳳", "一。\n\n二。"), ("問", "三？")],
    "### 提問:\n\n一？\n\n### 唐鳳:\n\n二。": [("提問", "一？"), ("唐鳳", "二。")],
    "**访谈者：**您好。\n\n**王站长**：好。": [("访谈者", "您好。"), ("王站长", "好。")],
    "**问：您好**\n\n**答**: 好": [("问", "您好"), ("答", "好")],
    "说话人1 00:00\n您好。\n\n说话人2 00:05\n好。": [("说话人1", "您好。"), ("说话人2", "好。")],
    "说话人 1 00:01 您好。\n说话人 2 00:04 好。": [("说话人 1", "您好。"), ("说话人 2", "好。")],
    "Speaker 1 00:00:16.480 \n您好。\n\n张三 00:00:20.000 \n好。": [
        ("Speaker 1", "您好。"),
        ("张三", "好。"),
    ],
    "SPEAKER_00: hello\nSPEAKER_01: hi": [("SPEAKER_00", "hello"), ("SPEAKER_01", "hi")],
    "00:00:01 张三\n好。\n00:00:05 李四\n嗯。": [("张三", "好。"), ("李四", "嗯。")],
    "张三 2023/5/1 14:22:33\n好。\n\n李四 2023/5/1 14:23:00\n嗯。": [
        ("张三", "好。"),
        ("李四", "嗯。"),
    ],
    "发言人138:46\n好。\n发言人239:10\n嗯。": [("发言人1", "好。"), ("发言人2", "嗯。")],
    '<cite user-name="陈遥"></cite> 00:00:03\\\n好。\\\n': [("陈遥", "好。")],
    "**发言人 1 00:00:01**\\\n好。\\\n": [("发言人 1", "好。")],
    "- 问：好吗？\n- 答：好。": [("问", "好吗？"), ("答", "好。")],
    "1. 问：好吗？\n2. 答：好。": [("问", "好吗？"), ("答", "好。")],
    "居民A（女，45岁）：好。\n居民B（男）：行。": [
        ("居民A（女，45岁）", "好。"),
        ("居民B（男）", "行。"),
    ],
    "我：您贵姓\n他：李\n我：哪年来\n他：去年\n我：好\n他：嗯": [
        ("我", "您贵姓"),
        ("他", "李"),
        ("我", "哪年来"),
        ("他", "去年"),
        ("我", "好"),
        ("他", "嗯"),
    ],
    "張宏銘：一\n𠮷田：二\n張宏銘：三\n𠮷田：四": [
        ("張宏銘", "一"),
        ("𠮷田", "二"),
        ("張宏銘", "三"),
        ("𠮷田", "四"),
    ],
}


@pytest.mark.parametrize("text", STYLES)
def test_styles_of_labels(text: str):
    assert said(text) == STYLES[text]


@pytest.mark.parametrize(
    "line",
    [
        "会议改到下午 3:30",
        "会议改到下午 3:30\n\n又改到下午 3:30",
        "周三：开会",
        "周三 3:30",
        "我说：不行",
        "我说：不行。\n我说：还是不行。\n我说：真不行。",
        "老王说：不行。\n老王说：行。",
        "比如：这样。\n比如：那样。",
        "第一：人。\n第二：钱。",
        "问题：钱不够。\n问题：人不够。",
        "我的想法有三个：",
        "我们主任：不行。",
        "网址：https://a.cn/x:y",
        "https://a.cn/1\nhttps://a.cn/2",
        "比分是 3：1",
        "3：1\n3：1",
        "（笑）不是吧。\n（笑）真的。",
        "【笑】不是吧。\n【笑】真的。",
        "那是站长：他管的。",
        "张三：只说过一次。",
        "时间：三点。\n时间：四点。",
        "C:\\录音\\一.wav",
        "他说过“问：答：”这样的话",
    ],
)
def test_lines_that_only_look_like_labels(line: str):
    """They stay inside the turn in which they stand."""
    text = f"访谈者：开头。\n受访者A：前面，\n{line}\n访谈者：结尾。"
    assert said(text) == [
        ("访谈者", "开头。"),
        ("受访者A", f"前面，\n{line}"),
        ("访谈者", "结尾。"),
    ]


@pytest.mark.parametrize(
    "label", ["王站长", "社区党组织书记 A", "受访者A", "网格员", "居民甲", "问"]
)
def test_a_role_that_speaks_once_is_a_turn(label: str):
    assert said(f"张三：一\n李四：二\n{label}：三\n张三：四\n李四：五")[2] == (label, "三")


def test_a_name_of_a_weekday_family_is_a_name():
    text = "说话人1 00:01\n好\n\n周一鸣 00:03\n在\n\n说话人1 00:05\n好"
    assert said(text)[1] == ("周一鸣", "在")


def test_a_stamped_speaker_who_spoke_once_is_found_by_the_clock():
    text = "张三 00:01\n好\n张三 00:03\n嗯\n李四 00:05\n在\n张三 00:09\n行"
    assert said(text)[2] == ("李四", "在")


def test_joined_stamps_are_believed_only_where_the_minutes_grow():
    assert all(turn.speaker is None for turn in parse("发言人238:46\n好。\n发言人110:10\n嗯。"))


def test_the_header_belongs_to_nobody():
    text = (
        "互助站站长A访谈记录\n访谈时间：2023年5月3日 下午 3:30\n访谈地点：甲社区\n"
        "访谈者：张同学\n受访者：互助站站长A，男\n\n访谈者：您好。\n受访者：好。\n"
    )
    assert said(text) == [("访谈者", "您好。"), ("受访者", "好。")]
    assert said(text.replace("\n\n", "\n")) == said(text)


def test_a_recorder_s_own_lines_belong_to_nobody():
    text = (
        "2026-06-18 08:00:44 CST|1h 21min\n\nKeywords:\n会议、社区\n\n"
        "说话人 1 00:01 \n好。\n\n以上内容由AI生成，仅供参考\n"
    )
    assert said(text) == [("说话人 1", "好。")]


def test_headings_and_notes_on_the_recording_belong_to_nobody():
    """The speech after them goes on as a turn of the same speaker."""
    text = (
        "# 标题\n\n说明文字。\n\n【開始記錄】\n\n### 唐鳳：\n一。\n\n【中场休息】\n\n二。\n\n"
        "## 第二部分：动员\n\n三。（笑）\n\n---\n（访谈结束）\n"
    )
    assert said(text) == [("唐鳳", "一。"), ("唐鳳", "二。"), ("唐鳳", "三。（笑）")]


def test_a_quoted_line_stays_in_its_turn():
    """It may be a stage direction or speech: what is in doubt is not dropped."""
    text = "### 唐鳳：\n一。\n\n> （笑）\n\n二。\n\n### 張三：\n好。\n"
    assert said(text) == [("唐鳳", "一。\n\n> （笑）\n\n二。"), ("張三", "好。")]


def test_between_headings_a_quoted_dialogue_is_speech():
    turns = "".join(f"### {name}：\n话。\n\n" for name in ["唐鳳", "張三"] * 8)
    text = turns + "### 唐鳳：\n问：好吗？\n答：好。\n"
    assert said(text)[-1] == ("唐鳳", "问：好吗？\n答：好。")


def test_without_labels_every_line_is_a_turn_of_nobody():
    text = "2019年，街道开始试点。\n\n第二段：没有人说话。\n# 标题\n 第三段 "
    assert said(text) == [
        (None, "2019年，街道开始试点。"),
        (None, "第二段：没有人说话。"),
        (None, "第三段"),
    ]


def test_an_empty_turn_is_dropped():
    text = "问：好吗？\n答：\n问：好吗？\n答：好。"
    turns = parse(text)
    assert [turn.speaker for turn in turns] == ["问", "问", "答"]
    assert [turn.n for turn in turns] == [1, 2, 3]


def test_time_stamps_are_kept_as_written():
    turns = parse("[00:12:31] 王站长：好。\n【00：13】王站长：嗯。\n王站长：行。")
    assert [turn.time for turn in turns] == ["00:12:31", "00：13", None]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "问",
            "問",
            "Q",
            "Q1",
            "问2",
            "访谈者",
            "访谈者1",
            "访谈员",
            "采访者",
            "访问者",
            "主持人",
        ),
        *(
            "主持人（张）",
            "记者",
            "记者王某",
            "調查員",
            "研究者",
            "提问",
            "提問者2",
            "訪談者",
            "記者",
        ),
        *("Interviewer", "Moderator", "我", "I"),
    ],
)
def test_labels_that_ask(label: str):
    assert asks(label)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "答",
            "A",
            "受访者",
            "受访者A",
            "被访谈者",
            "受訪談者",
            "被采访者B",
            "书记",
            "顾问",
            "学问",
        ),
        *("口譯人員", "说话人1", "唐鳳", "Speaker"),
    ],
)
def test_labels_that_answer(label: str):
    assert not asks(label)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("社区党组织书记 A", ("社区党组织书记", "A")),
        ("受访者A", ("受访者", "A")),
        ("受访者Ｂ", ("受访者", "B")),
        ("受访者（C）", ("受访者", "C")),
        ("居民A（女，45岁）", ("居民", "A")),
        ("受访者甲", ("受访者", "甲")),
        ("居民12", ("居民", "12")),
        ("说话人 1", ("说话人", "1")),
        ("SPEAKER_00", ("SPEAKER", "00")),
        ("Interviewee B", ("Interviewee", "B")),
        ("王正文(Chris)", ("王正文(Chris)", "")),
        ("街道社会事务办主任", ("街道社会事务办主任", "")),
        ("Arthur Lin", ("Arthur Lin", "")),
        ("F03", ("F03", "")),
        ("A", ("A", "")),
    ],
)
def test_role_and_letter(label: str, expected: tuple[str, str]):
    assert role_and_letter(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("受访者A", True), ("说话人 1", True), ("答", True), ("互助站站长A", False), ("唐鳳", False)],
)
def test_labels_that_name_somebody_else_in_every_transcript(label: str, *, expected: bool):
    assert anonymous(label) is expected


WORDS = st.text("我們互助站好。，？！…\u0301👨‍👩‍👧𠮷𡃁 AaZ19", min_size=1, max_size=12)
NAMES = st.sampled_from(["访谈者", "受访者A", "社区党组织书记 B", "唐鳳", "𠮷田", "Arthur Lin"])
FORMS = st.sampled_from(
    ["{}：", "{}: ", "### {}：\n", "**{}：**", "【{}】：", "[00:12:31] {}：", "{}（00:01:08）："]
)


@given(st.lists(st.tuples(NAMES, WORDS.filter(lambda w: w.strip())), min_size=1, max_size=8), FORMS)
def test_what_is_written_comes_back(turns: list[tuple[str, str]], form: str):
    """Labels twice over, so that every name is known; rare characters keep their place."""
    written = [(name, words.strip()) for name, words in turns * 3]
    text = "\n".join(form.format(name) + words for name, words in written)
    assert said(text) == written


LINES = st.one_of(
    st.builds(lambda form, name: form.format(name), FORMS, NAMES),
    st.sampled_from(
        ["#", "# 题", "> x", "---", "【注】", "说话人1 00:00", "：", "**", "访谈时间：一", "\\"]
    ),
    st.text(max_size=8),
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_has_ordered_disjoint_turns(text: str):
    last = 0
    for n, turn in enumerate(parse(text), start=1):
        assert turn.n == n
        assert last <= turn.start < turn.end <= len(text)
        words = text[turn.start : turn.end]
        assert words == words.strip()
        assert turn.speaker is None or turn.speaker in text
        last = turn.end


@pytest.mark.parametrize(
    "line", [" " * 200_000, "- " * 100_000, "：" * 100_000, "【" * 100_000, "本文由" * 99_999]
)
def test_a_hostile_line_takes_no_time(line: str):
    assert parse(f"问：好\n答：好\n{line}")[0].speaker == "问"


def interviews() -> list[dict[str, Any]]:
    files = sorted((SHARED / "interviews").glob("*.jsonl.gz"))
    return [json.loads(line) for file in files for line in gzip.open(file, "rt", encoding="utf-8")]


@needs_shared
def test_real_interviews_come_back_turn_by_turn():
    """All 438 interviews as the corpus has them."""
    for interview in interviews():
        turns = interview["turns"]
        text = "".join(f"### {turn['speaker']}：\n{turn['text']}\n\n" for turn in turns)
        spoken = ((turn["speaker"], turn["text"].strip()) for turn in turns)
        assert said(text) == [(speaker, words) for speaker, words in spoken if words]
