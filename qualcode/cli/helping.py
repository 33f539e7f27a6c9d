"""``--help`` in the language of whoever asks: the words of commands and options are keys.

A command's words stand under ``command`` by its path (``command.round_open``), an option's under
the key that is its ``help``; after a space that has what fills the place ``{names}`` of its words.
They are looked up when help is asked for, since a catalogue takes longer to read than most
commands take to run.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from qualcode.cli.mistakes import chosen
from qualcode.cli.usage import NoSuchCommandError
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.i18n import Language

_THEIRS = {
    "--help": "option.help",
    "--install-completion": "option.install_completion",
    "--show-completion": "option.show_completion",
}
"""Options that Typer adds, and our words for them."""
_HEADINGS = {
    "OPTIONS_PANEL_TITLE": "help.options",
    "ARGUMENTS_PANEL_TITLE": "help.arguments",
    "COMMANDS_PANEL_TITLE": "help.commands",
    "REQUIRED_LONG_STRING": "help.required",
    "DEFAULT_STRING": "help.default",
    "ENVVAR_STRING": "help.variable",
}


class _Spoken:
    """What commands and groups of commands share: words are put in before they are shown."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the help in the language of whoever asks."""
        _put_words(self, ctx, _path(ctx))
        _put_headings(chosen(sys.argv[1:]))
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line of usage in the language of whoever asks."""
        language = chosen(sys.argv[1:])
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for key in ("any_options", "any_command"):
            pieces = pieces.replace(tr(f"help.{key}", "en"), tr(f"help.{key}", language))
        formatter.write_usage(ctx.command_path, pieces, tr("help.usage", language))

    def shell_complete(self: Any, ctx: Any, incomplete: str) -> Any:
        """Complete what was typed, with the help of each option and command."""
        _put_words(self, ctx, _path(ctx))
        return super().shell_complete(ctx, incomplete)  # type: ignore[misc]


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose help is said in the language of whoever asks."""


class SpokenGroup(_Spoken, TyperGroup):
    """Commands under one name whose help is said in the language of whoever asks."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was named."""
        known = args[0].startswith("-") or self.get_command(ctx, args[0]) is not None
        if not known and not ctx.resilient_parsing:
            raise NoSuchCommandError(args[0], tuple(self.commands), ctx)
        return super().resolve_command(ctx, args)


class SpokenTyper(typer.Typer):
    """Commands that are registered as ``typer.Typer`` does, with help that is said anew."""

    def __init__(self, *, cls: type[SpokenGroup] = SpokenGroup, **settings: Any) -> None:
        """Keep the settings of ``typer.Typer``."""
        super().__init__(cls=cls, no_args_is_help=True, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Register a function as a command."""
        return super().command(name, cls=SpokenCommand, **settings)


def _path(ctx: Any) -> tuple[str, ...]:
    """Return the names that lead to the command of a context, none for the program itself."""
    path: list[str] = []
    while ctx.parent is not None:
        path.insert(0, ctx.command.name)
        ctx = ctx.parent
    return tuple(path)


def _put_words(command: Any, ctx: Any, path: tuple[str, ...]) -> None:
    """Put the words of one language into a command, its options and the commands below it."""
    language = chosen(sys.argv[1:])
    command.help = _said(path, language)
    for name, below in getattr(command, "commands", {}).items():
        below.help = below.short_help = _said((*path, name), language)
    for param in command.get_params(ctx):
        theirs = next((_THEIRS[name] for name in param.opts if name in _THEIRS), None)
        key, _, names = (theirs or getattr(param, "help", "") or "").partition(" ")
        if key in catalogue(language):
            param.help = tr(key, language).replace("{names}", names)


def _said(path: tuple[str, ...], language: Language) -> str:
    name = "_".join(path).replace("-", "_") or "qualcode"
    return tr(f"command.{name}", language)


def _put_headings(language: Language) -> None:
    try:
        from typer import rich_utils
    except ImportError:  # a Typer without rich has plain headings, in English
        return
    for name, key in _HEADINGS.items():
        setattr(rich_utils, name, tr(key, language))

    class Folding(rich_utils.OptionHighlighter):
        """Breaks Chinese, which has no spaces, at the end of a line instead of cutting it off."""

        def __call__(self, text: Any) -> Any:
            """Return the words with what is to be highlighted in them."""
            found = super().__call__(text)
            found.overflow = "fold"
            return found

    rich_utils.highlighter = Folding()
