"""What the first page needs is made ready beside the server, not before it and not in a run."""

from __future__ import annotations

import subprocess
import sys


def test_the_pages_are_loaded_once_the_server_runs_and_not_before():
    code = """
import asyncio, sys, threading
from qualcode.app.server import warming
assert "qualcode.app.menu" not in sys.modules
async def serve():
    async with warming.lifespan(None):
        (thread,) = [it for it in threading.enumerate() if it.name == "qualcode-warming"]
        await asyncio.to_thread(thread.join)
asyncio.run(serve())
import gc
assert "qualcode.app.menu" in sys.modules
assert "streamlit.emojis" in sys.modules
assert gc.get_freeze_count() > 0
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
