"""Judgement: rules and analysed articles in, verdicts out."""

from inferlint.verdicts.conditions import concepts_behind
from inferlint.verdicts.features import in_words, taught_features
from inferlint.verdicts.guards import Parser
from inferlint.verdicts.judging import Case, Look, judge, listed, unwaived_lines, waived
from inferlint.verdicts.measures import MEASURES
from inferlint.verdicts.outcome import Evidence, Outcome, Suggestion, Verdict, Waiver, Way
from inferlint.verdicts.scorer import cuts_for
from inferlint.verdicts.suggesting import filled

__all__ = [
    "MEASURES",
    "Case",
    "Evidence",
    "Look",
    "Outcome",
    "Parser",
    "Suggestion",
    "Verdict",
    "Waiver",
    "Way",
    "concepts_behind",
    "cuts_for",
    "filled",
    "in_words",
    "judge",
    "listed",
    "taught_features",
    "unwaived_lines",
    "waived",
]
