"""Files are read by evidence: each kind of layout with names, scripts, widths and times of its own.

A line of an expected reading is ``label|speech``; ``?`` before it says that the speaker asks, and
an empty label that nobody is named.
"""

from __future__ import annotations

from itertools import chain

import pytest

from qualcode.turns import Style, Written, read

NBSP, THIN, ZERO = "\u00a0", "\u2009", "\u200b"
ZH = (
    "您哪年搬来的？",
    "零八年，跟着厂子来的。",
    "院里谁张罗事情？",
    "头几年没人管，后来有了楼长。",
)
EN = ("How long have you lived here?", "Since the mill closed.", "Who looks after the yard?",
      "Nobody did, until the new tenants came.")  # fmt: skip


def talk(form: str, asker: str, answerer: str, words: tuple[str, ...] = ZH) -> str:
    """Return a conversation in one layout; ``{t}`` is a time that grows."""
    said = zip((asker, answerer) * 2, words, strict=True)
    return "".join(
        form.format(n=name, s=speech, t=f"00:{7 * at:02}") for at, (name, speech) in enumerate(said)
    )


def due(asker: str, answerer: str, words: tuple[str, ...] = ZH) -> list[str]:
    names = (f"?{asker}", answerer) * 2
    return [f"{name}|{speech}" for name, speech in zip(names, words, strict=True)]


def told(text: str, styles: dict[int, Style] | None = None) -> list[str]:
    found = read(Written(text, styles=styles or {}))
    return [
        f"{'?' * turn.asks}{turn.speaker or ''}|{text[turn.start : turn.end]}"
        for turn in found.turns
    ]


PEOPLE = [("访谈者", "老楼长"), ("Interviewer", "Marta"), ("訪談者", "陳伯"), ("问", "答")]
FORMS = {
    "no-break space before a time": f"{{n}}{NBSP}{{t}}\n\n{{s}}\n\n",
    "thin space and zero width": f"{ZERO}{{n}}{THIN}：{ZERO}{{s}}{ZERO}\n",
    "ratio sign": "{n}∶{s}\n",
    "small colon": "{n}﹕ {s}\n",
    "heading": "### {n}\n\n{s}\n\n",
    "deeper heading": "##### {n}\n{s}\n",
    "en dash": "{n} – {s}\n",
    "two dashes": "{n}——{s}\n",
    "tab": "{n}\t{s}\n",
    "alone": "{n}\n{s}\n\n",
    "alone, close": "{n}\n{s}\n",
    "bold without a colon": "**{n}** {s}\n\n",
    "number before it": "1.1 {n}：{s}\n",
    "range in brackets": "[{t} – 09:59] {n}: {s}\n",
    "arrow": "[{t}.120 --> 09:59.000] {n}: {s}\n",
    "time on a line of its own": "{n}\n{t}\n{s}\n\n",
    "time behind a stroke": "{n} / {t}\n{s}\n",
    "voice": "<v {n}>{s}\n\n",
    "full-width time": "【{t}】{n}：{s}\n",
}


@pytest.mark.parametrize("people", PEOPLE, ids=lambda it: f"{ord(it[0][0]):x}")
@pytest.mark.parametrize("form", FORMS)
def test_a_label_of_any_shape_names_its_speaker(form: str, people: tuple[str, str]):
    words = EN if people[0].isascii() else ZH
    assert told(talk(FORMS[form], *people, words)) == due(*people, words)


@pytest.mark.parametrize(
    "form", ["{n}：{s}\n", "{n} {t}\n{s}\n\n", "### {n}\n\n{s}\n\n", "{n} – {s}\n"]
)
@pytest.mark.parametrize(
    ("one", "other"), [("Ida Berg", "Tom"), ("阿宽", "小满"), ("林書", "方維")]
)
def test_questions_tell_who_asks_where_words_are_silent(form: str, one: str, other: str):
    text = talk(form, one, other, EN) * 2
    assert told(text) == due(one, other, EN) * 2
    assert not read(Written(text)).doubts


def test_what_a_machine_calls_speakers_needs_more_evidence():
    text = talk("{n} {t}\n{s}\n\n", "Speaker 1", "Speaker 2", EN)
    found = read(Written(text))
    assert not any(turn.asks for turn in found.turns)
    assert [it.kind for it in found.doubts] == ["who_asks"]


LEGENDS = {
    "采访人：卫远\n被采访人：水长青 退休\n采访内容：院子\n\n": ("卫", "水"),
    "采访者：高敏、程立\n受访者：汤圆\n访谈时间：2026年3月\n\n": ("高", "汤"),
    "[M] – Interviewer\t[T] – Tenant\n": ("M", "T"),
    "M = Interviewer; T = Participant\n": ("M", "T"),
    "Interviewer = M\nParticipant = T\n\n": ("M", "T"),
    "Interview\nInterviewer\nName: Mia Nord\nPosition: PhD\nParticipant\nName: Tom\nAge: 40\n\n": (
        "MN",
        "Tom",
    ),
}


@pytest.mark.parametrize("legend", LEGENDS, ids=range(len(LEGENDS)))
@pytest.mark.parametrize("form", ["{n}：{s}\n", "{n} – {s}\n"], ids=["colon", "dash"])
def test_what_a_text_says_of_its_labels_is_believed(legend: str, form: str):
    asker, answerer = LEGENDS[legend]
    plain = ("先说说院子。", "好。", "然后。", "就那样。")
    assert told(legend + talk(form, asker, answerer, plain)) == due(asker, answerer, plain)


@pytest.mark.parametrize("series", ["P{}", "居民{}", "Participant {}", "学生{}", "S{:02}"])
def test_people_of_a_series_who_speak_once_are_people(series: str):
    names = [series.format(n) for n in range(1, 6)]
    said = "".join(f"{name}：第{name}句话。\n" for name in names)
    text = f"主持人：大家说说。\n{said}主持人：还有吗？\n{names[1]}：没了。\n"
    assert [it.partition("|")[0] for it in told(text)] == [
        "?主持人", *names, "?主持人", names[1],
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["[点头]", "【沉默】", "[inaudible]", "[…]", "（笑）"])
def test_a_bracket_alone_is_a_turn_or_a_part_of_one(mark: str):
    text = f"问：好吗？\n\n答：\n{mark}\n\n问：后来呢？\n\n答：我想想。\n{mark}\n好了。\n"
    assert told(text) == [
        "?问|好吗？", f"答|{mark}", "?问|后来呢？", f"答|我想想。\n{mark}\n好了。",
    ]  # fmt: skip


@pytest.mark.parametrize("names", [("孟老师", "方老师"), ("Ana", "Ben"), ("甲组", "乙组")])
def test_a_question_asked_once_of_several_is_of_nobody_named(names: tuple[str, str]):
    asked = ["楼里怎么样？", "谁来管？", "以后呢？"]
    answers = [f"{name}：不太清楚。\n" for name in names]
    text = "座谈：\n\n" + "".join(f"{it}\n{''.join(answers)}" for it in asked)
    due = [[f"?|{it}", *(f"{name}|不太清楚。" for name in names)] for it in asked]
    assert told(text) == list(chain.from_iterable(due))


@pytest.mark.parametrize("time", ["00:00:09", "[00:09]", "0:09"])
def test_a_time_without_a_name_is_of_nobody_known(time: str):
    text = f"00:00:01 Ida\nWhen?\n00:00:04 Tom\nIn May.\n{time}\nRight.\n00:00:12 Ida\nAnd why?\n"
    assert [it.partition("|")[0].lstrip("?") for it in told(text)] == ["Ida", "Tom", "", "Ida"]


@pytest.mark.parametrize(
    "form", ["[{}.100 --> 09:00.000]  {}\n", "{}\n{}\n", "[{}] {}\n", "{} --> 09:00\n{}\n\n"]
)
def test_stamps_without_names_are_no_speech(form: str):
    text = "".join(form.format(f"00:0{n}", words) for n, words in enumerate(EN))
    assert told(text) == [f"|{words}" for words in EN]


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "夜谈"\nhosts: "阿宽"\nguest: "小满"\n---\n\n# 夜谈\n\n',
        "> **主持**：阿宽\n> **来宾**：小满\n> **日期**：2026-03-01\n\n",
        "# 夜谈\n\n> **節目**：夜談  \n> **主持**：阿寬  \n\n## 逐字稿\n\n",
    ],
)
def test_front_matter_is_no_speech(head: str):
    text = head + "院里后来装了灯。\n\n大家都出来坐了。\n"
    assert told(text) == ["|院里后来装了灯。", "|大家都出来坐了。"]


def test_every_interview_of_a_file_keeps_its_person_and_is_offered_as_one():
    text = "".join(
        f"访谈对象：{name}\n性别：{sex}\n时间：2026年4月{n}日\n访谈内容：\n院里装了灯。\n大家都来坐。\n\n"
        for n, (name, sex) in enumerate([("汤圆", "女"), ("程立", "男"), ("高敏", "女")], start=1)
    )
    found = read(Written(text))
    assert [turn.speaker for turn in found.turns] == ["汤圆"] * 2 + ["程立"] * 2 + ["高敏"] * 2
    assert len(found.interviews) == 3
    assert found.doubts[0].kind == "several_interviews"


def test_numbered_titles_and_a_report_after_the_interview_are_no_speech():
    text = "1. 搬来\n问：哪年？\n答：零八年。\n2. 管理\n问：谁管？\n答：楼长。\n\n"
    text += "访谈小结\n楼长很重要。\n"
    assert told(text) == ["?问|哪年？", "答|零八年。", "?问|谁管？", "答|楼长。"]
    assert {it.kind for it in read(Written(text)).not_speech} >= {"heading", "report"}


def styled(lines: list[tuple[str, Style]]) -> tuple[str, dict[int, Style]]:
    styles: dict[int, Style] = {}
    at = 0
    for words, style in lines:
        styles[at] = style
        at += len(words) + 1
    return "\n".join(words for words, _ in lines), styles


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
@pytest.mark.parametrize("turned", [False, True], ids=["questions", "answers"])
@pytest.mark.parametrize(
    "look", [Style(bold=99), Style(colour="FF0000"), Style(numbered=True), Style(heading=3)],
    ids=["bold", "colour", "counted", "heading"],
)  # fmt: skip
def test_the_look_of_lines_tells_questions_from_answers(
    words: tuple[str, ...], look: Style, *, turned: bool
):
    looks = (Style(), look) if turned else (look, Style())
    text, styles = styled(list(zip(words * 2, looks * 4, strict=True)))
    assert told(text, styles) == [f"{'?' * (n % 2 == 0)}|{it}" for n, it in enumerate(words * 2)]


def test_a_question_and_its_answer_may_be_one_paragraph():
    text, styles = styled(list(zip(ZH * 2, (Style(), Style(soft=True)) * 4, strict=True)))
    assert told(text, styles) == [f"{'?' * (n % 2 == 0)}|{it}" for n, it in enumerate(ZH * 2)]


def test_a_chat_is_a_chat_and_nobody_asks_in_it():
    text = (
        "阿宽 2026-03-01 09:12\n灯修好了吗\n\n小满 2026-03-01 09:13\n[图片]\n\n"
        "阿宽 2026-03-01 09:15\n[语音 12″]\n\n小满撤回了一条消息\n\n小满 2026-03-01 09:20\n好了\n"
    )
    found = read(Written(text))
    assert (found.kind, [it.kind for it in found.doubts]) == ("chat", ["chat"])
    assert [it.partition("|")[2] for it in told(text)] == [
        "灯修好了吗",
        "[图片]",
        "[语音 12″]",
        "好了",
    ]


def test_two_languages_in_every_turn_are_said():
    both = list(zip(ZH, EN, strict=True))
    text = "".join(f"{'问答'[n % 2]}：{a}\n{b}\n" for n, (a, b) in enumerate(both))
    assert "two_languages" in [it.kind for it in read(Written(text)).doubts]


def test_a_placeholder_is_no_transcript():
    found = read(Written("Interview 7: transcript removed at the participant's request."))
    assert (found.turns, found.kind) == ((), "empty")


def test_one_person_under_two_spellings_is_one():
    text = "Interviewer：So?\nＴom：Well.\nINTERVIEWER: And?\nTom：Yes.\n"
    assert list(read(Written(text)).asking()) == ["Interviewer", "Ｔom"]
