"""Learning from decisions: what is learned from, when, and what is shown for it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import REPO
from suggest_material import BOOK, CODES, STUDY, letters, study, unit

from qualcode import suggest
from qualcode.model import Codebook
from qualcode.suggest import Blend, Context, Example, Similarity, Training

if TYPE_CHECKING:
    from qualcode.suggest.examples import Floats

POOL = Context(pool=STUDY.examples)


def test_what_is_unread_is_not_learned_from() -> None:
    """Unread units full of the code's words change nothing; as zeros they would."""
    misleading = tuple(unit("挨家挨户", "敲门", n=9000 + n, text_id=9) for n in range(20))
    unread = np.vstack([STUDY.labels, np.full((20, 4), np.nan)])
    zeros = np.vstack([STUDY.labels, np.zeros((20, 4))])
    read = Blend.fit(BOOK, STUDY, POOL).score(STUDY.examples)
    more = STUDY.examples + misleading
    np.testing.assert_array_equal(
        Blend.fit(BOOK, Training(more, unread, CODES), POOL).score(STUDY.examples), read
    )
    assert (Blend.fit(BOOK, Training(more, zeros, CODES), POOL).score(STUDY.examples) != read).any()


def test_a_unit_unread_for_one_code_still_teaches_another() -> None:
    labels = STUDY.labels.copy()
    labels[::2, 1] = np.nan
    half = Blend.fit(BOOK, Training(STUDY.examples, labels, CODES))
    full = Blend.fit(BOOK, STUDY)
    scores, expected = half.score(STUDY.examples), full.score(STUDY.examples)
    np.testing.assert_array_equal(scores[:, 0], expected[:, 0])
    zeros = Blend.fit(BOOK, Training(STUDY.examples, np.nan_to_num(labels), CODES))
    for other in (expected, zeros.score(STUDY.examples)):
        assert (scores[:, 1] != other[:, 1]).any()


@pytest.mark.parametrize(
    ("positives", "negatives", "learned"), [(1, 5, True), (0, 9, False), (9, 4, False)]
)
def test_a_code_is_learned_from_one_coded_and_five_read_units(
    positives: int, negatives: int, learned: bool
) -> None:
    examples = tuple(unit("志愿者" if n % 2 else "下雨", str(n), n=n) for n in range(14))
    labels = np.full((14, 1), np.nan)
    labels[:positives] = 1
    labels[positives : positives + negatives] = 0
    training = Training(examples, labels, ("动员",))
    fitted = Blend.fit(BOOK, training)
    assert fitted.learned == (("动员",) if learned else ())
    before = Similarity.fit(BOOK, None, Context(pool=examples)).score(examples)
    np.testing.assert_array_equal(fitted.score(examples)[:, 1:], before[:, 1:])
    assert (fitted.score(examples)[:, 0] != before[:, 0]).any() == learned


def test_without_decisions_the_codebook_alone_suggests() -> None:
    nobody = Training((), np.zeros((0, 1)), ("动员",))
    for fitted in (Blend.fit(BOOK), Blend.fit(BOOK, nobody)):
        assert fitted.learned == ()
        np.testing.assert_array_equal(
            fitted.score(STUDY.examples), Similarity.fit(BOOK).score(STUDY.examples)
        )


def test_codes_that_the_codebook_lost_are_not_learned() -> None:
    fitted = Blend.fit(Codebook(codes=BOOK.codes[1:2]), STUDY)
    assert fitted.codes == fitted.learned == ("规则",)


@pytest.mark.parametrize("encode", [None, letters])
def test_the_same_decisions_give_the_same_scores_in_any_order(encode: suggest.Encode) -> None:
    shuffled = STUDY.part(np.random.default_rng(1).permutation(len(STUDY.examples)))
    one, other = (
        Blend.fit(BOOK, part, Context(None, encode, STUDY.examples)) for part in (STUDY, shuffled)
    )
    np.testing.assert_array_equal(one.score(STUDY.examples), other.score(STUDY.examples))


def test_the_pool_s_own_units_and_new_ones_of_the_same_text_score_alike() -> None:
    """Rows that were made with the pool are those that are made for anybody else."""
    fitted = Blend.fit(BOOK, STUDY, Context(None, letters, STUDY.examples))
    renamed = [Example(-1, e.text_id, e.start, e.text, e.words) for e in STUDY.examples]
    mixed = [*STUDY.examples[:9], *renamed[9:20], *STUDY.examples[20:]]
    expected = fitted.score(STUDY.examples)
    np.testing.assert_allclose(fitted.score(renamed), expected, atol=1e-6)
    np.testing.assert_allclose(fitted.score(mixed), expected, atol=1e-6)


def test_learning_finds_what_no_keyword_names_and_shows_the_words() -> None:
    fitted = Blend.fit(BOOK, STUDY)
    one = unit("后来", "就", "挨家挨户", "敲门", "。", start=500)
    (suggestion,) = suggest.propose(fitted, [one])
    assert suggestion.code == "动员"
    weighed = [e.text for e in suggestion.evidence if e.kind == "weight"]
    assert {*weighed} >= {"挨家挨户", "敲门"}
    assert suggest.propose(fitted, [unit("今天", "下雨", "。")]) == []


def test_what_argues_against_is_shown_last_with_a_negative_weight() -> None:
    told = [("挨家挨户", 1.0), ("商量", 0.0)] * 20
    examples = tuple(unit("我们", word, str(n), n=n) for n, (word, _) in enumerate(told))
    training = Training(examples, np.array([[label] for _, label in told]), ("动员",))
    evidence = Blend.fit(BOOK, training).explain(unit("挨家挨户", "，", "再", "商量", start=70), 0)
    assert [(e.kind, e.text, e.start, e.weight > 0) for e in evidence] == [
        ("weight", "挨家挨户", 70, True),
        ("against", "商量", 76, False),
    ]


def test_learned_evidence_repeats_nothing_and_joins_the_keyword_it_overlaps() -> None:
    one = unit("动员", "大家", "挨家挨户", "敲门", "，", "再", "敲门")
    evidence = Blend.fit(BOOK, STUDY).explain(one, 0)
    assert [e.kind for e in evidence][:2] == ["keyword", "weight"]
    assert len({e.text for e in evidence}) == len(evidence)
    taken = [i for e in evidence for i in range(e.start, e.end)]
    assert len(set(taken)) == len(taken)


def test_the_prior_fades_with_what_was_coded() -> None:
    few, many = study(transcripts=2), study(transcripts=12)
    priors = [Blend.fit(BOOK, some).models for some in (few, many)]
    assert priors[0] is not None
    assert priors[1] is not None
    assert 1 > priors[0].prior[0] > priors[1].prior[0] > 0
    with_keyword, without = Blend.fit(BOOK, many).score([unit("动员", "今天"), unit("今天")])[:, 0]
    assert with_keyword > without


def test_units_without_words_are_learned_by_their_characters() -> None:
    bare = tuple(Example(e.unit_id, e.text_id, e.start, e.text) for e in STUDY.examples)
    fitted = Blend.fit(BOOK, Training(bare, STUDY.labels, CODES))
    (suggestion,) = suggest.propose(fitted, [Example(1, 1, 0, "后来就挨家挨户敲门。")])
    assert suggestion.code == "动员"


def test_of_very_many_units_a_seeded_part_is_learned_from() -> None:
    """With more rows than the budget the model ranks the same way, and the same each time."""
    large = study(transcripts=12, each=1200)
    small = large.part(np.arange(0, len(large.examples), 30))
    one, again = Blend.fit(BOOK, large), Blend.fit(BOOK, large)
    scores = one.score(small.examples)
    np.testing.assert_array_equal(scores, again.score(small.examples))
    coded = small.labels[:, 0] == 1
    assert scores[coded, 0].min() > scores[~coded, 0].max()


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
