"""Where reports go: to standard output, and to files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inferlint.cli.shared import STDIN, always_unicode, can_say_unicode, say
from inferlint.config import repository
from inferlint.errors import InferlintError, did_you_mean
from inferlint.textfiles import check_writable, write_whole

if TYPE_CHECKING:
    from inferlint.linter import Run

TERMINAL = "terminal"
FORMS = (TERMINAL, "json", "github", "sarif", "gitlab", "junit", "checkstyle", "markdown")
"""The names in `REPORTERS`, for the help: importing those takes time."""
FORM_HELP = f"Report on standard output: {', '.join(FORMS[:-1])} or {FORMS[-1]}."


def outputs_in(options: Mapping[str, Any]) -> dict[Path, str]:
    """Return by file the form of each `--output FORMAT=FILE`.

    Raises:
        InferlintError: a form is unknown, or a file cannot be written or is named twice.
    """
    _check_form(options["form"])
    outputs: dict[Path, str] = {}
    places = set()
    for option in options["outputs"]:
        form, _, file = option.partition("=")
        if not file:
            raise InferlintError(f"--output {option}: no file", hint="write FORMAT=FILE")
        _check_form(form)
        if file == STDIN:
            hint = f"--format {form} writes to standard output"
            raise InferlintError(f"--output {option}: no file", hint=hint)
        place = os.path.realpath(file)
        if place in places:
            hint = "name a file for each"
            raise InferlintError("two reports cannot go into one file", path=file, hint=hint)
        places.add(place)
        outputs[Path(file)] = form
    for path in outputs:
        check_writable(path)
    return outputs


def deliver(run: Run, outputs: Mapping[Path, str], options: Mapping[str, Any]) -> bool:
    """Write and print the reports of a run, then its errors; tell whether all could be written."""
    from dataclasses import replace

    from inferlint.reporters import REPORTERS, Detail

    in_full = Detail(verbose=options["verbose"], root=str(repository(Path())))
    texts = {file: click.unstyle(REPORTERS[form](run, in_full)) for file, form in outputs.items()}
    detail = replace(in_full, quiet=options["quiet"], ascii=not can_say_unicode())
    report = REPORTERS[options["form"]](run, detail)
    unwritten = list(_written(texts))
    if options["form"] != TERMINAL:
        always_unicode()
    say(report, color=options["color"])
    for error in (*run.errors, *unwritten):
        say(f"{error}\n", err=True)
    return not unwritten


def reports_among(options: Sequence[str]) -> Iterable[str]:
    """Return the files of `--output FORMAT=FILE` as they were named."""
    return (option.partition("=")[2] for option in options)


def _check_form(form: str) -> None:
    if form not in FORMS:
        raise InferlintError(f"unknown format {form!r}", hint=did_you_mean(form, FORMS))


def _written(texts: Mapping[Path, str]) -> Iterator[InferlintError]:
    """Write each report to its file; yield why that cannot be done."""
    for file, text in texts.items():
        try:
            write_whole(file, text)
        except InferlintError as error:
            yield InferlintError(f"the report {error.message}", path=str(file))
