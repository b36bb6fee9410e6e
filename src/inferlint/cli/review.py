"""The plain form: `inferlint article.md`."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inferlint import __version__
from inferlint.cli.reports import FORMS, Reports
from inferlint.cli.running import Runner
from inferlint.cli.settings import baseline_for, baseline_place, config_for
from inferlint.cli.shared import (
    EXIT_BAD_INPUT,
    EXIT_FAILED,
    STDIN,
    cli,
    ctrl_c_waits,
    rules_option,
    say,
)
from inferlint.cli.targets import place_of, targets_of
from inferlint.config import Config
from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from inferlint.baseline import Baseline
    from inferlint.linter import Review, Run, Target


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
    help=f"Report on standard output: {', '.join(FORMS[:-1])} or {FORMS[-1]}.",
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
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Review with the workers of this dask scheduler, on whatever machines.",
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
@click.option(
    "--version",
    is_flag=True,
    help="Show the version and exit; with --verbose the parser and the rules too.",
)
def review(**options: Any) -> None:
    """Review PATHS, files or folders of Markdown, against a checklist.

    Each check passes, is weak or fails, with the words that earned a pass, or with what is missing
    and a sentence to adapt. A file named here is reviewed whatever its topic; folders are searched
    for articles that a checklist is for. Exit code: 0 all pass, 1 an article fails, 2 something
    cannot be read.
    """
    from inferlint.plain import plain

    if options["version"]:
        say(_version(options))
        return
    reports = Reports(options)
    _check_workers(options["jobs"], options["scheduler"])
    if options["diff"] and not options["fix"]:
        raise InferlintError("--diff shows what --fix would change", hint="add --fix")
    config = config_for(options["config"])
    unmended = _mend(options, config) if options["fix"] else []
    if options["diff"]:
        for error in unmended:
            say(f"{error}\n", err=True)
        sys.exit(EXIT_BAD_INPUT if unmended else 0)
    known = baseline_for(options["baseline"], config)
    run = reviewed(options, config, known, reports)
    run = replace(run, errors=(*run.errors, *unmended))
    if known is not None:
        _tell_of_other_rules(run, known, baseline_place(options["baseline"], config))
    options["exit_zero"] = options["exit_zero"] or config.report_only
    unwritten = reports.tell(run)
    for error in (*run.errors, *unwritten):
        say(f"{plain(str(error))}\n", err=True)
    sys.exit(EXIT_BAD_INPUT if unwritten or run.stopped else _exit_code(run, options))


def _check_workers(jobs: str | None, scheduler: str | None) -> None:
    """Make sure of the options for workers: they may not be needed where all is in the cache."""
    if jobs not in (None, "auto") and not re.fullmatch(r"[1-9]\d{0,2}", jobs):
        raise InferlintError(f"--jobs {jobs}: no number", hint="write auto or 1 to 999")
    if scheduler is None:
        return
    if jobs:
        raise InferlintError("--jobs and --scheduler exclude each other", hint="choose one")
    address = _ADDRESS.fullmatch(scheduler)
    if address is None or not 0 < int(address["port"]) < 2**16:
        hint = "write one as `dask scheduler` prints it, such as tcp://10.0.0.5:8786"
        raise InferlintError(f"--scheduler {scheduler!r}: no address", hint=hint)


_ADDRESS = re.compile(
    r"(?:[a-z][a-z\d+.-]*://)?(?:\[[^\s/\[\]]+\]|[^\s:/\[\]]+):(?P<port>\d{1,5})(?:/\S*)?", re.ASCII
)


def _version(options: Mapping[str, Any]) -> str:
    """Return the version; with `--verbose` all that a verdict hangs on."""
    lines = [f"inferlint {__version__}"]
    if options["verbose"]:
        runner = Runner(options, config_for(options["config"]))
        lines.append(f"pipeline {runner.pipeline} {runner.pipeline_sha256}")
        lines += [f"pack {pack.name} {pack.sha256}" for pack in runner.packs()]
    return "".join(f"{line}\n" for line in lines)


class Progress:
    """A line on standard error that counts articles, on a terminal, after two seconds."""

    PATIENCE = 2.0

    def __init__(self, total: int, reports: Reports | None = None) -> None:
        self._total = total
        # On one terminal the count would stand between the lines of the report.
        streams = reports is not None and reports.streams and sys.stdout.isatty()
        self._seen = sys.stderr.isatty() and not streams
        self._since = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int) -> None:
        """Hear how many are done."""
        if self._seen and time.monotonic() - self._since > self.PATIENCE:
            click.echo(f"\r{done} of {self._total} articles", nl=False, err=True)
            self._shown = True

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def reviewed(
    options: Mapping[str, Any],
    config: Config,
    known: Baseline | None = None,
    reports: Reports | None = None,
) -> Run:
    """Return the run over what options and configuration name; reports hear it article by article.

    What the baseline knows is marked.
    """
    from inferlint.linter import Review, Run, in_turn

    runner = Runner(options, config)
    targets, errors = targets_of(options, config, runner.choices)
    marked = _marked_by(known, targets)
    reviews: list[Review] = []
    stopped = False
    try:
        with Progress(len(targets), reports) as progress:
            for result in in_turn(runner.results(targets, progress)):
                if not isinstance(result, Review):
                    errors.append(result)
                    continue
                with ctrl_c_waits():  # what is told is counted, too
                    review = marked(result)
                    stopped = reports is not None and not reports.hear(review)
                    reviews.append(review if reports is None else reports.kept(review))
                if stopped:
                    break  # no one reads it any more
    except KeyboardInterrupt:
        stopped = True  # what is done is reported all the same
        message = f"stopped: {len(reviews)} of {len(targets)} articles are reviewed"
        errors.append(InferlintError(message))
    return Run(tuple(reviews), tuple(errors), tuple(runner.packs()), runner.pipeline, stopped)


def _marked_by(known: Baseline | None, targets: Sequence[Target]) -> Callable[[Review], Review]:
    """Return what marks the failures that a baseline knows."""
    if known is None:
        return lambda review: review
    from inferlint.baseline import Comparison

    there = (t for t in targets if t.content is not None or t.path.is_file())
    return Comparison(known, (str(target.path) for target in there)).compared


def _tell_of_other_rules(run: Run, known: Baseline, place: Path | None) -> None:
    from inferlint.baseline import has_other_rules

    if has_other_rules(run, known):
        hint = "inferlint baseline --accept-upgrade shows what that changes"
        say(f"{place}: the rules have changed since this was recorded; {hint}\n", err=True)


def _mend(options: Mapping[str, Any], config: Config) -> list[InferlintError]:
    """Mend the form of the articles that are reviewed, or print what would change."""
    from inferlint.drafting import unified_diff
    from inferlint.linter import Review
    from inferlint.readers.fixing import fixed
    from inferlint.textfiles import read_exactly, write_whole
    from inferlint.verdicts import Outcome

    runner = Runner(options, config)
    targets, missing = targets_of(options, config, runner.choices)
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


def _exit_code(run: Any, options: dict[str, Any]) -> int:
    given = (options["stdin_filename"] if p == STDIN else p for p in options["paths"])
    if misses(given, run):
        return EXIT_BAD_INPUT
    return EXIT_FAILED if run.fails and not options["exit_zero"] else 0


def misses(paths: Iterable[str], run: Any) -> bool:
    """Tell whether the run could not read something that the user named."""
    named = {place_of(path) for path in paths}
    return any(error.path and place_of(error.path) in named for error in run.errors)
