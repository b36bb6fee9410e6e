"""Where the report of a run goes: to standard output, whole or as it comes, and to files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inferlint.cli.shared import can_say_unicode, say
from inferlint.errors import InferlintError, did_you_mean

if TYPE_CHECKING:
    from inferlint.linter import Review, Run


class Reports:
    """What `--format` and `--output` ask for."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Take the options of a review.

        Raises:
            InferlintError: a format is unknown, or an output names no file.
        """
        from inferlint.reporters import REPORTERS, STREAMS, Detail

        self._form: str = options["form"]
        self._outputs = [_output(output) for output in options["outputs"]]
        for name in (self._form, *(name for name, _ in self._outputs)):
            if name not in REPORTERS:
                raise InferlintError(f"unknown format {name!r}", hint=did_you_mean(name, REPORTERS))
        self._stream = STREAMS.get(self._form)
        self._color: bool | None = options["color"]
        self._detail = Detail(options["quiet"], options["verbose"], not can_say_unicode())
        self._in_full = Detail(verbose=options["verbose"])

    @property
    def streams(self) -> bool:
        """Whether standard output gets each article as soon as it is done."""
        return self._stream is not None

    def hear(self, review: Review) -> bool:
        """Print what can be told of one article at once; False where no one reads it any more."""
        return self._stream is None or say(self._stream.article(review))

    def tell(self, run: Run) -> list[InferlintError]:
        """Print the report, or the rest of it; write the files, and return why one cannot be."""
        from inferlint.reporters import REPORTERS

        if self._stream is not None:
            say(self._stream.rest(run))
        else:
            say(REPORTERS[self._form](run, self._detail), color=self._color)
        return [
            error
            for name, file in self._outputs
            for error in _write(file, click.unstyle(REPORTERS[name](run, self._in_full)))
        ]


def _output(option: str) -> tuple[str, Path]:
    """Return the format and the file of `--output FORMAT=FILE`."""
    name, _, file = option.partition("=")
    if not file:
        raise InferlintError(f"--output {option}: no file", hint="write FORMAT=FILE")
    return name, Path(file)


def _write(file: Path, text: str) -> Iterator[InferlintError]:
    """Write a report to a file; yield why that cannot be done."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", "replace", "\n")
    except OSError as error:
        reason = (error.strerror or "error").lower()
        yield InferlintError(f"the report cannot be written: {reason}", path=str(file))
