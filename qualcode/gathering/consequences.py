"""What an edit of the codebook would do to codings and readings, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode import codebook as rules
from qualcode.codebook import versions
from qualcode.errors import InputError, RuleError
from qualcode.store import codebooks, work
from qualcode.store.across import code_usage
from qualcode.study.access import sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.codebook import Change, Edit, Revert
    from qualcode.model import Codebook
    from qualcode.store import Look
    from qualcode.study import Study


@dataclass(frozen=True, slots=True)
class Planned:
    """An edit worked out on the newest version: what it would write, or why it is refused.

    ``lost`` are codes that would go though something is coded with them.
    """

    before: Codebook
    after: Codebook
    hashes: Mapping[str, str]
    maps: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    refusal: RuleError | None = None
    lost: tuple[str, ...] = ()


class CodedWith(NamedTuple):
    """How many codings of the codes concerned a coder has, in how many transcripts."""

    coder: str
    codings: int
    transcripts: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """What an edit would do.

    ``work`` counts what the viewer may see, ``hidden`` says that others coded too; ``closed`` are
    rounds that keep their figures. ``opened`` are codes that must be read for again, ``again``
    how many units of the viewer that opens, ``again_others`` whether others must read again.
    ``lost`` are codes that go with codings that are then read as nothing.
    """

    version: int
    changes: tuple[Change, ...]
    work: tuple[CodedWith, ...] = ()
    hidden: bool = False
    transcripts: int = 0
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    again: int = 0
    again_others: bool = False
    examples: int = 0
    keywords: int = 0
    relations: int = 0
    below: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    refused: str = ""


def version_of(look: Look, version: int) -> Codebook:
    """Return a version of the codebook by its number.

    Raises:
        InputError: there is none.
    """
    book = codebooks.codebook(look.connection, version)
    if book is None:
        newest = look.study.book.version
        raise InputError("consequences.no_version", version=version, newest=newest)
    return book


def planned(look: Look, edit: Edit | Revert) -> Planned:
    """Work an edit out on the newest version of the codebook."""
    before = look.study.book
    if isinstance(edit, rules.Revert):
        return _reverted(look, edit.version)
    if isinstance(edit, rules.Split):
        edit = replace(edit, taken=frozenset(look.study.codes))
    after = edit.apply(before)
    hashes = versions.meanings(look.study.meanings, before, after, wording_only=edit.wording_only)
    lost = _lost(look, after, edit.maps)
    refusal = None
    if isinstance(edit, rules.Remove) and edit.code in _used(look):
        refusal = RuleError("consequences.used", code=edit.code)
    source = edit.source if isinstance(edit, rules.Replace) else None
    return Planned(before, after, hashes, edit.maps, source, refusal, lost)


def _reverted(look: Look, version: int) -> Planned:
    before, after = look.study.book, replace(version_of(look, version), frozen=False)
    stored = look.study.meanings
    hashes = {code.id: stored[version, code.id] for code in after.codes}
    maps: dict[str, str] = {}
    lost = []
    for gone in _lost(look, after, {}):
        above = _above(before, after, gone)
        if above:
            maps[gone] = above
        else:
            lost.append(gone)
    refusal = None
    if lost:
        refusal = RuleError("consequences.lost", version=version, code=lost[0])
    source = codebooks.source(look.connection, version)
    return Planned(before, after, hashes, maps, source, refusal, tuple(lost))


def _above(before: Codebook, after: Codebook, code_id: str) -> str | None:
    """Return the nearest code above one that goes, of those that stay."""
    seen = {code_id}
    found = before.code(code_id)
    while found is not None and found.parent and found.parent not in seen:
        if after.code(found.parent):
            return found.parent
        seen.add(found.parent)
        found = before.code(found.parent)
    return None


def _lost(look: Look, after: Codebook, maps: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes that go though something is coded with them, and that lead nowhere.

    A map of an earlier merge leads on again where its code goes again.
    """
    before = look.study.book
    standing = {code.id for code in after.codes}
    gone = [code.id for code in before.codes if code.id not in standing]
    if not gone:
        return ()
    version = before.version + 1
    new = tuple(rules.CodeMap(name, target, version) for name, target in maps.items())
    later = rules.followed((*look.study.maps, *new), standing, version)
    used = _used(look)
    return tuple(name for name in gone if name in used and later.get(name) not in standing)


def _used(look: Look) -> frozenset[str]:
    """Return the codes of the newest version that something is coded with."""
    read_as = look.study.read_as()
    return frozenset(read_as.get(name, name) for name in code_usage.coded(look.connection))


def of(look: Look, edit: Edit | Revert, viewer: str | None) -> Consequences:
    """Return what an edit would do; counts are of what ``viewer`` may see."""
    plan = planned(look, edit)
    changes = rules.diff(plan.before, plan.after)
    concerned = () if isinstance(edit, rules.Revert) else edit.concerned
    codes = dict.fromkeys([*concerned, *plan.maps, *plan.lost])
    work_of, hidden, texts, closed = _work(look, codes, viewer)
    opened = _opened(look.study, plan)
    merged = [code for code in plan.before.codes if code.id in plan.maps]
    goes = set(plan.maps) | {
        code.id for code in plan.before.codes if plan.after.code(code.id) is None
    }
    return Consequences(
        version=plan.before.version,
        changes=changes,
        work=work_of,
        hidden=hidden,
        transcripts=texts,
        closed=closed,
        opened=opened,
        again=_again(look, plan, viewer) if opened else 0,
        again_others=bool(opened) and _others_again(look, plan, viewer),
        examples=sum(len(code.examples) for code in merged),
        keywords=sum(len(code.keywords) for code in merged),
        relations=sum(bool({r.source, r.target} & goes) for r in plan.before.relations),
        below=tuple(c.id for c in plan.before.codes if c.parent in goes and c.id not in goes),
        lost=plan.lost,
        refused="" if plan.refusal is None else str(plan.refusal),
    )


def _work(
    look: Look, codes: Iterable[str], viewer: str | None
) -> tuple[tuple[CodedWith, ...], bool, int, tuple[str, ...]]:
    """Return who coded with these codes, whether some of it is hidden, texts, closed rounds."""
    study = look.study
    keys: set[int] = set()
    for code in codes:
        keys |= study.stored_as(code)
    found = code_usage.worked(look.connection, keys)
    may = sight(study, viewer)
    seen = [each for each in found if may.sees(each.coder, each.round)]
    people = {
        name: CodedWith(
            name,
            sum(each.codings for each in seen if each.coder == name),
            len({each.text for each in seen if each.coder == name}),
        )
        for name in dict.fromkeys(each.coder for each in seen)
    }
    touched = {each.round for each in seen}
    closed = (r.name for r in study.rounds if r.status == "closed" and r.name in touched)
    texts = len({each.text for each in seen})
    return tuple(people.values()), len(seen) < len(found), texts, tuple(closed)


def _opened(study: Study, plan: Planned) -> tuple[str, ...]:
    """Return the codes that are new, or mean something else."""
    stored = study.meanings
    return tuple(
        code.id
        for code in plan.after.codes
        if stored.get((plan.before.version, code.id)) != plan.hashes[code.id]
    )


def _again(look: Look, plan: Planned, viewer: str | None) -> int:
    """Return how many units the viewer read for every code there is, and has to read again."""
    if viewer is None:
        return 0
    stored = look.study.meanings
    now = {c.id: stored[plan.before.version, c.id] for c in plan.before.codes}
    read = code_usage.readings(look.connection, look.study.coder(viewer).id)

    def speaks(version: int, meanings: Mapping[str, str]) -> bool:
        return all(stored.get((version, name)) == own for name, own in meanings.items())

    whole: set[int] = set()
    still: set[int] = set()
    for version, units in read.items():
        whole |= units if speaks(version, now) else set()
        still |= units if speaks(version, plan.hashes) else set()
    return len(whole - still)


def _others_again(look: Look, plan: Planned, viewer: str | None) -> bool:
    """Return whether anybody but the viewer has to read again."""
    readers = {who for who, _ in work.who_read(look.connection)} - {viewer}
    return any(_again(look, plan, who) for who in readers)
