"""A window of the app without a browser: one websocket that speaks Streamlit's protocol.

It opens a page as a browser does, reads what the desk is given, and sends the desk's acts as its
trigger, so that the server's whole work is measured and the browser's is not.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

DESK = "qualcode.desk"
"""How the desk's name begins; a digest of its files follows."""
ANSWER = "qualcode.answer"
SEAT = "qualcode.seat"
PATIENCE_S = 120.0


class Window:
    """One session of the app."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.page = ""
        self.buttons: dict[str, str] = {}
        self.desk: dict[str, Any] = {}
        self.turns: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self._desk_id = self._seat_id = ""

    async def __aenter__(self) -> Self:
        from websockets.asyncio.client import connect

        where = self.address.replace("http", "ws", 1)
        self._socket = await connect(
            f"{where}/_stcore/stream",
            origin=self.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            compression=None,
            open_timeout=PATIENCE_S,
            ping_timeout=PATIENCE_S,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, page: str) -> None:
        """Open a page for the first time."""
        await self._rerun(page_name=page)
        await self._read_run()

    async def sit(self, name: str) -> None:
        """Say that this window has no seat, and sit down as the coder of a name."""
        held = (self._seat_id, "json_value", json.dumps({"seat": ""}))
        await self._rerun(page_script_hash=self.page, widgets=[held])
        await self._read_run()
        if not self.desk:
            pressed = (self.buttons[name], "trigger_value", True)
            await self._rerun(page_script_hash=self.page, widgets=[held, pressed])
            await self._read_run()

    async def act(self, events: list[dict[str, Any]], sequence: int) -> dict[str, Any]:
        """Send one batch of the desk and return the answer that names all of its events."""
        done = [{**event, "seat": self.desk["seat"]} for event in events]
        value = {"channel": self.desk["channel"], "seq": sequence, "events": done}
        trigger = json.dumps([{"event": "events", "value": value}])
        name = f"$$STREAMLIT_INTERNAL_KEY_{self._desk_id}__events"
        await self._rerun(
            page_script_hash=self.page, widgets=[(name, "json_trigger_value", trigger)]
        )
        waiting = {event["id"] for event in events}
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for component, data in self._components(await self._next()):
                    if component == ANSWER and waiting <= answered(data):
                        return data

    async def rest(self) -> None:
        """Read what is left of a run, so that the next begins as a browser's would."""
        await self._read_run()

    async def _rerun(self, widgets: list[tuple[str, str, Any]] = [], **state: str) -> None:  # noqa: B006
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.SetInParent()
        for name, value in state.items():
            setattr(message.rerun_script, name, value)
        message.rerun_script.context_info.locale = "zh-CN"
        message.rerun_script.context_info.url = self.address
        for widget, kind, value in widgets:
            held = message.rerun_script.widget_states.widgets.add()
            held.id = widget
            setattr(held, kind, value)
        await self._socket.send(message.SerializeToString())

    async def _next(self) -> ForwardMsg:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        told = await self._socket.recv()
        assert isinstance(told, bytes)
        return ForwardMsg.FromString(told)

    async def _read_run(self) -> None:
        """Read until the script has finished, and keep what a browser would."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self._next()
                kind = message.WhichOneof("type")
                if kind == "navigation":
                    self.page = message.navigation.page_script_hash
                for component, data in self._components(message):
                    if component == DESK:
                        self.desk = data
                        self.turns = data["doc"].get("turns") or self.turns
                if kind == "script_finished":
                    return

    def _components(self, message: ForwardMsg) -> Iterator[tuple[str, dict[str, Any]]]:
        if message.WhichOneof("type") != "delta":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button":
            self.buttons[element.button.label.replace("\\", "")] = element.button.id
        if kind == "exception":
            self.errors.append(element.exception.message)
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            self.errors.append(element.alert.body)
        if kind == "bidi_component":
            found = element.bidi_component
            if found.component_name.startswith(DESK):
                self._desk_id = found.id
            if found.component_name == SEAT:
                self._seat_id = found.id
            name = DESK if found.component_name.startswith(DESK) else found.component_name
            yield name, json.loads(found.json or found.mixed.json or "{}")


def answered(answer: dict[str, Any]) -> set[str]:
    """Return the events that an answer names."""
    return {it["id"] for it in answer.get("results", ())}


def refused(answer: dict[str, Any]) -> list[str]:
    """Return the reasons of what an answer refuses."""
    return [it["reason"] for it in answer.get("results", ()) if it["reason"]]
