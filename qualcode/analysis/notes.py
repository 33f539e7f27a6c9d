"""What a table counted, in sentences that stand below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.analysis.corpus import asked, uncounted
from qualcode.i18n import tr
from qualcode.model import ORIGINS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.analysis.corpus import Corpus, Reads

_ALWAYS = ("manual", "accepted", "changed", "imported", "unaided", "assisted", "unknown")
_EXPOSURES = ("unaided", "assisted", "discussed", "unknown")


def about_book(corpus: Corpus) -> str:
    """Say which version of the codebook it was."""
    book, language = corpus.book, corpus.language
    state = tr("note.frozen" if book.frozen else "note.not_frozen", language)
    return tr("note.codebook", language, version=book.version, state=state)


def about_codings(corpus: Corpus) -> tuple[str, ...]:
    """Say whose codings were counted, under which codebook, and how they came about.

    What the machine had to do with them is always said, and so is what was left out.
    """
    language = corpus.language
    found = corpus.coding_rows
    known = found.code.among({code.id for code in corpus.book.codes})
    codings = found.only(known & (corpus.laid.place(found)[0] >= 0))
    origins = _parts(corpus, "origin", ORIGINS, codings.origin.tolist())
    exposures = _parts(corpus, "exposure", _EXPOSURES, codings.exposure.tolist())
    said = tr("note.codings", language, n=len(codings), origins=origins, exposures=exposures)
    layer = (tr("note.layer", language, layer=corpus.layer),) if corpus.layer else ()
    return (*layer, about_book(corpus), said, *_left_out(corpus))


def about_units(corpus: Corpus, found: Reads) -> str:
    """Say which unit was counted, how many there are and how many of them were read."""
    language = corpus.language
    unit = tr(f"unit.{corpus.unit}", language)
    return tr("note.units", language, unit=unit, n=found.units, read=found.read)


def _parts(corpus: Corpus, section: str, names: Iterable[str], found: Iterable[str]) -> str:
    counts = Counter(found)
    words = [
        f"{tr(f'{section}.{name}', corpus.language)} {counts[name]}"
        for name in names
        if name in _ALWAYS or counts[name]
    ]
    return tr("note.comma", corpus.language).join(words)


def _left_out(corpus: Corpus) -> tuple[str, ...]:
    gone, elsewhere = uncounted(corpus)
    language = corpus.language
    found = []
    if gone:
        named = tr("note.comma", language).join(f"{code} ({n})" for code, n in gone.items())
        found.append(tr("note.gone", language, codes=named))
    if elsewhere:
        found.append(tr("note.elsewhere", language, n=elsewhere))
    if questions := asked(corpus):
        found.append(tr("note.asked", language, n=questions))
    return tuple(found)
