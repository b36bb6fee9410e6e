"""The plain form: `inferlint article.md`."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from inferlint import __version__
from inferlint.cli.outputs import FORM_HELP, deliver, outputs_in, reports_among
from inferlint.cli.running import Runner
from inferlint.cli.settings import Choices, config_for, with_baseline
from inferlint.cli.shared import (
    EXIT_BAD_INPUT,
    EXIT_FAILED,
    SEE_HELP,
    STDIN,
    cli,
    rules_option,
    say,
)
from inferlint.config import Config
from inferlint.errors import InferlintError


@cli.command(context_settings={"ignore_unknown_options": False})
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--pack",
    "packs",
    metavar="NAME",
    multiple=True,
    help="Review with this pack, whatever the topic (repeatable).",
)
@click.option(
    "--detect", is_flag=True, help="Review a named file only if its topic fits, as in folders."
)
@rules_option
@click.option(
    "--weights",
    metavar="DIR",
    help="Judge with the weights in this folder, as `fit --out` left them.",
)
@click.option(
    "--format",
    "form",
    metavar="NAME",
    default="terminal",
    help=FORM_HELP,
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
@click.option(
    "--config",
    metavar="FILE",
    help="Take the settings from this file, not from the nearest inferlint.toml.",
)
@click.option("--since", metavar="REV", help="Only files that changed since this git revision.")
@click.option("--staged", is_flag=True, help="Only files that are staged in git.")
@click.option("--baseline", metavar="FILE", help="Fail only on what is not in this file, or worse.")
@click.option("--strict", is_flag=True, help="A weak check fails like a failed one.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 although articles fail.")
@click.option(
    "--stdin-filename", metavar="NAME", default="stdin.md", help="What to call standard input (-)."
)
@click.option(
    "--no-cache", is_flag=True, help="Judge everything anew, and keep nothing for the next run."
)
@click.option(
    "--jobs",
    metavar="N",
    help="Review with N processes, or with as many as the machine has (auto, the default).",
)
@click.option("--color/--no-color", default=None, help="Force or forbid colour.")
@click.option("-q", "--quiet", is_flag=True, help="Only what fails.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Evidence of passes too, and files not reviewed."
)
@click.option(
    "--fix",
    is_flag=True,
    help="First mend the form where that cannot change what the article says.",
)
@click.option(
    "--diff", is_flag=True, help="With --fix: print what would change, and write nothing."
)
@click.version_option(__version__, prog_name="inferlint", message="%(prog)s %(version)s")
def review(**options: Any) -> None:
    """Review PATHS, files or folders of Markdown, against a checklist.

    Each check passes, is weak or fails, with the words that earned a pass, or with what is missing
    and a sentence to adapt. A file named here is always reviewed; folders are searched for articles
    that a checklist is for. Exit code: 0 all pass, 1 an article fails, 2 something cannot be read.
    """
    outputs = outputs_in(options)
    if options["jobs"] not in (None, "auto") and not re.fullmatch(r"[1-9]\d{0,2}", options["jobs"]):
        raise InferlintError(f"--jobs {options['jobs']}: no number", hint="write auto or 1 to 999")
    if options["diff"] and not options["fix"]:
        raise InferlintError("--diff shows what --fix would change", hint="add --fix")
    config = config_for(options["config"])
    unmended = _mend(options, config) if options["fix"] else []
    if options["diff"]:
        for error in unmended:
            say(f"{error}\n", err=True)
        sys.exit(EXIT_BAD_INPUT if unmended else 0)
    run = with_baseline(reviewed(options, config), options["baseline"], config)
    run = replace(run, errors=(*run.errors, *unmended))
    options["exit_zero"] = options["exit_zero"] or config.report_only
    written = deliver(run, outputs, options)
    sys.exit(EXIT_BAD_INPUT if run.stopped or not written else _exit_code(run, options))


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


def reviewed(options: Mapping[str, Any], config: Config) -> Any:
    """Return the run over what options and configuration name."""
    from inferlint.linter import Review, Run, in_turn

    runner = Runner(options, config)
    targets, errors = _targets(options, config, runner.choices)
    reviews: list[Review] = []
    stopped = False
    try:
        with Progress(len(targets)) as progress:
            for result in in_turn(runner.results(targets, progress)):
                if isinstance(result, Review):
                    reviews.append(result)
                else:
                    errors.append(result)
    except KeyboardInterrupt:
        stopped = True  # what is done is reported all the same
        message = f"stopped: {len(reviews)} of {len(targets)} articles are reviewed"
        errors.append(InferlintError(message))
    return Run(tuple(reviews), tuple(errors), tuple(runner.packs()), runner.pipeline, stopped)


def _mend(options: Mapping[str, Any], config: Config) -> list[InferlintError]:
    """Mend the form of the articles that are reviewed, or print what would change."""
    from inferlint.drafting import unified_diff
    from inferlint.linter import Review
    from inferlint.readers.fixing import fixed
    from inferlint.textfiles import read_exactly, write_whole
    from inferlint.verdicts import Outcome

    runner = Runner(options, config)
    targets, missing = _targets(options, config, runner.choices)
    diff = options["diff"]
    if any(target.content is not None for target in targets):
        raise InferlintError("standard input cannot be mended in place", hint="name a file")
    errors: list[InferlintError] = missing if diff else []  # the review tells them otherwise
    for target, result in zip(targets, runner.linter.run(targets), strict=True):
        if not isinstance(result, Review):
            errors += [result] if diff else []
            continue
        if result.verdict is Outcome.NOT_APPLICABLE:
            continue
        try:
            source = read_exactly(target.path)
            mended = fixed(source, str(target.path))
            if diff:
                say(unified_diff(source, mended, target.path.as_posix()))
            elif mended != source:
                write_whole(target.path, mended)
                say(f"{target.path}: mended\n", err=True)
        except InferlintError as error:
            errors.append(error)
    return errors


def _targets(
    options: Mapping[str, Any], config: Config, choices: Choices
) -> tuple[list[Any], list[InferlintError]]:
    """Return what to review, each file once, and an error for each folder without articles."""
    paths = options["paths"]
    only = _changed(options)
    if not paths and only is not None:
        paths = (".",)
    if not paths:
        raise InferlintError(
            "nothing to review",
            hint=f"name files or folders, or - for standard input ({SEE_HELP})",
        )
    # A report in Markdown from the last run is no article.
    reports = set(map(_place, reports_among(options.get("outputs", ()))))
    targets: dict[str, Any] = {}
    errors: list[InferlintError] = []
    for path in dict.fromkeys(paths):
        found, trouble = _targets_at(path, options, config, choices)
        if only is not None:
            found = [t for t in found if t.content is not None or t.path.resolve() in only]
        errors.extend(trouble)
        for target in found:
            place = STDIN if target.content is not None else _place(target.path)
            if place in reports and not target.named:
                continue
            known = targets.setdefault(place, target)
            if target.named and not known.named:
                targets[place] = target
    return list(targets.values()), errors


def _changed(options: Mapping[str, Any]) -> frozenset[Path] | None:
    """Return the files that `--since` and `--staged` leave, or None for all."""
    since, index = options.get("since"), options.get("staged")
    if not since and not index:
        return None
    from inferlint.readers.changes import changed_since, staged

    if since and index:
        raise InferlintError("--since and --staged exclude each other", hint="choose one")
    return changed_since(since) if since else staged()


def _targets_at(
    path: str, options: Mapping[str, Any], config: Config, choices: Choices
) -> tuple[list[Any], list[InferlintError]]:
    from inferlint.linter import Target

    def target(article: Path, *, named: bool, content: bytes | None = None) -> Target:
        return Target(article, named, content, choices.for_path(article))

    named = not options["detect"]
    if path == STDIN:
        text = sys.stdin.buffer.read()
        return [target(Path(options["stdin_filename"]), named=named, content=text)], []
    if not os.path.isdir(path):  # noqa: PTH112 - False for what cannot be looked at; Path raises
        if not named and config.leaves_out(Path(path)):
            return [], []
        return [target(Path(path), named=named)], []

    from inferlint.readers.folders import find_articles

    found, errors = find_articles(Path(path))
    if not found and not errors:
        message = "no Markdown files in this folder"
        errors.append(InferlintError(message, path=path, hint="what git ignores is left out"))
    wanted = (article for article in found if not config.leaves_out(article))
    return [target(article, named=False) for article in wanted], errors


def _place(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path keeps `..`; links stay files of their own


def _exit_code(run: Any, options: dict[str, Any]) -> int:
    given = (options["stdin_filename"] if p == STDIN else p for p in options["paths"])
    named = {_place(path) for path in given}
    if any(error.path and _place(error.path) in named for error in run.errors):
        return EXIT_BAD_INPUT
    return EXIT_FAILED if run.fails and not options["exit_zero"] else 0
