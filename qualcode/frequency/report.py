"""The table of frequencies: people's counts, their blind sample, the model's help, what to print.

People's and the model's figures never share a column; ``estimate`` is the one to print, and
``why`` says in words which that is and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from math import nan
from typing import TYPE_CHECKING, Literal, get_args

from qualcode.agreement.reasons import concerned, defined
from qualcode.frequency.assisted import GUARD, printed
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qualcode.frequency.estimate import Share
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind
    from qualcode.table import Cell, Table

Refusal = Literal["no_run", "no_scores", "other_meaning", "not_sealed"]
REFUSALS: tuple[Refusal, ...] = get_args(Refusal)
"""Why no model may help with a code at all; the words are in both catalogues."""

OTHER = "other"
"""Where a positive was neither coded unaided nor with suggestions on."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one code: all that was read, the blind sample, the model's estimate.

    ``people`` is the estimate from blind turns alone; ``exact`` the count where every unit was
    read, else ``None``; ``model`` is ``None`` where ``refused`` says why. ``read`` and
    ``positives`` count units of the layer, blind or not, ``exposures`` splits the positives;
    ``stale`` are blind turns read as the code was meant before.
    """

    code: str
    people: Share
    read: int
    positives: int
    exact: Share | None = None
    model: Share | None = None
    refused: Refusal | None = None
    exposures: Mapping[str, int] = field(default_factory=dict)
    stale: int = 0

    @property
    def printed(self) -> Share:
        """Return the estimate to print: the count where there is one, the model under its guard."""
        return self.exact or printed(self.people, self.model)


@dataclass(frozen=True, slots=True)
class Design:
    """What the figures are of, and how the sample came about: everything a footnote names.

    ``blind`` and ``blind_read`` are turns; ``aided`` are blind turns that do not count, because
    nobody knows that they were read without the machine; ``undrawn`` names the transcripts that
    nothing was drawn from; ``run`` is in words, ``None`` where no run's scores were used.
    """

    unit: UnitKind
    units: int
    turns: int
    transcripts: int
    layer: str
    version: int
    frozen: bool
    seeds: tuple[int, ...] = ()
    blind: int = 0
    blind_read: int = 0
    aided: int = 0
    undrawn: tuple[str, ...] = ()
    run: str | None = None


SAMPLED = ("left", "aided", "undrawn")
"""What is said below every table that estimates from a sample."""
FREQUENCIES = TableSpec(
    "frequencies",
    (
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *count_columns("frame", "read", "positives"),
        *figure_columns(3, "estimate", "low", "high"),
        *text_columns("method", "why"),
        *count_columns("blind_turns"),
        *count_columns("blind_units", appendix=True),
        *count_columns("blind_positives"),
        *figure_columns(3, "people", "people_low", "people_high"),
        *figure_columns(3, "model", "model_low", "model_high"),
        *count_columns("needs_positives", "needs_negatives", appendix=True),
        *count_columns("positives_unaided", "positives_assisted", appendix=True),
        *count_columns("positives_other", "stale", appendix=True),
        *figure_columns(2, "design", appendix=True),
        *figure_columns(1, "effective", appendix=True),
        *text_columns("undefined", appendix=True),
    ),
    words="frequencies",
    notes=(*SAMPLED, "split", "split_code", "stale", "undefined", "missing", "refused"),
)


def table(
    found: Sequence[Found], book: Codebook, design: Design, language: Language = "zh"
) -> Table:
    """Return the table ``frequencies``: a row for each code, at full precision."""
    names = code_labels(book, language)
    return FREQUENCIES.table(
        language,
        (_row(one, names, design, language) for one in found),
        (footnote(found, design, language), *_notes(found, names, design, language)),
    )


def footnote(found: Sequence[Found], design: Design, language: Language = "zh") -> str:
    """Return the one note that goes under the table in a paper; it says what was done, no more."""
    return of_what([(one.printed, one.people) for one in found], design, language)


def of_what(
    shares: Sequence[tuple[Share, Share]],
    design: Design,
    language: Language,
    own: Sequence[str] = (),
) -> str:
    """Return the footnote of shares, each printed one with that of people alone; ``own`` ends it.

    Chinese sentences follow each other without a space.
    """
    between = " " if language == "en" else ""
    return between.join((*_footnote(shares, design, language), *own))


def code_labels(book: Codebook, language: Language) -> dict[str, str]:
    """Return the label of every code."""
    return {code.id: code.label(language) for code in book.codes}


def share_cells(share: Share | None, prefix: str) -> dict[str, Cell]:
    """Return value and bounds of a share as cells, empty where undefined."""
    bounds = ("low", "high") if prefix == "estimate" else (f"{prefix}_low", f"{prefix}_high")
    values = (share.value, share.low, share.high) if share else (nan, nan, nan)
    return dict(zip((prefix, *bounds), map(defined, values), strict=True))


def reason_words(reason: str, design: Design, language: Language) -> str:
    """Return why something is undefined; without any draw that is the reason."""
    if reason in {"nothing_read", "strata_unread"} and not design.seeds:
        reason = "no_sample"
    return tr(f"frequencies.reason.{reason}", language, least=GUARD)


def _row(
    one: Found, names: Mapping[str, str], design: Design, language: Language
) -> dict[str, Cell]:
    shown, people = one.printed, one.people
    needs = one.model.needs if one.model and one.model.reason else None
    return {
        "code": one.code,
        "label": names.get(one.code, one.code),
        "frame": people.frame_units,
        "read": one.read,
        "positives": one.positives,
        **share_cells(shown, "estimate"),
        "method": None if shown.reason else tr(f"frequencies.method.{shown.method}", language),
        "why": why(one.exact is not None, people, one.model, one.refused, design, language),
        "blind_turns": people.turns,
        "blind_units": people.units,
        "blind_positives": people.positives,
        **share_cells(people, "people"),
        **share_cells(one.model, "model"),
        "needs_positives": needs[0] if needs else None,
        "needs_negatives": needs[1] if needs else None,
        **{f"positives_{exposure}": count for exposure, count in _split(one).items()},
        "stale": one.stale,
        "design": defined(shown.design),
        "effective": defined(shown.effective),
        "undefined": shown.reason,
    }


def _split(one: Found) -> dict[str, int]:
    """Return the positives coded unaided, with suggestions on, and in some other way."""
    split = {"unaided": 0, "assisted": 0, OTHER: 0}
    for exposure, count in one.exposures.items():
        split[exposure if exposure in split else OTHER] += count
    return split


def why(
    counted: bool,
    people: Share,
    model: Share | None,
    refused: Refusal | None,
    design: Design,
    language: Language,
) -> str:
    """Return in words which estimate is printed, and why that one."""
    if counted:
        return tr("frequencies.why.exact", language)
    if people.reason:
        return reason_words(people.reason, design, language)
    if model and not model.reason:
        return tr("frequencies.why.model", language, least=GUARD)
    if model and any(model.needs):
        yes, no = model.needs
        key = "both" if yes and no else "positives" if yes else "negatives"
        return tr(f"frequencies.why.needs_{key}", language, yes=yes, no=no, least=GUARD)
    if model and model.reason:
        reason = reason_words(model.reason, design, language)
    elif refused:
        reason = tr(f"frequencies.refused.{refused}", language)
    else:
        return tr("frequencies.why.people", language)
    return tr("frequencies.why.without", language, reason=reason)


def _footnote(
    shares: Sequence[tuple[Share, Share]], design: Design, language: Language
) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return tr(f"frequencies.foot.{key}", language, **values)

    unit = tr(f"unit.{design.unit}", language)
    state = tr("note.frozen" if design.frozen else "note.not_frozen", language)
    yield say("of", unit=unit, n=design.units, turns=design.turns, transcripts=design.transcripts)
    yield say("layer", layer=design.layer, version=design.version, state=state)
    methods = {share.method for both in shares for share in both if not share.reason}
    if "census" in methods:
        yield say("exact")
    if methods - {"census"}:
        seeds = tr("note.comma", language).join(map(str, design.seeds))
        yield say("sample", seeds=seeds, blind=design.blind, read=design.blind_read)
    yield from (say(method) for method in ("hypergeometric", "wilson") if method in methods)
    if "difference" in methods and design.run:
        yield say("difference", run=design.run, least=GUARD)
    yield say("error")


def _notes(
    found: Sequence[Found], names: Mapping[str, str], design: Design, language: Language
) -> Iterator[str]:
    say = partial(FREQUENCIES.note, language)
    yield from sample_notes(design, language, say)
    comma = tr("note.comma", language)
    split = [
        say("split_code", code=names.get(one.code, one.code), **_split(one))
        for one in found
        if one.exact and one.positives
    ]
    if split:
        yield say("split", codes=tr("note.semicolon", language).join(split))
    if stale := [f"{names[one.code]} {one.stale}" for one in found if one.stale]:
        yield say("stale", codes=comma.join(stale))
    reasons = [(one.printed.reason, names.get(one.code, one.code)) for one in found]
    for reason, codes in concerned(reasons, language).items():
        missing = max(one.people.missing for one in found)
        words = reason_words(reason, design, language)
        yield say("undefined", reason=words, codes=codes)
        if reason == "strata_unread" and design.seeds:
            yield say("missing", n=missing)
    refused = [
        (one.refused, names.get(one.code, one.code))
        for one in found
        if not (one.exact or one.people.reason)
    ]
    for refusal, codes in concerned(refused, language).items():
        yield say("refused", reason=tr(f"frequencies.refused.{refusal}", language), codes=codes)


def sample_notes(design: Design, language: Language, say: Callable[..., str]) -> Iterator[str]:
    """Say what the sample lacks: turns not read yet, read in view of the machine, or not drawn."""
    left = design.blind - design.blind_read - design.aided
    if left > 0:
        yield say("left", n=left)
    if design.aided:
        yield say("aided", n=design.aided)
    if design.seeds and design.undrawn:
        named = tr("note.comma", language).join(design.undrawn)
        yield say("undrawn", names=named)
