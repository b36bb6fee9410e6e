"""What the reports in XML share: tags with their attributes, escaped."""

from __future__ import annotations

from inferlint.plain import no_commands, plain

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE = {**_IN_TEXT, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def opened(tag: str, **attributes: object) -> str:
    """Return `<tag key="value">`."""
    told = (
        f' {key}="{plain(str(value)).translate(_IN_ATTRIBUTE)}"'
        for key, value in attributes.items()
    )
    return f"<{tag}{''.join(told)}>"


def element(tag: str, text: str = "", **attributes: object) -> str:
    """Return a tag with attributes and what stands in it: text, no other tags."""
    inside = no_commands(plain(text)).translate(_IN_TEXT)
    start = opened(tag, **attributes)
    return f"{start}{inside}</{tag}>" if inside else f"{start[:-1]}/>"
