"""Frequencies of a project: counted, or estimated from what its blind sample says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from frequency_material import CODE, SEED, Turn, add, drawn, read, read_blind, row, study
from scipy.stats import hypergeom

from qualcode.errors import RuleError
from qualcode.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project

pytest_plugins = ("frequency_material",)


def tables(project: Project) -> dict[str, int]:
    return {info.name: info.text_id for info in project.transcripts.list()}


# Counted.


def test_where_every_unit_was_read_the_share_is_a_count_without_interval(equal: Project):
    """20 answers of 60 have the code in one of 80 sentences each; the blind estimate is beside."""
    equal.suggestions.set_mode("visible")
    read_blind(equal)
    for name in tables(equal):
        text = equal.transcripts.get(name).text
        for turn in equal.transcripts.get(name).turns:
            if "支部" in text[turn.start : turn.end]:
                end = turn.start + text[turn.start : turn.end].index("。") + 1
                equal.codings.add("甲", name, turn.start, end, CODE)
        equal.codings.read("甲", name)
    found = row(equal.frequencies.table())
    assert (found["frame"], found["read"], found["positives"]) == (80, 80, 20)
    assert found["estimate"] == 20 / 80
    assert (found["low"], found["high"]) == (None, None)
    assert found["method"] == "全部计数"
    assert found["why"] == "全部单位都已读：是计数，不是估计"
    assert found["blind_turns"] == 9
    assert found["people_low"] < found["people"] < found["people_high"]
    blind = sum("支部" in turn.text for turn in drawn(equal))
    aside = blind + sum("支部" in turn.text for turn in drawn(equal, "reserve"))
    assert found["blind_positives"] == blind
    assert found["positives_unaided"] == aside < 20
    assert found["positives_assisted"] == 20 - aside
    split = f"组织构建：未见建议 {aside}，开着建议 {20 - aside}，讨论后或未知 0"
    assert any(split in note for note in equal.frequencies.table().notes)
    assert found["positives_other"] == 0


def test_without_a_sample_and_unread_there_is_no_figure_but_a_reason(tmp_path: Path):
    with study(tmp_path / "s", {"一": 6}) as project:
        table = project.frequencies.table()
    assert row(table)["estimate"] is None
    assert row(table)["why"] == "没有抽取盲样，单位也没有全部读完"
    assert any("没有抽取盲样" in note for note in table.notes)


def test_a_project_without_transcripts_has_rows_with_a_reason(tmp_path: Path):
    with study(tmp_path / "s", {}) as project:
        table = project.frequencies.table()
    assert {found["undefined"] for found in table.rows} == {"no_units"}
    assert len(table.rows) == 7


# Estimated by people.


def test_turns_with_equal_probabilities_have_the_exact_hypergeometric_interval(equal: Project):
    """The bounds are the least and largest K that neither one-sided test of 2.5 % refuses."""
    turns = read_blind(equal)
    x, n, size = sum("支部" in turn.text for turn in turns), 9, 60
    possible = [
        k
        for k in range(size + 1)
        if hypergeom.cdf(x, size, k, n) > 0.025 and hypergeom.sf(x - 1, size, k, n) > 0.025
    ]
    found = row(equal.frequencies.table(unit="turn"))
    assert found["estimate"] == pytest.approx(x / n)
    assert found["low"] == pytest.approx(min(possible) / size)
    assert found["high"] == pytest.approx(max(possible) / size)
    assert (found["frame"], found["blind_turns"], found["method"]) == (60, 9, "抽样，精确")


def ratio(turns: list[Turn], sizes: dict[str, int]) -> float:
    """Return Σ w t / Σ w m with w = N_h / n_h; answers with the code have two sentences."""
    weight = {
        name: size / sum(turn.transcript == name for turn in turns) for name, size in sizes.items()
    }
    has = sum(weight[turn.transcript] for turn in turns if "支部" in turn.text)
    units = sum(weight[turn.transcript] * (1 + ("支部" in turn.text)) for turn in turns)
    return has / units


def test_sentences_in_drawn_turns_have_the_ratio_estimate(tmp_path: Path):
    """Interviews of 9, 20 and 31 answers: weights 9/2, 20/3 and 31/5."""
    sizes = {"一": 9, "二": 20, "三": 31}
    with study(tmp_path / "s", sizes) as project:
        project.sample.draw(seed=SEED)
        turns = read_blind(project)
        found = row(project.frequencies.table())
        table = project.frequencies.table(unit="turn")
    assert [sum(turn.transcript == name for turn in turns) for name in sizes] == [2, 3, 5]
    assert found["people"] == pytest.approx(ratio(turns, sizes))
    assert found["low"] < found["people"] < found["high"]
    assert found["blind_units"] == sum(1 + ("支部" in turn.text) for turn in turns)
    assert row(table)["method"] == "抽样，比率"


def test_a_turn_of_which_a_sentence_is_unread_is_not_read(equal: Project):
    turns = drawn(equal)
    partly = next(turn for turn in turns if "支部" in turn.text)
    for turn in turns:
        if turn != partly:
            read(equal, turn)
    first = partly.drawn.start + partly.text.index("。") + 1
    equal.codings.read("甲", partly.transcript, [Span(partly.drawn.start, first)])
    for unit in ("sentence", "turn"):
        table = equal.frequencies.table(unit=unit)
        assert row(table)["blind_turns"] == 8
        assert any("还有 1 段盲样发言未读" in note for note in table.notes)
    equal.codings.read("甲", partly.transcript, [Span(first, partly.drawn.end)])
    assert row(equal.frequencies.table(unit="turn"))["blind_turns"] == 9


def test_open_turns_never_enter_the_estimate(equal: Project):
    read_blind(equal)
    before = row(equal.frequencies.table())
    blind = {turn.drawn.turn for turn in drawn(equal)}
    transcript = equal.transcripts.get("一")
    others = [turn for turn in transcript.turns if not turn.asks and turn.id not in blind][:5]
    for turn in others:
        equal.codings.add("甲", "一", turn.start, turn.end, CODE)
        equal.codings.read("甲", "一", [Span(turn.start, turn.end)])
    after = row(equal.frequencies.table())
    assert after["read"] > before["read"]
    assert {k: v for k, v in after.items() if k.startswith(("people", "blind", "est"))} == {
        k: v for k, v in before.items() if k.startswith(("people", "blind", "est"))
    }


def test_a_transcript_of_which_no_blind_turn_was_read_leaves_no_estimate(equal: Project):
    for turn in drawn(equal):
        if turn.transcript != "三":
            read(equal, turn)
    table = equal.frequencies.table()
    assert row(table)["estimate"] is None
    assert row(table)["undefined"] == "strata_unread"
    assert any("共有 20 段发言" in note for note in table.notes)


def test_transcripts_that_nothing_was_drawn_from_are_named(equal: Project):
    read_blind(equal)
    add(equal, "后来", 12)
    table = equal.frequencies.table()
    assert row(table)["undefined"] == "strata_unread"
    assert any("后来" in note for note in table.notes)


def test_short_transcripts_that_were_drawn_together_are_one_stratum(tmp_path: Path):
    """Five of three answers, three blind turns: some have none, and are estimated all the same."""
    with study(tmp_path / "s", dict.fromkeys("甲乙丙丁戊", 3)) as project:
        project.sample.draw(seed=SEED)
        turns = read_blind(project)
        found = row(project.frequencies.table(unit="turn"))
    assert len(turns) == 3
    assert found["frame"] == 15
    assert found["estimate"] == pytest.approx(sum("支部" in turn.text for turn in turns) / 3)


def test_what_was_read_under_an_older_meaning_does_not_count(equal: Project):
    turns = read_blind(equal)
    code = equal.codebook.current().code(CODE)
    assert code is not None
    equal.codebook.edit_code(replace(code, definition={"zh": "完全不同的意思。"}))
    table = equal.frequencies.table()
    assert (row(table)["blind_turns"], row(table)["stale"]) == (0, 9)
    assert row(table)["undefined"] == "nothing_read"
    assert row(table, "embedding")["blind_turns"] == 9
    assert any("重读" in note and "9" in note for note in table.notes)
    read(equal, turns[0])
    assert (row(equal.frequencies.table())["blind_turns"]) == 1


def test_a_change_of_wording_costs_no_reading(equal: Project):
    read_blind(equal)
    code = equal.codebook.current().code(CODE)
    assert code is not None
    equal.codebook.edit_code(replace(code, keywords=(*code.keywords, "支委")))
    assert row(equal.frequencies.table())["blind_turns"] == 9


def test_blind_turns_that_came_from_elsewhere_do_not_count(equal: Project, tmp_path: Path):
    """Nobody knows whether an imported reading was made with suggestions in view."""
    turns = drawn(equal)
    for turn in turns[1:]:
        read(equal, turn)
    path = tmp_path / "read.csv"
    path.write_text(f"transcript,coder\n{turns[0].transcript},甲\n", "utf-8")
    equal.codings.import_readings(path)
    table = equal.frequencies.table()
    assert row(table)["blind_turns"] == 8
    assert any("1 段盲样发言是在看得见建议时读的" in note for note in table.notes)


# Whose, and for whose eyes.


def test_of_several_coders_one_must_be_named(equal: Project):
    equal.coders.add("乙")
    read_blind(equal)
    read_blind(equal, "乙", has=lambda _text: False)
    with pytest.raises(RuleError, match="--coder"):
        equal.frequencies.table()
    assert row(equal.frequencies.table(coder="乙"))["people"] == 0
    assert row(equal.frequencies.table(coder="甲"))["people"] > 0


def test_another_coder_sees_nothing_of_an_open_independent_round(equal: Project):
    equal.coders.add("乙")
    read_blind(equal)
    found = row(equal.frequencies.table(coder="甲", viewer="乙"))
    assert (found["read"], found["blind_turns"], found["people"]) == (0, 0, None)
    with pytest.raises(RuleError, match="theirs alone"):
        equal.frequencies.table(coder="甲", round="R1", viewer="乙")
    equal.rounds.close("R1")
    assert row(equal.frequencies.table(coder="甲", viewer="乙"))["people"] is not None
