"""What checks have been taught: one small JSON file each, in `weights/` beside the rules."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from inferlint.errors import InferlintError, did_you_mean
from inferlint.rules.model import Pack, Weights
from inferlint.rules.pack_files import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEIGHTS = "weights"
"""The folder beside the rules that holds what their checks have been taught."""
_HINT = "make it again with `inferlint fit {}`"


def with_weights(pack: Pack, folder: Path) -> Pack:
    """Return the pack as taught by `<check>.json` in this folder; other checks stay as they are.

    A folder that is not there teaches nothing.

    Raises:
        InferlintError: a file is no weights file, or is named after no check.
    """
    known = [rule.id for rule in pack.rules]
    found: dict[str, Weights] = {}
    taught: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.json")):
        if path.stem not in known:
            hint = did_you_mean(path.stem, known) or "delete it"
            message = f"the pack {pack.name!r} has no check {path.stem!r}"
            raise InferlintError(message, path=str(path), hint=hint)
        found[path.stem], taught[path.stem] = _read(path, pack.name)
    rules = (replace(rule, weights=found.get(rule.id, rule.weights)) for rule in pack.rules)
    sha256 = fingerprint({"": pack.sha256.encode(), **taught}) if taught else pack.sha256
    return replace(pack, rules=tuple(rules), sha256=sha256)


def without_weights(pack: Pack) -> Pack:
    """Return the pack untaught: the parts alone decide."""
    return replace(pack, rules=tuple(replace(rule, weights=None) for rule in pack.rules))


def read_weights(path: Path, pack: str) -> Weights:
    """Return the weights in this file.

    Raises:
        InferlintError: it cannot be read or is no weights file.
    """
    return _read(path, pack)[0]


def _read(path: Path, pack: str) -> tuple[Weights, bytes]:
    """Return the weights, and the file's content with the line ends of no system."""
    hint = _HINT.format(pack)
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except OSError as error:
        raise InferlintError(f"cannot be read: {error.strerror}", path=str(path)) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise InferlintError("this is no JSON", path=str(path), line=line, hint=hint) from None
    try:
        return _weights(content), text.encode()
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InferlintError("this is no file of weights", path=str(path), hint=hint) from None


def weights_text(weights: Weights) -> str:
    """Return the file's text: what it was fitted on, the cuts, then the features by size."""
    content = {
        "fitted_on": dict(weights.fitted_on),
        "sha256": weights.sha256,
        "cuts": list(weights.cuts),
        "error": weights.error,
        "features": dict(_by_size(weights)),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _by_size(weights: Weights) -> Iterator[tuple[str, float]]:
    yield from sorted(weights.features.items(), key=lambda item: (-abs(item[1]), item[0]))


def _weights(content: Any) -> Weights:
    weak, passes = (_number(cut) for cut in content["cuts"])
    if weak > passes:
        raise ValueError
    return Weights(
        features={str(name): _number(value) for name, value in content["features"].items()},
        cuts=(weak, passes),
        error=_number(content["error"]),
        fitted_on={str(name): int(count) for name, count in content["fitted_on"].items()},
        sha256=str(content["sha256"]),
    )


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)
