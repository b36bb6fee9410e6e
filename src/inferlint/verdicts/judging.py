"""The decision: rules and an analysed article in, verdicts out. Pure, no parser of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inferlint.document import Kind, Suppression
from inferlint.language import Analysis, Sentence
from inferlint.rules.model import Count, Forbid, Measure, Pack, Require, Rule, SameAs, Statement
from inferlint.verdicts.conditions import Place, asks_for, names_in
from inferlint.verdicts.features import Features, in_words, taught_features
from inferlint.verdicts.guards import Guards, KnownDenials, Parser, texts_to_parse
from inferlint.verdicts.measures import Measured
from inferlint.verdicts.measuring import judge_count, judge_measure
from inferlint.verdicts.outcome import Evidence, Outcome, Verdict, Waiver
from inferlint.verdicts.passages import Candidate, Passage
from inferlint.verdicts.quoting import (
    CONTEXT,
    CONTRADICTS,
    passage_evidence,
    sentence_evidence,
)
from inferlint.verdicts.scorer import Reason
from inferlint.verdicts.searching import MOST_PARSED, SURVIVORS, Found, Search
from inferlint.verdicts.suggesting import own_words, suggestion_for


def judge(
    rules: Sequence[Rule], pack: Pack, analysis: Analysis, parser: Parser | None
) -> tuple[Verdict, ...]:
    """Return what each rule says of an article; without a parser nothing is denied.

    Waivers in the article are not looked at here; see `waived`.
    """
    case = Case(rules, pack, analysis, parser, taught_features(pack))
    if parser is not None:
        parser.parse_all(case.texts_to_parse())
    return case.judge()


def waived(verdict: Verdict, suppressions: Iterable[Suppression]) -> Verdict:
    """Return the verdict as the writer's waivers of this check leave it.

    What a check misses is waived for the article. What it finds wrong is waived where it stands:
    one place that no waiver covers keeps the verdict.
    """
    mine = [s for s in suppressions if s.check == verdict.rule.id]
    if not mine or verdict.outcome is Outcome.PASS:
        return verdict
    if unwaived_lines(verdict, mine):
        return verdict
    wrong = _wrong_lines(verdict)
    used = next((s for s in mine if not wrong or any(_covers(s, line) for line in wrong)), mine[0])
    return replace(
        verdict,
        outcome=Outcome.WAIVED,
        suggestion=None,
        waiver=Waiver(used.reason, used.line),
    )


def unwaived_lines(verdict: Verdict, suppressions: Iterable[Suppression]) -> list[int]:
    """Return the lines of what a check finds wrong and no waiver of it covers."""
    mine = [s for s in suppressions if s.check == verdict.rule.id]
    return [line for line in _wrong_lines(verdict) if not any(_covers(s, line) for s in mine)]


def _wrong_lines(verdict: Verdict) -> list[int]:
    """Return the lines of what is wrong; none for a check that misses something."""
    contradicted = verdict.evidence and verdict.evidence[0].label == CONTRADICTS
    if not (contradicted or isinstance(verdict.rule.body, Forbid | Measure)):
        return []
    return [e.start.line for e in verdict.evidence if e.label != CONTEXT]


def _covers(suppression: Suppression, line: int) -> bool:
    lines = suppression.lines
    return lines is None or lines[0] <= line <= lines[1]


@dataclass(frozen=True, slots=True)
class Look:
    """A closer look at one passage."""

    passage: Passage
    evidence: tuple[Evidence, ...]
    reasons: list[Reason]
    """What spoke for and against it, the strongest first; none for an untaught check."""


@dataclass(slots=True)
class Case:
    """One article before some rules of one pack; finds the candidates of each statement once.

    In a run over many articles the texts of several cases are parsed together before any is judged:
    a parser is far quicker at a hundred sentences than at ten times ten.
    """

    rules: Sequence[Rule]
    pack: Pack
    analysis: Analysis
    parser: Parser | None
    known: frozenset[str] | None = frozenset()
    """The features that the pack's checks were taught (see `taught_features`); None for any."""
    _searches: dict[str, Search] = field(default_factory=dict)
    _features: Features | None = None
    _denials: KnownDenials = field(default_factory=dict)
    _words: Mapping[str, str] | None = None
    _measured: Measured | None = None

    def guards(self, *, attribution: bool = False) -> Guards:
        """Return guards for one search; what a sentence denies is found once for all rules."""
        return Guards(self.analysis, self.pack, self.parser, attribution, self._denials)

    @property
    def features(self) -> Features:
        """What passages of the article look like to a scorer."""
        if self._features is None:
            self._features = Features(self.analysis, self.pack, self.known)
        return self._features

    @property
    def measured(self) -> Measured:
        """What is counted in the article, each thing once for all rules."""
        if self._measured is None:
            self._measured = Measured(self.analysis, self.pack)
        return self._measured

    def search(self, rule: Rule) -> Search:
        """Return the rule's search, its candidates found."""
        if rule.id not in self._searches:
            self._searches[rule.id] = Search(rule, self.pack, self.analysis, self.features)
        return self._searches[rule.id]

    def texts_to_parse(self) -> list[str]:
        """Return the texts that judging will surely ask for."""
        return [
            text
            for rule in self.rules
            if isinstance(rule.body, Require | Forbid)
            for candidate in self.search(rule).promising[:SURVIVORS]
            for sentence in _asked_about(self.search(rule), candidate)
            for _, text in texts_to_parse(self.analysis, sentence)
        ]

    def texts_that_matter(self) -> list[str]:
        """Return the texts of all sentences that mention anything, for `every_passage`."""
        return [
            text
            for sentence in self.analysis.sentences
            if sentence.mentions.get(self.pack.name)
            for _, text in texts_to_parse(self.analysis, sentence)
        ]

    def every_passage(self, rule: Rule) -> list[tuple[range, frozenset[str]]]:
        """Return (lines, features) of each passage that could earn the rule a pass, by its parts.

        That is none where the article says the opposite.
        """
        assert isinstance(rule.body, Require)
        if _contradiction(rule.body.statement, self) is not None:
            return []
        guards = self.guards()
        return [
            (_lines_of(passage, self.analysis), self.features.of(passage, guards.denied))
            for passage in self.search(rule).standing(guards)
        ]

    def looks(self, rule: Rule, count: int) -> list[Look]:
        """Return the best passages for a rule that asks for a statement, and why they are."""
        search, guards = self.search(rule), self.guards()
        return [
            Look(
                passage,
                passage_evidence(self.analysis, passage, number),
                search.scorer.reasons(passage, guards.denied) if search.scorer else [],
            )
            for number, passage in enumerate(search.best(count, guards), start=1)
        ]

    def judge(self) -> tuple[Verdict, ...]:
        """Return the verdict of each rule, in order."""
        return tuple(self._advised(self.bare(rule)) for rule in self.rules)

    def bare(self, rule: Rule) -> Verdict:
        """Return the verdict of one rule, without a suggestion."""
        return _JUDGES[type(rule.body)](rule, self)

    def _advised(self, verdict: Verdict) -> Verdict:
        if verdict.outcome is Outcome.PASS:
            return verdict
        if self._words is None:
            self._words = own_words(self.measured)
        return replace(verdict, suggestion=suggestion_for(verdict, self.measured, self._words))


def _asked_about(search: Search, candidate: Candidate) -> Iterable[Sentence]:
    """Return the sentences whose words are looked at closely.

    A taught check reads all of a passage, any other only what supplies its parts.
    """
    if search.scorer is not None:
        return candidate.sentences
    found = search.filled(candidate).found
    held = {p.sentence.index: p.sentence for _, places in found for p in places}
    return [held[index] for index in sorted(held)]


def _judge_require(rule: Rule, case: Case) -> Verdict:
    search, guards = case.search(rule), case.guards()
    found = search.run(guards)
    verdict = _found(rule, found, case)
    decisive = found.decisive
    if search.scorer is None or decisive is None or decisive.score is None:
        return verdict
    message = verdict.message
    if verdict.outcome is not Outcome.PASS and not verdict.missing and message == rule.vague:
        against = search.scorer.reasons(decisive, guards.denied)
        message += _spoke_against(against)
    return replace(
        verdict,
        message=message,
        score=decisive.score,
        cuts=search.scorer.cuts(decisive),
        borderline=search.scorer.is_borderline(decisive),
    )


def _found(rule: Rule, found: Found, case: Case) -> Verdict:
    if found.outcome is Outcome.FAIL:
        return _no_statement(rule, found.nearest, case)
    against = _contradiction(_statement(rule), case)
    if against is not None:
        return _contradicted(rule, against, case)
    evidence = _evidence(found.passages, case)
    if found.outcome is Outcome.PASS:
        return Verdict(rule, found.outcome, evidence)
    missing = found.passages[0].missing
    message = _missing_message(rule, missing)
    return Verdict(rule, found.outcome, evidence, missing=missing, message=message)


def _judge_forbid(rule: Rule, case: Case) -> Verdict:
    assert isinstance(rule.body, Forbid)
    found = case.search(rule).run(case.guards(attribution=True))
    if found.outcome is Outcome.FAIL:
        return Verdict(rule, Outcome.PASS)
    outcome = Outcome.FAIL if found.outcome is Outcome.PASS else Outcome.WEAK
    evidence = _evidence(found.passages, case)
    claims = [part.label for part in rule.body.statement.parts if part.must]
    says = " and ".join(claims) or "says it"
    if outcome is Outcome.WEAK:
        says = "comes near to saying it"
    first, *others = dict.fromkeys(e.start.line for e in evidence if e.label != "context")
    also = f", and so does line {' and line '.join(map(str, others))}" if others else ""
    message = f"Line {first} {says}{also}."
    if outcome is Outcome.WEAK and rule.vague:
        message = rule.vague
    return Verdict(rule, outcome, evidence, message=message)


def _judge_measure(rule: Rule, case: Case) -> Verdict:
    return judge_measure(rule, case.measured)


def _judge_count(rule: Rule, case: Case) -> Verdict:
    return judge_count(rule, case.measured)


def _judge_same_as(rule: Rule, case: Case) -> Verdict:
    body = rule.body
    assert isinstance(body, SameAs)
    other = case.pack.rule(body.check)
    assert other is not None
    assert isinstance(other.body, Require)
    against = _contradiction(other.body.statement, case)
    if against is not None:
        return _contradicted(rule, against, case)
    guards = case.guards()
    search = case.search(other)
    early = [c for c in search.promising if c.sentences[0].before < body.weak_words]
    best: tuple[Outcome, Passage] | None = None
    for candidate in sorted(early, key=lambda c: c.sentences[0].index)[:MOST_PARSED]:
        checked = search.checked(candidate, guards)
        if checked is None or checked.outcome is Outcome.FAIL:
            continue
        in_time = checked.sentences[0].before < body.pass_words
        plain = checked.outcome is Outcome.PASS
        outcome = Outcome.PASS if in_time and plain else Outcome.WEAK
        if best is None or outcome.rank > best[0].rank:
            best = (outcome, checked)
    if best is None:
        message = f"Nothing in the first {body.weak_words} words says it."
        return Verdict(rule, Outcome.FAIL, message=message)
    outcome, passage = best
    evidence = _evidence((passage,), case)
    if outcome is Outcome.PASS:
        return Verdict(rule, outcome, evidence)
    message = _early_message(other, passage, body)
    return Verdict(rule, outcome, evidence, missing=passage.missing, message=message)


_JUDGES: Mapping[type, Callable[[Rule, Case], Verdict]] = {
    Require: _judge_require,
    Forbid: _judge_forbid,
    Measure: _judge_measure,
    Count: _judge_count,
    SameAs: _judge_same_as,
}


# --- what the article says of the opposite ----------------------------------------------------


def _contradiction(statement: Statement, case: Case) -> Sentence | None:
    """Return a sentence that asserts one of the statement's opposites."""
    guards = case.guards(attribution=True)
    opposites = frozenset(statement.contradicts)
    for sentence in case.analysis.sentences if opposites else ():
        if opposites.isdisjoint(sentence.named.get(case.pack.name, ())):
            continue
        if case.analysis.block_of(sentence).kind is Kind.HEADING:
            continue  # a heading names a claim, often a wrong one, and what stands below judges it
        for mention in sentence.mentions.get(case.pack.name, ()):
            if mention.concept in opposites and guards(Place(sentence, mention)) is None:
                return sentence
    return None


def _contradicted(rule: Rule, against: Sentence, case: Case) -> Verdict:
    quoted = (sentence_evidence(case.analysis, against, CONTRADICTS, 1),)
    message = f"The article says the opposite in line {quoted[0].start.line}."
    return Verdict(rule, Outcome.FAIL, quoted, message=message)


# --- words for the writer ----------------------------------------------------------------------

_REFUSED = {
    "negated": "The nearest passage denies it.",
    "not covered": "The nearest passage says that it is not covered.",
    "promised": "The nearest passage announces it without saying it.",
    "refuted": "The nearest passage calls it wrong.",
    "attributed": "The nearest passage only quotes others.",
    "cited": "The nearest passage is the title of another text.",
    "asked": "The nearest passage asks it without answering.",
    "no sentence": "The nearest passage lists the words without saying anything.",
}


def _no_statement(rule: Rule, nearest: Passage | None, case: Case) -> Verdict:
    parts = _statement(rule).parts
    guards = {part.label for part in parts if part.must and not asks_for(part.condition, "article")}
    found = {label for label, _ in nearest.found} if nearest else set()
    if nearest is None or (nearest.refused is None and guards and guards.isdisjoint(found)):
        # Without any guard a passage is about something else: quoting it would puzzle the writer.
        missing = tuple(p.label for p in parts if p.label in guards or not guards)
        message = _missing_message(rule, missing if guards else missing[:1])
        return Verdict(rule, Outcome.FAIL, missing=missing, message=message)
    message = _REFUSED.get(nearest.refused or "") or _missing_message(rule, nearest.missing)
    evidence = passage_evidence(case.analysis, nearest, 1)
    return Verdict(
        rule,
        Outcome.FAIL,
        nearest=evidence[0] if evidence else None,
        missing=nearest.missing,
        message=message,
    )


LONGEST = 19
"""A message has no more words: of many missing parts it names the first, all stand beside it."""
SPEAKING = -0.5
"""A weaker word says nothing to a writer by itself."""


def _spoke_against(reasons: Iterable[Reason]) -> str:
    """Say which words of a passage that lacks nothing told most against it.

    A concept would puzzle: it may be one of those that the check asks for.
    """
    for feature, weight in reasons:
        if feature.startswith("word") and weight <= SPEAKING:
            return f" Passages with {in_words(feature)} fail more often."
    return ""


def _early_message(rule: Rule, passage: Passage, body: SameAs) -> str:
    """Say of an early passage what it lacks, and of a late one that it comes late."""
    late = passage.sentences[0].before >= body.pass_words
    if late:
        also = " and not in full" if passage.outcome is not Outcome.PASS else ""
        return f"This comes only after the first {body.pass_words} words{also}."
    return _missing_message(rule, passage.missing)


def _missing_message(rule: Rule, missing: Sequence[str]) -> str:
    if not missing:
        return rule.vague or "The passage is too vague."
    labels = _telling(rule, missing)
    shown = len(labels)
    while shown > 1 and len(_missing(labels, shown).split()) > LONGEST:
        shown -= 1
    return _missing(labels, shown)


def _missing(labels: Sequence[str], shown: int) -> str:
    lead = "Missing" if shown == len(labels) else "Missing, among others"
    return f"{lead}: a passage that {_sentence_of(labels[:shown])}."


def _sentence_of(labels: Sequence[str]) -> str:
    """List labels, a verb that neighbours share only once: `names a and b and says that c`."""
    told: list[tuple[str, list[str]]] = []
    for label in labels:
        verb, _, rest = label.partition(" ")
        if told and told[-1][0] == verb:
            told[-1][1].append(rest)
        else:
            told.append((verb, [rest]))
    return " and ".join(f"{verb} {listed(rests)}".rstrip() for verb, rests in told)


def _telling(rule: Rule, missing: Sequence[str]) -> list[str]:
    """Leave out guards that a missing part says more exactly: it names a concept of theirs."""
    lacking = [part for part in _statement(rule).parts if part.label in missing]
    exact = {name for part in lacking if not part.must for name in names_in(part.condition)}
    return [p.label for p in lacking if not p.must or exact.isdisjoint(names_in(p.condition))]


def listed(labels: Sequence[str]) -> str:
    """Return labels as a sentence lists them: `a, b and c`."""
    *first, last = labels
    return f"{', '.join(first)} and {last}" if first else last


def _statement(rule: Rule) -> Statement:
    assert isinstance(rule.body, (Require, Forbid))
    return rule.body.statement


def _evidence(passages: Sequence[Passage], case: Case) -> tuple[Evidence, ...]:
    """Return the best passage's words first, then the others' in text order."""
    rest = sorted(passages[1:], key=lambda passage: passage.sentences[0].index)
    return tuple(
        piece
        for number, passage in enumerate([*passages[:1], *rest], start=1)
        for piece in passage_evidence(case.analysis, passage, number)
    )


def _lines_of(passage: Passage, analysis: Analysis) -> range:
    spans = [analysis.block_of(s).source_span(s.start, s.end) for s in passage.sentences]
    first = analysis.document.position(spans[0].start).line
    last = analysis.document.position(max(spans[-1].start, spans[-1].end - 1)).line
    return range(first, last + 1)
