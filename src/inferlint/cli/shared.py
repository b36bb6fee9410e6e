"""What all commands share: their group, the option for rule folders, and how to speak."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

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

config_option = click.option(
    "--config",
    "file",
    metavar="FILE",
    help="Take the settings from this file, not from the nearest inferlint.toml.",
)


def load_packs(folders: Sequence[str]) -> list[Any]:
    """Return the shipped packs and those in these folders, which may extend them."""
    from inferlint.rules import load_packs as read_packs
    from inferlint.rules import packs_in, shipped_rules

    own = (place for folder in folders for place in packs_in(Path(folder)))
    return read_packs([*packs_in(shipped_rules()), *own])


def packs_in_folder(folder: str, before: Sequence[Path]) -> list[Any]:
    """Return the packs in one folder, which may extend shipped ones and those in folders before."""
    from inferlint.rules import load_packs as read_packs
    from inferlint.rules import packs_in

    return read_packs(
        packs_in(Path(folder)), [place for other in before for place in packs_in(other)]
    )


def say(text: str, *, err: bool = False, color: bool | None = None) -> bool:
    """Write to a standard stream; without a word from the user colour is for terminals only.

    What goes to standard error is made plain: it names files, whose names may hold anything.
    Returns whether anyone still reads it.
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
        return False
    return True


@contextmanager
def ctrl_c_waits() -> Iterator[None]:
    """Let ctrl-C wait until something is done as a whole.

    A write to a pipe that a signal interrupts would lose the end of its line, so the signal is
    blocked; another thread may get it all the same, so it is only noted, too.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    noted: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        with _blocked(signal.SIGINT):
            yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if noted:
        raise KeyboardInterrupt


@contextmanager
def _blocked(number: signal.Signals) -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [number])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def standard_input() -> bytes:
    """Return all of standard input, however often it is asked for."""
    return _all_of(sys.stdin.buffer)


@lru_cache(maxsize=1)
def _all_of(stream: BinaryIO) -> bytes:
    return stream.read()


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
