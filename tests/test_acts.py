"""Each verb is one write transaction and one event at most, so that it is done whole or not at all.

What is counted are the transactions of the file's own connections. The mark by which a file says
that newer work stands in its log (``store.wal``) is set beside an act that comes after a pause, in
a small transaction of its own, since it must be in the file before the act is acknowledged: it
changes no table and has no event.
"""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from acts_material import (
    SAID,
    TALK,
    WHO,
    accepted,
    answered,
    card,
    coded,
    codings_file,
    decide,
    decided,
    dispute,
    edit,
    fresh,
    hits,
    imported,
    memo,
    mine,
    offered,
    on,
    on_request,
    once,
    people_file,
    places,
    readings_file,
    redo,
    speaker,
    text_of,
    undo,
    undone,
    unused,
)
from coded_material import AGREED, REPAIR, mark, read_all
from conftest import CODEBOOK, write_interviews
from counting_material import counted
from desk_material import event, new_id, sent

from qualcode import Project
from qualcode.app.coder import acts as at_desk
from qualcode.app.verify import acts as on_card
from qualcode.errors import RuleError
from qualcode.model import Span
from qualcode.project.sources.people import Mending
from qualcode.study.act_kinds import DECIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Verb = Callable[[Project], object]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed round with disputes and its panel, an open one with work, suggestions and cards."""
    folder = tmp_path_factory.mktemp("worked")
    write_interviews(folder / "interviews")
    lines = [f"访谈者：第{n}问？\n受访者：{SAID[n % 3].format(n=n)}" for n in range(30)]
    with Project.create(folder / "study", CODEBOOK) as made:
        made.transcripts.ingest([folder / "interviews"])
        for name in (WHO, "B", "C"):
            made.coders.add(name)
        for name in (WHO, "B"):
            mark(made, name, "interview_1", AGREED, "legitimacy")
        mark(made, WHO, "interview_2", REPAIR, "responsiveness")
        mark(made, "B", "interview_2", "居民都满意", "responsibility")
        read_all(made, WHO, "B")
        made.rounds.close("R1")
        made.adjudication.open("R1", "A B")
        made.rounds.open("R3")
        made.transcripts.ingest_bytes(f"{TALK}.txt", "\n".join(lines).encode())
        made.codings.add(WHO, "interview_3", 0, 6, "legitimacy")
        made.codings.add(WHO, "interview_3", 8, 16, "responsiveness")
        made.memos.add(WHO, "project", "", "第一条")
        made.suggestions.run(WHO, seed=3)
    return folder / "study"


@pytest.fixture
def study(worked: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(shutil.copytree(worked, tmp_path / "study")) as opened:
        yield opened


VERBS: dict[str, tuple[Callable[[Project], Any] | None, Callable[[Project, Any], object]]] = {
    "code": (None, lambda it, _: coded(it)),
    "code several": (
        None,
        lambda it, _: it.codings.add_many(WHO, places(it), "legitimacy"),
    ),
    "code with a new code": (None, lambda it, _: it.codings.add_new(WHO, places(it), "修路")),
    "code what was found": (
        None,
        lambda it, _: it.search.code(WHO, hits(it), extent="hit", code="legitimacy"),
    ),
    "uncode": (mine, lambda it, own: it.codings.remove(WHO, own[0])),
    "uncode several": (mine, lambda it, own: it.codings.remove_many(WHO, own)),
    "recode": (mine, lambda it, own: it.codings.change(WHO, own[0], end=7)),
    "recode several": (
        mine,
        lambda it, own: it.codings.change_many(WHO, own, code="mobilization"),
    ),
    "read": (None, lambda it, _: it.codings.read(WHO, TALK)),
    "accept": (offered, lambda it, key: it.suggestions.accept(WHO, key)),
    "reject": (offered, lambda it, key: it.suggestions.reject(WHO, key)),
    "change": (offered, lambda it, key: it.suggestions.change(WHO, key, "legitimacy")),
    "leave a suggestion": (offered, lambda it, key: it.suggestions.skip(WHO, key)),
    "show": (offered, lambda it, key: it.suggestions.show(WHO, key)),
    "the first card": (None, lambda it, _: it.suggestions.next(WHO)),
    "the first card with suggestions": (offered, lambda it, _: it.suggestions.next(WHO)),
    "answer a card": (fresh, lambda it, pick: it.suggestions.answer(WHO, pick, ["legitimacy"])),
    "finish a card": (card, lambda it, pick: it.suggestions.finish(WHO, pick)),
    "accept on a card": (
        card,
        lambda it, pick: it.suggestions.accept(WHO, on(it, pick), pick=pick),
    ),
    "add on a card": (card, lambda it, pick: it.suggestions.add(WHO, pick, "responsibility")),
    "remove on a card": (
        answered,
        lambda it, up: it.suggestions.remove(WHO, up.pick, "legitimacy"),
    ),
    "leave a card": (fresh, lambda it, pick: it.suggestions.skip(WHO, pick=pick)),
    "ask for what there is": (on_request, lambda it, pick: it.suggestions.reveal(WHO, pick)),
    "accept at the desk": (
        offered,
        lambda it, key: once(it, at_desk.do, {"op": "accept", "g": key}),
    ),
    "accept the last on a card, as the page does": (
        card,
        lambda it, pick: once(
            it,
            partial(on_card.do, on_card.Aside()),
            {"op": "accept", "pick": pick, "g": on(it, pick)},
        ),
    ),
    "decide": (dispute, decide),
    "write a memo": (None, lambda it, _: it.memos.add(WHO, "project", "", "记")),
    "change a memo": (memo, lambda it, uuid: it.memos.change(WHO, uuid, "改")),
    "remove a memo": (memo, lambda it, uuid: it.memos.remove(WHO, uuid)),
    "edit a code": (None, lambda it, _: edit(it)),
    "add a code": (None, lambda it, _: it.codebook.add_code("新编码")),
    "merge codes": (None, lambda it, _: it.codebook.merge(["construction"], "embedding")),
    "split a code": (None, lambda it, _: it.codebook.split("construction", ["甲类", "乙类"])),
    "move a code": (None, lambda it, _: it.codebook.move("construction", position=2)),
    "remove a code": (unused, lambda it, code: it.codebook.remove(code)),
    "go back to a version": (unused, lambda it, _: it.codebook.revert(1)),
    "freeze": (None, lambda it, _: it.codebook.freeze()),
    "thaw": (lambda it: it.codebook.freeze(), lambda it, _: it.codebook.thaw()),
    "relate codes": (None, lambda it, _: it.codebook.relate("construction", "embedding", "导致")),
    "add a group": (None, lambda it, _: it.codebook.add_group("新组")),
    "split passages": (
        mine,
        lambda it, own: it.passages.split(WHO, {"甲类": own[:1], "乙类": own[1:]}),
    ),
    "open a round": (None, lambda it, _: it.rounds.open()),
    "close a round": (None, lambda it, _: it.rounds.close("R3")),
    "code a round again": (None, lambda it, _: it.rounds.recode("R1", WHO)),
    "settle a round": (
        lambda it: it.rounds.close("R2"),
        lambda it, _: it.adjudication.open("R1", "A B"),
    ),
    "add a coder": (None, lambda it, _: it.coders.add("D")),
    "add a panel": (None, lambda it, _: it.coders.add_panel("P", ["B", "C"])),
    "ingest": (None, lambda it, _: it.transcripts.ingest_bytes("新.txt", LONG.encode())),
    "import codings": (codings_file, lambda it, path: it.codings.import_csv(path)),
    "import readings": (readings_file, lambda it, path: it.codings.import_readings(path)),
    "import participants": (
        people_file,
        lambda it, path: it.transcripts.import_participants(path),
    ),
    "take an import back": (imported, lambda it, event: it.undo_event(event)),
    "say who speaks": (
        speaker,
        lambda it, key: it.people.mend([Mending(key, pseudonym="老孙")]),
    ),
    "undo a coding": (coded, undo),
    "undo what was accepted": (accepted, undo),
    "undo an answer": (answered, undo),
    "undo a decision": (decided, undo),
    "redo a coding": (undone(coded), redo),
    "redo what was accepted": (undone(accepted), redo),
    "redo an answer": (undone(answered), redo),
    "draw a sample": (
        lambda it: it.transcripts.ingest_bytes("新.txt", LONG.encode()),
        lambda it, _: it.sample.draw(seed=1),
    ),
    "make more turns blind": (None, lambda it, _: it.sample.top_up(1)),
    "choose a mode": (None, lambda it, _: it.suggestions.set_mode("visible")),
    "choose a language": (None, lambda it, _: it.set_language("en")),
    "choose whose codings count": (None, lambda it, _: it.tables.set_layer("B", "R1")),
}
"""What makes each verb ready, and the verb."""
TWO: dict[str, tuple[Callable[[Project], object], list[str]]] = {
    "set brackets": (
        lambda it: it.brackets.set("interview_4", [Span(4, 9)]),
        ["bracket.cut", "bracket.set"],
    ),
    "the first run": (
        lambda it: it.suggestions.run(WHO, seed=3),
        ["sample.draw", "suggestion.run"],
    ),
}
"""What leaves a fact that stands by itself: units that a reading may name, a sample drawn first."""
LONG = "".join(f"访谈者：再问{n}？\n受访者：再答{n}回，大家都来。\n" for n in range(30))


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_transaction_and_one_event(study: Project, name: str) -> None:
    ready, verb = VERBS[name]
    given = ready(study) if ready else None
    with counted(study) as asked:
        verb(study, given)
    assert asked.transactions == 1, asked
    assert len(asked.events) == 1, asked
    assert not study.verify_log().problems


def test_a_key_press_at_the_desk_is_one_transaction(study: Project) -> None:
    at = study.worksheets.borders(text_of(study, TALK)).starts[1]
    spans = [{"s": at, "e": at + 4, "u": new_id()}]
    act = event("code", c="legitimacy", spans=spans, text=text_of(study, TALK))
    with counted(study) as asked:
        assert sent(study, act, who=WHO) == [""]
    assert asked.transactions == 1
    assert asked.events == ["coding.add_many"]


def test_what_is_said_twice_writes_nothing(study: Project) -> None:
    for name in ("code", "read", "choose a mode", "import codings", "import participants"):
        ready, verb = VERBS[name]
        given = ready(study) if ready else None
        verb(study, given)
        with counted(study) as asked:
            verb(study, given)
        assert (asked.transactions, asked.events) == (1, []), name


def test_the_first_round_is_an_event_of_its_own(tmp_path: Path) -> None:
    """A lone coder can just begin; the round that this opens stays where the coding is undone."""
    with Project.create(tmp_path / "study", CODEBOOK) as project:
        project.coders.add(WHO)
        project.transcripts.ingest_bytes("新.txt", LONG.encode())
        with counted(project) as asked:
            project.codings.add(WHO, "新", 0, 3, "legitimacy")
        assert (asked.transactions, asked.events) == (1, ["round.open", "coding.add"])
        assert project.undo(WHO) == "coding.add"
        assert [it.name for it in project.rounds.list()] == ["R1"]


@pytest.mark.parametrize("name", TWO)
def test_a_fact_that_stands_by_itself_is_an_event_of_its_own(
    worked: Path, tmp_path: Path, name: str
) -> None:
    """It is written before what stands on it, and stays where that is undone or fails."""
    verb, kinds = TWO[name]
    with Project.create(tmp_path / "study", CODEBOOK) as project:
        project.coders.add(WHO)
        project.transcripts.ingest([worked.parent / "interviews"])
        project.rounds.open("R1")
        with counted(project) as asked:
            verb(project)
        assert asked.events == kinds
        with counted(project) as asked:
            verb(project)
        assert asked.events == [it for it in kinds[1:] if it != "bracket.set"]


def shown(study: Project) -> int:
    with study.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM shown").scalar_one())


@pytest.mark.parametrize("act", [accepted, answered])
def test_what_was_seen_stays_seen_where_the_act_is_undone(study: Project, act: Verb) -> None:
    """Suggestions are shown within the act; undoing it cannot make them unseen."""
    before = shown(study)
    for _ in range(60):
        act(study)
        if shown(study) > before:
            break
        study.suggestions.finish(WHO, fresh(study))
    seen = shown(study)
    assert seen > before
    for step in (study.undo, study.redo, study.undo):
        assert step(WHO)
        assert shown(study) == seen
    assert not study.verify_log().problems


def test_an_accept_that_is_refused_is_recorded_as_seen(study: Project) -> None:
    """Who is told why a suggestion cannot be decided is told of the suggestion."""
    key, before = offered(study), shown(study)
    study.rounds.close("R3")
    with pytest.raises(RuleError), counted(study) as asked:
        study.suggestions.accept(WHO, key)
    assert asked.events == ["suggestion.show"]
    assert shown(study) == before + 1


def test_undo_of_one_kind_leaves_every_other_act(study: Project) -> None:
    decided(study)
    coded(study)
    with counted(study) as asked:
        assert study.undo(WHO, {DECIDE}) is None
    assert (asked.transactions, asked.events) == (1, [])
    assert study.undo(WHO) == "coding.add"
    assert study.undo(WHO, {DECIDE}) == DECIDE
