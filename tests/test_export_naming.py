"""Files are named by what is in them, as every system takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export import naming, write_all
from qualcode.i18n import tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.i18n import Language

DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps, with any ending."""


@given(st.text(max_size=300), st.text(max_size=8))
def test_every_title_gives_a_name_that_windows_takes(title: str, more: str):
    name = naming.stem(title + more)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(character) >= 32 for character in name)
    assert name == name.strip(" .")
    assert len(f"{name} (1).docx".encode()) <= 255
    assert not DEVICE.fullmatch(name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("编码频次", "编码频次"),
        ("“谁?”：参考点/单位", "“谁 ”：参考点 单位"),
        ("nul", "nul_"),
        ("COM1.old", "COM1_.old"),
        ("constant", "constant"),
        ("...", "qualcode"),
        ("长" * 90, "长" * (naming.LONGEST // 3)),
    ],
)
def test_a_title_keeps_what_it_may(title: str, name: str):
    assert naming.stem(title) == name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_tables_are_named_by_their_titles_where_that_is_asked(
    language: Language, tmp_path: Path
):
    title = tr("table.title.frequency", language)
    table = Table("frequency", title, (Column("n", "n"),), ({"n": 1},))
    names = [it.name for it in write_all([table, table], tmp_path, language=language, titled=True)]
    assert f"{table.title}.docx" in names
    assert f"{table.title}-2.xlsx" in names
    assert names[-1] == f"{tr('table.together', language)}.docx"
    assert "frequency.docx" not in names
