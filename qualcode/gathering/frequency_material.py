"""What a frequency is made from: whose work, in which units, with which run's help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from qualcode.agreement.layout import lay
from qualcode.errors import InputError
from qualcode.frequency import sampling_frame as frames
from qualcode.frequency.coded_matrix import found
from qualcode.frequency.material import FrequencyMaterial
from qualcode.gathering import blind_sample
from qualcode.gathering.coding_source import work_of
from qualcode.gathering.run_scores import scored
from qualcode.gathering.text_units import sheets
from qualcode.store import work
from qualcode.study.coding_source import chosen_layer

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.store import Look


Counted = Literal["sentence", "turn", "paragraph"]


COUNTED: tuple[Counted, ...] = get_args(Counted)
"""What a share can be of."""


class Ask(NamedTuple):
    """Whose work is counted, in which units, with which run's help, for whose eyes."""

    coder: str | None = None
    round: str | None = None
    unit: Counted = "sentence"
    run: int | None = None
    viewer: str | None = None
    language: Language = "zh"


def material(look: Look, ask: Ask) -> FrequencyMaterial:
    """Read what a frequency is made from."""
    if ask.unit not in COUNTED:
        raise InputError("frequencies.unit", counted=tuple(COUNTED), unit=ask.unit)
    connection, study = look.connection, look.study
    layer = chosen_layer(study, ask.coder, ask.round, partial(work.who_worked, connection))
    book = study.book
    codings, readings = work_of(look, layer, ask.viewer)
    laid = sheets(look, ask.unit)
    facts = blind_sample.facts_of(look)
    turns = look.turns(sheet[0] for sheet in laid)
    frame = frames.frame(look.names(), turns, laid, facts)
    seen = found(study, frame, lay(laid), codings, readings, book, layer.coder)
    model = scored(look, facts, frame, layer, ask.viewer, ask.run)
    return FrequencyMaterial(layer, book, frame, seen, model)
