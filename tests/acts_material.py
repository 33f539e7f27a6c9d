"""What makes a verb ready to be counted in the tests of acts: cards, disputes, files to import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.project.coding.codings import Place
from qualcode.review import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode import Project
    from qualcode.gathering.cards import Card

    Verb = Callable[[Project], object]

WHO, TALK = "A", "多问"
HEAD = "transcript,start,end,code,coder,round,origin,text"
SAID = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "今天天气好，第{n}回了。")


def mine(study: Project) -> list[str]:
    return [it.uuid for it in study.codings.of(WHO, round="R3")]


def text_of(study: Project, name: str) -> int:
    return next(it.text_id for it in study.transcripts.list() if it.name == name)


def offered(study: Project, mode: str = "visible") -> int:
    """Return a suggestion that was never shown and can be decided."""
    study.suggestions.set_mode(mode)
    with study.suggestions.look() as look:
        return study.suggestions._offered(look, WHO, None, None)[0].suggestion.id


def card(study: Project, mode: str = "code_first") -> int:
    """Return the pick of a card with suggestions behind it, answered where codes come first."""
    study.suggestions.set_mode(mode)
    for _ in range(60):
        up = study.suggestions.next(WHO)
        assert up is not None
        if mode == "code_first":
            up = study.suggestions.answer(WHO, up.pick, [])
        if up.suggestions:
            return up.pick
        study.suggestions.finish(WHO, up.pick)
    raise AssertionError("no such card")


def on(study: Project, pick: int) -> int:
    return study.suggestions.card(WHO, pick).suggestions[0].suggestion.id


def fresh(study: Project) -> int:
    up = study.suggestions.next(WHO)
    assert up is not None
    return up.pick


def on_request(study: Project) -> int:
    study.suggestions.set_mode("on_request")
    return fresh(study)


def coded(study: Project) -> object:
    return study.codings.add(WHO, TALK, 1, 5, "legitimacy")


def accepted(study: Project) -> object:
    return study.suggestions.accept(WHO, offered(study))


def answered(study: Project) -> Card:
    return study.suggestions.answer(WHO, fresh(study), ["legitimacy"])


def dispute(study: Project) -> str:
    return next(it.id for it in study.adjudication.queue("R1") if it.decision is None)


def decide(study: Project, item: str) -> object:
    return study.adjudication.decide(item, Verdict("yes", "slip"), actor=WHO, round="R1")


def decided(study: Project) -> object:
    return decide(study, dispute(study))


def undo(study: Project, _: object) -> object:
    return study.undo(WHO)


def redo(study: Project, _: object) -> object:
    return study.redo(WHO)


def undone(act: Verb) -> Verb:
    return lambda it: undo(it, act(it))


def edit(study: Project) -> object:
    code = study.codebook.current().codes[0]
    return study.codebook.edit_code(replace(code, keywords=(*code.keywords, "新词")))


def unused(study: Project) -> str:
    return study.codebook.add_code("无人用").id


def memo(study: Project) -> str:
    return study.memos.list(viewer=WHO)[0].uuid


def speaker(study: Project) -> int:
    return next(it.id for it in study.people.speakers("interview_4") if not it.asks)


def places(study: Project) -> list[Place]:
    text = text_of(study, TALK)
    return [Place(text, 1, 5), Place(text, 8, 12)]


def hits(study: Project) -> list[tuple[int, int, int]]:
    return [(text_of(study, TALK), 8, 12)]


def written(study: Project, name: str, *lines: str) -> Path:
    path = study.folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def codings_file(study: Project) -> Path:
    return written(study, "codings.csv", HEAD, "interview_4,0,3,legitimacy,B,R3,manual,访谈者")


def readings_file(study: Project) -> Path:
    path = study.folder / "readings.csv"
    study.codings.export_readings(path, coder=WHO, round="R1")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("R1", "R3"), encoding="utf-8")
    return path


def people_file(study: Project) -> Path:
    return written(study, "p.csv", "transcript,pseudonym,role", "interview_1,老钱,组长")


def imported(study: Project) -> int:
    return study.transcripts.import_participants(people_file(study)).event or 0


def once(study: Project, do: Callable[..., object], act: dict[str, object]) -> None:
    """Do an act as it comes from the browser: with its receipt."""
    act = {"text": text_of(study, TALK), **act}
    with study.once(WHO, "00000000-0000-4000-8000-000000000000") as new:
        assert new
        do(study, WHO, act)
