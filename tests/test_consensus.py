"""The consensus layer: a panel's own work, which touches no coder's and dies with no half of it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from adjudication_material import (
    FAMILY,
    RARE,
    dispute,
    panel_read,
    panel_texts,
    sentences,
    settle_all,
    state,
)
from coded_material import AGREED, REPAIR, mark, read_all

from qualcode.errors import RuleError
from qualcode.review import Verdict

if TYPE_CHECKING:
    from qualcode.project import Project

pytest_plugins = ("adjudication_material",)


# The consensus layer


def test_the_panel_begins_with_what_all_who_read_agree_on(settling: Project) -> None:
    """It gets the union of what was marked; a unit in dispute stays unread, so missing."""
    assert panel_texts(settling) == [(AGREED, "legitimacy"), (REPAIR, "responsiveness")]
    unread = {RARE, FAMILY}
    assert panel_read(settling) == set(sentences(settling).values()) - unread
    assert {it.exposure for it in settling.codings.readings("A B", round="R2")} == {"discussed"}
    assert {it.origin for it in settling.codings.of("A B")} == {"consensus"}
    assert settling.verify_log().problems == ()


def test_a_unit_is_read_once_no_code_of_it_is_in_dispute(settling: Project) -> None:
    verbs = settling.adjudication
    verbs.decide(dispute(settling, RARE, "legitimacy").id, Verdict("no", "slip"), actor="A")
    assert RARE not in panel_read(settling)
    assert verbs.undecided() == 2
    verbs.decide(dispute(settling, RARE, "responsibility").id, Verdict("yes", "real"), actor="B")
    assert RARE in panel_read(settling)
    assert ("𠮷祥面馆", "responsibility") in panel_texts(settling)
    assert (RARE, "legitimacy") not in panel_texts(settling)
    assert verbs.decided() == {
        (dispute(settling, RARE, "legitimacy").unit_id, "legitimacy"): 0,
        (dispute(settling, RARE, "responsibility").unit_id, "responsibility"): 1,
    }


def test_the_compared_round_and_the_coders_work_never_change(coded: Project) -> None:
    before = (coded.codings.of("A"), coded.codings.of("B"), coded.codings.readings("A"))
    frozen = coded.rounds.list()[0]
    coded.adjudication.open("R1", "A B")
    settle_all(coded)
    assert (coded.codings.of("A"), coded.codings.of("B"), coded.codings.readings("A")) == before
    assert coded.rounds.list()[0] == frozen
    assert coded.rounds.broken() == ()
    assert coded.verify_log().problems == ()


def test_tables_count_the_closed_consensus(settling: Project) -> None:
    """And say nothing of what was left undecided: it is missing, not without the code."""
    emoji = dispute(settling, FAMILY, "mobilization")
    settling.adjudication.decide(emoji.id, Verdict("yes", "guideline"), actor="A")
    closed = settling.rounds.close("R2")
    assert settling.adjudication.undecided("R1") == 2
    layer = settling.tables.layer()
    assert (layer.coder, layer.round) == ("A B", "R2")
    rows = {row["code"]: row for row in settling.tables.get("frequency").rows}
    counts = {code: row["references"] for code, row in rows.items() if row["references"]}
    assert counts == {"legitimacy": 1, "responsiveness": 1, "mobilization": 1}
    assert FAMILY in panel_read(settling)
    assert RARE not in panel_read(settling)
    assert closed.hash
    assert settling.verify_log().problems == ()


def test_a_closed_consensus_is_hashed_with_its_decisions(settling: Project) -> None:
    settle_all(settling)
    held = settling.rounds.close("R2")
    assert settling.rounds.broken() == ()
    with settling.store.acting("tamper") as act:
        act.update("adjudication", 1, reason="real")
    assert settling.rounds.broken() == ("R2",)
    assert held.source == "R1"


def test_nobody_codes_where_a_panel_decides(settling: Project) -> None:
    """Nor does anybody's coding land there because no other round is open."""
    assert settling.rounds.current() is None
    with pytest.raises(RuleError, match="none that is open is for this coder"):
        mark(settling, "A", "interview_1", AGREED, "mobilization")
    with pytest.raises(RuleError, match="adjudicate decide"):
        settling.codings.add("A B", "interview_1", 4, 9, "mobilization", round="R2")
    own = settling.codings.of("A B")[0]
    with pytest.raises(RuleError, match="adjudicate decide"):
        settling.codings.remove("A B", own.uuid)


def test_what_only_one_coder_read_is_no_agreement(project: Project) -> None:
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "A", "interview_3", REPAIR, "legitimacy")
    project.codings.read("A", "interview_1")
    project.codings.read("A", "interview_3")
    project.codings.read("B", "interview_1")
    project.rounds.close()
    project.adjudication.open("R1", "A B")
    assert panel_texts(project) == []
    assert {it.text_id for it in project.codings.readings("A B")} == {
        project.transcripts.get("interview_1").text_id
    }


def test_a_code_that_nobody_could_have_read_for_is_not_read_by_the_panel(project: Project) -> None:
    """A code that came after the reading is missing there, while the others are agreed on."""
    read_all(project, "A", "B")
    project.codebook.add_code("晒被子")
    project.rounds.close()
    project.adjudication.open("R1", "A B")
    assert {it.codebook for it in project.codings.readings("A B")} == {1}
    assert {it.codebook for it in project.codings.readings("A", round="R1")} == {1}


def test_the_consensus_of_a_newer_panel_carries_its_decisions_on(settling: Project) -> None:
    """What was left undecided can be decided later: the same panel goes on where it was."""
    first = dispute(settling, FAMILY, "mobilization")
    settling.adjudication.decide(first.id, Verdict("yes", "slip", note="漏了"), actor="A")
    with pytest.raises(RuleError, match="settles round R1 already"):
        settling.adjudication.open("R1", "A B")
    settling.rounds.close("R2")
    with pytest.raises(RuleError, match="round R2 is closed"):
        settling.adjudication.decide(first.id, Verdict("no", "slip"), actor="A")
    settling.adjudication.open("R1", "A B")
    assert settling.adjudication.undecided("R1") == 2
    assert (FAMILY, "mobilization") in panel_texts(settling, "R3")
    assert FAMILY in panel_read(settling, "R3")
    assert settling.verify_log().problems == ()


# A death at any instant

DYING = """
import os, sys
from qualcode.project import Project
from qualcode.review import Verdict
from qualcode.store.log.act import Act

deaths, count, insert_many = int(sys.argv[3]), 0, Act.insert_many

def dying(self, *args, **kwargs):
    global count
    count += 1
    if count == deaths:
        os._exit(9)
    return insert_many(self, *args, **kwargs)

with Project.open(sys.argv[1]) as project:
    Act.insert_many = dying
    if sys.argv[2] == "open":
        project.adjudication.open("R1", "A B")
    else:
        project.adjudication.decide(sys.argv[2], Verdict("yes", "slip"), actor="A")
"""


def die(project: Project, what: str, instant: int) -> None:
    arguments = [str(project.folder), what, str(instant)]
    done = subprocess.run([sys.executable, "-c", DYING, *arguments], check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("instant", [1, 2, 5, 9])
def test_a_death_while_a_panel_begins_leaves_no_consensus(coded: Project, instant: int) -> None:
    before = coded.status()
    die(coded, "open", instant)
    assert coded.status() == before
    assert [it.name for it in coded.rounds.list()] == ["R1"]
    assert coded.verify_log().problems == ()


@pytest.mark.parametrize("instant", [1, 2, 3])
def test_a_death_during_a_decision_leaves_none(settling: Project, instant: int) -> None:
    before = state(settling)
    die(settling, dispute(settling, FAMILY, "mobilization").id, instant)
    assert state(settling) == before
    assert settling.verify_log().problems == ()
