from __future__ import annotations

from attribution.analysis import Passage
from attribution.encoder import SilentEncoder
from attribution.words import find_words


def test_says_nothing_about_each_passage() -> None:
    """Every passage gets an encoding, and none holds a score."""
    passages = [
        Passage(text=text, words=find_words(text), blocks=(), sentences=(), quotations=())
        for text in ("It rained.", "")
    ]
    encodings = SilentEncoder().encode(passages)

    assert [({}, {})] * 2 == [(e.word_scores, e.sentence_scores) for e in encodings]
