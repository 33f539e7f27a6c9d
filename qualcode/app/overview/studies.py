"""Beginning a study: the example, a new one, one that is there."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.app.screen import choices
from qualcode.app.screen.words import t
from qualcode.app.window import state
from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES, tr
from qualcode.project import Project
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 12
"""How many lines the example says while it is made: its progress, never its English words."""


def new() -> str:
    """Propose a folder for a new study, named in the language of the screen."""
    return at_home(t("overview.new_folder"), free=True)


def known_example() -> str:
    """Propose the folder of the worked example: where it is by now, in whichever language."""
    languages = (state.language(), *LANGUAGES)
    places = [at_home(tr("app.overview.example_folder", it)) for it in languages]
    return next((it for it in places if (Path(it) / FILE_NAME).exists()), places[0])


def at_home(name: str, *, free: bool = False) -> str:
    """Return a folder as this machine writes it; ``free`` proposes one without a study."""
    folder, n = Path.home() / name, 2
    while free and (folder / FILE_NAME).exists():
        folder, n = Path.home() / f"{name}-{n}", n + 1
    return str(folder)


def example(folder: str, tell: Callable[[float], None]) -> None:
    """Open the worked example in a folder of its own; make it where it is not there yet.

    Its coders' work is in a closed round: the desk shows that one first.
    """
    from qualcode import example as demo

    place, said = _folder(folder), itertools.count(1)
    new = not (place / FILE_NAME).is_file()
    if new:
        demo.run(place, say=lambda _line: tell(min(next(said) / STEPS, 1.0)))
    state.enter(place)
    if new:
        choices.choose("code_round", demo.ROUND)


def create(folder: str, coder: str) -> None:
    """Make a new study with one coder and open it."""
    if not coder.strip():
        raise InputError("study_folder.no_name")
    place = _folder(folder)
    if (place / FILE_NAME).exists():
        raise InputError("study_folder.taken", path=place)
    with Project.create(place) as project:
        project.coders.add(coder.strip())
        project.set_language(state.language())
    state.enter(place, coder.strip())


def enter(path: str) -> None:
    """Open a study that is there."""
    place = _folder(path)
    if not (place if place.is_file() else place / FILE_NAME).is_file():
        raise InputError("study_folder.nothing_there", path=place)
    state.enter(place)


def short(path: str) -> str:
    """Return the folder of a project file as a person names it: from the home directory."""
    return short_folder(str(Path(path).parent))


def short_folder(path: str) -> str:
    """Return a folder as a person names it: from the home directory."""
    folder, home = Path(path), Path.home()
    inside = folder.is_relative_to(home)
    return str(Path(t("overview.home")) / folder.relative_to(home)) if inside else str(folder)


def _folder(typed: str) -> Path:
    if not typed.strip():
        raise InputError("study_folder.no_folder")
    return Path(typed.strip()).expanduser().absolute()
