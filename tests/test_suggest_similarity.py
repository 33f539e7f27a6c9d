"""Before anybody has coded: nearness to what the codebook says."""

from __future__ import annotations

import numpy as np
import pytest
from suggest_material import BOOK, STUDY, letters, unit

from qualcode.model import Code, Codebook
from qualcode.suggest import Context, Example, Similarity
from qualcode.suggest.description import Description, language_of, meanings
from qualcode.suggest.similarity import Usual

DEFINED = Codebook(
    codes=(
        Code(
            "动员",
            labels={"zh": "组织动员", "en": "Mobilisation"},
            definition={"zh": "挨家挨户请居民参加。", "en": "Asking residents to take part."},
            include=("敲门；打电话",),
            exclude=("定下条文",),
            keywords=("志愿者", "小区"),
            examples=("我们一家一家去说",),
        ),
        Code("规则", definition={"zh": "大家商量定下条文，写进制度。"}),
    )
)
POOL = Context(pool=STUDY.examples)


def test_a_description_is_what_the_code_is_and_not_what_it_excludes() -> None:
    described = Description.of(DEFINED.codes[0], "zh")
    assert described.whole == "组织动员：挨家挨户请居民参加。；敲门；打电话"
    assert described.sentences == ("组织动员", "挨家挨户请居民参加", "敲门", "打电话")
    assert "条文" not in described.wording
    assert Description.of(DEFINED.codes[0], "en").sentences[1] == "Asking residents to take part"
    assert Description.of(Code("光有名字"), "zh").sentences == ("光有名字",)


@pytest.mark.parametrize(
    ("texts", "language"), [((), "zh"), (("我们 OK 啦",), "zh"), (("We knock at doors.",), "en")]
)
def test_interviews_are_compared_with_the_codebook_in_their_language(
    texts: tuple[str, ...], language: str
) -> None:
    assert language_of([unit(text) for text in texts]) == language


@pytest.mark.parametrize("encode", [None, letters])
def test_a_unit_in_the_words_of_the_definition_is_nearest_to_its_code(encode: object) -> None:
    similar = Similarity.fit(DEFINED, None, Context(None, encode, STUDY.examples))  # type: ignore[arg-type]
    units = [unit("就", "挨家挨户", "请", "居民"), unit("商量", "条文", "写进", "制度")]
    scores = similar.score(units)
    assert scores[0, 0] > scores[0, 1]
    assert scores[1, 1] > scores[1, 0]
    kinds = {e.kind for e in similar.explain(units[1], 1)}
    assert kinds == {"similar"}
    assert any(e.start < 0 and e.text in DEFINED.codes[1].definition["zh"]
               for e in similar.explain(units[1], 1))  # fmt: skip


def test_a_keyword_that_is_rare_in_the_interviews_counts_more() -> None:
    """志愿者 is never said there, 小区 in every third unit."""
    similar = Similarity.fit(DEFINED, None, POOL)
    rare, common = (similar.carried(unit(word), 0)[0][0] for word in ("志愿者", "小区"))
    assert (rare.kind, common.kind) == ("keyword", "keyword")
    assert rare.weight > common.weight > 0


def test_a_second_keyword_adds_less_than_the_first() -> None:
    similar = Similarity.fit(BOOK)
    none, one, two = similar.nearness([unit("天"), unit("动员"), unit("动员", "志愿者")])[:, 0]
    assert one - none > two - one > 0


def test_punctuation_makes_nothing_similar() -> None:
    similar = Similarity.fit(DEFINED, None, POOL)
    assert (similar.score([unit("。", "，", "：")]) < 0.5).all()


def test_what_is_usual_in_a_few_passages_is_drawn_towards_all_codes() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal([0.1, 0.5], 0.1, (6_000, 2))
    small, large = Usual.of(values[:10], (0.0, 0.1)), Usual.of(values, (0.0, 0.1))
    assert np.ptp(small.mean) < 0.1 * np.ptp(large.mean)
    assert large.mean == pytest.approx([0.1, 0.5], abs=0.03)
    nothing = Usual.of(values[:0], (0.25, 0.1))
    assert nothing.mean.tolist() == [0.25, 0.25]
    assert (Usual.of(np.zeros((50, 2)), (0.0, 0.1)).deviation > 0).all()


def test_a_code_s_vector_is_the_mean_of_its_parts() -> None:
    described = [Description.of(code, "zh") for code in DEFINED.codes]
    vectors, sentences = meanings(described, letters)
    whole, *_ = letters([described[1].whole])
    own = letters(described[1].sentences)
    np.testing.assert_allclose(vectors[1], (2 * whole + own.mean(axis=0)) / 3, atol=1e-6)
    assert [len(each) for each in sentences] == [4, 3]


@pytest.mark.parametrize("encode", [None, letters])
def test_without_interviews_the_codebook_still_suggests(encode: object) -> None:
    similar = Similarity.fit(DEFINED, None, Context(None, encode))  # type: ignore[arg-type]
    near, far = similar.score([Example(1, 1, 0, "大家商量定下条文"), Example(2, 1, 0, "下雨")])
    assert near[1] > far[1]
    assert Similarity.fit(Codebook()).score([unit("一")]).shape == (1, 0)
