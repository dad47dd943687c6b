"""Which words of a mention say who it is."""

from __future__ import annotations

from attribution.sources.lexicon import SourceLexicon
from attribution.spans import Span
from attribution.words import Words

__all__ = ["is_nobody_in_particular", "telling_words"]

_BEFORE_TIME = frozenset("from on since of in during late early last this".split())
_EXAMPLES = (["such", "as"], ["including"])


def telling_words(words: Words, lexicon: SourceLexicon, mention: Span) -> Span:
    """
    The part of a mention that says who it is.

    Of "other sites such as Gawker.com" the example; of "posts on the board from
    Friday" all but the day.
    """
    numbers = words.inside(mention)
    first, end = numbers.start, numbers.stop
    for at in range(first + 1, end - 1):
        for phrase in _EXAMPLES:
            behind = at + len(phrase)
            if words.lower[at:behind] == phrase and behind < end:
                is_named = words.texts[behind][0].isupper() or "." in words.texts[behind]
                if is_named and words.lower[at - 1].endswith("s"):
                    return words.span(behind, end)
    times = lexicon.classes["date"] | lexicon.classes["when"]
    last = end - 1
    if last > first and words.lower[last] in times:
        while last > first and words.lower[last - 1] in times | _BEFORE_TIME:
            last -= 1
        if last > first + 1 and words.lower[last] in _BEFORE_TIME:
            return words.span(first, last)
    return mention


def is_nobody_in_particular(words: Words, lexicon: SourceLexicon, mention: Span) -> bool:
    """Whether a mention is hearsay: "reports", "some estimates", of which nothing tells whose."""
    named = [words.lower[n] for n in words.inside(mention)]
    vague = lexicon.classes["vague"]
    return (
        bool(named)
        and named[-1] in lexicon.classes["hearsay"]
        and all(word in vague for word in named[:-1])
    )
