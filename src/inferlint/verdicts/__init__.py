"""Judgement: rules and analysed articles in, verdicts out."""

from inferlint.verdicts.features import taught_features
from inferlint.verdicts.guards import Parser
from inferlint.verdicts.judging import Case, judge, waived
from inferlint.verdicts.measures import MEASURES
from inferlint.verdicts.outcome import Evidence, Outcome, Suggestion, Verdict, Waiver
from inferlint.verdicts.quoting import CONTRADICTS

__all__ = [
    "CONTRADICTS",
    "MEASURES",
    "Case",
    "Evidence",
    "Outcome",
    "Parser",
    "Suggestion",
    "Verdict",
    "Waiver",
    "judge",
    "taught_features",
    "waived",
]
