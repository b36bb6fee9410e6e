"""From options and configuration to what holds for a run, and for each file of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inferlint.cli.shared import load_packs
from inferlint.config import Config, Settings, find_config, read_config
from inferlint.errors import InferlintError, did_you_mean

if TYPE_CHECKING:
    from inferlint.baseline import Baseline
    from inferlint.linter import Choice
    from inferlint.rules.model import Pack, Rule

BASELINE = "inferlint-baseline.json"
"""Where what fails today is recorded, if nothing else is named."""
NO_OPTIONS: Mapping[str, Any] = {
    "packs": (),
    "select": (),
    "ignore": (),
    "strict": False,
    "detect": False,
    "weights": None,
    "folders": (),
}
"""What a command without options of its own says: all is as the configuration wants it."""


def config_for(option: str | None) -> Config:
    """Return the configuration that `--config` names, else the nearest one.

    Raises:
        InferlintError: it is missing, or has a mistake.
    """
    if option is None:
        return find_config(Path())
    if not Path(option).is_file():
        raise InferlintError("there is no such configuration", path=option)
    return read_config(Path(option))


def rule_folders(config: Config, folders: Sequence[str]) -> list[Path]:
    """Return the folders of packs that configuration and options name, in this order.

    Raises:
        InferlintError: one that the configuration names is missing.
    """
    own = [config.folder / name for name in config.rules]
    for folder, name in zip(own, config.rules, strict=True):
        if not folder.is_dir():
            raise config.mistake("rules", f"there is no folder of rules {name!r}")
    return [*own, *map(Path, folders)]


def configured_packs(config: Config, folders: Sequence[str]) -> list[Any]:
    """Return the shipped packs and those of the rule folders in configuration and options.

    Raises:
        InferlintError: a folder is missing, or a rule has a mistake.
    """
    return load_packs([str(folder) for folder in rule_folders(config, folders)])


def packs_in_force(config: Config, folders: Sequence[str]) -> list[Any]:
    """Return the packs that the configuration wants, with every name in it checked.

    Raises:
        InferlintError: a folder is missing, or a rule or the configuration has a mistake.
    """
    return checked_packs(config, configured_packs(config, folders))


def level_in_force(rule: Rule, settings: Settings) -> str:
    """Return the level that a check has by these settings, or `off`."""
    left_out = rule.id in settings.ignore or (settings.select and rule.id not in settings.select)
    return "off" if left_out else settings.levels.get(rule.id, rule.level)


class Choices:
    """What is reviewed how: options beat the configuration, and overrides what holds for all."""

    def __init__(self, config: Config, options: Mapping[str, Any]) -> None:
        """Take what the configuration says; whether its names exist is for `checked_packs`."""
        self._config = config
        self._options = options
        self._made: dict[tuple[int, ...], Choice] = {}
        self.general = self._choice(config.general)

    def for_path(self, path: Path) -> Choice:
        """Return what holds for a file; files that fit the same overrides share it."""
        key = tuple(number for number, _ in self._config.overrides_for(path))
        if not key:
            return self.general
        if key not in self._made:
            self._made[key] = self._choice(self._config.for_path(path))
        return self._made[key]

    def _choice(self, settings: Settings) -> Choice:
        from inferlint.linter import Choice

        options = self._options
        pack = settings.pack
        return Choice(
            tuple(options["packs"]),
            frozenset(options["select"] or settings.select),
            frozenset(options["ignore"] or settings.ignore),
            options["strict"] or settings.strict,
            settings.levels,
            settings.bounds,
            pack=pack if isinstance(pack, str) else None,
            reviewed=pack is not False,
        )


def checked_packs(config: Config, packs: Sequence[Pack]) -> list[Pack]:
    """Return the packs that the configuration wants, once every name in it is found sound.

    Raises:
        InferlintError: a pack, a check or a measure is unknown, or bounds do not fit.
    """
    known = {pack.name: pack for pack in packs}
    for name in config.packs:
        _known(name, known, "pack", "packs", config)
    wanted = [pack for pack in packs if not config.packs or pack.name in config.packs]
    _check(config.general, "", config, wanted)
    for number, override in enumerate(config.overrides):
        _check(Settings(**override.settings), f"overrides.{number}.", config, wanted)
    return wanted


def _check(settings: Settings, prefix: str, config: Config, packs: Iterable[Pack]) -> None:
    names = [pack.name for pack in packs]
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    if isinstance(settings.pack, str):
        _known(settings.pack, names, "pack", f"{prefix}pack", config)
    for key, checks in (("select", settings.select), ("ignore", settings.ignore)):
        for check in checks:
            _known(check, rules, "check", f"{prefix}{key}", config)
    for check in settings.levels:
        _known(check, rules, "check", f"{prefix}levels.{check}", config)
    for check, measures in settings.bounds.items():
        _known(check, rules, "check", f"{prefix}bounds.{check}", config)
        _check_bounds(rules[check], measures, f"{prefix}bounds.{check}", config)


def _check_bounds(
    rule: Any, measures: Mapping[str, Mapping[str, float]], key: str, config: Config
) -> None:
    from inferlint.linter import rebound
    from inferlint.rules.model import Measure

    known = (
        {bound.measure: bound for bound in rule.body.bounds}
        if isinstance(rule.body, Measure)
        else {}
    )
    for measure, numbers in measures.items():
        if not known:
            raise config.mistake(key, f"the check {rule.id!r} has no bounds")
        _known(measure, known, f"measure of {rule.id!r}", f"{key}.{measure}", config)
        try:
            rebound(known[measure], numbers)
        except ValueError as error:
            hint = "write {weak = …, fail = …}, {pass = …, weak = …} or {note = …}"
            raise config.mistake(f"{key}.{measure}", str(error), hint) from None


def _known(name: str, known: Collection[str], kind: str, key: str, config: Config) -> None:
    if name not in known:
        raise config.mistake(key, f"unknown {kind} {name!r}", did_you_mean(name, known))


def baseline_place(option: str | None, config: Config) -> Path | None:
    """Return the file that `--baseline` or the configuration names."""
    if option is not None:
        return Path(option)
    return config.folder / config.baseline if config.baseline else None


def baseline_for(option: str | None, config: Config) -> Baseline | None:
    """Return the baseline that `--baseline` or the configuration names, if there is one.

    Raises:
        InferlintError: the file is missing, or no baseline of this version.
    """
    place = baseline_place(option, config)
    if place is None:
        return None
    from inferlint.baseline import read_baseline

    return read_baseline(place)
