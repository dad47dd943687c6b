"""Word pieces that no English text needs: each is a row of the largest table of a model."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from attribution.errors import ModelContractError

__all__ = ["Pruning", "prune"]

UNKNOWN = "[UNK]"
_UNUSED = re.compile(r"\[unused\d+\]")
_SCRIPTS = ("LATIN", "GREEK")
"""What English is written in, formulas included..."""
_SIGNS = ("MICRO", "MODIFIER LETTER", "MASCULINE ORDINAL", "FEMININE ORDINAL")
"""...and letters by name that belong to no script."""


@frozen(eq=False)
class Pruning:
    """A smaller vocabulary."""

    tokenizer: str
    """The content of its ``tokenizer.json``."""
    kept: NDArray[np.int64]
    """The old numbers of its pieces, in the order of their new ones."""
    unknown: int
    """The old number of the piece for what is not known."""

    def in_old(self, pieces: NDArray[np.int32]) -> NDArray[np.int32]:
        """Old numbers with those that are gone replaced by the unknown piece."""
        return np.where(np.isin(pieces, self.kept), pieces, self.unknown).astype(np.int32)

    def in_new(self, pieces: NDArray[np.int32]) -> NDArray[np.int32]:
        """The same pieces by their new numbers."""
        return np.searchsorted(self.kept, self.in_old(pieces)).astype(np.int32)


def prune(path: Path) -> Pruning:
    """
    The vocabulary of a ``tokenizer.json`` without what is reserved or written in other scripts.

    A word in another script becomes one unknown piece, whose place and neighbours are
    still read; nothing else changes.

    Raises:
        ModelContractError: there is no piece for what is not known.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = content["model"]["vocab"]
    if UNKNOWN not in vocabulary:
        raise ModelContractError(f"a piece {UNKNOWN}", "none among the word pieces")
    special = {token["content"] for token in content["added_tokens"]}
    kept = sorted(
        (number, piece)
        for piece, number in vocabulary.items()
        if piece in special or _is_needed(piece)
    )
    numbers = {old: new for new, (old, _) in enumerate(kept)}
    content["model"]["vocab"] = {piece: numbers[old] for old, piece in kept}
    for token in content["added_tokens"]:
        token["id"] = numbers[token["id"]]
    for token in (content["post_processor"] or {}).get("special_tokens", {}).values():
        token["ids"] = [numbers[number] for number in token["ids"]]
    return Pruning(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        np.array([old for old, _ in kept]),
        vocabulary[UNKNOWN],
    )


def _is_needed(piece: str) -> bool:
    return not _UNUSED.fullmatch(piece) and all(map(_is_read, piece))


def _is_read(character: str) -> bool:
    """Whether it is a letter of ours, or none of any script: a digit, a sign, as in µ or ʻ."""
    name = unicodedata.name(character, "")
    return not character.isalpha() or name.startswith((*_SCRIPTS, *_SIGNS))
