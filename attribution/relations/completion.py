"""What an attribution lacks, from what the encoder thought of and was not sure about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attribution.relations.linking import Piece, link
from attribution.words import Words

__all__ = ["complete"]


def complete(words: Words, pieces: Sequence[Piece], faint: Iterable[Piece]) -> list[Piece]:
    """
    The pieces, and for each that stands alone the one that most probably goes with it.

    A span is tagged if it is probable from its first word to its last. Often it is
    certain that something is said and where that begins, and not where it ends: then
    no span is probable enough, and the cue would be left without a content. So a cue
    without a content gets the most probable content of its sentence, and a content
    without a cue the most probable cue, as long as it overlaps with nothing.

    Args:
        words: Of the text.
        pieces: What is tagged, in reading order.
        faint: What could be there, too.
    """
    links = link(words, pieces)
    spoken = set(links.cues.values())
    lacking = {
        (piece.sentence, "content" if piece.role == "cue" else "cue")
        for number, piece in enumerate(pieces)
        if (piece.role == "cue" and number not in spoken)
        or (piece.role == "content" and number not in links.cues)
    }
    taken = {word for piece in pieces for word in range(piece.first, piece.end)}
    found = list(pieces)
    for piece in sorted(faint, key=lambda each: (-each.confidence, each.first)):
        need = (piece.sentence, piece.role)
        if need in lacking and taken.isdisjoint(range(piece.first, piece.end)):
            lacking.discard(need)
            taken.update(range(piece.first, piece.end))
            found.append(piece)
    return sorted(found, key=lambda each: each.first)
