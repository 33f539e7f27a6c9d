"""One call learns what a run needs: scales, thresholds, and scores from outside of the fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from suggest_material import BOOK, CODES, STUDY, LongText, letters, no_reply, study, unit

from qualcode.model import Codebook
from qualcode.suggest import (
    AT_LEAST,
    SUGGESTERS,
    Context,
    Example,
    Similarity,
    Suggester,
    Training,
    learn,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Floats

ONE = Codebook(codes=BOOK.codes[:1])
POOL = Context(no_reply, letters, STUDY.examples)


def told(rows: Sequence[tuple[int, float]]) -> Training:
    """Return decisions on 动员 from (transcript, label); coded units have a word of their own."""
    examples = [
        unit("敲门" if label == 1 else "下雨", str(n), n=n, text_id=text)
        for n, (text, label) in enumerate(rows)
    ]
    return Training(tuple(examples), np.array([[label] for _, label in rows]), ("动员",))


@dataclass(frozen=True)
class Spy(LongText):
    """A suggester that refuses to score a transcript that it has seen, unless it saw everything."""

    seen: frozenset[int] = frozenset()

    def score(self, units: Sequence[Example]) -> Floats:
        asked = {u.text_id for u in units}
        assert len(self.seen) == 6 or not self.seen & asked
        return super().score(units)


def spy(_book: Codebook, training: Training | None, _context: Context) -> Suggester:
    read = training.examples if training else ()
    return Spy(CODES, frozenset(e.text_id for e in read))


def test_without_decisions_every_score_is_a_similarity() -> None:
    unread = Training(STUDY.examples, np.full_like(STUDY.labels, np.nan), CODES)
    for nothing in (None, unread, Training((), np.zeros((0, 4)), CODES)):
        learned = learn(BOOK, nothing, POOL)
        assert learned.scales == ("similarity",) * 4
        assert (learned.cuts == AT_LEAST).all()
        assert learned.held is None
        assert learned.reports() == ()
        expected = Similarity.fit(BOOK, None, POOL).score(STUDY.examples)
        np.testing.assert_array_equal(learned.score(STUDY.examples), expected)
        np.testing.assert_array_equal(learned.sheet(STUDY.examples), expected)


@pytest.mark.parametrize(
    ("coded", "scale"),
    [(0, "similarity"), (3, "uncalibrated"), (9, "uncalibrated"), (10, "probability")],
)
def test_a_score_is_a_probability_from_ten_coded_units_on(coded: int, scale: str) -> None:
    rows = [(n % 3, 1.0) for n in range(coded)] + [(n % 3, 0.0) for n in range(30)]
    learned = learn(ONE, told(rows))
    assert learned.scales == (scale,)
    assert 0 < learned.cuts[0] < 1
    assert (learned.cuts[0] == AT_LEAST) == (coded < 5)


@pytest.mark.parametrize("texts", [(1, 1), (1, 2)])
def test_what_cannot_be_held_out_is_uncalibrated_and_never_its_own_witness(
    texts: tuple[int, int],
) -> None:
    """One transcript has no folds; in two, a code that stands in one alone has none either."""
    training = told([(texts[0], 1.0)] * 20 + [(texts[1], 0.0), (texts[0], 0.0)] * 20)
    learned = learn(ONE, training)
    assert learned.scales == ("uncalibrated",)
    assert learned.cuts[0] == AT_LEAST
    (report,) = learned.reports()
    assert report.reason in {"too_few_transcripts", "one_transcript"}
    if texts == (1, 1):
        similar = Similarity.fit(ONE, None, Context(pool=training.examples))
        np.testing.assert_array_equal(
            learned.sheet(training.examples), similar.score(training.examples)
        )
        assert learned.held is not None
        assert np.isnan(learned.held.scores).all()
        assert len(learned.propose(training.examples)) == 20


def test_a_sheet_scores_every_unit_by_a_model_that_saw_nothing_of_its_transcript() -> None:
    """Read units, unread ones of the same transcripts, and those of others."""
    labels = STUDY.labels.copy()
    labels[::3] = np.nan
    blind = [unit("今天", n=9000 + text, text_id=text) for text in range(1, 9)]
    learned = learn(BOOK, Training(STUDY.examples, labels, CODES), fit=spy)
    sheet = learned.sheet([*STUDY.examples, *blind])
    assert sheet.shape == (len(STUDY.examples) + 8, 4)
    assert np.isfinite(sheet).all()


def test_read_units_have_in_the_sheet_what_was_held_out() -> None:
    learned = learn(BOOK, STUDY, POOL)
    assert learned.held is not None
    np.testing.assert_allclose(learned.sheet(STUDY.examples), learned.held.scores, atol=1e-6)
    own = learned.score(STUDY.examples)
    assert (np.abs(own - learned.held.scores)[:, :2] > 1e-3).any()


def test_what_was_learned_from_is_proposed_by_its_score_from_outside_of_the_fold() -> None:
    learned = learn(BOOK, STUDY, POOL)
    assert learned.held is not None
    held = learned.held.by_unit()
    proposed = learned.propose(STUDY.examples)
    assert proposed
    for suggestion in proposed:
        column = CODES.index(suggestion.code)
        assert suggestion.score == held[suggestion.unit_id][column] >= learned.cuts[column]


def test_probabilities_are_as_often_right_as_they_say() -> None:
    learned = learn(BOOK, study(transcripts=8, each=30))
    unseen = study(transcripts=20, each=30).part(np.arange(240, 600))
    for column in (0, 1):
        assert learned.scales[column] == "probability"
        scores = learned.score(unseen.examples)[:, column]
        assert scores.mean() == pytest.approx(unseen.labels[:, column].mean(), abs=0.05)


def test_contradictory_decisions_have_no_confident_score() -> None:
    """Every text stands there twice, coded once and once not."""
    twice = [unit("我们", str(n % 15), n=n, text_id=n % 5) for n in range(60)]
    labels = np.array([[float(n < 30)] for n in range(60)])
    learned = learn(ONE, Training(tuple(twice), labels, ("动员",)))
    scores = learned.score(twice)
    assert ((scores > 0.2) & (scores < 0.8)).all()


def test_the_same_decisions_give_the_same_everything() -> None:
    one, again = learn(BOOK, STUDY, POOL), learn(BOOK, STUDY, POOL)
    np.testing.assert_array_equal(one.cuts, again.cuts)
    np.testing.assert_array_equal(one.sheet(STUDY.examples), again.sheet(STUDY.examples))
    assert one.propose(STUDY.examples) == again.propose(STUDY.examples)


@pytest.mark.parametrize("encode", [None, letters])
def test_empty_and_very_long_units_are_read_like_any_other(encode: Context) -> None:
    long = unit("挨家挨户", "敲门", "、" * 9_994, n=7001)
    odd = (unit(n=7000), unit("  ", n=7002), long)
    more = Training(STUDY.examples + odd, np.vstack([STUDY.labels, np.zeros((3, 4))]), CODES)
    learned = learn(BOOK, more, Context(None, encode, more.examples))
    scores = learned.score(odd)
    assert (scores[:2] == 0).all()
    assert (scores[2] > 0).all()
    assert {s.unit_id for s in learned.propose(odd)} <= {7001}


def test_without_a_pool_what_was_read_is_the_pool() -> None:
    with_pool = learn(BOOK, STUDY, Context(pool=STUDY.examples))
    np.testing.assert_array_equal(
        learn(BOOK, STUDY).sheet(STUDY.examples), with_pool.sheet(STUDY.examples)
    )


@pytest.mark.parametrize("name", sorted(SUGGESTERS))
def test_every_suggester_can_be_learned_with(name: str) -> None:
    learned = learn(BOOK, STUDY, POOL, fit=SUGGESTERS[name])
    assert learned.suggester.name == name
    sheet = learned.sheet(STUDY.examples)
    assert ((sheet >= 0) & (sheet <= 1)).all()
    assert len(learned.reports()) == len(CODES)


def test_learning_tells_its_progress_and_can_be_stopped() -> None:
    heard: list[tuple[int, int]] = []

    def listen(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(BOOK, STUDY, on_fold=listen, folds=3)
    assert heard == [(1, 3), (2, 3)]


def test_reports_are_at_the_thresholds_in_use() -> None:
    learned = learn(BOOK, STUDY, POOL)
    for report, cut in zip(learned.reports()[:2], learned.cuts, strict=False):
        assert report.threshold == cut
        assert report.f1 > 0.8
