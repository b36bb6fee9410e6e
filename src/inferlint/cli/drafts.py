"""Commands that write: model sentences into an article, the skeleton of a new one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from inferlint.cli.settings import NO_OPTIONS, config_for, packs_in_force
from inferlint.cli.shared import EXIT_BAD_INPUT, STDIN, cli, config_option, rules_option, say
from inferlint.errors import InferlintError, did_you_mean


@cli.command()
@click.argument("paths", nargs=-1, metavar="FILE...")
@click.option("--pack", "packs", metavar="NAME", multiple=True, help="Draft for this pack.")
@rules_option
@config_option
@click.option("--select", metavar="CHECK", multiple=True, help="Only these checks (repeatable).")
@click.option("--ignore", metavar="CHECK", multiple=True, help="Not these checks (repeatable).")
@click.option("--write", is_flag=True, help="Change the files instead of printing a diff.")
def suggest(**options: Any) -> None:
    """Put model sentences into FILEs, as a diff: one for each check that asks for a statement.

    They stand between the comments `inferlint: draft` and `/inferlint: draft`, and count for
    nothing until you have made them yours and removed the comments.
    """
    from inferlint.cli.running import Runner
    from inferlint.linter import Target, in_turn
    from inferlint.readers import check_ending
    from inferlint.textfiles import read_exactly

    if not options["paths"]:
        raise InferlintError("nothing to draft for", hint="name files")
    runner = Runner({**NO_OPTIONS, **options}, config_for(options["file"]))
    linter = runner.linter
    sources: dict[str, str] = {}
    errors = []
    for path in dict.fromkeys(options["paths"]):
        try:
            check_ending(path)
            sources[path] = read_exactly(Path(path))
        except InferlintError as trouble:
            errors.append(trouble)
    targets = [
        Target(Path(path), content=text.encode(), choice=runner.choices.for_path(Path(path)))
        for path, text in sources.items()
    ]
    # One run over all of them, so that the sentences take turns.
    reviews = list(in_turn(linter.run(targets)))
    for target, source, review in zip(targets, sources.values(), reviews, strict=True):
        try:
            _draft_one(target, source, review, linter, write=options["write"])
        except InferlintError as trouble:
            errors.append(trouble)
    for error in errors:
        say(f"{error}\n", err=True)
    if errors:
        sys.exit(EXIT_BAD_INPUT)


def _draft_one(target: Any, source: str, review: Any, linter: Any, *, write: bool) -> None:
    from inferlint.drafting import draft_into, unified_diff
    from inferlint.textfiles import write_whole

    if isinstance(review, InferlintError):
        raise review
    drafted = draft_into(source, review, linter, target.choice)
    if write and drafted.insertions:
        write_whole(target.path, drafted.text)
    elif not write:
        say(unified_diff(source, drafted.text, target.path.as_posix()))
    count = len(drafted.insertions)
    sentences = "one model sentence" if count == 1 else f"{count or 'no'} model sentences"
    say(f"{target.path}: {sentences}\n", err=True)
    for note in review.notes if not review.checks else ():
        say(f"  {note}\n", err=True)
    for verdict in drafted.left:
        say(f"  not drafted: {verdict.rule.id}. {verdict.message}\n", err=True)


@cli.command()
@click.argument("title")
@click.option(
    "--pack", "name", metavar="NAME", help="The checklist to write for, where there are several."
)
@rules_option
@config_option
@click.option("--output", metavar="FILE", help="Where to write it; - for standard output.")
def new(
    title: str, name: str | None, folders: tuple[str, ...], file: str | None, output: str | None
) -> None:
    """Write the skeleton of an article with this TITLE, with markers where you must write."""
    from inferlint.drafting import file_name, skeleton
    from inferlint.textfiles import write_whole

    packs = {pack.name: pack for pack in packs_in_force(config_for(file), folders)}
    if name is None:
        if len(packs) > 1:
            hint = f"name one with --pack: {', '.join(sorted(packs))}"
            raise InferlintError("there are several packs", hint=hint)
        (name,) = packs
    if name not in packs:
        raise InferlintError(f"unknown pack {name!r}", hint=did_you_mean(name, packs))
    text = skeleton(title, packs[name])
    if output == STDIN:
        say(text)
        return
    path = Path(output or file_name(title))
    if os.path.lexists(path):
        hint = "name another with --output FILE"
        raise InferlintError("there is a file already", path=str(path), hint=hint)
    write_whole(path, text)
    say(f"{path} is there; when you have written, review it: inferlint {path}\n")
