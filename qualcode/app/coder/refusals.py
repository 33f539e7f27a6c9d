"""Why the desk's act was not done: the sentence that the person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, QualcodeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.i18n import Language
    from qualcode.project import Project


class RefusalError(InputError):
    """An act of the desk that is none; ``why`` names its sentence under ``error.refusal``."""

    def __init__(self, why: str, **values: object) -> None:
        """Be the sentence of ``error.refusal.<why>``, its places filled from ``values``."""
        super().__init__(f"refusal.{why}", **values)
        self.why = why


def reason(
    project: Project, coder: str, event: Mapping[str, Any], error: Exception, language: Language
) -> str:
    """Return the reason in the language of the screen, where the catalogues have it.

    What the project says is looked at only here, after something was refused.
    """
    if isinstance(error, RefusalError):
        return error.sentence(language)
    why = _known(project, coder, event)
    if why:
        return RefusalError(why).sentence(language)
    if isinstance(error, QualcodeError):
        return error.sentence(language, "app")
    return str(error)


def _known(project: Project, coder: str, event: Mapping[str, Any]) -> str:
    """Return which of the usual reasons holds now, ``""`` where none does."""
    if project.rounds.list() and project.rounds.current(coder) is None:
        return "closed"
    book = project.codebook.current()
    chosen = event.get("codes")
    for code in [event["c"]] if "c" in event else chosen if isinstance(chosen, list) else []:
        if not isinstance(code, str) or book.code(code) is None:
            return "code"
    if event.get("op") == "code_new" and book.frozen:
        return "frozen"
    return ""
