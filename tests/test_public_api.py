"""The public door is true, and opens at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

import qualcode


def test_all_names_exist() -> None:
    for name in qualcode.__all__:
        assert getattr(qualcode, name) is not None


def test_dir_is_the_public_door() -> None:
    assert dir(qualcode) == sorted(qualcode.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        _ = qualcode.nothing_of_that_name


def test_importing_loads_nothing_heavy() -> None:
    """``import qualcode`` loads no library but the standard one."""
    program = (
        "import sys, qualcode; "
        "heavy = {'numpy', 'pandas', 'sqlalchemy', 'spacy', 'jieba', 'sklearn', 'streamlit'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_help_loads_nothing_heavy() -> None:
    """``qualcode --help`` is quick because it loads the command line and nothing else."""
    program = (
        "import sys\n"
        "from qualcode.cli import main\n"
        "sys.argv = ['qualcode', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'pandas', 'sqlalchemy', 'spacy', 'jieba', 'sklearn', 'streamlit'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("LOADED []")
