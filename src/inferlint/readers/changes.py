"""Which files have changed, as git tells it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from inferlint.errors import InferlintError


def changed_since(revision: str) -> frozenset[Path]:
    """Return the files that differ from a revision, new ones that git does not ignore included.

    Compared is where the branch left the revision: what others did there since is not ours.

    Raises:
        InferlintError: there is no git, no repository, or no such revision.
    """
    root = _root()
    if (
        _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        is None
    ):
        hint = "fetch it, or name another; in CI a shallow clone lacks it"
        raise InferlintError(f"git does not know the revision {revision!r}", hint=hint)
    base = (_git("merge-base", revision, "HEAD") or revision).strip()
    names = [
        *_names("diff", "--name-only", "-z", "--diff-filter=d", "--no-renames", base, "--"),
        *_names("ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/"),
    ]
    return _placed(names, root)


def staged() -> frozenset[Path]:
    """Return the files with changes in the index.

    Raises:
        InferlintError: there is no git, or no repository.
    """
    root = _root()
    changed = _names("diff", "--cached", "--name-only", "-z", "--diff-filter=d", "--no-renames")
    return _placed(changed, root)


def half_staged() -> Mapping[Path, bytes]:
    """Return what the index holds of the files that have been changed since they were staged."""
    root = _root()
    names = _names("diff", "--name-only", "-z", "--diff-filter=M", "--no-renames")
    held = {root / name: _held(name) for name in names}
    return {Path(os.path.realpath(p)): text for p, text in held.items() if text is not None}


def _held(name: str) -> bytes | None:
    done = subprocess.run(["git", "show", f":0:{name}"], capture_output=True, check=False)
    return None if done.returncode else done.stdout


def _root() -> Path:
    done = _run("rev-parse", "--show-toplevel")
    if "dubious ownership" in done.stderr:
        message = "git does not trust this repository, for its folder belongs to another user"
        hint = "git config --global --add safe.directory followed by its path mends that"
        raise InferlintError(message, hint=hint)
    if done.returncode:
        hint = "run it inside of one, or leave --since and --staged out"
        raise InferlintError("this is no git repository", hint=hint)
    return Path(done.stdout.removesuffix("\n"))


def _placed(names: list[str], root: Path) -> frozenset[Path]:
    # Not Path.resolve, which raises for a link that leads to itself.
    return frozenset(Path(os.path.realpath(root / name)) for name in names)


def _names(*args: str) -> list[str]:
    told = _git(*args)
    if told is None:
        raise InferlintError("git could not tell what has changed")
    return [name for name in told.split("\0") if name]


def _git(*args: str) -> str | None:
    """Return what git says, or None where it fails."""
    done = _run(*args)
    return None if done.returncode else done.stdout


def _run(*args: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", *args],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
            env={**os.environ, "LC_ALL": "C"},
        )
    except OSError:
        hint = "install git, or leave --since and --staged out"
        raise InferlintError("git is needed to know what has changed", hint=hint) from None
