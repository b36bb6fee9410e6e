"""From a pack and labelled texts to the weights of its checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from inferlint.errors import InferlintError
from inferlint.fitting.lessons import Lesson, lessons_of
from inferlint.fitting.teaching import level_of, taught
from inferlint.fitting.texts import Labelled, examples_in, is_teachable
from inferlint.rules.model import Pack, Require, Rule, Weights
from inferlint.rules.pack_files import fingerprint
from inferlint.verdicts import Parser
from inferlint.verdicts.scorer import PARTS_SAY

UNTAUGHT = Weights(PARTS_SAY, (2.0, 6.0), 0.0, {}, "")
"""Where a check starts that was never taught: the parts alone decide."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one check has been taught."""

    rule: Rule
    weights: Weights
    right: int
    """How many of its examples come out right by the weights, of …"""
    examples: int
    wrong: tuple[tuple[str, str], ...]
    """The examples that do not, each with what is in the way."""


def fit_pack(
    pack: Pack,
    parser: Parser,
    *,
    passages: Sequence[Labelled] = (),
    articles: Sequence[Labelled] = (),
    from_zero: bool = False,
    select: Collection[str] = (),
) -> Iterator[Fitted]:
    """Yield what each check of the pack learns, in order.

    The weights that are there move no further than the examples ask, and what was right stays so.
    With `from_zero` they are forgotten, and learnt from examples, passages and articles first.

    Raises:
        InferlintError: learning from zero needs scipy, and it is not installed.
    """
    texts = [*examples_in(pack), *passages, *articles]
    lessons = lessons_of(pack, texts, parser)
    for rule in pack.rules:
        if is_teachable(rule) and (not select or rule.id in select):
            yield _fitted(rule, pack, lessons.get(rule.id, []), passages, from_zero=from_zero)


def is_stale(rule: Rule, pack: Pack, passages: Sequence[Labelled]) -> bool:
    """Tell whether the rule, its concepts, examples or passages changed since it was taught."""
    return rule.weights is not None and rule.weights.sha256 != _fingerprint(rule, pack, passages)


def leave_one_out(pack: Pack, parser: Parser) -> dict[str, int]:
    """Return, by check, how many of its examples come out right when only the others teach it.

    Weights that were there already know the examples; so it starts from what the parts say.
    """
    lessons = lessons_of(pack, list(examples_in(pack)), parser)
    return {
        check: sum(
            level_of(lesson, taught(UNTAUGHT, [*own[:i], *own[i + 1 :]])) == lesson.level
            for i, lesson in enumerate(own)
        )
        for check, own in lessons.items()
    }


def _fitted(
    rule: Rule,
    pack: Pack,
    lessons: Sequence[Lesson],
    passages: Sequence[Labelled],
    *,
    from_zero: bool,
) -> Fitted:
    examples = [lesson for lesson in lessons if lesson.text.source == "example"]
    others = [lesson for lesson in lessons if lesson.text.source != "example"]
    weights = rule.weights or UNTAUGHT
    fitted_on = {**weights.fitted_on, "examples": len(examples)}
    if from_zero:
        weights = _learnt(lessons) or UNTAUGHT
        fitted_on = {
            f"{source}s": sum(lesson.text.source == source for lesson in lessons)
            for source in ("example", "passage", "article")
        }
    weights = taught(weights, examples, keep=others)
    wrong = tuple(
        (lesson.text.text, _in_the_way(lesson, rule))
        for lesson in examples
        if level_of(lesson, weights) != lesson.level
    )
    stamp = _fingerprint(rule, pack, passages)
    return Fitted(
        rule,
        replace(weights, fitted_on=fitted_on, sha256=stamp),
        len(examples) - len(wrong),
        len(examples),
        wrong,
    )


def _in_the_way(lesson: Lesson, rule: Rule) -> str:
    """Say why no weights bring an example out right."""
    assert isinstance(rule.body, Require)
    if lesson.passages or not lesson.level:
        return "other examples say the opposite of much the same words"
    musts = [part.label for part in rule.body.statement.parts if part.must]
    asked = f"one that {' and '.join(musts)}" if musts else "one that states anything"
    return f"it has no passage to learn from, which is {asked}; add your words to a concept"


def _learnt(lessons: Sequence[Lesson]) -> Weights | None:
    try:
        from inferlint.fitting.learning import learn
    except ImportError:
        message = "learning from zero needs numpy and scipy"
        raise InferlintError(message, hint="pip install 'inferlint[fit]'") from None
    return learn(lessons)


def _fingerprint(rule: Rule, pack: Pack, passages: Sequence[Labelled]) -> str:
    """Return the SHA-256 over what the rule's weights depend on, but for articles."""
    assert isinstance(rule.body, Require)
    own = [text for text in examples_in(pack) if rule.id in text.levels]
    taught_by = [text for text in passages if rule.id in text.levels]
    pieces = [
        repr(rule.body.statement),
        *(
            repr((c.name, [p.source for p in c.phrases], [p.source for p in c.decoys], c.rivals))
            for _, c in sorted(pack.concepts.items())
        ),
        *(repr((text.text, text.levels[rule.id])) for text in (*own, *taught_by)),
    ]
    return fingerprint({f"{i:09}": piece.encode() for i, piece in enumerate(pieces)})
