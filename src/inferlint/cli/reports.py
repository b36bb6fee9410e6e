"""Where the report of a run goes: to standard output, whole or as it comes, and to files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inferlint.cli.shared import STDIN, always_unicode, can_say_unicode, say, standard_input
from inferlint.config import repository_around
from inferlint.errors import InferlintError, did_you_mean

if TYPE_CHECKING:
    from inferlint.linter import Review, Run


FORMS = tuple("terminal json jsonl github sarif gitlab junit checkstyle markdown html".split())
"""The names in `REPORTERS`, for the help: importing those takes time."""


class Reports:
    """What `--format` and `--output` ask for."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Take the options of a review.

        Raises:
            InferlintError: a format is unknown, or an output names no file.
        """
        from inferlint.reporters import REPORTERS, STREAMS, Detail
        from inferlint.textfiles import check_writable

        self._form: str = options["form"]
        self._outputs = _outputs(options["outputs"])
        for name in (self._form, *self._outputs.values()):
            if name not in REPORTERS:
                raise InferlintError(f"unknown format {name!r}", hint=did_you_mean(name, REPORTERS))
        for file in self._outputs:
            check_writable(file)
        self._stream = STREAMS.get(self._form)
        self._color: bool | None = options["color"]
        self._in_full = Detail(
            verbose=options["verbose"],
            root=str(repository_around(Path())),
            text_of=partial(_text_of, STDIN in options["paths"]),
        )
        plainly = self._form == FORMS[0] and not can_say_unicode()
        self._detail = replace(self._in_full, quiet=options["quiet"], ascii=plainly)
        if self._form != FORMS[0]:
            always_unicode()

    @property
    def streams(self) -> bool:
        """Whether standard output gets each article as soon as it is done."""
        return self._stream is not None

    def hear(self, review: Review) -> bool:
        """Print what can be told of one article at once; False where no one reads it any more."""
        return self._stream is None or say(self._stream.article(review))

    def kept(self, review: Review) -> Review:
        """Return what the end of the run needs of a review: little, where it has been told."""
        if self._stream is None or self._outputs:
            return review
        return replace(review, topics=(), checks=(), notes=(), outline=())

    def tell(self, run: Run) -> list[InferlintError]:
        """Write the files, print the report or the rest of it; return why a file is not written."""
        from inferlint.reporters import REPORTERS

        texts = {
            file: click.unstyle(REPORTERS[name](run, self._in_full))
            for file, name in self._outputs.items()
        }
        if self._stream is not None:
            report = self._stream.rest(run)
        else:
            report = REPORTERS[self._form](run, self._detail)
        unwritten = [error for file, text in texts.items() for error in _write(file, text)]
        say(report, color=self._color)
        return unwritten


def _outputs(options: Sequence[str]) -> dict[Path, str]:
    """Return by file the format of each `--output FORMAT=FILE`."""
    outputs: dict[Path, str] = {}
    places: set[str] = set()
    for option in options:
        name, _, file = option.partition("=")
        if not file:
            raise InferlintError(f"--output {option}: no file", hint="write FORMAT=FILE")
        if file == STDIN:
            hint = f"--format {name} writes to standard output"
            raise InferlintError(f"--output {option}: no file", hint=hint)
        place = os.path.realpath(file)
        if place in places:
            hint = "name a file for each"
            raise InferlintError("two reports cannot go into one file", path=file, hint=hint)
        places.add(place)
        outputs[Path(file)] = name
    return outputs


def _write(file: Path, text: str) -> Iterator[InferlintError]:
    """Write a report to a file; yield why that cannot be done."""
    from inferlint.textfiles import write_whole

    try:
        write_whole(file, text)
    except InferlintError as error:
        yield InferlintError(f"the report {error.message}", path=str(file))


def _text_of(from_standard_input: bool, review: Review) -> str | None:  # noqa: FBT001
    from inferlint.linter import source_of

    return source_of(review, standard_input() if from_standard_input else None)
