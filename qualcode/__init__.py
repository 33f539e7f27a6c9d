"""Qualitative coding of interview transcripts; this is the public door and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Code": "qualcode.model",
    "Codebook": "qualcode.model",
    "Coding": "qualcode.model",
    "InputError": "qualcode.errors",
    "Project": "qualcode.project",
    "ProjectError": "qualcode.errors",
    "QualcodeError": "qualcode.errors",
    "RuleError": "qualcode.errors",
    "Suggestion": "qualcode.model",
    "Table": "qualcode.table",
}

__all__ = sorted([*_HOMES, "__version__"])  # noqa: PLE0605 - a sorted list of literal names


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
