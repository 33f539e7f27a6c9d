"""Whose codings a table counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Clause, RuleError
from qualcode.i18n import tr
from qualcode.study.access import recoding_of, sight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from qualcode.i18n import Language
    from qualcode.model import Round
    from qualcode.study.study import Study

    Pairs = Collection[tuple[str, str]]
    """Names of coder and round."""
    Worked = Callable[[], Pairs]


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose codings a table counts: a coder's, in one round or in all but training and recoding."""

    coder: str
    round: str | None = None


def chosen_layer(study: Study, coder: str | None, round_name: str | None, worked: Worked) -> Layer:
    """Return whose codings a table counts: the named, the consensus, the only, the remembered.

    While coders code again it is that round alone, unless another is named. ``worked`` gives who
    coded or read in which round, and is asked where that is not named.

    Raises:
        InputError: the coder or the round is unknown.
        RuleError: several coders worked, and none is named.
    """
    layer = _chosen(study, coder, round_name, worked)
    recoding = recoding_of(study, layer.coder) if round_name is None else None
    return Layer(layer.coder, recoding.name) if recoding else layer


def _chosen(study: Study, coder: str | None, round_name: str | None, worked: Worked) -> Layer:
    if coder is not None:
        study.coder(coder)
        if round_name is not None:
            study.round(round_name)
        return Layer(coder, round_name)
    if round_name is not None:
        study.round(round_name)
        people = _workers(study, round_name, worked())
        return Layer(_only(people, round_name), round_name)
    pairs = worked()
    return _consensus(study, pairs) or _remembered(study, pairs)


def _consensus(study: Study, pairs: Pairs) -> Layer | None:
    """Return the newest closed consensus round, where it belongs to one panel."""
    for found in reversed(study.rounds):
        if found.kind == "consensus" and found.status == "closed":
            panel = _workers(study, found.name, pairs)
            if len(panel) == 1:
                return Layer(panel[0], found.name)
    return None


def _remembered(study: Study, pairs: Pairs) -> Layer:
    """Return the only coder who worked, else what was remembered."""
    people = _workers(study, None, pairs)
    chosen = study.settings.get("layer")
    if len(people) != 1 and chosen:
        return Layer(chosen["coder"], chosen["round"])
    if not people:
        known = study.coders
        return Layer(known[0].name if known else "")
    return Layer(_only(people))


def _only(people: Sequence[str], round_name: str | None = None) -> str:
    if len(people) == 1:
        return people[0]
    names = tuple(people) or Clause("error.word.nobody")
    if round_name is None:
        raise RuleError("coding_source.several", names=names)
    raise RuleError("coding_source.several_in", round=round_name, names=names)


def _workers(study: Study, round_name: str | None, pairs: Pairs) -> list[str]:
    aside = {r.name for r in study.rounds if _aside(r)} if round_name is None else set()
    names = {who for who, where in pairs if round_name in (None, where) and where not in aside}
    return [coder.name for coder in study.coders if coder.name in names]


def _aside(found: Round) -> bool:
    """Return whether a round's work counts only where the round is named."""
    return found.kind == "training" or found.recodes


def left_out(study: Study, layer: Layer, viewer: str | None) -> frozenset[str]:
    """Return the rounds whose work does not count for a layer, or is hidden from a viewer.

    Training and recodings count only where they are named. Another ``viewer`` than the coder
    gets nothing of a round that is open and independent; coders who code again get nothing of
    what they coded before.

    Raises:
        RuleError: the layer's own round is hidden.
    """
    found = study.round(layer.round) if layer.round else None
    aside = frozenset(r.name for r in study.rounds if _aside(r) and r != found)
    seen = sight(study, layer.coder if viewer is None else viewer)
    if found:
        seen.refuse(layer.coder, found)
    return aside | {r.name for r in study.rounds if not seen.sees(layer.coder, r.name)}


def words_of(layer: Layer, language: Language) -> str:
    """Return in words whose codings a table counts."""
    if not layer.coder:
        return tr("layer.nobody", language)
    key = "layer.round" if layer.round else "layer.coder"
    return tr(key, language, coder=layer.coder, round=layer.round)
