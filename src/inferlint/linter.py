"""The order of the stages: text → article → language → checks → review."""

from __future__ import annotations

import functools
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from inferlint.document import Document, Suppression
from inferlint.errors import InferlintError, UnreadableError, did_you_mean
from inferlint.language import Analysis, Analyst, seems_english
from inferlint.language.grammar import Grammar
from inferlint.readers import read, read_bytes, text_in
from inferlint.rules.model import Bound, Level, Measure, Pack, Require, Rule, Side
from inferlint.verdicts import (
    Case,
    Outcome,
    Verdict,
    concepts_behind,
    filled,
    judge,
    taught_features,
    unwaived_lines,
    waived,
)

OUTLINE = 24
"""So many blocks are enough to know an article again."""
MOST_CHOICES = 256
"""The rules of so many choices are kept."""
TOGETHER = 16
"""How many articles have their sentences parsed in one batch."""


@dataclass(frozen=True, slots=True)
class Topic:
    """How well an article fits the articles that a pack is for."""

    pack: str
    outcome: Outcome
    score: float


@dataclass(frozen=True, slots=True)
class Review:
    """What all checks say of one article."""

    path: str
    verdict: Outcome
    topics: tuple[Topic, ...] = ()
    """One for each loaded pack, the one reviewed with first."""
    checks: tuple[Verdict, ...] = ()
    notes: tuple[str, ...] = ()
    strict: bool = False
    """Whether a weak check fails the article."""
    digest: str = ""
    """SHA-256 of the article's source."""
    outline: tuple[str, ...] = ()
    """Short hashes of some of its blocks, the same whatever else is edited."""
    leans_on_others: bool = False
    """Whether a waiver made another article matter."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to review, and whether the user named it (a found file must fit a pack's topic)."""

    path: Path
    named: bool = True
    content: bytes | None = None
    """What stands in it, where that has been read already (standard input)."""
    choice: Choice | None = None
    """What holds for this file alone; None for what holds for the run."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a report says of a pack."""

    name: str
    sha256: str
    title: str = ""
    rules: tuple[Rule, ...] = ()
    """What its checks ask and why; how they are judged may be missing."""


def head_of(pack: Pack) -> PackHead:
    """Return what reports say of a pack; model sentences stand there as if for no one article."""
    words = {name: fill.otherwise for name, fill in pack.fills.items()}
    rules = (
        replace(rule, suggest=tuple(t for t in texts if "{" not in t))
        for rule in pack.rules
        for texts in [[filled(text, words) for text in rule.suggest]]
    )
    return PackHead(pack.name, pack.sha256, pack.title, tuple(rules))


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run found out, in the order of its input."""

    reviews: tuple[Review, ...]
    errors: tuple[InferlintError, ...]
    packs: tuple[PackHead, ...]
    pipeline: str
    stopped: bool = False
    """Whether the user stopped it before the last article."""

    @property
    def fails(self) -> bool:
        """Tell whether any article fails."""
        return any(review.verdict is Outcome.FAIL for review in self.reviews)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which packs and checks a run uses, and how strict it is."""

    forced: tuple[str, ...] = ()
    """Packs that review every article whatever its topic."""
    select: frozenset[str] = frozenset()
    """Only these checks; empty for all."""
    ignore: frozenset[str] = frozenset()
    strict: bool = False
    levels: Mapping[str, str] = field(default_factory=dict)
    """By check: the level that takes the place of the rule's, or `off`."""
    bounds: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    """By check and measure: numbers that take the place of the rule's."""
    pack: str | None = None
    """The pack that the configuration names for a file, unless the file itself says otherwise."""
    reviewed: bool = True
    """False where the configuration leaves a file out."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article that has been read and analysed, and waits to be judged."""

    document: Document
    topics: tuple[Topic, ...]
    notes: tuple[str, ...]
    choice: Choice
    cases: tuple[Case, ...] = ()
    """One for each pack to review it with; none if it is not to be reviewed."""


class Linter:
    """Reviews articles with some packs; build it once, the parser loads when first needed."""

    def __init__(self, packs: Sequence[Pack], choice: Choice | None = None) -> None:
        """Take the packs in order of their names.

        Raises:
            InferlintError: a forced pack or a chosen check is unknown.
        """
        self.packs = tuple(sorted(packs, key=lambda pack: pack.name))
        self.choice = choice or Choice()
        self.grammar = Grammar()
        self._analyst = Analyst(self.packs)
        self._by_name = {pack.name: pack for pack in self.packs}
        self._taught = {pack.name: taught_features(pack) for pack in self.packs}
        self._checks = frozenset(rule.id for pack in self.packs for rule in pack.rules)
        self._rules: dict[tuple[str, int], tuple[Choice, list[Rule]]] = {}
        _all_known("pack", self.choice.forced, self._by_name)
        _all_known("check", self.choice.select | self.choice.ignore, self._checks)

    @functools.cached_property
    def _topic_analyst(self) -> Analyst:
        return Analyst(self.packs, _asked_by_topics(self.packs))

    def review_text(self, source: str, path: str, choice: Choice | None = None) -> Review:
        """Review a text as if it stood in a file of that name; `choice` holds for it alone."""
        draft = self._draft(read(source, path), choice or self.choice, named=True)
        self._parse_together([draft])
        return self._finish(draft)

    def run(
        self, targets: Sequence[Target], progress: Callable[[int], None] = lambda _: None
    ) -> Iterator[Review | InferlintError]:
        """Yield a review or an error for each target, in order; `progress` hears the count.

        What it says of one article does not depend on the others; see `in_turn`.
        """
        for first in range(0, len(targets), TOGETHER):
            drafts = [self._try(target) for target in targets[first : first + TOGETHER]]
            self._parse_together(draft for draft in drafts if isinstance(draft, _Draft))
            for done, draft in enumerate(drafts, start=first + 1):
                yield self._finish(draft) if isinstance(draft, _Draft) else draft
                progress(done)

    def _try(self, target: Target) -> _Draft | InferlintError:
        try:
            document = document_at(target.path, target.content)
            return self._draft(document, target.choice or self.choice, named=target.named)
        except UnreadableError as error:
            return error

    def _draft(self, document: Document, choice: Choice, *, named: bool) -> _Draft:
        said = said_of_itself(document)
        named_pack = said.pack if said.pack in self._by_name else choice.pack
        forced = choice.forced or ((named_pack,) if named_pack else ())
        sure = named or bool(forced)
        # Of what is found in a folder most is for no checklist: its topic is all there is to see.
        analysis = (self._analyst if sure else self._topic_analyst).analyse(document)
        topics = self._topics(analysis, forced)
        reason = _not_applicable(document, analysis, said, choice, forced=bool(choice.forced))
        if reason is None and not sure:
            reason = self._not_for_a_pack(topics)
        if reason is not None or not topics:
            return _Draft(document, topics, (reason,) if reason else (), choice)
        if not sure:
            analysis = self._analyst.again(analysis)
        packs = dict.fromkeys(forced or (topics[0].pack,))
        cases = tuple(self._case(self._by_name[name], analysis, choice) for name in packs)
        notes = (
            *self._topic_note(topics[0], forced=bool(forced)),
            *self._pack_note(said),
            *self._waiver_notes(document),
        )
        return _Draft(document, topics, notes, choice, cases)

    def _case(self, pack: Pack, analysis: Analysis, choice: Choice) -> Case:
        rules = self._rules_for(pack, choice)
        return Case(rules, pack, analysis, self.grammar, self._taught[pack.name])

    def _rules_for(self, pack: Pack, choice: Choice) -> list[Rule]:
        """Return the pack's rules as a choice wants them; many files share a choice."""
        key = (pack.name, id(choice))
        if key not in self._rules:
            if len(self._rules) >= MOST_CHOICES:
                self._rules.clear()  # in a worker process each batch brings its own
            wanted = (adjusted(rule, choice) for rule in pack.rules if _is_chosen(rule.id, choice))
            # The choice is kept, or another could get its identity.
            self._rules[key] = (choice, list(wanted))
        return self._rules[key][1]

    def _parse_together(self, drafts: Iterable[_Draft]) -> None:
        self.grammar.forget()
        cases = (case for draft in drafts for case in draft.cases)
        self.grammar.parse_all(text for case in cases for text in case.texts_to_parse())

    def _finish(self, draft: _Draft) -> Review:
        document, notes = draft.document, [*draft.document.notes, *draft.notes]
        if not draft.cases:
            return Review(
                document.path,
                Outcome.NOT_APPLICABLE,
                draft.topics,
                notes=tuple(notes),
                strict=draft.choice.strict,
            )
        checks: list[Verdict] = []
        for case in draft.cases:
            waivers = [w for w in document.suppressions if self._counts(w, case, draft, notes)]
            checks += (waived(verdict, waivers) for verdict in case.judge())
        notes += _idle(document.suppressions, checks)
        failed = any(check.fails(strict=draft.choice.strict) for check in checks)
        verdict = Outcome.FAIL if failed else Outcome.PASS
        return Review(
            document.path,
            verdict,
            draft.topics,
            tuple(checks),
            tuple(notes),
            draft.choice.strict,
            _digest(document.source),
            _outline(document),
            any(_SEE.fullmatch(waiver.reason) for waiver in document.suppressions),
        )

    def _counts(self, waiver: Suppression, case: Case, draft: _Draft, notes: list[str]) -> bool:
        """Tell whether a waiver counts: one that says `see other.md` leans on another article."""
        see = _SEE.fullmatch(waiver.reason)
        rule = next((rule for rule in case.rules if rule.id == waiver.check), None)
        if see is None or rule is None:
            return True
        other = Path(draft.document.path).parent / see["path"]
        trouble = self._trouble_with(other, rule, case.pack)
        if trouble is not None:
            notes.append(f"line {waiver.line}: the waiver of {rule.id} does not count: {trouble}")
        return trouble is None

    def _trouble_with(self, path: Path, rule: Rule, pack: Pack) -> str | None:
        """Say why an article cannot stand in for another in one check, or None."""
        name = Path(os.path.normpath(path)).as_posix()  # `b.md`, not `docs/../b.md`
        try:
            analysis = self._analyst.analyse(document_at(path))
        except UnreadableError as error:
            return f"{name}: {error.message}"
        (verdict,) = judge([rule], pack, analysis, self.grammar)
        return None if verdict.outcome is Outcome.PASS else f"{name} does not pass it"

    def _topics(self, analysis: Analysis, forced: Sequence[str]) -> tuple[Topic, ...]:
        topics = [_topic(pack, analysis) for pack in self.packs]
        first = forced[0] if forced else None
        return tuple(sorted(topics, key=lambda t: (t.pack != first, -t.score, t.pack)))

    def _not_for_a_pack(self, topics: tuple[Topic, ...]) -> str | None:
        best = topics[0] if topics else None
        if best is None or best.outcome is Outcome.FAIL:
            return "not reviewed: not for any checklist"
        if best.outcome is Outcome.WEAK:
            title = self._by_name[best.pack].title
            return f"not reviewed, perhaps for the checklist {title!r} (--pack {best.pack})"
        return None

    def _topic_note(self, topic: Topic, *, forced: bool) -> tuple[str, ...]:
        if forced or topic.outcome is Outcome.PASS:
            return ()
        title = self._by_name[topic.pack].title
        return (f"the article may not be meant for the checklist {title!r}",)

    def _pack_note(self, said: SaidOfItself) -> Iterator[str]:
        if said.pack is not None and said.pack not in self._by_name:
            hint = did_you_mean(said.pack, self._by_name)
            message = f"the front matter names the unknown pack {said.pack!r}"
            yield f"{message}; {hint}" if hint else message

    def _waiver_notes(self, document: Document) -> Iterator[str]:
        for waiver in document.suppressions:
            if waiver.check not in self._checks:
                hint = did_you_mean(waiver.check, self._checks)
                message = f"line {waiver.line}: a waiver of the unknown check {waiver.check!r}"
                yield f"{message}; {hint}" if hint else message


def in_turn(results: Iterable[Review | InferlintError]) -> Iterator[Review | InferlintError]:
    """Yield the results of a run, each with the next of its rules' model sentences.

    A sentence comes up again only when its rule has no other. The order decides, so this comes
    last, whoever reviewed the articles and when.
    """
    used: Counter[tuple[str, str]] = Counter()
    for result in results:
        if isinstance(result, Review):
            checks = tuple(_next_sentence(check, used) for check in result.checks)
            yield replace(result, checks=checks)
        else:
            yield result


def _next_sentence(verdict: Verdict, used: Counter[tuple[str, str]]) -> Verdict:
    suggestion = verdict.suggestion
    if suggestion is None:
        return verdict
    key = (verdict.rule.pack, verdict.rule.id)
    texts = (suggestion.text, *suggestion.others)
    turn = used[key] % len(texts)
    used[key] += 1
    turned = (*texts[turn:], *texts[:turn])
    return replace(verdict, suggestion=replace(suggestion, text=turned[0], others=turned[1:]))


def document_at(path: Path, content: bytes | None = None) -> Document:
    """Return the article in a file, or in these bytes of it.

    Raises:
        UnreadableError: it cannot be read, or is no text.
    """
    return read_bytes(_bytes_of(path) if content is None else content, str(path))


def source_of(review: Review, stdin: bytes | None = None) -> str | None:
    """Return the text that was reviewed, from standard input or its file; None if it is gone."""
    for content in (stdin, None) if stdin is not None else (None,):
        with suppress(UnreadableError):
            source = text_in(_bytes_of(Path(review.path)) if content is None else content)
            if _digest(source) == review.digest:
                return source
    return None


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()


def _asked_by_topics(packs: Iterable[Pack]) -> frozenset[tuple[str, str]]:
    """Return the (pack, concept) that bear on whether an article is for a pack."""
    return frozenset(
        (pack.name, name)
        for pack in packs
        if isinstance(pack.topic.body, Require)
        for name in concepts_behind(pack.topic.body.statement, pack)
    )


def _topic(pack: Pack, analysis: Analysis) -> Topic:
    """Judge the pack's topic rule on the first pass alone: nothing is parsed for it."""
    verdict = Case([pack.topic], pack, analysis, None).bare(pack.topic)
    return Topic(pack.name, verdict.outcome, round(_share(verdict), 3))


def _share(verdict: Verdict) -> float:
    """Return which share of a topic's parts the article holds; none without those it must hold."""
    if verdict.outcome is Outcome.PASS or not isinstance(verdict.rule.body, Require):
        return float(verdict.outcome is Outcome.PASS)
    parts = verdict.rule.body.statement.parts
    if any(part.must and part.label in verdict.missing for part in parts):
        return 0.0
    return 1 - len(verdict.missing) / len(parts)


def _outline(document: Document) -> tuple[str, ...]:
    """Return the smallest hashes of the article's blocks: most stay through an edit."""
    hashes = {hashlib.sha256(block.text.encode()).hexdigest()[:8] for block in document.blocks}
    return tuple(sorted(hashes)[:OUTLINE])


_SEE = re.compile(r"see (?P<path>\S+\.(?:md|mdx|markdown|qmd|rmd))", re.IGNORECASE)
"""The reason of a waiver that leans on another article of a series."""


def _idle(waivers: Sequence[Suppression], checks: Iterable[Verdict]) -> Iterator[str]:
    """Yield a note for each waiver that its check does not need, or that leaves it failing."""
    verdicts = {check.rule.id: check for check in checks}
    for waiver in waivers:
        verdict = verdicts.get(waiver.check)
        if verdict is None or verdict.outcome is Outcome.WAIVED:
            continue
        said = f"line {waiver.line}: the waiver of {waiver.check}"
        if verdict.outcome is Outcome.PASS:
            yield f"{said} is not needed (unused-waiver)"
        elif lines := unwaived_lines(verdict, waivers):
            hint = "write `waive-file` for the whole article"
            yield f"{said} reaches only the block below it, not line {lines[0]}; {hint}"


@dataclass(frozen=True, slots=True)
class SaidOfItself:
    """What an article's front matter says about its review."""

    pack: str | None = None
    reviewed: bool = True


def said_of_itself(document: Document) -> SaidOfItself:
    """Return what `inferlint: false` or `inferlint: {pack: NAME}` says."""
    said = document.front_matter.get("inferlint")
    if isinstance(said, str):
        return SaidOfItself(reviewed=said.lower() not in ("false", "no", "off"))
    pack = said.get("pack") if isinstance(said, Mapping) else None
    return SaidOfItself(pack if isinstance(pack, str) and pack else None)


def adjusted(rule: Rule, choice: Choice) -> Rule:
    """Return the rule with the level and the bounds that a choice sets for it.

    A rule that is switched off keeps its level.
    """
    level = choice.levels.get(rule.id, "off")
    if level != "off":
        rule = replace(rule, level=Level(level))
    numbers = choice.bounds.get(rule.id)
    if not numbers or not isinstance(rule.body, Measure):
        return rule
    bounds = tuple(
        rebound(bound, numbers[bound.measure]) if bound.measure in numbers else bound
        for bound in rule.body.bounds
    )
    return replace(rule, body=Measure(bounds))


def rebound(bound: Bound, numbers: Mapping[str, float]) -> Bound:
    """Return the bound with other numbers: `{weak: …, fail: …}`, `{pass: …, weak: …}` or a note.

    Raises:
        ValueError: the numbers do not go together.
    """
    match sorted(numbers):
        case ["fail", "weak"] if numbers["weak"] <= numbers["fail"]:
            return replace(bound, passes=numbers["weak"], weak=numbers["fail"], side=Side.AT_MOST)
        case ["weak"]:
            return replace(bound, passes=numbers["weak"], weak=None, side=Side.AT_MOST)
        case ["pass", "weak"] if numbers["weak"] <= numbers["pass"]:
            return replace(bound, passes=numbers["pass"], weak=numbers["weak"], side=Side.AT_LEAST)
        case ["note"]:
            return replace(bound, passes=numbers["note"], weak=None, side=Side.NOTE)
    message = f"{bound.measure!r} has bounds that do not go together"
    raise ValueError(message)


def _is_chosen(check: str, choice: Choice) -> bool:
    chosen = not choice.select or check in choice.select
    return chosen and check not in choice.ignore and choice.levels.get(check) != "off"


def _not_applicable(
    document: Document,
    analysis: Analysis,
    said: SaidOfItself,
    choice: Choice,
    *,
    forced: bool,
) -> str | None:
    if not document.source.strip():
        return "not reviewed: the file is empty"
    if not forced and not said.reviewed:
        return "not reviewed: `inferlint: false` in the front matter"
    if not forced and not choice.reviewed and said.pack is None:
        return "not reviewed: the configuration leaves it out"
    if (language := other_language(document, analysis)) is not None:
        return f"not reviewed: {language}"
    return None


def other_language(document: Document, analysis: Analysis) -> str | None:
    """Say what tells that an article is not in English, or None.

    In this order: the front matter, a folder of translations in the path (`i18n/de/`), and the
    words. A path `de/` alone tells nothing against words that are English.
    """
    language = document.front_matter.get("lang") or document.front_matter.get("language")
    if isinstance(language, str) and language:
        return None if language.lower().startswith("en") else f"its language is {language!r}"
    folder = _TRANSLATED.search(Path(document.path).as_posix())
    if folder and not folder["language"].lower().startswith("en"):
        return f"it stands in the folder for the language {folder['language']!r}"
    folders = set(Path(document.path).as_posix().lower().split("/")[:-1])
    if seems_english(analysis, doubtful=not folders.isdisjoint(_LANGUAGES)):
        return None
    return "it does not seem to be English"


_LANGUAGES = frozenset(
    "ar bg bn cs da de el es fa fi fr he hi hu id it ja ko nb nl no pl pt pt-br ro ru sv th tr uk"
    " vi zh zh-cn zh-hans zh-hant zh-tw".split()
)
_TRANSLATED = re.compile(
    r"(?:^|/)(?:i18n|l10n|locales?|translations?|translated_docs)/"
    r"(?P<language>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)/"
)


def _all_known(kind: str, names: Collection[str], known: Collection[str]) -> None:
    for name in sorted(names):
        if name not in known:
            raise InferlintError(f"unknown {kind} {name!r}", hint=did_you_mean(name, known))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(_reason(error, path), path=str(path)) from None


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return "the link leads nowhere" if path.is_symlink() else "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return (error.strerror or "cannot be read").lower()
