"""What stages hand to one another before the result is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from attribution.document import Block, Quotation
from attribution.spans import Span
from attribution.tags import NAMES_HEAD, NOUNS, NOUNS_HEAD, ProbableSpan
from attribution.vocabulary import AttributionKind, Stance
from attribution.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoding", "Mentions", "Passage", "Relation"]


@frozen(kw_only=True, eq=False)
class Passage:
    """A text as the first stages leave it: what finds attributions reads this and nothing else."""

    text: str
    words: Words
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    """In reading order; each lies in one prose block."""
    quotations: tuple[Quotation, ...]


@frozen(kw_only=True, eq=False)
class Encoding:
    """
    What one encoder pass says about a passage, word by word and sentence by sentence.

    Heads have names ("attribution"); a head that did not run is absent.
    """

    word_labels: Mapping[str, NDArray[np.int8]] = field(factory=dict)
    """Per head: for each word the number of its label."""
    word_scores: Mapping[str, NDArray[np.float32]] = field(factory=dict)
    """Per head: words × labels, the probability of each label; rows sum to 1, or to 0 for words
    that the encoder does not read: white space, and what is no prose."""
    word_spans: Mapping[str, tuple[ProbableSpan, ...]] = field(factory=dict)
    """Per head: spans of words that may be there, those among them that the labels have and
    others that were not probable enough, in reading order."""
    sentence_scores: Mapping[str, NDArray[np.float32]] = field(factory=dict)
    """Per head: sentences × labels."""


@frozen(kw_only=True, eq=False)
class Mentions:
    """Words that stand for somebody or something, whether or not it speaks."""

    names: tuple[ProbableSpan, ...] = ()
    """By number of word, in reading order; the kinds are those of `attribution.tags.NAMES`."""
    nouns: Mapping[int, str] = field(factory=dict)
    """What common nouns stand for, by number of word: a label of `attribution.tags.NOUNS`."""

    @classmethod
    def of(cls, encoding: Encoding) -> Mentions:
        """What an encoding says of them; nothing if its heads for them did not run."""
        labels = encoding.word_labels.get(NOUNS_HEAD)
        return cls(
            names=encoding.word_spans.get(NAMES_HEAD, ()),
            nouns=(
                {}
                if labels is None
                else {int(word): NOUNS[labels[word]] for word in labels.nonzero()[0]}
            ),
        )


@frozen(kw_only=True)
class Relation:
    """
    An attribution before its source is resolved.

    It names words; who they stand for is decided later, in the light of the
    whole article.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    mention: Span | None = None
    outlet: Span | None = None
    """The words that name the outlet it came through."""
    kind: AttributionKind
    stance: Stance = Stance.NEUTRAL
    same_source_as: int | None = None
    """The number, in the same sequence, of the relation whose source it shares."""
    parent: int | None = None
    """The number, in the same sequence, of the relation it is nested in."""
    unnamed: bool = False
    """The article says nobody in particular says so ("it is widely suspected")."""
    is_report: bool = True
    """Whether speech or thought is reported; conduct that shows an attitude ("took them to
    court") is attributed, too, but makes no claim of its sentence."""
    confidence: float = 1.0
