"""What all commands share: their group, the option for rule folders, and how to speak."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from inferlint.errors import InferlintError
from inferlint.plain import no_commands, plain

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2
STDIN = "-"
WHOLE_SENTENCE = 200
"""As many characters of a command's help stand in the list of commands."""
SEE_HELP = "see inferlint --help"


class Commands(click.Group):
    """A group whose plain form is `inferlint article.md`: what names no command is a review."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `review` before arguments that name no command."""
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["review", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the plain form, then the other commands."""
        review = self.commands["review"]
        formatter.write_usage("inferlint", "[OPTIONS] [PATHS]...")
        review.format_help_text(ctx, formatter)
        review.format_options(click.Context(review, parent=ctx), formatter)
        rows = [
            (name, command.get_short_help_str(limit=WHOLE_SENTENCE))
            for name, command in self.commands.items()
            if name != "review"
        ]
        with formatter.section("Other commands"):
            formatter.write_dl(rows)


@click.group(cls=Commands)
def cli() -> None:
    """Review Markdown articles against a checklist."""


rules_option = click.option(
    "--rules",
    "folders",
    metavar="DIR",
    multiple=True,
    help="Also use the rule packs in this folder (repeatable).",
)


def load_packs(folders: Sequence[str]) -> list[Any]:
    """Return the shipped packs and those in these folders, which may extend them."""
    from inferlint.rules import load_packs as read_packs
    from inferlint.rules import packs_in, shipped_rules

    own = (place for folder in folders for place in packs_in(Path(folder)))
    return read_packs([*packs_in(shipped_rules()), *own])


def packs_in_folder(folder: str) -> list[Any]:
    """Return the packs in one folder, without the shipped ones."""
    from inferlint.rules import load_packs as read_packs
    from inferlint.rules import packs_in

    return read_packs(packs_in(Path(folder)))


def say(text: str, *, err: bool = False, color: bool | None = None) -> None:
    """Write to a standard stream; without a word from the user colour is for terminals only.

    What goes to standard error is made plain: it names files, whose names may hold anything.
    """
    if err:
        text = no_commands(plain(text))
    stream = sys.stderr if err else sys.stdout
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    try:
        click.echo(text, stream, nl=False, color=color)
    except OSError as error:
        # What is left in the stream must not fail once more when Python flushes it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):  # `| head` has seen enough: no mistake
            reason = (error.strerror or "error").lower()
            raise InferlintError(f"the report cannot be written: {reason}") from None


def always_unicode() -> None:
    """Make standard output UTF-8, as what other programs read must be, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def can_say_unicode() -> bool:
    """Tell whether standard output can show curly quotes and dashes."""
    try:
        "“…”—é".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
