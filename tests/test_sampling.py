"""The blind sample over its life: drawn by stratum, topped up in order, read, and left to read."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_material import add, read_blind, sql, strata

from qualcode import cli, frequency
from qualcode.errors import InputError, RuleError
from qualcode.frequency.top_up import Size, allocate, needed, turns_of
from qualcode.project import Project
from qualcode.store import samples

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project.measuring.sample import SampleReport

pytest_plugins = ("sample_material",)

SIZES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.tuples(st.integers(1, 60), st.integers(0, 9), st.integers(0, 9)).map(
        lambda it: Size(it[0] + it[1] + it[2], it[1], it[2])
    ),
    min_size=1,
    max_size=6,
)


# How many


@given(SIZES, st.integers(1, 60))
def test_a_top_up_is_shared_out_evenly(sizes: dict[str, Size], turns: int) -> None:
    """One from each stratum with a reserve; a further turn elsewhere would be less even."""
    left = sum(size.reserve for size in sizes.values())
    if turns > left:
        with pytest.raises(InputError, match=f"from 1 to {left} turns"):
            allocate(sizes, turns)
        return
    given_ = allocate(sizes, turns)
    giving = {key for key, size in sizes.items() if size.reserve}
    assert given_.keys() == giving
    assert sum(given_.values()) == max(turns, len(giving))
    assert given_ == allocate(dict(reversed(sizes.items())), turns)
    for key, count in given_.items():
        assert 1 <= count <= sizes[key].reserve
        share = (sizes[key].blind + count) / sizes[key].turns
        others = [other for other in giving if given_[other] < sizes[other].reserve]
        if count > 1:
            assert all(
                share <= (sizes[it].blind + given_[it] + 1) / sizes[it].turns for it in others
            )


@pytest.mark.parametrize(
    ("read", "positives", "negatives", "wanted"),
    [
        (40, 15, 38, (0, 0, 0)),
        (40, 5, 38, (10, 0, 80)),
        (40, 14, 14, (1, 1, 3)),
        (3, 2, 1, (13, 14, 42)),
        (40, 0, 40, (15, 0, None)),
        (0, 0, 0, (15, 15, None)),
    ],
)
def test_what_the_guard_still_needs(
    read: int, positives: int, negatives: int, wanted: tuple[int, int, int | None]
) -> None:
    """The missing over the rate found; where nothing was found yet no number is made up."""
    found = needed(read, positives, negatives)
    assert (found.positives, found.negatives, found.turns) == wanted
    assert found.enough == (wanted[:2] == (0, 0))


def test_a_share_is_of_all_turns_and_rounded_up() -> None:
    assert (turns_of(0.15, 20), turns_of(0.1, 41)) == (3, 5)
    with pytest.raises(InputError, match="between 0 and 1"):
        turns_of(5, 20)


# Draws and strata


def test_short_transcripts_are_one_stratum_and_known_again(drawn: Project) -> None:
    """Even those of which no turn was drawn; every frame is the one that was hashed."""
    report = drawn.sample.status()
    sizes = {it.transcripts: (it.turns, it.blind, it.reserve) for it in report.strata}
    assert sizes == {("长",): (40, 6, 6), ("中",): (20, 3, 3), ("短一", "短二"): (5, 2, 2)}
    with drawn.store.reading() as connection:
        (draw,) = samples.draws(connection)
    frame = {it.key: it.frame for it in strata(drawn)}
    assert frequency.frame_hash(frame) == draw.frame_hash
    with pytest.raises(RuleError, match="there is none"):
        drawn.sample.draw()


def test_many_short_transcripts_keep_their_frame_when_more_come(plain: Project) -> None:
    for n in range(12):
        add(plain, f"短_{n}", 3)
    plain.sample.draw(seed=2)
    before = strata(plain)
    assert len({turn.text for it in before for turn in it.drawn}) < 16
    for n in range(5):
        add(plain, f"晚_{n}", 2)
    plain.sample.draw(seed=3)
    after = strata(plain)
    assert after[: len(before)] == before
    assert [(it.draw, it.seed, len(it.frame)) for it in after[len(before) :]] == [(2, 3, 10)]


def test_a_late_transcript_is_a_stratum_of_its_own(covered: Project) -> None:
    """A run draws it before it covers it; the seeds of all draws are stored."""
    add(covered, "晚", 20)
    assert covered.sample.status().undrawn == ("晚",)
    covered.suggestions.run(seed=7)
    report = covered.sample.status()
    assert report.seeds == (11, 7)
    late = [it for it in report.strata if it.draw == 2]
    assert [(it.transcripts, it.blind, it.reserve) for it in late] == [(("晚",), 3, 3)]
    assert (report.undrawn, report.covered) == ((), ())
    assert covered.verify_log().problems == ()


def test_what_had_suggestions_is_never_drawn(covered: Project) -> None:
    """Not even where the sample and the list of covered texts were taken out of the file."""
    sql(covered, "DELETE FROM sampled_turn")
    sql(covered, "DELETE FROM sample")
    sql(covered, "UPDATE run SET params = json_set(params, '$.texts', json('[]'))")
    report = covered.sample.status()
    assert set(report.covered) >= {"长", "中"}
    assert not set(report.covered) & set(report.undrawn)


def test_a_transcript_that_comes_in_during_a_run_waits_for_the_next_draw(covered: Project) -> None:
    def tell(_done: int, _total: int, what: str) -> None:
        if what == "words":
            add(covered, "途中", 20)

    covered.suggestions.run(progress=tell)
    assert covered.sample.status().undrawn == ("途中",)
    covered.suggestions.set_mode("visible")
    offered = covered.suggestions.queue("甲", limit=None)
    assert "途中" not in {item.transcript for item in offered}
    assert [it.transcripts for it in covered.sample.draw().strata if it.draw == 2] == [("途中",)]


# Top-up


def test_a_top_up_takes_the_next_of_the_permutation(drawn: Project) -> None:
    before = {it.key: it for it in strata(drawn)}
    report = drawn.sample.top_up(8)
    assert (report.blind, report.reserve) == (11 + 8, 11 - 8)
    for it in strata(drawn):
        assert it.drawn[: len(it.blind)] == it.blind
        assert [t.turn for t in it.drawn] == [t.turn for t in before[it.key].drawn]
        assert len(it.blind) > len(before[it.key].blind)
    assert drawn.verify_log().problems == ()


def test_a_share_tops_up_as_many_turns(drawn: Project) -> None:
    assert drawn.sample.top_up(share=0.1).blind == 11 + 7
    with pytest.raises(InputError, match="one of both"):
        drawn.sample.top_up(3, share=0.1)
    with pytest.raises(InputError, match="one of both"):
        drawn.sample.top_up()
    with pytest.raises(InputError, match="at least one"):
        drawn.sample.top_up(0)


def test_a_reserve_that_is_too_small_is_said(drawn: Project) -> None:
    before = strata(drawn)
    with pytest.raises(RuleError, match="12 were asked for and 11 are left") as error:
        drawn.sample.top_up(12)
    assert "had suggestions can never become blind" in str(error.value)
    assert strata(drawn) == before
    drawn.sample.top_up(11)
    with pytest.raises(RuleError, match="none are left"):
        drawn.sample.top_up(1)


def test_there_is_nothing_to_top_up_before_a_draw(plain: Project) -> None:
    with pytest.raises(RuleError, match="none was drawn yet"):
        plain.sample.top_up(1)


@pytest.mark.parametrize(
    "edit",
    [
        (
            "UPDATE suggestion SET unit = (SELECT unit.id FROM unit"
            " JOIN turn ON turn.text = unit.text AND unit.start < turn.end"
            " AND turn.start < unit.end JOIN sampled_turn ON sampled_turn.turn = turn.id"
            " WHERE role = 'reserve' LIMIT 1)"
            " WHERE id = (SELECT min(id) FROM suggestion)"
        ),
        (
            "UPDATE sampled_turn SET role = 'blind' WHERE role = 'reserve' AND position ="
            " (SELECT max(position) FROM sampled_turn)"
        ),
        (
            "UPDATE sampled_turn SET turn = (SELECT max(id) FROM turn WHERE id NOT IN"
            " (SELECT turn FROM sampled_turn)) WHERE id = (SELECT max(id) FROM sampled_turn)"
        ),
    ],
    ids=["suggested", "order", "turn"],
)
def test_an_edited_file_gives_no_blind_turns(covered: Project, edit: str) -> None:
    """A turn that had a suggestion, or was not drawn by the seed, never becomes blind."""
    sql(covered, edit)
    with pytest.raises(RuleError, match="verify-log"):
        covered.sample.top_up(3)


def test_two_top_ups_at_once_take_different_turns(drawn: Project) -> None:
    def grow() -> None:
        with Project.open(drawn.path) as again:
            again.sample.top_up(4)

    threads = [threading.Thread(target=grow) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn.sample.status().blind == 11 + 8
    assert drawn.verify_log().problems == ()


# Reading


def counts(report: SampleReport) -> set[tuple[int, int]]:
    return {(code.counting, code.stale) for code in report.codes}


def test_what_is_left_shrinks_as_it_is_read(drawn: Project) -> None:
    report = drawn.sample.status("甲")
    assert len(report.left) == report.blind == 11
    places = [(it.transcript, it.turn) for it in report.left]
    assert places == sorted(places)
    read_blind(drawn, "甲", most=4)
    report = drawn.sample.status("甲")
    assert (len(report.left), report.read, report.readers) == (7, 4, (("甲", 4),))
    assert counts(report) == {(4, 0)}
    assert sum(it.read for it in report.strata) == 4


def test_positives_are_turns_that_have_the_code(drawn: Project) -> None:
    read_blind(drawn, "甲")
    blind = [turn for it in strata(drawn) for turn in it.blind if len(it.texts) == 1]
    name = {info.text_id: info.name for info in drawn.transcripts.list()}
    for turn in blind[:3]:
        text = drawn.transcripts.get(name[turn.text]).text
        first = text.index("。", turn.start) + 1
        drawn.codings.add("甲", name[turn.text], turn.start, first, "legitimacy")
    drawn.codings.add("甲", name[blind[0].text], blind[0].start, blind[0].end, "embedding")
    found = {code.code: code for code in drawn.sample.status("甲").codes}
    legitimacy, embedding = found["legitimacy"], found["embedding"]
    assert (legitimacy.positives, legitimacy.negatives) == (3, 11)
    assert (embedding.positives, embedding.negatives) == (1, 10)
    assert embedding.needed.turns == 14 * 11


def test_imported_readings_do_not_count(drawn: Project, tmp_path: Path) -> None:
    """Nobody knows whether suggestions were in view: the turns stay on the list, and say so."""
    drawn.rounds.open("R1")
    lines = [f"{info.name},甲,R1" for info in drawn.transcripts.list()]
    path = tmp_path / "readings.csv"
    path.write_text("\n".join(["transcript,coder,round", *lines]), encoding="utf-8")
    assert drawn.codings.import_readings(path).new > 0
    report = drawn.sample.status("甲")
    assert (report.read, report.aided, counts(report)) == (11, 11, {(0, 0)})
    assert [it.aided for it in report.left] == [True] * 11


def test_in_an_open_independent_round_coders_see_their_own_numbers(drawn: Project) -> None:
    drawn.coders.add("乙")
    read_blind(drawn, "甲", most=5)
    read_blind(drawn, "乙", most=2)
    own = drawn.sample.status("乙")
    assert (own.readers, own.read, own.hidden) == ((("乙", 2),), 2, ())
    everybody = drawn.sample.status()
    assert (everybody.readers, everybody.read, everybody.hidden) == ((), 0, ("R1",))
    assert all((code.positives, code.negatives) == (0, 0) for code in everybody.codes)
    drawn.rounds.close()
    assert drawn.sample.status().readers == (("甲", 5), ("乙", 2))


# The command


def run(study: Project, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    cli.app([*arguments, "--project", str(study.folder)], standalone_mode=False)
    return str(capsys.readouterr().out)


def test_the_command_draws_tops_up_and_lists(
    plain: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(plain, "sample", "--draw", "--seed", "11", "--json", capsys=capsys)
    tables = json.loads(out)
    assert [table["name"] for table in tables] == ["sample", "sample_codes", "sample_left"]
    assert [row["blind"] for row in tables[0]["rows"]] == [3, 2, 6]
    words = run(plain, "sample", "--top-up", "10%", "--coder", "甲", capsys=capsys)
    assert "还有 18 段要读" in words
    assert "还没有按现在的含义读过" in words
    with pytest.raises(InputError, match="20 or 5%"):
        run(plain, "sample", "--top-up", "viel", capsys=capsys)


def test_the_list_is_in_the_language_of_the_project(plain: Project) -> None:
    (before,) = plain.sample.tables(language="en")
    assert before.notes[0].startswith("No blind sample")
    plain.sample.draw()
    names = [table.title for table in plain.sample.tables("甲", language="en")]
    assert names[0] == "Blind sample"
    assert names[2] == "Blind sample: turns left to read"
