"""What the first page needs, made ready while the browser is still loading the frame around it."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit import App


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """Begin to make ready as soon as the server runs: its parts can be known from then on."""
    Thread(target=_make_ready, name="qualcode-warming", daemon=True).start()
    yield


def _make_ready() -> None:
    """Load the pages and what Streamlit loads late; keep it all out of later collections."""
    from streamlit import delta_generator
    from streamlit import emojis as _emojis  # a pattern that the first label would wait for

    # the first element would ask whether this is a console, which reads the path of every module
    if hasattr(delta_generator, "_use_warning_has_been_displayed"):
        delta_generator._use_warning_has_been_displayed = True  # noqa: SLF001 - no public way

    from qualcode.app import main as _main

    del _emojis, _main
    gc.collect()
    gc.freeze()
