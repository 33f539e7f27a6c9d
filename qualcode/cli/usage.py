"""A command line that is not as its help says: what Typer says of it, as an error of ours."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

import typer

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

RefusedByTyper = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""What Typer raises, whether it brings Click with it or not."""


class UsageError(InputError):
    """A command line that is not what its ``--help`` says."""


class NoSuchCommandError(typer.BadParameter):
    """A command was named that is none; ``near`` are those that are written alike."""

    def __init__(self, name: str, known: tuple[str, ...], ctx: Any) -> None:
        """Look among the commands that there are."""
        super().__init__(f"No such command {name!r}.", ctx=ctx)
        self.name = name
        self.near = tuple(get_close_matches(name, known))


def usage(error: Any) -> UsageError:
    """Return what Typer says of wrong usage as an error of ours; what is unknown is quoted."""
    ctx = getattr(error, "ctx", None)
    line = f"{ctx.command_path} --help" if ctx is not None else "qualcode --help"
    told = _TOLD.get(type(error).__name__, _plain)
    return told(error, line) or UsageError(
        "usage.other", said=error.format_message().rstrip("."), help=line
    )


def _no_command(error: NoSuchCommandError, line: str) -> UsageError:
    if error.near:
        return UsageError("usage.near_command", given=error.name, near=error.near, help=line)
    return UsageError("usage.no_command", given=error.name, help=line)


def _no_option(error: Any, line: str) -> UsageError:
    if error.possibilities:
        near = tuple(sorted(error.possibilities))
        return UsageError("usage.near_option", given=error.option_name, near=near, help=line)
    return UsageError("usage.no_option", given=error.option_name, help=line)


def _missing(error: Any, line: str) -> UsageError | None:
    return error.param and UsageError("usage.missing", wanted=_named(error.param), help=line)


def _with_or_without(error: Any, line: str) -> UsageError:
    if "not take" in error.message:
        return UsageError("usage.without_value", option=error.option_name, help=line)
    return UsageError("usage.with_value", option=error.option_name, help=line)


def _plain(error: Any, line: str) -> UsageError | None:
    """Tell two errors by their words, since Typer has no class for either."""
    if error.message.startswith("Got unexpected extra argument"):
        found = error.message.partition(") (")[2].removesuffix(")")
        return UsageError("usage.extra", found=found or error.message, help=line)
    if error.message.startswith("Missing command"):
        return UsageError("usage.which_command", help=line)
    return None


def _bad_value(error: Any, line: str) -> UsageError | None:
    """Return why a value cannot be taken, from what found it so where that tells."""
    found = getattr(error.__cause__, "errors", None)
    if error.param is None or found is None:
        return None
    what: dict[str, Any] = found()[0]
    said = {"name": _named(error.param), "given": what["input"], "help": line}
    kind = error.param.type_descriptor
    if kind.is_choice:
        return UsageError("usage.choice", choices=tuple(map(str, kind.choices)), **said)
    if what["type"].startswith("int_"):
        return UsageError("usage.whole", **said)
    if what["type"].startswith("float_"):
        return UsageError("usage.number", **said)
    return _beyond(what.get("ctx") or {}, said)


def _beyond(limits: dict[str, Any], said: dict[str, Any]) -> UsageError | None:
    if "ge" in limits:
        return UsageError("usage.at_least", bound=limits["ge"], **said)
    if "gt" in limits:
        return UsageError("usage.above", bound=limits["gt"], **said)
    if "le" in limits:
        return UsageError("usage.at_most", bound=limits["le"], **said)
    if "lt" in limits:
        return UsageError("usage.below", bound=limits["lt"], **said)
    return None


def _named(param: Any) -> str:
    """Return what is typed for an option, what stands in the usage for an argument."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name.upper())


_TOLD: dict[str, Callable[[Any, str], UsageError | None]] = {
    "NoSuchCommandError": _no_command,
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _with_or_without,
    "BadParameter": _bad_value,
}
"""By the names of Typer's classes, of which it makes one alone public."""
