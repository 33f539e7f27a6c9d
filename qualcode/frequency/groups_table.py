"""Tables by group of participants: shares of each group, and whether the model errs by group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qualcode.agreement.reasons import concerned, defined
from qualcode.frequency.assisted import printed
from qualcode.frequency.errors import holm
from qualcode.frequency.groups import PEOPLE
from qualcode.frequency.report import (
    SAMPLED,
    code_labels,
    of_what,
    reason_words,
    sample_notes,
    share_cells,
    why,
)
from qualcode.i18n import catalogue, tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.frequency.errors import ErrorTest, GroupError
    from qualcode.frequency.estimate import Share
    from qualcode.frequency.groups import GroupShare
    from qualcode.frequency.report import Design, Refusal
    from qualcode.i18n import Language
    from qualcode.model import Codebook
    from qualcode.table import Cell, Table

LEVEL = 0.05
"""Below this adjusted p a difference between groups is said to be there."""


@dataclass(frozen=True, slots=True)
class FoundOfGroup:
    """What is known of one code in one group; fields as in ``report.Found``."""

    code: str
    share: GroupShare
    read: int
    positives: int
    exact: Share | None = None
    refused: Refusal | None = None

    @property
    def printed(self) -> Share:
        """Return the estimate to print; of a small group none."""
        if self.exact and self.share.people >= PEOPLE:
            return self.exact
        return printed(self.share.corpus, self.share.model)


BY_GROUP = TableSpec(
    "frequencies_by_group",
    (
        *text_columns("code", appendix=True),
        *text_columns("label", "group"),
        *count_columns("people_in_group", "frame", "read", "positives"),
        *figure_columns(3, "estimate", "low", "high"),
        *text_columns("method", "why"),
        *count_columns("people_read", appendix=True),
        *count_columns("blind_turns"),
        *count_columns("blind_units", appendix=True),
        *count_columns("blind_positives"),
        *figure_columns(3, "people", "people_low", "people_high"),
        *figure_columns(3, "model", "model_low", "model_high"),
        *figure_columns(3, "like", "like_low", "like_high"),
        *text_columns("undefined", appendix=True),
    ),
    words="frequencies",
    notes=(*SAMPLED, "few_people", "nobody", "undefined"),
    title="frequencies.groups.title",
)
ERRORS = TableSpec(
    "frequency_errors",
    (
        *text_columns("code", appendix=True),
        *text_columns("label", "group"),
        *count_columns("people", "units"),
        *figure_columns(3, "mean", "error"),
        *figure_columns(2, "f"),
        *figure_columns(3, "p", "holm"),
        *text_columns("said", "undefined"),
    ),
    words="frequencies.errors",
    notes=(*SAMPLED, "errors", "test", "few_in_test", "nobody"),
    said="frequencies.note",
)


def table(
    found: Sequence[FoundOfGroup],
    book: Codebook,
    design: Design,
    by: str,
    nobody: int = 0,
    language: Language = "zh",
) -> Table:
    """Return the table ``frequencies_by_group``: a row for each code and group.

    ``nobody`` is how many turns are of speakers in no group.
    """
    labels = code_labels(book, language)
    return BY_GROUP.table(
        language,
        (_row(one, labels, design, language) for one in found),
        _notes(found, labels, design, by, nobody, language),
        title={"by": by_words(by, language)},
    )


def by_words(by: str, language: Language) -> str:
    """Return what groups are made by in words; an attribute is called by its name."""
    return catalogue(language).get(f"frequencies.groups.{by}", by)


def _row(
    one: FoundOfGroup, labels: Mapping[str, str], design: Design, language: Language
) -> dict[str, Cell]:
    share, shown = one.share, one.printed
    return {
        "code": one.code,
        "label": labels.get(one.code, one.code),
        "group": share.group or tr("table.no_group", language),
        "people_in_group": share.people,
        "frame": share.corpus.frame_units,
        "read": one.read,
        "positives": one.positives,
        **share_cells(shown, "estimate"),
        "method": None if shown.reason else tr(f"frequencies.method.{shown.method}", language),
        "why": why(shown is one.exact, share.corpus, share.model, one.refused, design, language),
        "people_read": share.read,
        "blind_turns": share.corpus.turns,
        "blind_units": share.corpus.units,
        "blind_positives": share.corpus.positives,
        **share_cells(share.corpus, "people"),
        **share_cells(share.model, "model"),
        **share_cells(share.like_these, "like"),
        "undefined": shown.reason,
    }


def _notes(
    found: Sequence[FoundOfGroup],
    labels: Mapping[str, str],
    design: Design,
    by: str,
    nobody: int,
    language: Language,
) -> Iterator[str]:
    say = partial(BY_GROUP.note, language)
    shares = [(one.printed, one.share.corpus) for one in found]
    own = [tr("frequencies.foot.groups", language, by=by_words(by, language))]
    if any(not one.share.like_these.reason for one in found):
        own.append(tr("frequencies.foot.like", language))
    yield of_what(shares, design, language, own)
    small = dict.fromkeys(one.share.group for one in found if one.share.people < PEOPLE)
    comma = tr("note.comma", language)
    if small:
        named = comma.join(group or tr("table.no_group", language) for group in small)
        yield say("few_people", least=PEOPLE, groups=named)
    if nobody:
        yield say("nobody", n=nobody)
    yield from sample_notes(design, language, say)
    reasons: list[tuple[str | None, str]] = [
        (one.printed.reason, labels.get(one.code, one.code))
        for one in found
        if one.printed.reason != "few_people"
    ]
    for reason, codes in concerned(reasons, language).items():
        yield say("undefined", reason=reason_words(reason, design, language), codes=codes)


def errors_table(
    tests: Mapping[str, ErrorTest],
    book: Codebook,
    design: Design,
    by: str,
    nobody: int = 0,
    language: Language = "zh",
) -> Table:
    """Return the table ``frequency_errors``: a row for each code and group, one test a code.

    The test and its words stand in the first row of a code.
    """
    labels = code_labels(book, language)
    adjusted = dict(zip(tests, holm([test.p for test in tests.values()]).tolist(), strict=True))
    rows = (
        row
        for code, test in tests.items()
        for row in _error_rows(code, labels, test, adjusted[code], design, language)
    )
    notes = _error_notes(tests, design, nobody, language)
    return ERRORS.table(language, rows, notes, title={"by": by_words(by, language)})


def _error_rows(
    code: str,
    labels: Mapping[str, str],
    test: ErrorTest,
    adjusted: float,
    design: Design,
    language: Language,
) -> Iterator[dict[str, Cell]]:
    head: dict[str, Cell] = {"code": code, "label": labels.get(code, code)}
    of_test: dict[str, Cell] = {
        "f": defined(test.statistic),
        "p": defined(test.p),
        "holm": defined(adjusted),
        "said": _said(test, adjusted, design, language),
        "undefined": test.reason,
    }
    groups: tuple[GroupError | None, ...] = test.groups or (None,)
    for place, group in enumerate(groups):
        of_group: dict[str, Cell] = {}
        if group:
            name = group.group or tr("table.no_group", language)
            of_group = {"group": name, "people": group.people, "units": group.units}
            of_group |= {"mean": defined(group.mean), "error": defined(group.error)}
        yield head | of_group | ({} if place else of_test)


def _said(test: ErrorTest, adjusted: float, design: Design, language: Language) -> str:
    if test.reason:
        reason = reason_words(test.reason, design, language)
        return tr("frequencies.errors.said.undefined", language, reason=reason)
    key = "differs" if adjusted < LEVEL else "unclear"
    p = "< .001" if adjusted < 0.001 else f"= {adjusted:.3f}".replace("0.", ".", 1)
    return tr(f"frequencies.errors.said.{key}", language, p=p)


def _error_notes(
    tests: Mapping[str, ErrorTest], design: Design, nobody: int, language: Language
) -> Iterator[str]:
    say = partial(ERRORS.note, language)
    if design.run:
        yield say("errors", run=design.run)
    yield say("test", codes=sum(not test.reason for test in tests.values()))
    small = dict.fromkeys(group for test in tests.values() for group in test.left_out)
    if small:
        named = [group or tr("table.no_group", language) for group in small]
        yield say("few_in_test", least=PEOPLE, groups=tr("note.comma", language).join(named))
    if nobody:
        yield say("nobody", n=nobody)
    yield from sample_notes(design, language, say)
