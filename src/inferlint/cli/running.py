"""A run: what is cached is taken from there, the rest is reviewed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inferlint import __version__
from inferlint.cli.settings import Choices, checked_packs, configured_packs, rule_folders
from inferlint.cli.shared import say
from inferlint.config import Config
from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from inferlint.cache import Cache
    from inferlint.linter import Linter, PackHead, Review, Target
    from inferlint.workers import Workers

CHUNK = 64
"""So many articles are looked up, reviewed and kept together; a killed run loses no more."""


class Runner:
    """Reviews articles; rules and parser are loaded when the first is not in the cache."""

    def __init__(self, options: Mapping[str, Any], config: Config) -> None:
        self._options = options
        self._config = config
        self._workers: Workers | None = None
        self.choices = Choices(config, options)

    @cached_property
    def linter(self) -> Linter:
        """The linter with the packs that options and configuration want.

        Raises:
            InferlintError: a rule, a name in the configuration or the language model is bad.
        """
        from inferlint.linter import Linter

        gc.set_threshold(50_000, 20, 100)  # articles hold no cycles; looking costs a fifth
        packs = configured_packs(self._config, self._options["folders"])
        if self._options["weights"]:
            packs = _taught_by(packs, _weights_folder(self._options["weights"]))
        linter = Linter(checked_packs(self._config, packs), self.choices.general)
        linter.grammar.check()
        return linter

    def results(
        self, targets: Sequence[Target], progress: Callable[[int], None]
    ) -> Iterator[Review | InferlintError]:
        """Yield a review or an error for each target, in order."""
        try:
            if self._uses_cache and targets:
                yield from self._with_cache(targets, progress)
            else:
                yield from self._anew(targets, progress)
        finally:
            if self._workers is not None:
                self._workers.stop()

    def _anew(
        self, targets: Sequence[Target], progress: Callable[[int], None]
    ) -> Iterator[Review | InferlintError]:
        size = self._chunk(len(targets))
        if not targets:
            _ = self.linter  # a mistake in rules or settings is told all the same
        for first in range(0, len(targets), size):
            results = self._review(targets[first : first + size], len(targets))
            for done, result in enumerate(results, start=first + 1):
                yield result
                progress(done)

    def _review(self, targets: Sequence[Target], of: int) -> list[Review | InferlintError]:
        """Review some of so many articles, in this process or by others."""
        from inferlint.workers import Workers, processes_for

        processes = processes_for(self._jobs, of)
        if processes == 1 or len(targets) == 1:
            return list(self.linter.run(targets))
        if self._workers is None:
            self._workers = Workers(processes, partial(_linter, self._options, self._config))
        return self._workers.run(targets)

    def _chunk(self, articles: int) -> int:
        from inferlint.workers import processes_for

        return CHUNK * processes_for(self._jobs, articles)

    @property
    def _jobs(self) -> str:
        return self._options.get("jobs") or self._config.jobs or "auto"

    def _with_cache(
        self, targets: Sequence[Target], progress: Callable[[int], None]
    ) -> Iterator[Review | InferlintError]:
        from inferlint.cache import Cache

        cache = Cache(self._config.folder)
        try:
            yield from self._cached(targets, progress, cache)
        finally:
            if cache.trouble and self._options.get("verbose"):
                say(f"{cache.trouble}\n", err=True)
            cache.close()

    def packs(self) -> list[PackHead]:
        """Return what reports say of the packs, without reading rules if they are known."""
        if "linter" in self.__dict__ or not self._uses_cache:
            return self._packs_of_linter()
        from inferlint.cache import Cache

        cache = Cache(self._config.folder)
        known = cache.packs(self._ground)
        cache.close()
        return known if known is not None else self._packs_of_linter()

    @property
    def pipeline(self) -> str:
        """The parser that judges, without loading it."""
        from inferlint.language.grammar import Grammar

        return Grammar().pipeline

    def _packs_of_linter(self) -> list[PackHead]:
        from inferlint.linter import PackHead

        packs = self.linter.packs
        return [PackHead(pack.name, pack.sha256, pack.title, pack.rules) for pack in packs]

    @property
    def _uses_cache(self) -> bool:
        return self._config.cache and not self._options.get("no_cache", True)

    def _cached(
        self, targets: Sequence[Target], progress: Callable[[int], None], cache: Cache
    ) -> Iterator[Review | InferlintError]:
        size = self._chunk(len(targets))
        for first in range(0, len(targets), size):
            chunk = targets[first : first + size]
            read = [_with_content(target) for target in chunk]
            keys = [self._key(target) for target in read]
            known = cache.reviews([key for key in keys if key])
            left = [t for t, key in zip(read, keys, strict=True) if key not in known]
            fresh = iter(self._review(left, len(targets)) if left else [])
            results = [known[key] if key in known else next(fresh) for key in keys]
            if left:
                made = zip(keys, results, strict=True)
                new = [(k, r) for k, r in made if k and k not in known and _is_review(r)]
                cache.keep(new)  # type: ignore[arg-type]
                cache.keep_packs(self._ground, self._packs_of_linter())
            for done, result in enumerate(results, start=first + 1):
                yield result
                progress(done)

    def _key(self, target: Target) -> str:
        """Return what the review of an article hangs on; empty where it cannot be read."""
        from inferlint.cache import fingerprint

        if target.content is None:
            return ""
        choice = target.choice or self.choices.general
        settings = (
            choice.forced,
            sorted(choice.select),
            sorted(choice.ignore),
            choice.strict,
            sorted(choice.levels.items()),
            sorted((c, sorted((m, sorted(n.items())) for m, n in ms.items()))
                   for c, ms in choice.bounds.items()),
            choice.pack,
            choice.reviewed,
        )  # fmt: skip
        place = target.path.as_posix()
        return fingerprint(self._ground, settings, target.named, place, target.content)

    @cached_property
    def _ground(self) -> str:
        """What all reviews hang on: this version, its parser, every file of every pack.

        Raises:
            InferlintError: a folder or a file of rules or weights is missing.
        """
        from inferlint.cache import fingerprint

        config = self._config
        # All of the settings, so that a mistake in any of them is told in a cached run too.
        settings = (config.packs, config.general, config.overrides)
        taught = bool(self._options["weights"])  # an empty folder takes the packs' own away
        return fingerprint(__version__, self.pipeline, settings, taught, self._rule_files())

    def _rule_files(self) -> list[tuple[str, bytes]]:
        from inferlint.rules.pack_files import packs_in, shipped_rules

        own = rule_folders(self._config, self._options["folders"])
        folders = [shipped_rules(), *own]
        places = [place for folder in folders for place in packs_in(folder)]
        if self._options["weights"]:
            places += sorted(_weights_folder(self._options["weights"]).glob("*"))
        found = [
            (file.relative_to(place).as_posix(), _content(file))
            for place in places
            for file in sorted((*place.glob("*.yaml"), *place.glob("**/*.json")))
        ]
        if shipped_rules().name == "rules":  # a checkout: its code changes without a new version
            code = sorted(Path(__file__).parents[1].rglob("*.py"))
            found += [(str(file), str(file.stat().st_mtime_ns).encode()) for file in code]
        return found


def _linter(options: Mapping[str, Any], config: Config) -> Linter:
    """Return the linter of a run, in whatever process."""
    return Runner(options, config).linter


def _with_content(target: Target) -> Target:
    """Return the target with what stands in its file, so that key and review mean the same."""
    from dataclasses import replace

    if target.content is not None:
        return target
    try:
        return replace(target, content=target.path.read_bytes())
    except OSError:
        return target  # the linter says why


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise InferlintError(f"cannot be read: {reason}", path=str(file)) from None


def _is_review(result: object) -> bool:
    return not isinstance(result, InferlintError)


def _taught_by(packs: Sequence[Any], folder: Path) -> list[Any]:
    from inferlint.rules import with_weights, without_weights

    return [with_weights(without_weights(pack), folder / pack.name) for pack in packs]


def _weights_folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        hint = "make it with `inferlint fit PACK --out DIR`"
        raise InferlintError("there is no such folder of weights", path=name, hint=hint)
    return folder
