"""What a page of the app asks of the file: as much of a large study as of a small one."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from app_material import open_app, shown, turn_to  # noqa: F401 - a fixture
from large_material import maker
from sqlalchemy import Engine, event

from qualcode import Project
from qualcode.app.compare import page as compare
from qualcode.app.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    Open = Callable[..., AppTest]
    Asked = list[tuple[str, Any]]

LONG = ("coding", "reading", "turn", "unit", "event", "payload", "text_version")
"""The tables with rows for every act or every sentence, and that of the words."""
IN_THE_LOG = re.compile(r"SELECT (count\(\*\) AS count_1 FROM event$|substr\(event\.at,)")
"""How the codebook learns that nothing has happened, and what was done in the last days."""
SIZES = ({"interviews": 4, "codings": 90}, {"interviews": 12, "codings": 360})


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    make = maker().make
    return [
        make(tmp_path_factory.mktemp("sizes") / "study", codes=12, characters=(400, 800), **size)
        for size in SIZES
    ]


@contextmanager
def asked() -> Iterator[Asked]:
    """Gather every statement of this process with its values."""
    found: Asked = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        found.append((" ".join(statement.split()), values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def code_elsewhere(study: Path) -> None:
    with Project.open(study) as project:
        name = project.transcripts.list()[-1].name
        project.codings.add("A", name, 8, 12, project.codebook.current().codes[0].id)


def gone_through(study: Path, statements: Asked) -> list[str]:
    """Return the statements that go through a long table from its first row to its last."""
    long = re.compile(rf"SCAN ({'|'.join(LONG)})\b")
    with Project.open(study) as project, project.store.reading() as connection:
        return [
            statement
            for statement, values in statements
            if statement.startswith("SELECT")
            and not IN_THE_LOG.match(statement)
            and any(
                long.match(str(row[-1]))
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            )
        ]


PARTS = {
    "overview": ("overview_diary", ["happened"]),
    "transcripts": ("transcripts_view", ["read", "people"]),
    "codebook": ("codebook_view", ["relations", "versions", "files"]),
    "node": ("node_view", ["beside", "memo", "again"]),
    "compare": ("compare_view", list(compare.VIEWS)),
    "results": ("results_table", ["cooccurrence", "quotations"]),
}
"""The views of a page beside the one that it opens with, and the key of their choice."""
VIEWS = [
    *((page, "", "") for page in PAGES),
    *((page, key, view) for page, (key, views) in PARTS.items() for view in views),
]
EVERY = pytest.mark.parametrize(("page", "key", "view"), VIEWS)


def look(app: AppTest, page: str, key: str, view: str) -> AppTest:
    """Turn to a view of a page."""
    if key:
        app.session_state[key] = view
    return turn_to(app, page)


@EVERY
def test_a_page_asks_as_much_of_a_large_study_as_of_a_small_one(
    page: str,
    key: str,
    view: str,
    studies: list[Path],
    open_app: Open,  # noqa: F811
) -> None:
    """The first visit, one more, and one after a coding that was made elsewhere."""
    counts = []
    for study in studies:
        with asked() as first:
            app = look(open_app(page, study, coder="A"), page, key, view)
        assert not app.exception
        with asked() as again:
            look(app, page, key, view)
        code_elsewhere(study)
        with asked() as after:
            look(app, page, key, view)
        counts.append((len(first), len(again), len(after)))
    assert len(set(counts)) == 1, counts


@EVERY
def test_a_page_that_was_seen_before_goes_through_nothing_long(
    page: str,
    key: str,
    view: str,
    studies: list[Path],
    open_app: Open,  # noqa: F811
    tmp_path: Path,
) -> None:
    study = shutil.copytree(studies[-1], tmp_path / "study")
    app = look(open_app(page, study, coder="A"), page, key, view)
    before = shown(app)
    with asked() as again:
        look(app, page, key, view)
    assert shown(app) == before
    assert gone_through(study, again) == []
