"""A run: what is cached is taken from there, the rest is reviewed."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from inferlint import __version__
from inferlint.cli.settings import Choices, checked_packs, configured_packs, rule_folders
from inferlint.cli.shared import say
from inferlint.config import Config
from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from inferlint.cache import Cache
    from inferlint.cluster import Cluster
    from inferlint.linter import Linter, PackHead, Review, Target
    from inferlint.workers import Workers

CHUNK = 64
"""So many articles are read, looked up and handed out together."""

T = TypeVar("T")


class Runner:
    """Reviews articles; rules and parser are loaded when the first is not in the cache."""

    def __init__(self, options: Mapping[str, Any], config: Config) -> None:
        self._options = options
        self._config = config
        self._others: Workers | Cluster | None = None
        self.choices = Choices(config, options)

    @cached_property
    def linter(self) -> Linter:
        """The linter with the packs that options and configuration want.

        Raises:
            InferlintError: a rule, a name in the configuration or the language model is bad.
        """
        from inferlint.linter import Linter

        gc.set_threshold(500_000, 20, 100)  # articles hold no cycles; looking costs a twentieth
        packs = configured_packs(self._config, self._options["folders"])
        if self._options["weights"]:
            packs = _taught_by(packs, _weights_folder(self._options["weights"]))
        linter = Linter(checked_packs(self._config, packs), self.choices.general)
        linter.grammar.check()
        return linter

    def results(
        self, targets: Sequence[Target], progress: Callable[[int], None]
    ) -> Iterator[Review | InferlintError]:
        """Yield a review or an error for each target, in order, each as soon as it is there.

        A review is kept before it is told: a run that is killed and begun again goes on from there.
        """
        if not targets:
            _ = self.linter  # a mistake in rules or settings is told all the same
            return
        cache = self._cache()
        chunks = (targets[at : at + CHUNK] for at in range(0, len(targets), CHUNK))
        begun = (self._begin(chunk, len(targets), cache) for chunk in chunks)
        try:
            results = chain.from_iterable(ahead(begun, lambda: self._in_flight))
            for done, result in enumerate(results, start=1):
                yield result
                progress(done)
        finally:
            if self._others is not None:
                self._others.stop()
            if cache is not None:
                self._close(cache)

    def _begin(
        self, targets: Sequence[Target], of: int, cache: Cache | None
    ) -> Iterator[Review | InferlintError]:
        """Take what is known of some of so many articles, and let the rest be reviewed."""
        read = [_with_content(target) for target in targets]
        keys = [self._key(target) if cache else "" for target in read]
        known = cache.reviews([key for key in keys if key]) if cache else {}
        left = [target for target, key in zip(read, keys, strict=True) if key not in known]
        fresh = self._review(left, of) if left else iter(())
        return self._kept(keys, known, fresh, cache)

    def _kept(
        self,
        keys: Sequence[str],
        known: Mapping[str, Review],
        fresh: Iterator[Review | InferlintError],
        cache: Cache | None,
    ) -> Iterator[Review | InferlintError]:
        """Yield the results of some articles; what is new is kept first."""
        for key in keys:
            if key in known:
                yield known[key]
                continue
            result = next(fresh)
            if cache and key and not isinstance(result, InferlintError):
                cache.keep([(key, result)])
            yield result
        if cache and len(known) < len(keys):
            cache.keep_packs(self._ground, self._packs_of_linter())

    def _review(self, targets: Sequence[Target], of: int) -> Iterator[Review | InferlintError]:
        """Review some of so many articles, in this process or by others."""
        if self._options.get("scheduler") is not None:
            return self._by_cluster(targets)
        from inferlint.workers import Workers, processes_for

        processes = processes_for(self._jobs, of)
        if processes == 1 or len(targets) == 1:
            return self.linter.run(targets)
        if self._others is None:
            self._others = Workers(processes, partial(_linter, self._options, self._config))
        return self._others.run(targets)

    def _by_cluster(self, targets: Sequence[Target]) -> Iterator[Review | InferlintError]:
        from inferlint.cluster import Cluster

        if self._others is None:
            self._others = Cluster(self._options["scheduler"], self.linter)
        return self._others.run(targets)

    @property
    def _in_flight(self) -> int:
        """How many chunks others have while one is told: enough that none of them waits."""
        return self._others.processes if self._others is not None else 0

    @property
    def _jobs(self) -> str:
        return self._options.get("jobs") or self._config.jobs or "auto"

    def _cache(self) -> Cache | None:
        if not self._uses_cache:
            return None
        from inferlint.cache import Cache

        return Cache(self._config.folder)

    def _close(self, cache: Cache) -> None:
        if cache.trouble and self._options.get("verbose"):
            say(f"{cache.trouble}\n", err=True)
        cache.close()

    def packs(self) -> list[PackHead]:
        """Return what reports say of the packs, without reading rules if they are known."""
        if "linter" in self.__dict__:
            return self._packs_of_linter()
        known = None
        if (cache := self._cache()) is not None:
            known = cache.packs(self._ground)
            cache.close()
        return known if known is not None else self._packs_of_linter()

    @property
    def pipeline(self) -> str:
        """The parser that judges, without loading it."""
        from inferlint.language.grammar import Grammar

        return Grammar().pipeline

    @property
    def pipeline_sha256(self) -> str:
        """What the parser's files are known by.

        Raises:
            InferlintError: no parser is installed, or not the published one.
        """
        from inferlint.language.grammar import Grammar

        return Grammar().sha256

    def _packs_of_linter(self) -> list[PackHead]:
        from inferlint.linter import head_of

        return list(map(head_of, self.linter.packs))

    @property
    def _uses_cache(self) -> bool:
        return self._config.cache and not self._options.get("no_cache", True)

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


def ahead(items: Iterable[T], depth: Callable[[], int]) -> Iterator[T]:
    """Yield the items, each after so many behind it have been drawn."""
    drawn: deque[T] = deque()
    for item in items:
        drawn.append(item)
        if len(drawn) > depth():
            yield drawn.popleft()
    yield from drawn


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


def _taught_by(packs: Sequence[Any], folder: Path) -> list[Any]:
    from inferlint.rules import with_weights, without_weights

    return [with_weights(without_weights(pack), folder / pack.name) for pack in packs]


def _weights_folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        hint = "make it with `inferlint fit PACK --out DIR`"
        raise InferlintError("there is no such folder of weights", path=name, hint=hint)
    return folder
