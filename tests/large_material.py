"""The invented large project in small numbers, made by the maker of the benchmarks: a fixture."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest
from conftest import REPO

if TYPE_CHECKING:
    from pathlib import Path

SIZES = {"interviews": 10, "codings": 300, "codes": 12, "characters": (400, 800)}
"""Large enough to have every kind of thing, small enough for a test."""


def maker() -> Any:
    """Return the module that makes large projects; the benchmarks are no package."""
    name = "large"
    if name not in sys.modules:
        spec = spec_from_file_location(name, REPO / "benchmarks" / "large.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def large_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project in small numbers; tests that change it copy it first."""
    return maker().make(tmp_path_factory.mktemp("large") / "study", **SIZES)
