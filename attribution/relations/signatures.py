"""Who signs words: “…” — Commissioner X, “…” X, and X on the next line."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice

from attribution.analysis import Passage
from attribution.document import Block
from attribution.relations.grammar import CLOSING, OPENING, Grammar, Stretch
from attribution.spans import Span
from attribution.words import Words

__all__ = [
    "begins_like_name",
    "name_on_next_line",
    "signature_behind",
    "signed_without_marks",
]

LONGEST_SIGNATURE = 14
"""Words after the dash in "“…” — Commissioner X"."""
LONGEST_NAME = 4
_DASHES = frozenset(("—", "–", "--", "-"))
_ENDS = frozenset((".", "?", "!", "…", *CLOSING))
_FURNITURE = ("byline", "boilerplate")


def signature_behind(words: Words, grammar: Grammar, within: Span) -> Span | None:
    """
    Whose name is all that stands *within*, behind a quotation.

    After a dash anything that begins like a name is one; without it only what is
    no sentence: "“It leaks.” Ana Reyes, mayor".
    """
    visible = (n for n in words.inside(within) if not words.lower[n].isspace())
    numbers = list(islice(visible, LONGEST_SIGNATURE + 2))
    dashed = bool(numbers) and words.lower[numbers[0]] in _DASHES
    name = numbers[dashed:]
    if not name or len(name) > LONGEST_SIGNATURE or not words.texts[name[0]][0].isupper():
        return None
    if dashed:
        return words.span(name[0], name[-1] + (words.lower[name[-1]] != "."))
    # Anonymous blogger, "Who runs the dam"
    title = next((at for at, n in enumerate(name) if words.lower[n] in OPENING), len(name))
    name = name[:title]
    while name and words.lower[name[-1]] == ",":
        name.pop()
    if not name or words.lower[name[-1]] in _ENDS or not _is_phrase(words, grammar, name):
        return None
    return words.span(name[0], name[-1] + 1)


def _is_phrase(words: Words, grammar: Grammar, numbers: list[int]) -> bool:
    """Whether words are a name with what describes it, and not the beginning of a sentence."""
    first, classes = words.lower[numbers[0]], grammar.classes
    return not (
        first in classes["intro_adverb"]
        or first in classes["determiner"]
        or first in classes["preposition"]
        or first in classes["subordinator"]
        or first in classes["subject_pronoun"]
        or any(words.lower[n] in ("?", "!", ";", ":") for n in numbers)
        or any(grammar.is_finite(words, n) for n in numbers)
    )


def begins_like_name(line: str) -> bool:
    """Whether a line can be a person's name with nothing but an office: "Ana Reyes, mayor"."""
    name = line.split(",")[0].split("(")[0].split()
    return 2 <= len(name) <= LONGEST_NAME and all(word[0].isupper() for word in name)


def name_on_next_line(passage: Passage, block: Block) -> str | None:
    """
    The last name on a line that stands right behind a block and is no prose.

    The line itself is furniture, "Ana Reyes, mayor"; who it is must be told elsewhere.
    """
    number = bisect_right(passage.blocks, block.span.start, key=lambda b: b.span.start)
    line = passage.blocks[number] if number < len(passage.blocks) else None
    if line is None or line.kind.value not in _FURNITURE:
        return None
    words = passage.words
    numbers = [n for n in words.inside(line.span) if words.texts[n] not in _DASHES]
    end = 0
    while end < min(len(numbers), LONGEST_NAME) and words.texts[numbers[end]][0].isupper():
        end += 1
    following = words.lower[numbers[end]] if end < len(numbers) else ","
    if end < 2 or following not in (",", "("):
        return None
    return words.texts[numbers[end - 1]]


def signed_without_marks(passage: Passage, grammar: Grammar, block: Block) -> Stretch | None:
    """
    The name that ends a paragraph in the first person: "I had no choice. Ana Reyes".

    It is somebody whom the article names in full elsewhere; what signs its last
    paragraph is its author.
    """
    words = passage.words
    numbers = [n for n in words.inside(block.span) if not words.lower[n].isspace()]
    start = len(numbers)
    while start and words.texts[numbers[start - 1]][0].isupper():
        start -= 1
    name = numbers[start:]
    if not 2 <= len(name) <= LONGEST_NAME or not start or block is passage.blocks[-1]:
        return None
    if words.lower[numbers[start - 1]] not in _ENDS:
        return None
    first_person = grammar.classes["first_person"]
    if not any(words.lower[n] in first_person for n in numbers[:start]):
        return None
    text = passage.text[words.span(name[0], name[-1] + 1).slice]
    named = passage.text.find(text) < block.span.start or text in passage.text[block.span.end :]
    return (name[0], name[-1] + 1) if named else None
