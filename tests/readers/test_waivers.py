"""A comment can waive a check, if it says why."""

import pytest

from inferlint.document import Suppression
from inferlint.readers import read


@pytest.mark.parametrize(
    ("source", "path", "suppression"),
    [
        ("<!-- inferlint: waive a-check -- why -->", "a.md", Suppression("a-check", "why", 1)),
        ("Text <!-- inferlint: waive a -- why --> more", "a.md", Suppression("a", "why", 1)),
        ("a\n\n> <!--inferlint:waive a--why not-->", "a.md", Suppression("a", "why not", 3)),
        ("<!-- inferlint: waive a --\ntwo\nlines\n-->", "a.md", Suppression("a", "two lines", 1)),
        ("<!-- inferlint: waive a — why -->", "a.md", Suppression("a", "why", 1)),
        ("{/* inferlint: waive a -- why */}\n\nText", "a.mdx", Suppression("a", "why", 1, (3, 3))),
        (
            "<!-- inferlint: waive a -- why -->\n\nB\nC\n\nD",
            "a.md",
            Suppression("a", "why", 1, (3, 4)),
        ),
        ("<!-- inferlint: waive-file a -- why -->\n\nB", "a.md", Suppression("a", "why", 1)),
        ("---\nx: y\ninferlint: {waive: {a: why}}\n---\n\nB", "a.md", Suppression("a", "why", 3)),
        (
            '---\ninferlint:\n  waive:\n    a: "why not"\n---\n\nB',
            "a.md",
            Suppression("a", "why not", 4),
        ),
        ("<div>\n<!-- inferlint: waive a -- why -->\n</div>", "a.md", Suppression("a", "why", 2)),
        ("- a\n\n    <!-- inferlint: waive a -- why -->", "a.md", Suppression("a", "why", 3)),
        ("a\r\r<!-- inferlint: waive a -- why -->", "a.md", Suppression("a", "why", 3)),
        ("a\r\n\r\n<!-- inferlint: waive a -- why -->", "a.md", Suppression("a", "why", 3)),
    ],
)
def test_waivers_are_found(source: str, path: str, suppression: Suppression) -> None:
    document = read(source, path)
    assert document.suppressions == (suppression,)
    assert document.notes == ()


@pytest.mark.parametrize(
    "source",
    [
        "<!-- a comment -->",
        "<!-- about inferlint: waive a -- why -->",
        "`<!-- inferlint: waive a -- why -->`",
        "```\n<!-- inferlint: waive a -- why -->\n```",
        "Text\n\n    <!-- inferlint: waive a -- why -->",
        "inferlint: waive a -- why",
        "<!-- inferlint: waive a -- never closed",
        "{/* inferlint: waive a -- never closed",
    ],
)
def test_what_is_no_waiver(source: str) -> None:
    document = read(source, "a.md")
    assert document.suppressions == ()
    assert document.notes == ()


NO_CHECK = "a waiver names no check; write `inferlint: waive CHECK -- reason`"
NO_REASON = "the waiver of a gives no reason; write `inferlint: waive a -- reason`"
NO_ORDER = "no comment 'inferlint: wave' is known; write `inferlint: waive CHECK -- reason`"


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("inferlint: waive", NO_CHECK),
        ("inferlint: waive -- why", NO_CHECK),
        ("inferlint: waive a", NO_REASON),
        ("inferlint: waive a -- ", NO_REASON),
        ("inferlint: waive a why", NO_REASON),
        ("inferlint: wave a -- b", NO_ORDER),
    ],
)
def test_a_waiver_without_check_or_reason_is_a_note(comment: str, note: str) -> None:
    document = read(f"Text\n\n<!-- {comment} -->", "a.md")
    assert document.suppressions == ()
    assert document.notes == (f"line 3: {note}",)


@pytest.mark.parametrize(
    ("front", "note"),
    [
        ("waive: [a]", "the front matter's waivers are no mapping; write `waive: {CHECK: reason}`"),
        ("waive: {a: }", "line 2: the waiver of a gives no reason; write one behind it"),
        ("waive: {a: [b]}", "line 2: the waiver of a gives no reason; write one behind it"),
    ],
)
def test_front_matter_that_waives_nothing(front: str, note: str) -> None:
    document = read(f"---\ninferlint: {{{front}}}\n---\n\nText.\n", "a.md")
    assert (document.suppressions, document.notes) == ((), (note,))
