"""The desk's files, served from their folder under an address that names their content.

The server says of a component's files only that they may be kept, not how long. The address of a
file holds the component's name, so a name with a digest of all the files makes a new address for
each version of them, and the modules that the first one imports beside itself get it as well.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

import qualcode

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(qualcode.__file__).parent
ASSETS = "app/coder/assets"
ENTRIES = ("desk", "card")
"""Each is a module and a style sheet of its own; the modules beside them are shared."""


@lru_cache(maxsize=2)
def name(entry: str = "desk") -> str:
    """Return a component's name, which changes whenever one of the files does."""
    digest = sha256()
    for path in sorted((PACKAGE / ASSETS).iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"qualcode.{entry}-{digest.hexdigest()[:12]}"


def mounts(entry: str) -> Callable[..., Any]:
    """Return what mounts the desk or a card; a server that does not know the folder learns it.

    The manifest is made here rather than found by the scan of installed distributions, which
    would find none where the app is run from a checkout, and could not hold the digest.
    """
    server = get_bidi_component_manager()
    if server.get_component_asset_root(name(entry)) is None:
        package = name(entry).partition(".")[0]
        listed = [ComponentConfig(name(it).partition(".")[2], ASSETS) for it in ENTRIES]
        server.register_from_manifest(
            ComponentManifest(package, qualcode.__version__, listed), PACKAGE
        )
        _mounts.cache_clear()
    return _mounts(entry)


@lru_cache(maxsize=2)
def _mounts(entry: str) -> Callable[..., Any]:
    return st.components.v2.component(
        name(entry), js=f"{entry}.js", css=f"{entry}.css", isolate_styles=False
    )
