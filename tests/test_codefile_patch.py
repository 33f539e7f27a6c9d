"""What of a person's own file survives a save: comments, layout, and every unchanged byte."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from qualcode.codefile import dumps, load, loads, save
from qualcode.errors import InputError
from qualcode.model import Code, Codebook, Group, Relation

if TYPE_CHECKING:
    from pathlib import Path

HAND_MADE = """\
# 我的编码本
title:   '例'          # 题目

codes:
  # 一、关于人
  - id:   trust        # 不要改
    labels: {zh: "信任",   en: 'Trust'}
    definition: >-
      说到信
      不信得过
    include:
    - 信得过           # 常见
    # 下面这条要讨论
    - 信不过
    # keywords: [以后再加]

  # 二、关于事
  - 服务

  # 三、关于吵架
  - {id: quarrel, labels: {zh: 冲突}, key: "3"}
  # 以后再加别的
# 完
"""
BOOK = loads(HAND_MADE)
TRUST, SERVICE, QUARREL = BOOK.codes


def rewritten(*codes: Code, **changes: Any) -> str:
    """Return the hand-made text over which a book with these codes was written."""
    book = replace(BOOK, codes=codes or BOOK.codes, **changes)
    text = dumps(book, HAND_MADE)
    assert loads(text) == book
    return text


def changed_lines(new: str, old: str = HAND_MADE) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came."""
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    return sorted((before - after).elements()), sorted((after - before).elements())


def test_an_unchanged_book_leaves_every_byte() -> None:
    assert rewritten() == HAND_MADE
    assert dumps(replace(BOOK, frozen=True, version=7), HAND_MADE) == HAND_MADE


def test_a_changed_word_changes_its_own_place_only() -> None:
    text = rewritten(replace(TRUST, labels={"zh": "信赖", "en": "Trust"}), SERVICE, QUARREL)
    assert text == HAND_MADE.replace('"信任"', "信赖")
    text = rewritten(replace(TRUST, include=("信得过", "不信")), SERVICE, QUARREL)
    assert text == HAND_MADE.replace("    - 信不过", "    - 不信")
    text = rewritten(TRUST, SERVICE, replace(QUARREL, key="4"))
    assert text == HAND_MADE.replace('"3"', '"4"')
    assert rewritten(title={"zh": "新"}) == HAND_MADE.replace("'例'", "新")


def test_a_changed_folded_text_is_replaced_as_a_whole() -> None:
    text = rewritten(replace(TRUST, definition={"zh": "新", "en": "New"}), SERVICE, QUARREL)
    gone, come = changed_lines(text)
    assert gone == ["      不信得过", "      说到信", "    definition: >-"]
    assert come == ["    definition: {zh: 新, en: New}"]


def test_new_fields_come_after_the_old_ones_of_their_code() -> None:
    text = rewritten(replace(TRUST, keywords=("信",), examples=("我信他。",)), SERVICE, QUARREL)
    assert changed_lines(text) == (
        [],
        sorted(["    keywords: [信]", "    examples:", "      - 我信他。"]),
    )
    assert text.index("- 信不过") < text.index("keywords: [信]") < text.index("# 二")


def test_a_field_that_is_empty_now_goes_with_its_lines() -> None:
    text = rewritten(replace(TRUST, definition={}), SERVICE, QUARREL)
    assert changed_lines(text)[0] == ["      不信得过", "      说到信", "    definition: >-"]
    assert changed_lines(text)[1] == []


def test_a_removed_code_goes_with_its_own_comments_only() -> None:
    text = rewritten(TRUST, QUARREL)
    assert text == HAND_MADE.replace("\n  # 二、关于事\n  - 服务\n", "")
    text = rewritten(SERVICE, QUARREL)
    assert "# 一、关于人" in text
    assert "# 二、关于事" in text
    assert "# 常见" not in text


def test_a_new_code_stands_where_the_book_has_it() -> None:
    text = rewritten(TRUST, Code("new", {"zh": "新"}), SERVICE, QUARREL)
    assert changed_lines(text) == ([], ["", "    labels: {zh: 新}", "  - id: new"])
    assert text.index("# keywords") < text.index("- id: new") < text.index("# 二、关于事")
    text = rewritten(TRUST, SERVICE, QUARREL, Code("new"))
    assert text.index("{id: quarrel") < text.index("- id: new") < text.index("# 以后再加别的")


def test_codes_move_with_the_comments_above_them() -> None:
    text = rewritten(QUARREL, SERVICE, TRUST)
    assert Counter(text.splitlines()) == Counter(HAND_MADE.splitlines())
    assert (
        text.index("# 三") < text.index("id: quarrel") < text.index("# 二") < text.index("trust ")
    )


def test_a_code_that_was_only_a_name_grows_fields_in_its_place() -> None:
    text = rewritten(TRUST, replace(SERVICE, key="2"), QUARREL)
    assert changed_lines(text) == (
        ["  - 服务"],
        sorted(["  - id: 服务", "    labels: {zh: 服务}", '    key: "2"']),
    )
    text = rewritten(TRUST, SERVICE, replace(QUARREL, definition={"zh": "吵"}))
    assert "- {id: quarrel, labels: {zh: 冲突}, definition: {zh: 吵}" in text


def test_an_id_that_was_made_of_a_label_is_kept_when_the_label_changes() -> None:
    text = rewritten(TRUST, replace(SERVICE, labels={"zh": "服务到家"}), QUARREL)
    assert "  - id: 服务\n    labels: {zh: 服务到家}\n" in text
    assert loads(dumps(Codebook(codes=(Code("a_2", {"zh": "a"}),)), "codes: [a, a]\n")).codes == (
        Code("a_2", {"zh": "a"}),
    )


def test_new_sections_are_added_and_empty_ones_go() -> None:
    relation = Relation("trust", "服务", "leads_to", "有了信任")
    text = rewritten(groups=(Group("g", {"zh": "组"}),), relations=(relation,))
    assert changed_lines(text)[0] == []
    assert dumps(BOOK, text) == HAND_MADE
    emptied = dumps(Codebook(), HAND_MADE)
    assert loads(emptied) == Codebook()
    assert emptied == "# 我的编码本\n\ncodes:\n  # 一、关于人\n  # 以后再加别的\n# 完\n"


def test_an_empty_list_of_codes_is_filled_under_its_comment() -> None:
    text = dumps(Codebook(codes=(Code("a"),)), "# 头\ncodes: []  # 待补\nrelations:\n")
    assert text == "# 头\ncodes:   # 待补\n  - id: a\nrelations:\n"
    assert dumps(Codebook(codes=(Code("a"),)), "# 头\n") == "# 头\ncodes:\n  - id: a\n"


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    original = "\ufeff" + HAND_MADE.replace("\n", "\r\n")
    book = replace(BOOK, codes=(replace(TRUST, key="1"), Code("new", {"zh": "新"}), QUARREL))
    text = dumps(book, original)
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    assert text.replace("\r\n", "\n")[1:] == dumps(book, HAND_MADE)


def test_a_layout_that_cannot_be_patched_is_written_anew() -> None:
    assert dumps(Codebook(codes=(Code("b"),)), "{codes: [a]} # c") == "codes:\n  - id: b\n"
    book = Codebook(codes=(Code("a", patterns=(({"TEXT": "b"},),)),))
    assert loads(dumps(book, "codes:\n- id: a\n  patterns:\n  - - TEXT: a\n")) == book


def test_saving_over_a_file_that_is_no_codebook_is_refused_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("codes: [a\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.yaml line 1"):
        save(BOOK, path, original=path)
    assert path.read_text(encoding="utf-8") == "codes: [a\n"


def test_save_keeps_comments_rights_and_leaves_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HAND_MADE, encoding="utf-8")
    path.chmod(0o640)
    save(replace(BOOK, codes=(QUARREL, TRUST)), path, original=path)
    assert load(path).codes == (QUARREL, TRUST)
    assert "# 不要改" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]
    save(BOOK, tmp_path / "other.yaml", original=tmp_path / "absent.yaml")
    assert load(tmp_path / "other.yaml") == BOOK


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must be a file that can be written"):
        save(BOOK, tmp_path / "absent" / "mine.yaml")
