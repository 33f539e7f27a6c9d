"""Acts that arrive by a wire: each is done once, however often it is sent."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.gathering.code_places import refuse_malformed
from qualcode.store.log import receipts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.store import Store


@contextmanager
def once(store: Store, coder: str, uuid: str) -> Iterator[bool]:
    """Give whether the act of this uuid is new; what is done inside is stored with its receipt.

    Raises:
        InputError: the coder is unknown, or the uuid malformed.
        RuleError: another coder's act has this uuid.
    """
    refuse_malformed(uuid)
    with store.together() as connection:
        study = store.study(connection)
        person = study.coder(coder)
        new = receipts.add_receipt(connection, uuid, person.id)
        if not new and receipts.received_from(connection, uuid) != person.id:
            raise RuleError("receipts.another")
        yield new
