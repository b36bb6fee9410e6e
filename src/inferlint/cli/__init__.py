"""The command line: options → settings → linter → report → exit code."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence

import click

from inferlint.cli import drafts, init, review, rules, setup
from inferlint.cli.shared import EXIT_BAD_INPUT, SEE_HELP, cli, say
from inferlint.errors import InferlintError, did_you_mean

__all__ = ["cli", "drafts", "init", "main", "review", "rules", "setup"]


ALLOCATIONS = 200_000
"""The garbage collector looks for cycles after so many: articles are many objects and no cycles.

At its own 700 it takes a quarter of the time of a long run.
"""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; every mistake becomes one line and exit code 2, never a traceback."""
    gc.set_threshold(ALLOCATIONS)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a file's name may hold anything
    try:
        cli.main(args, prog_name="inferlint", standalone_mode=False)
    except InferlintError as error:
        fail(str(error))
    except click.NoSuchOption as error:
        hint = did_you_mean(error.option_name, error.possibilities or ()) or SEE_HELP
        fail(f"unknown option {error.option_name!r}; {hint}")
    except click.ClickException as error:
        message = error.format_message().rstrip(".")
        fail(f"{message[:1].lower()}{message[1:]}; {SEE_HELP}")
    except (click.Abort, KeyboardInterrupt):
        fail("stopped")
    except Exception as error:  # a user must never see a traceback
        fail(f"inferlint itself failed ({type(error).__name__}: {error}); please report it")
    finally:
        if args is None:  # the process ends here, and Python would look for cycles in all it holds
            gc.freeze()


def fail(message: str) -> None:
    say(f"inferlint: {message}\n", err=True)
    sys.exit(EXIT_BAD_INPUT)
