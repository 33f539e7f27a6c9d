"""Cards on the terminal: one unit at a time, one key at a time, in every mode."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from qualcode.cli.mistakes import tell
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from qualcode.gathering.cards import Card, Item
    from qualcode.project import Project

KEYS = "[a]ccept  [h] another code  [x] reject  [s]kip  [u]ndo  [e]vidence  [q]uit"
CODES = "codes (keys or ids, empty for none)  [s]kip  [u]ndo  [q]uit"
LOOK = "codes, or [l]ook at suggestions  [s]kip  [u]ndo  [q]uit"

DONE, STAY, QUIT = "done", "stay", "quit"


class Walk:
    """A coder's way through the cards of a queue."""

    def __init__(self, study: Project, coder: str, *, quiet: bool) -> None:
        """Walk for ``coder``; ``quiet`` prints nothing, for programs."""
        self.study = study
        self.coder = coder
        self.quiet = quiet
        self._began = time.monotonic()

    def through(self, queue: str, transcript: str | None, limit: int) -> int:
        """Offer cards until there are no more, ``limit`` are done or the coder quits."""
        done = 0
        while done < limit:
            card = self.study.suggestions.next(self.coder, queue=queue, transcript=transcript)
            if card is None:
                break
            said = self._card(card, done + 1)
            if said == QUIT:
                break
            done += said == DONE
        return done

    def _card(self, card: Card, number: int) -> str:
        self._show(card, number)
        self._began = time.monotonic()
        if not card.revealed:
            return self._code(card)
        for item in card.suggestions:
            if item.act in (None, "skipped"):
                return self._decide(card, item)
        if card.suggestions:
            self.study.suggestions.finish(self.coder, card.pick)
            return DONE
        return self._code(card)

    def _code(self, card: Card) -> str:
        """Ask for the codes of a unit: first answers, or a card without suggestions."""
        verbs = self.study.suggestions
        line = self._line(LOOK if card.mode == "on_request" and not card.revealed else CODES)
        if (said := self._common(card, line)) is not None:
            return said
        if line == "l" and card.mode == "on_request" and not card.revealed:
            return self._looked(verbs.reveal(self.coder, card.pick))
        codes = self._codes(line)
        try:
            if card.mode == "code_first" and not card.answered and not card.revealed:
                shown = verbs.answer(self.coder, card.pick, codes, ms=self._ms())
                return STAY if shown.suggestions else DONE
            verbs.finish(self.coder, card.pick, codes, ms=self._ms())
        except QualcodeError as error:
            tell(error)
            return STAY
        return DONE

    def _looked(self, card: Card) -> str:
        if card.suggestions:
            return STAY
        if not self.quiet:
            typer.echo("  nothing is suggested here")
        return self._code(card)

    def _decide(self, card: Card, item: Item) -> str:
        """Ask about one suggestion; the last one of a card closes it."""
        verbs, number = self.study.suggestions, item.suggestion.id
        self._suggest(item)
        key = self._line(KEYS)[:1].lower() or "s"
        if (said := self._common(card, key)) is not None:
            return said
        try:
            if key == "a":
                verbs.accept(self.coder, number, pick=card.pick, ms=self._ms())
            elif key == "x":
                verbs.reject(self.coder, number, pick=card.pick, ms=self._ms())
            elif key == "h":
                self._list_codes()
                (code,) = self._codes(self._line("code: "))[:1] or ("",)
                verbs.change(self.coder, number, code, pick=card.pick, ms=self._ms())
            else:
                if key == "e" and not self.quiet:
                    typer.echo(
                        "\n".join(f"  {e.kind}: {e.text}" for e in item.evidence) or "  none"
                    )
                return STAY
        except QualcodeError as error:
            tell(error)
            return STAY
        left = [each for each in card.suggestions if each.act in (None, "skipped")]
        if len(left) > 1:
            return STAY
        verbs.finish(self.coder, card.pick)
        return DONE

    def _common(self, card: Card, key: str) -> str | None:
        """Do what a key means everywhere, ``None`` where it means something else."""
        if key == "q":
            return QUIT
        if key == "s":
            self.study.suggestions.skip(self.coder, pick=card.pick, ms=self._ms())
            return DONE
        if key == "u":
            self.study.undo(self.coder)
            return STAY
        return None

    def _codes(self, line: str) -> list[str]:
        book = self.study.codebook.current().codes
        names = {name: code.id for code in book for name in (code.label(), code.id, code.key)}
        return [names.get(word, word) for word in line.replace(",", " ").replace("，", " ").split()]

    def _show(self, card: Card, number: int) -> None:
        if self.quiet:
            return
        typer.echo(f"\n{number}  {card.transcript} · {card.turn} · {card.speaker}  ({card.mode})")
        typer.echo(card.before, nl=False)
        typer.secho(card.text, bold=True, nl=False)
        typer.echo(card.after)
        if card.codes:
            typer.echo(f"  coded: {' '.join(card.codes)}")
        if not card.suggestions:
            self._list_codes()

    def _suggest(self, item: Item) -> None:
        if not self.quiet:
            words = f"→ {item.code.label()} ({item.code.id})  score {item.score:.2f}"
            typer.secho(words, fg="cyan")

    def _list_codes(self) -> None:
        if not self.quiet:
            codes = self.study.codebook.current().codes
            typer.echo("  ".join(f"{code.key or '·'} {code.id} {code.label()}" for code in codes))

    def _line(self, prompt: str) -> str:
        try:
            return input("" if self.quiet else f"{prompt} ").strip()
        except EOFError:
            return "q"

    def _ms(self) -> int:
        return int((time.monotonic() - self._began) * 1000)
