"""Commands that set a repository up: what is in force, a first configuration."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from inferlint.cli.settings import BASELINE, NO_OPTIONS, baseline_place, config_for, packs_in_force
from inferlint.cli.shared import EXIT_BAD_INPUT, STDIN, cli, config_option, rules_option, say
from inferlint.config import Config, Override
from inferlint.errors import InferlintError


@cli.command()
@click.argument("path", required=False)
@rules_option
@config_option
def config(path: str | None, folders: tuple[str, ...], file: str | None) -> None:
    """Print the settings in force, for PATH if one is named, and where each comes from."""
    found = config_for(file)
    packs_in_force(found, folders)
    say(f"# {found.path or 'no configuration; these are the defaults'}\n")
    for key, value, place in _in_force(found, Path(path) if path else None):
        say(f"{f'{key} = {_toml(value)}':<60} # {place}\n")


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@rules_option
@config_option
@click.option("--output", metavar="FILE", help="Where to write it, if not where the settings say.")
@click.option("--prune", is_flag=True, help="Take out what passes now; add nothing.")
@click.option(
    "--accept-upgrade",
    is_flag=True,
    help="After a change of rules: show the verdicts that flipped on untouched files, take them.",
)
def baseline(paths: tuple[str, ...], folders: tuple[str, ...], **options: Any) -> None:
    """Record what fails today, so that later runs fail only on what is new or worse.

    Without PATHS that is all below the configuration's folder.
    """
    from inferlint.baseline import baseline_text, flips, pruned, read_baseline, recorded
    from inferlint.cli.review import misses, reviewed
    from inferlint.textfiles import write_whole

    if STDIN in paths:
        hint = "name files or folders"
        raise InferlintError("a baseline knows files, not standard input", hint=hint)
    found = config_for(options["file"])
    place = baseline_place(options["output"], found) or found.folder / BASELINE
    everything = (str(found.folder),)
    run = reviewed({**NO_OPTIONS, "paths": paths or everything, "folders": folders}, found)
    before = read_baseline(place) if place.is_file() else None
    if before is None and (options["prune"] or options["accept_upgrade"]):
        hint = "record one with `inferlint baseline`"
        raise InferlintError("there is no baseline yet", path=str(place), hint=hint)
    if before is not None and options["accept_upgrade"]:
        for flip in flips(run, before):
            say(f"{flip.path}: {flip.check}: {flip.before} → {flip.now}\n")
    after = (
        pruned(run, before) if before and options["prune"] else recorded(run, place.parent, before)
    )
    write_whole(place, baseline_text(after))
    count = sum(len(entry.failures) for entry in after.entries)
    articles = "1 article" if len(after.entries) == 1 else f"{len(after.entries)} articles"
    findings = "1 finding" if count == 1 else f"{count} findings"
    say(f"{place}: {findings} in {articles}\n", err=True)
    if found.baseline is None and after.entries:
        setting = f'baseline = "{place.name}"'
        say(f"Put {setting} into inferlint.toml, or runs will not know it.\n", err=True)
    for error in run.errors:
        say(f"{error}\n", err=True)
    if misses(paths, run):
        sys.exit(EXIT_BAD_INPUT)


def _in_force(found: Config, path: Path | None) -> Iterator[tuple[str, Any, str]]:
    """Yield key, value and place of each setting, defaults included."""
    for key in ("rules", "packs", "include", "exclude", "baseline", "jobs", "cache", "report-only"):
        value = getattr(found, key.replace("-", "_"))
        if value is not None:
            yield key, value, _place(found, key)
    overrides = list(found.overrides_for(path)) if path else []
    settings = found.for_path(path) if path else found.general
    for key in ("pack", "select", "ignore", "strict"):
        value = getattr(settings, key)
        if value is not None:
            yield key, value, _source(found, key, overrides)
    for check, level in settings.levels.items():
        yield f"levels.{check}", level, _source(found, f"levels.{check}", overrides)
    for check, measures in settings.bounds.items():
        for measure, numbers in measures.items():
            key = f"bounds.{check}.{measure}"
            yield f'bounds.{check}."{measure}"', numbers, _source(found, key, overrides)
    if path is not None and found.leaves_out(path):
        key = "exclude" if found.exclude else "include"
        yield "searched", False, _place(found, key)


def _source(found: Config, key: str, overrides: list[tuple[int, Override]]) -> str:
    """Return where a setting comes from: the last override that has it, or the general part."""
    first, *rest = key.split(".")
    for number, override in reversed(overrides):
        value: Any = override.settings.get(first)
        for part in rest:
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            return _place(found, f"overrides.{number}.{key}")
    return _place(found, key)


def _place(found: Config, key: str) -> str:
    line = found.line_of(key)
    return f"{found.path}:{line}" if found.path and line else "default"


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{key} = {_toml(inner)}' for key, inner in value.items())}}}"
    return f"{value:g}"
