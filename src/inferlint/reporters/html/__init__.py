"""The HTML report: one file that needs no network, and no script to be read."""

from inferlint.reporters.html.page import report_html

__all__ = ["report_html"]
