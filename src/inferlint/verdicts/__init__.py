"""Judgement: rules and analysed articles in, verdicts out."""

from inferlint.verdicts.features import in_words, taught_features
from inferlint.verdicts.guards import Parser
from inferlint.verdicts.judging import Case, Look, judge, listed, waived
from inferlint.verdicts.measures import MEASURES
from inferlint.verdicts.outcome import Evidence, Outcome, Suggestion, Verdict, Waiver
from inferlint.verdicts.quoting import CONTRADICTS
from inferlint.verdicts.scorer import cuts_for

__all__ = [
    "CONTRADICTS",
    "MEASURES",
    "Case",
    "Evidence",
    "Look",
    "Outcome",
    "Parser",
    "Suggestion",
    "Verdict",
    "Waiver",
    "cuts_for",
    "in_words",
    "judge",
    "listed",
    "taught_features",
    "waived",
]
