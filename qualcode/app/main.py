"""The entry of the app: the page's frame, the menu, and the page itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualcode.app.menu import PAGES
from qualcode.app.screen import left_behind, read_only, said
from qualcode.app.screen.words import plain, t
from qualcode.app.server import guard, launch
from qualcode.app.window import seating, sidebar, state

ASSETS = Path(__file__).with_name("assets")
ICON = str(ASSETS / "icon.png")
"""An image of our own: Streamlit's named icons would be fetched from a font server."""


def main() -> None:
    """Draw one run of the app."""
    st.set_page_config(page_title="qualcode", page_icon=ICON, layout="wide")
    st.logo(str(ASSETS / "logo.png"), icon_image=ICON, size="large")
    if not launch.loopback(st.get_option("server.address")):
        st.error(t("elsewhere", address=plain(str(st.get_option("server.address")))))
        st.stop()
    if not guard.stands():
        st.error(t("unguarded"))
        st.stop()
    known = state.begin()
    if state.language() == "zh":
        st.html(ASSETS / "zh.css")
    project = state.project()
    asks = state.asks()
    seen = set(PAGES) if project and not asks else {"overview"}
    if project and project.suggestions.mode() == "never":
        seen.discard("verify")
    pages = {
        name: st.Page(
            place.show,
            title=t(f"nav.{name}"),
            icon=place.icon,
            url_path=name,
            default=name == "overview",
            visibility="visible" if name in seen else "hidden",
            help=t(f"{name}.help") if name != "overview" or project else None,
        )
        for name, place in PAGES.items()
    }
    here = st.navigation(list(pages.values()))
    # after the menu: an answer that overtakes it would come without its page
    seating.hear()
    if not known:
        seating.wait()
    state.follow(pages)
    sidebar.show()
    left_behind.show(project)
    read_only.show(project)
    board = st.container()
    said.attempt(seating.ask if asks else here.run)
    with board:
        said.draw()
