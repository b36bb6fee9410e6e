"""The command line: options → settings → linter → report → exit code."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from inferlint import __version__
from inferlint.errors import InferlintError, did_you_mean

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2
STDIN = "-"


class Commands(click.Group):
    """A group whose plain form is `inferlint article.md`: what names no command is a review."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `review` before arguments that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = ["review", *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of the plain form, then the other commands."""
        review = self.commands["review"]
        formatter.write_usage("inferlint", "[OPTIONS] [PATHS]...")
        review.format_help_text(ctx, formatter)
        review.format_options(click.Context(review, parent=ctx), formatter)
        rows = [
            (name, command.get_short_help_str())
            for name, command in self.commands.items()
            if name != "review"
        ]
        with formatter.section("Other commands"):
            formatter.write_dl(rows)


@click.group(cls=Commands, no_args_is_help=True)
@click.version_option(__version__, prog_name="inferlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Review Markdown articles against a checklist."""


_rules_option = click.option(
    "--rules",
    "folders",
    metavar="DIR",
    multiple=True,
    help="Also use the rule packs in this folder (repeatable).",
)


@cli.command(context_settings={"ignore_unknown_options": False})
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--pack",
    "packs",
    metavar="NAME",
    multiple=True,
    help="Review with this pack, whatever the topic.",
)
@click.option(
    "--detect", is_flag=True, help="Review a named file only if its topic fits, as in folders."
)
@_rules_option
@click.option(
    "--format",
    "form",
    metavar="NAME",
    default="terminal",
    help="Report on standard output: terminal or json.",
)
@click.option(
    "--output",
    "outputs",
    metavar="FORMAT=FILE",
    multiple=True,
    help="Also write a report to a file (repeatable).",
)
@click.option("--select", metavar="CHECK", multiple=True, help="Only these checks (repeatable).")
@click.option("--ignore", metavar="CHECK", multiple=True, help="Not these checks (repeatable).")
@click.option("--strict", is_flag=True, help="A weak check fails like a failed one.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although articles fail.")
@click.option(
    "--stdin-filename", metavar="NAME", default="stdin.md", help="What to call standard input (-)."
)
@click.option(
    "--no-cache", is_flag=True, help="Judge everything anew (nothing is kept between runs yet)."
)
@click.option("--color/--no-color", default=None, help="Force or forbid colour.")
@click.option("-q", "--quiet", is_flag=True, help="Only what fails.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Evidence of passes too, and files not reviewed."
)
def review(**options: Any) -> None:
    """Review PATHS, files or folders of Markdown, against a checklist.

    Each check passes, is weak or fails, with the words that earned a pass, or with what is missing
    and a sentence to adapt. A file named here is always reviewed; folders are searched for articles
    that a checklist is for. Exit code: 0 all pass, 1 an article fails, 2 something cannot be read.
    """
    from inferlint.reporters import REPORTERS, Detail

    for output in options["outputs"]:
        if "=" not in output:
            raise InferlintError(f"--output {output}: no file", hint="write FORMAT=FILE")
    for name in (options["form"], *(o.partition("=")[0] for o in options["outputs"])):
        if name not in REPORTERS:
            raise InferlintError(f"unknown format {name!r}", hint=did_you_mean(name, REPORTERS))
    run = _run(options)
    detail = Detail(options["quiet"], options["verbose"], not _can_print_unicode())
    for output in options["outputs"]:
        name, _, file = output.partition("=")
        _write(Path(file), click.unstyle(REPORTERS[name](run, Detail(verbose=options["verbose"]))))
    _print(REPORTERS[options["form"]](run, detail), color=options["color"])
    for error in run.errors:
        click.echo(str(error), err=True)
    sys.exit(_exit_code(run, options))


@cli.command()
@_rules_option
def checks(folders: tuple[str, ...]) -> None:
    """List the checks of all packs."""
    for pack in _load_packs(folders):
        click.echo(f"{pack.name}: {pack.title}")
        for rule in pack.rules:
            click.echo(f"  {rule.id:30} {rule.level:8} {rule.title}")


@cli.command()
@click.argument("check")
@_rules_option
def explain(check: str, folders: tuple[str, ...]) -> None:
    """Say what CHECK asks, why, and show examples."""
    from inferlint.rule_docs import explain_rule

    packs = _load_packs(folders)
    found = [rule for pack in packs for rule in pack.rules if rule.id == check]
    if not found:
        known = [rule.id for pack in packs for rule in pack.rules]
        raise InferlintError(f"unknown check {check!r}", hint=did_you_mean(check, known))
    click.echo("\n".join(explain_rule(rule) for rule in found), nl=False)


@cli.command("test-rules")
@click.argument("folder", required=False)
@_rules_option
def test_rules(folder: str | None, folders: tuple[str, ...]) -> None:
    """Judge every example of the rules in FOLDER (or of the shipped ones)."""
    from inferlint.language.grammar import Grammar
    from inferlint.rule_examples import report_examples

    packs = _packs_in_folder(folder) if folder else _load_packs(folders)
    grammar = Grammar()
    wrong = 0
    for pack in packs:
        text, mistakes = report_examples(pack, grammar)
        click.echo(text, nl=False)
        wrong += mistakes
    sys.exit(EXIT_FAILED if wrong else 0)


def main() -> None:
    """Run the command line; every mistake becomes one line and exit code 2, never a traceback."""
    try:
        cli.main(standalone_mode=False)
    except InferlintError as error:
        _fail(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_BAD_INPUT)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_FAILED)
    except Exception as error:  # a user must never see a traceback
        _fail(f"inferlint itself failed ({type(error).__name__}: {error}); please report it")


class Progress:
    """A line on standard error that counts articles, on a terminal, after two seconds."""

    PATIENCE = 2.0

    def __init__(self, total: int) -> None:
        self._total = total
        self._since = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int) -> None:
        """Hear how many are done."""
        if sys.stderr.isatty() and time.monotonic() - self._since > self.PATIENCE:
            click.echo(f"\r{done} of {self._total} articles", nl=False, err=True)
            self._shown = True

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def _run(options: dict[str, Any]) -> Any:
    from inferlint.linter import Choice, Linter, Review, Run

    choice = Choice(
        options["packs"],
        frozenset(options["select"]),
        frozenset(options["ignore"]),
        options["strict"],
    )
    gc.set_threshold(50_000, 20, 100)  # articles hold no cycles; looking for them costs a fifth
    linter = Linter(_load_packs(options["folders"]), choice)
    linter.grammar.check()
    targets, errors = _targets(options)
    reviews: list[Review] = []
    with Progress(len(targets)) as progress:
        for result in linter.run(targets, progress):
            if isinstance(result, Review):
                reviews.append(result)
            else:
                errors.append(result)
    return Run(tuple(reviews), tuple(errors), linter.packs, linter.grammar.pipeline)


def _load_packs(folders: Sequence[str]) -> list[Any]:
    from inferlint.rules import load_pack, packs_in, shipped_rules

    places = [
        *packs_in(shipped_rules()),
        *(p for folder in folders for p in packs_in(Path(folder))),
    ]
    packs = [load_pack(place) for place in places]
    for index, pack in enumerate(packs):
        if pack.name in {other.name for other in packs[:index]}:
            raise InferlintError(
                f"a second pack is named {pack.name!r}", path=pack.path, hint="rename one of them"
            )
    return packs


def _packs_in_folder(folder: str) -> list[Any]:
    from inferlint.rules import load_pack, packs_in

    return [load_pack(place) for place in packs_in(Path(folder))]


def _targets(options: dict[str, Any]) -> tuple[list[Any], list[InferlintError]]:
    """Return what to review, each file once, and an error for each folder without articles."""
    from inferlint.linter import Target

    if not options["paths"]:
        raise InferlintError(
            "nothing to review", hint="name files or folders, or - for standard input"
        )
    targets: dict[Path, Target] = {}
    errors: list[InferlintError] = []
    for path in map(Path, options["paths"]):
        if str(path) == STDIN:
            name = Path(options["stdin_filename"])
            text = sys.stdin.buffer.read()
            targets[path] = Target(name, named=True, content=text)
        elif not path.is_dir():
            targets.setdefault(path, Target(path, named=not options["detect"]))
        else:
            from inferlint.readers.folders import find_articles

            found, trouble = find_articles(path)
            errors.extend(trouble)
            if not found:
                errors.append(InferlintError("no Markdown files in this folder", path=str(path)))
            for article in found:
                targets.setdefault(article, Target(article, named=False))
    return list(targets.values()), errors


def _exit_code(run: Any, options: dict[str, Any]) -> int:
    named = {options["stdin_filename"], *(str(Path(path)) for path in options["paths"])}
    if any(error.path in named for error in run.errors):
        return EXIT_BAD_INPUT
    return EXIT_FAILED if run.fails and not options["exit_zero"] else 0


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise InferlintError(f"the report cannot be written: {reason}", path=str(file)) from None


def _print(text: str, *, color: bool | None) -> None:
    """Write a report; without a word from the user colour is for terminals only."""
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    click.echo(text, nl=False, color=color)


def _can_print_unicode() -> bool:
    try:
        "“…”—é".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _fail(message: str) -> None:
    click.echo(f"inferlint: {message}", err=True)
    sys.exit(EXIT_BAD_INPUT)
