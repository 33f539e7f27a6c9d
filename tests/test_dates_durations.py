"""Dates and durations as people type them: read to one value, or named as not read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from analysis_material import corpus
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import TABLES
from qualcode.analysis.dates import EPOCH, month
from qualcode.analysis.durations import minutes
from qualcode.analysis.numerals import plain
from qualcode.model import Participant

HAN = "〇一二三四五六七八九"
NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def counted(n: int) -> str:
    """Write a number below 1000 as Chinese count: 20 is 二十, 105 is 一百零五."""
    if n < 20:
        return HAN[n] if n < 10 else "十" + (HAN[n % 10] if n % 10 else "")
    if n < 100:
        return HAN[n // 10] + "十" + (HAN[n % 10] if n % 10 else "")
    hundreds, rest = HAN[n // 100] + "百", n % 100
    if not rest:
        return hundreds
    return hundreds + (
        "零" + HAN[rest] if rest < 10 else ("一" if rest < 20 else "") + counted(rest)
    )


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(st.integers(1, 999))
def test_a_chinese_count_is_the_number_that_it_says(n: int):
    assert plain(counted(n)) == str(n)


@given(st.integers(0, 9), st.integers(0, 59))
def test_every_way_to_write_a_length_gives_the_same_minutes(hours: int, mins: int):
    total = 60 * hours + mins
    ways = [
        *(f"{hours}:{mins:02}", f"{hours:02}:{mins:02}", f"{hours}:{mins:02}:00"),
        *(f"{hours}h{mins:02}", f"{hours} hrs {mins} mins", f"{hours} hours and {mins} minutes"),
        *(f"{hours}小时{mins}分", f"约{hours}小時{mins}分鐘", f"{hours}時{mins:02}分"),
        *(f"{hours}个小时零{mins}分钟", f"PT{hours}H{mins}M", f"{total}", f"{total} min"),
        *(f"约{total}分钟左右", f"{total}'", f"{total}:00 min", f"about {total} minutes"),
    ]
    if hours and mins:
        ways.append(f"{counted(hours)}小时{counted(mins)}分")
        ways.append(f"{counted(total)}分钟")
        ways.append(f"{total / 1440:.6f}")
    for way in ways:
        assert minutes(way) == total, way
        assert minutes(wide(way)) == total, way


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5h", 90),
        ("1,5 h", 90),
        ("1½ hours", 90),
        ("一个半小时", 90),
        ("两个半小时", 150),
        ("1小时半", 90),
        ("半小时", 30),
        ("半个小时", 30),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("一小时一刻钟", 75),
        ("0.0451", 65),
        ("0.041666667", 60),
        ("65'30\"", 65.5),
        ("65分30秒", 65.5),
        ("65:30", 65.5),
        ("1\u200b:05", 65),
    ],
)
def test_halves_seconds_and_fractions_of_a_day_are_read(text: str, value: float):
    assert minutes(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("10:30", "23:59", "1:5", "1:65", "1 h 65 min", "0.5", "1.5", "3900", "-5", "60-70分钟"),
        *("一个多小时", "60多分钟", "很久", "65?", "one and", "1 h 5 min 2026", "9" * 400),
    ],
)
def test_a_length_that_may_be_two_is_not_read(text: str):
    assert minutes(text) is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_date_gives_the_same_month(day: date):
    y, m, d = day.year, day.month, day.day
    year = "".join(HAN[int(c)] for c in str(y))
    name = NAMES[m - 1]
    ways = [
        *(f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f"{y}-{m:02}"),
        *(f"{y}年{m}月{d}日", f"{y}年{m:02}月", f"{y} 年 {m} 月 {d} 号", f"{y}/{m:02}", f"{m}/{y}"),
        *(f"{year}年{counted(m)}月", f"{year}年{counted(m)}月{counted(d)}日"),
        *(f"{d} {name} {y}", f"{name} {d}, {y}", f"{d}-{name[:3]}-{y}", f"{name[:3]}. {y}"),
        *(f"{y} {name} {d}", f"{d}th of {name} {y}"),
        *(
            f"{day.isoformat()}T10:30:00Z",
            f"{day.isoformat()} 00:00:00",
            f"{y}年{m}月{d}日14时30分",
        ),
        str((day - EPOCH).days),
    ]
    if y > 1911:
        ways += [f"民国{y - 1911}年{m}月", f"民國{y - 1911}/{m:02}/{d:02}"]
    if d > 12 or d == m:
        ways += [f"{d:02}/{m:02}/{y}", f"{m}/{d}/{y}", f"{d}.{m}.{y}"]
    for way in ways:
        assert month(way) == f"{y}-{m:02}", way
        assert month(wide(way)) == f"{y}-{m:02}", way


@given(st.integers(1950, 2099), st.integers(1, 12), st.integers(1, 12))
def test_a_day_that_may_be_the_month_is_never_chosen(y: int, one: int, two: int):
    read = month(f"{one:02}/{two:02}/{y}")
    assert read == (f"{y}-{one:02}" if one == two else None)


@pytest.mark.parametrize(
    "text",
    [
        *("2026", "2026年", "2026年春", "115/03/05", "200305", "Mar-26", "5/3/26", "2026-02-30"),
        *(
            "2026-13",
            "2026年3月至4月",
            "3月5日",
            "46086-2",
            "99999",
            "去年",
            "民国0年3月",
            "5 mars 2026",
        ),
    ],
)
def test_a_date_without_a_certain_month_is_not_read(text: str):
    assert month(text) is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_or_shows_a_day(text: str):
    found = month(text)
    assert found is None or len(found) == 7
    length = minutes(text)
    assert length is None or 0 <= length <= 1440


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_spreadsheets_day_is_its_date(day: date):
    assert month(f"{(day - EPOCH) // timedelta(days=1)}.5") == day.isoformat()[:7]


def test_what_cannot_be_read_is_named_below_the_table_and_not_shown():
    unclear = Participant("王某", attributes={"date": "05/03/2026", "duration": "10:30"})
    clear = Participant("赵某", attributes={"日期": "2026.3.5", "Duration": "1時5分"})
    for language, words in (("zh", "不能确定"), ("en", "cannot be read")):
        table = TABLES["interviewees"](corpus(participants=(unclear, clear), language=language))
        rows = {row["pseudonym"]: row for row in table.rows}
        assert (rows["王某"]["month"], rows["王某"]["duration"]) == ("", None)
        assert (rows["赵某"]["month"], rows["赵某"]["duration"]) == ("2026-03", 65)
        notes = [note for note in table.notes if words in note]
        assert len(notes) == 2
        assert all("王某" in note and "赵某" not in note for note in notes)
        assert not any("05/03" in str(cell) for row in table.rows for cell in row.values())
        assert not any("05/03" in note for note in table.notes)
