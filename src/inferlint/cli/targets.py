"""Which articles a run reviews: files, what folders hold, standard input, what git has changed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inferlint.cli.settings import Choices
from inferlint.cli.shared import SEE_HELP, STDIN, cli, standard_input
from inferlint.config import Config
from inferlint.errors import InferlintError, UnreadableError, nearest

if TYPE_CHECKING:
    from inferlint.linter import Target


def targets_of(
    options: Mapping[str, Any], config: Config, choices: Choices
) -> tuple[list[Target], list[InferlintError]]:
    """Return what to review, each file once, and an error for each folder without articles.

    Raises:
        InferlintError: nothing is named, or git cannot tell what changed.
    """
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
    reports = {place_of(option.partition("=")[2]) for option in options.get("outputs", ())}
    held = _held(options)
    targets: dict[str, Target] = {}
    errors: list[InferlintError] = []
    for path in dict.fromkeys(paths):
        found, trouble = _targets_at(path, options, config, choices)
        if only is not None:
            found = [t for t in found if t.content is not None or _real_place(t.path) in only]
        errors.extend(trouble)
        for target in found:
            place = STDIN if target.content is not None else place_of(target.path)
            if place in reports and not target.named:
                continue
            known = targets.setdefault(place, target)
            if target.named and not known.named:
                targets[place] = target
    return [_as_held(target, held) for target in targets.values()], errors


def _as_held(target: Target, held: Mapping[Path, bytes]) -> Target:
    content = held.get(_real_place(target.path)) if held else None
    return target if content is None else replace(target, content=content)


def _held(options: Mapping[str, Any]) -> Mapping[Path, bytes]:
    """Return what a commit would hold of the files that differ from it; `--fix` mends files."""
    if not options.get("staged") or options.get("fix"):
        return {}
    from inferlint.readers.changes import half_staged

    return half_staged()


def _changed(options: Mapping[str, Any]) -> frozenset[Path] | None:
    """Return the files that `--since` and `--staged` leave, or None for all."""
    since, index = options.get("since"), options.get("staged")
    if since is None and not index:
        return None
    from inferlint.readers.changes import changed_since, staged

    if since is not None and index:
        raise InferlintError("--since and --staged exclude each other", hint="choose one")
    return staged() if since is None else changed_since(since)


def _targets_at(
    path: str, options: Mapping[str, Any], config: Config, choices: Choices
) -> tuple[list[Target], list[InferlintError]]:
    from inferlint.linter import Target

    def target(article: Path, *, named: bool, content: bytes | None = None) -> Target:
        return Target(article, named, content, choices.for_path(article))

    named = not options["detect"]
    if path == STDIN:
        name = Path(options["stdin_filename"])
        return [target(name, named=named, content=standard_input())], []
    if not os.path.isdir(path):  # noqa: PTH112 - False for what cannot be looked at; Path raises
        try:
            _check_name(path)
        except UnreadableError as error:
            left_out = not named and os.path.lexists(path)  # as in a folder
            return [], [] if left_out else [error]
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


def _check_name(path: str) -> None:
    """Make sure that a name on the command line may be an article's, as far as it tells.

    Raises:
        UnreadableError: it names what is no article, or nothing and is much like a command.
    """
    from inferlint.readers import check_ending

    if os.path.lexists(path):
        check_ending(path)
    elif _WORD.fullmatch(path) and (near := nearest(path, cli.commands.keys() - {"review"})):
        hint = f"did you mean the command `{near}`?"
        raise UnreadableError("no such file", path=path, hint=hint)


_WORD = re.compile(r"[\w-]+")


def place_of(path: str | Path) -> str:
    """Return what is the same for two names of one file."""
    return os.path.abspath(path)  # noqa: PTH100 - Path keeps `..`; links stay files of their own


def _real_place(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for a link that leads to itself
