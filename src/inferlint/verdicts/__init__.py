"""Judgement: rules and analysed articles in, verdicts out."""

from inferlint.verdicts.guards import Parser
from inferlint.verdicts.judging import Case, judge, waived
from inferlint.verdicts.measures import MEASURES
from inferlint.verdicts.outcome import Evidence, Outcome, Suggestion, Verdict, Waiver

__all__ = [
    "MEASURES",
    "Case",
    "Evidence",
    "Outcome",
    "Parser",
    "Suggestion",
    "Verdict",
    "Waiver",
    "judge",
    "waived",
]
