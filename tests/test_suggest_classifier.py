"""Learning from decisions: what is learned from, when, and what is shown for it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import REPO
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest_material import BOOK, CODES, PIECES, STUDY, study, unit

from qualcode import suggest
from qualcode.model import Codebook
from qualcode.suggest import Example, Linear, Rules, Training
from qualcode.suggest.features import Features

if TYPE_CHECKING:
    from qualcode.suggest.examples import Floats


def test_what_is_unread_is_not_learned_from() -> None:
    """Unread units full of the code's words change nothing; as zeros they would."""
    misleading = tuple(unit("挨家挨户", "敲门", n=9000 + n, text_id=9) for n in range(20))
    unread = np.vstack([STUDY.labels, np.full((20, 4), np.nan)])
    zeros = np.vstack([STUDY.labels, np.zeros((20, 4))])
    read = Linear.fit(BOOK, STUDY).score(STUDY.examples)
    more = STUDY.examples + misleading
    np.testing.assert_array_equal(
        Linear.fit(BOOK, Training(more, unread, CODES)).score(STUDY.examples), read
    )
    assert (Linear.fit(BOOK, Training(more, zeros, CODES)).score(STUDY.examples) != read).any()


def test_a_unit_unread_for_one_code_still_teaches_another() -> None:
    labels = STUDY.labels.copy()
    labels[::2, 1] = np.nan
    half = Linear.fit(BOOK, Training(STUDY.examples, labels, CODES))
    full = Linear.fit(BOOK, STUDY)
    scores, expected = half.score(STUDY.examples), full.score(STUDY.examples)
    np.testing.assert_array_equal(scores[:, 0], expected[:, 0])
    zeros = Linear.fit(BOOK, Training(STUDY.examples, np.nan_to_num(labels), CODES))
    for other in (expected, zeros.score(STUDY.examples)):
        assert (scores[:, 1] != other[:, 1]).any()


@pytest.mark.parametrize(
    ("positives", "negatives", "learned"), [(5, 5, True), (4, 9, False), (9, 4, False)]
)
def test_a_code_is_learned_from_five_coded_and_five_read_units(
    positives: int, negatives: int, learned: bool
) -> None:
    examples = tuple(unit("志愿者" if n % 2 else "下雨", str(n), n=n) for n in range(14))
    labels = np.full((14, 1), np.nan)
    labels[:positives] = 1
    labels[positives : positives + negatives] = 0
    training = Training(examples, labels, ("动员",))
    fitted = suggest.fit(BOOK, training)
    assert fitted.name == ("linear" if learned else "rules")
    rules = Rules.fit(BOOK).score(examples)
    np.testing.assert_array_equal(fitted.score(examples)[:, 1:], rules[:, 1:])
    assert (fitted.score(examples)[:, 0] != rules[:, 0]).any() == learned


def test_without_decisions_the_codebook_alone_suggests() -> None:
    assert suggest.fit(BOOK).name == "rules"
    assert suggest.fit(BOOK, Training((), np.zeros((0, 1)), ("动员",))).name == "rules"
    np.testing.assert_array_equal(
        Linear.fit(BOOK).score(STUDY.examples), Rules.fit(BOOK).score(STUDY.examples)
    )


def test_codes_that_the_codebook_lost_are_not_learned() -> None:
    fitted = Linear.fit(Codebook(codes=BOOK.codes[1:2]), STUDY)
    assert fitted.codes == fitted.learned == ("规则",)


def test_the_same_decisions_give_the_same_scores_in_any_order() -> None:
    shuffled = STUDY.part(np.random.default_rng(1).permutation(len(STUDY.examples)))
    np.testing.assert_array_equal(
        Linear.fit(BOOK, STUDY).score(STUDY.examples),
        Linear.fit(BOOK, shuffled).score(STUDY.examples),
    )


def test_learning_finds_what_no_keyword_names_and_shows_the_words() -> None:
    fitted = suggest.fit(BOOK, STUDY)
    one = unit("后来", "就", "挨家挨户", "敲门", "。", start=500)
    (suggestion,) = suggest.propose(fitted, [one])
    assert suggestion.code == "动员"
    assert {e.text for e in suggestion.evidence} >= {"挨家挨户", "敲门"}
    assert [e.kind for e in suggestion.evidence] == ["weight"] * len(suggestion.evidence)
    assert suggest.propose(fitted, [unit("今天", "下雨", "。")]) == []


def test_learned_evidence_repeats_nothing_and_joins_the_keyword_it_overlaps() -> None:
    fitted = Linear.fit(BOOK, STUDY)
    one = unit("动员", "大家", "挨家挨户", "敲门", "，", "再", "敲门")
    evidence = fitted.explain(one, 0)
    assert [e.kind for e in evidence][:2] == ["keyword", "weight"]
    assert len({e.text for e in evidence}) == len(evidence)
    taken = [i for e in evidence for i in range(e.start, e.end)]
    assert len(set(taken)) == len(taken)


def test_a_keyword_counts_less_the_more_was_coded() -> None:
    few, many = study(transcripts=3), study(transcripts=12)
    one = unit("动员", "今天")
    priors = [Linear.fit(BOOK, some).explain(one, 0)[0].weight for some in (few, many)]
    assert priors[0] > priors[1] > 0
    for some in (few, many):
        fitted = Linear.fit(BOOK, some)
        with_keyword, without = fitted.score([one, unit("今天")])[:, 0]
        assert with_keyword > without


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES | st.sampled_from(["敲门", "商量", "小区"]), min_size=1, max_size=12))
def test_what_explains_a_score_is_what_made_it(words: list[str]) -> None:
    """The features that are shown with places are the row that was scored."""
    features, matrix = Features.fit([*STUDY.examples, unit("𠮷", "😀", "动员", "Ab", "ab")])
    one = unit(*words)
    row = np.zeros(matrix.shape[1])
    for feature in features.of(one):
        row[feature.column] = feature.value
    np.testing.assert_allclose(features.matrix([one]).toarray()[0], row, atol=1e-12)


def test_units_without_words_are_learned_by_their_characters() -> None:
    bare = tuple(Example(e.unit_id, e.text_id, e.start, e.text) for e in STUDY.examples)
    fitted = Linear.fit(BOOK, Training(bare, STUDY.labels, CODES))
    (suggestion,) = suggest.propose(fitted, [Example(1, 1, 0, "后来就挨家挨户敲门。")])
    assert suggestion.code == "动员"


@pytest.mark.parametrize(
    ("labels", "groups"),
    [(np.zeros((2, 1)), ()), (np.full((1, 1), 0.5), ()), (np.zeros((1, 1)), (1, 2))],
)
def test_decisions_that_do_not_fit_together_are_refused(
    labels: Floats, groups: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="must"):
        Training((unit("一"),), labels, ("动员",), groups)


def test_suggesting_loads_no_heavy_library_before_it_learns() -> None:
    heavy = "{'sklearn', 'scipy', 'spacy', 'jieba', 'pandas'}"
    check = f"import sys, qualcode.suggest; assert not {heavy} & {{*sys.modules}}"
    subprocess.run([sys.executable, "-c", check], check=True, cwd=REPO)
