"""The command line: one command a verb; it translates and decides nothing."""

from __future__ import annotations

import errno
import io
import sys
from typing import Annotated, Any

import typer
from typer.main import get_command

from qualcode import __version__
from qualcode.cli import (
    agree,
    brackets,
    coding,
    curve,
    evaluate,
    frequencies,
    launch,
    machine,
    people,
    plan,
    reshape,
    results,
    review,
    sample,
    study,
    transcripts,
)
from qualcode.cli.helping import SpokenTyper
from qualcode.cli.mistakes import checked, tell
from qualcode.cli.usage import RefusedByTyper, UsageError, usage
from qualcode.errors import QualcodeError, unreachable
from qualcode.i18n import Language

app = SpokenTyper(
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]}
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="option.version")
    ] = False,
    _language: Annotated[
        Language | None,
        typer.Option("--language", metavar="zh|en", help="option.language"),
    ] = None,
) -> None:
    """Qualitative coding of interview transcripts."""


for verb in (
    study.init,
    study.ingest,
    study.undo,
    machine.suggest,
    machine.review,
    machine.mode,
    machine.ledger,
    sample.sample,
    evaluate.evaluate,
    evaluate.why,
    agree.agree,
    plan.agree_model,
    plan.plan,
    curve.curve,
    frequencies.frequencies,
    frequencies.anchoring,
    results.tables,
    results.table,
    results.layer,
    sample.methods,
    study.status,
    study.backup,
    study.restore,
    study.verify_log,
    study.accept_left_behind,
    study.language,
    launch.app,
    launch.demo,
):
    app.command()(verb)
for edit in reshape.COMMANDS:
    coding.codebook.command()(edit)
app.add_typer(people.participants, name="participants")
app.add_typer(transcripts.transcripts, name="transcripts")
app.add_typer(coding.codebook, name="codebook")
app.add_typer(coding.coder, name="coder")
app.add_typer(coding.rounds, name="round")
app.add_typer(coding.code, name="code")
app.add_typer(coding.read, name="read")
app.add_typer(review.adjudicate, name="adjudicate")
app.add_typer(brackets.brackets, name="brackets")


class _Pipe(io.FileIO):
    """Standard output that may be closed by who reads it: a command then goes on to its end."""

    def write(self, data: Any, /) -> int:
        """Write, or drop what nobody reads any more."""
        try:
            return super().write(data)
        except BrokenPipeError:
            pass
        except OSError as error:
            if sys.platform != "win32" or error.errno != errno.EINVAL:
                raise
        return memoryview(data).nbytes


def main() -> None:
    """Run a command: exit 0 done, 1 a user's mistake, 2 wrong usage."""
    if sys.stdout is sys.__stdout__ and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        raw = io.BufferedWriter(_Pipe(sys.stdout.fileno(), "wb", closefd=False))
        sys.stdout = io.TextIOWrapper(raw, line_buffering=sys.stdout.isatty())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        checked()
        command = get_command(app)
        ended = command(args=_repeated(sys.argv[1:], "--coders"), standalone_mode=False)
        sys.exit(ended if isinstance(ended, int) else 0)
    except RefusedByTyper as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # the help is printed already
            tell(usage(error))
        sys.exit(2)
    except typer.Abort:
        tell(UsageError("usage.stopped"))
        sys.exit(1)
    except QualcodeError as error:
        tell(error)
        sys.exit(1)
    except OSError as error:
        tell(unreachable(error))
        sys.exit(1)


def _repeated(arguments: list[str], option: str) -> list[str]:
    """Write ``--coders A B`` as ``--coders A --coders B``, which is how Typer reads a list."""
    out: list[str] = []
    inside = False
    for argument in arguments:
        if argument.startswith("-"):
            inside = argument == option
            out.append(argument)
        elif inside and out[-1] != option:
            out += [option, argument]
        else:
            out.append(argument)
    return out
