"""What a pack of rules is, once it has been read and found sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a failed check weighs; only an error fails the article."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase, lower case; it may hold hyphens (`real-time`)."""

    text: str
    exact: bool = False
    """True for `=word`: this form only, whatever the dictionary says."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`(a|b c)`: one of several word sequences; with `?` none of them will do too."""

    options: tuple[tuple[Element, ...], ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """`...`: up to five words, never past the end of a sentence."""


Element = Word | Choice | Gap


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of phrase notation: what it says, as written and as read."""

    source: str
    elements: tuple[Element, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that articles talk about, and the phrases that name it."""

    name: str
    phrases: tuple[Phrase, ...]
    decoys: tuple[Phrase, ...] = ()
    """Longer phrases that hold the same words and mean something else."""
    rivals: tuple[str, ...] = ()
    """Concepts that a mention may belong to in place of a rule's `about`."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A technical word that puzzles readers, and what to write for it or behind it."""

    name: str
    plain: str
    phrases: tuple[Phrase, ...]
    decoys: tuple[Phrase, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Where:
    """The part of an article that counts."""

    place: str
    """`headings`, `lists`, `tables`, `article` (anywhere), or `first` or `last` with `words`."""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be found: at least `needed` of `items`, each a concept's name or a condition."""

    items: tuple[str | Condition, ...]
    needed: int
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled piece of a statement."""

    label: str
    condition: Condition
    must: bool = False
    """True for a guard: without this part no passage is even weak."""


@dataclass(frozen=True, slots=True)
class Within:
    """How far apart the parts of one statement may stand."""

    unit: str
    """`sentence`, `block`, `section` or `article`."""
    count: int = 1
    """For sentences: how many neighbours make one passage."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The body of a `require` or `forbid` rule."""

    within: Within
    parts: tuple[Part, ...]
    weak_at: tuple[str, ...] = ()
    """Labels of the parts that suffice for weak; empty where there is no weak."""
    about: tuple[str, ...] = ()
    """A passage must be about one of these concepts, itself or by its headings; empty for any."""
    unless: tuple[str, ...] = ()
    """Concepts that spoil the clause they stand in."""
    contradicts: tuple[str, ...] = ()
    """Concepts whose statement anywhere turns a pass into a fail."""


@dataclass(frozen=True, slots=True)
class Require:
    """The article must state this somewhere."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Forbid:
    """The article must not state this."""

    statement: Statement


class Side(StrEnum):
    """What a bound does to the values on its wrong side."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    NOTE = "note"
    """At most, and a larger value is only told."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The last values of a measure that still pass, and that are still weak."""

    measure: str
    passes: float
    """Beyond this the check is weak."""
    weak: float | None
    """Beyond this the check fails; None where it never does."""
    unit: str
    side: Side = Side.AT_MOST
    line: int = 0
    advice: tuple[str, ...] = ()
    """What to do about a value beyond it; where there is none the rule's sentences serve."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Numbers about the article that must stay in bounds."""

    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of thing that a `count` counts: sentences with a concept, or a measure."""

    label: str
    concepts: tuple[str, ...] = ()
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """There must be enough places in the article, of all sorts together."""

    sorts: tuple[Sort, ...]
    each: int
    """No sort counts for more than this."""
    passes: int
    weak: int


@dataclass(frozen=True, slots=True)
class SameAs:
    """Another check's evidence must stand near the top (both numbers in words of prose)."""

    check: str
    pass_words: int
    weak_words: int


Body = Require | Forbid | Measure | Count | SameAs


@dataclass(frozen=True, slots=True)
class Example:
    """A short article and the outcome it must get."""

    text: str
    outcome: str
    """`pass`, `weak` or `fail`."""
    line: int
    evidence: str | None = None
    """Words that the evidence must hold."""
    missing: tuple[str, ...] = ()
    note: str | None = None
    needs_scorer: bool = False
    """True where parts alone cannot judge and weights are needed."""
    path: str = ""
    """The file it stands in, where that is not the rule's."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a check has been taught: how much each feature of a passage speaks for it."""

    features: Mapping[str, float]
    cuts: tuple[float, float]
    """(weak, pass): the scores from which a passage is weak, and passes."""
    error: float
    """The standard error of a score: so near a cut a word could change the outcome."""
    fitted_on: Mapping[str, int]
    """How many examples, passages and articles taught it."""
    sha256: str
    """Over the rule, the concepts, the examples and the passages that it was fitted on."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What stands for a slot in a model sentence: the article's own word for a concept, or else."""

    concept: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: what it asks, why, how it is found, and what to suggest where it is not."""

    id: str
    pack: str
    title: str
    level: Level
    why: str
    ask: str
    body: Body
    examples: tuple[Example, ...]
    suggest: tuple[str, ...] = ()
    """Model sentences for the writer to adapt."""
    vague: str | None = None
    path: str = ""
    line: int = 1
    weights: Weights | None = None
    """None where the parts alone decide."""
    teach: bool = True
    """False where the place decides and not the words: weights would learn nothing."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A checklist: the articles it is for, its vocabulary and its checks, in order."""

    name: str
    title: str
    topic: Rule
    """Tells the articles that this pack is for; its id is `topic`."""
    concepts: Mapping[str, Concept]
    rules: tuple[Rule, ...]
    sha256: str
    """Over the names and bytes of the pack's files, its weights included."""
    path: str = ""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """The jargon of its articles, by name."""
    primary: tuple[str, ...] = ()
    """Hosts whose pages are primary sources; those below them are meant too."""
    fills: Mapping[str, Fill] = field(default_factory=dict)
    """What may stand in for `{name}` in a model sentence."""
    extends: tuple[str, ...] = ()
    """The folders of the packs that this one adds to, the first of them first."""

    def rule(self, check: str) -> Rule | None:
        """Return the rule with this id."""
        return next((rule for rule in self.rules if rule.id == check), None)
