"""What the browser sends is what its act declares, or it is refused in one sentence."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from qualcode.app.coder import acts, events
from qualcode.app.coder.messages import BrowserAct, checked, is_named, well_formed
from qualcode.app.coder.messages import Envelope as DeskEnvelope
from qualcode.app.coder.refusals import RefusalError
from qualcode.app.verify import acts as card_acts

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE: dict[str, Any] = {
    "text": 1,
    "spans": [{"s": 0, "e": 2, "u": "a"}],
    "codings": [{"u": "a"}],
    "s": 0,
    "e": 2,
    "n": [1],
    "label": "新",
    "body": "话",
    "kind": "turn",
    "m": "a",
    "u": "a",
    "c": "a",
    "g": 1,
    "pick": 1,
}
"""A right value of every field that an act must have."""


def deep() -> list[Any]:
    """Return a list in a list, many times over."""
    made: list[Any] = []
    for _ in range(20_000):
        made = [made]
    return made


WRONG = {
    "a mapping": {"a": 1},
    "true": True,
    "a fraction": 1.5,
    "no number": float("nan"),
    "infinity": float("inf"),
    "deeply nested": deep(),
    "half a character in a list": ["\ud800", 1.5],
}
STRUCTS: list[type[BrowserAct]] = [*acts.DOES, *card_acts.DOES]


def right(struct: type[BrowserAct]) -> dict[str, Any]:
    """Return an event with all that a struct must have."""
    needed = [it.name for it in msgspec.structs.fields(struct) if it.required]
    return {"op": struct.__struct_config__.tag} | {name: SAMPLE[name] for name in needed}


def fields_of() -> Iterator[Any]:
    """Give each act with each field that it must have."""
    for struct in STRUCTS:
        for field in msgspec.structs.fields(struct):
            if field.required:
                yield pytest.param(
                    struct, field.name, id=f"{struct.__module__}-{struct.__name__}-{field.name}"
                )


@pytest.mark.parametrize("struct", STRUCTS)
def test_an_act_with_what_it_needs_and_with_more_is_taken_and_the_rest_passed_over(
    struct: type[BrowserAct],
):
    made = checked(right(struct) | {"coder": "x", "extra": deep()}, struct)
    assert type(made) is struct
    assert not hasattr(made, "coder")


@pytest.mark.parametrize(("struct", "name"), list(fields_of()))
def test_an_act_lacking_a_field_or_with_one_of_a_wrong_kind_is_refused(
    struct: type[BrowserAct], name: str
):
    event = right(struct)
    for value in WRONG.values():
        with pytest.raises(RefusalError):
            checked(event | {name: value}, struct)
    del event[name]
    with pytest.raises(RefusalError):
        checked(event, struct)


@pytest.mark.parametrize("name", ["text", "g", "pick"])
def test_a_key_that_no_database_holds_is_refused(name: str):
    struct = next(it for it in STRUCTS if name in it.__struct_fields__)
    for value in (0, -1, 2**62, 2**200):
        with pytest.raises(RefusalError):
            checked(right(struct) | {name: value}, struct)


@pytest.mark.parametrize(
    "event", [{}, {"op": "drop"}, {"op": 7}, {"op": "\ud800"}, {"op": "undo", "\ud800": 1}, {7: 7}]
)
def test_what_is_no_act_is_refused_in_the_sentence_for_that(event: dict[Any, Any]):
    for declared in (acts.DECLARED, card_acts.DECLARED):
        with pytest.raises(RefusalError) as caught:
            checked(event, declared)
        assert caught.value.why == "op"


def test_the_sentence_names_what_is_wrong():
    for field, why in (("text", "text"), ("spans", "span"), ("c", "code")):
        with pytest.raises(RefusalError) as caught:
            checked(
                {"op": "code", "text": 1, "spans": SAMPLE["spans"], "c": "a"} | {field: 1.5},
                acts.DECLARED,
            )
        assert caught.value.why == why


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG.keys())
def test_one_bad_field_of_a_batch_holds_back_nothing_else(value: object):
    event = {"id": str(uuid.uuid4()), "op": "undo"}
    good = {"channel": "desk", "events": [event], "seq": 3, "need": "state", "go": 1, "node": "n"}
    for name in ("seq", "need", "go", "node"):
        found = events.batch_of(good | {name: value, "more": value}, "desk")
        assert found.events == (event,)
    assert events.batch_of(good | {"channel": value}, "desk") == events.Batch()


@pytest.mark.parametrize("sent", [None, 3, "x", [], {"\ud800": 1}, {7: 7}, deep()])
def test_what_is_no_batch_is_an_empty_one(sent: object):
    assert well_formed(sent, DeskEnvelope) == DeskEnvelope()


NAME = "ad038af5-fb7d-4a6c-9cfb-aa577ac5d786"


@pytest.mark.parametrize("name", ["", "\ud800", 7, None, NAME + "\n", NAME.upper() + "A", []])
def test_an_event_is_answered_by_a_uuid_alone(name: object):
    assert not is_named({"id": name})
    assert is_named({"id": str(uuid.uuid4())})
