"""Sources without a name: what they are said to be, and why they are not named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attrs import evolve

from attribution.document import Source
from attribution.sources.anonymity import AnonymityClause
from attribution.sources.lexicon import SourceLexicon
from attribution.spans import Span
from attribution.vocabulary import SourceKind, SourceRole
from attribution.words import Words

__all__ = ["describe_unnamed"]

_HUMAN = (SourceKind.PERSON, SourceKind.GROUP)
_PIECE = re.compile(r"\w[\w’'.&-]*|[,;:()–—]")
_KNOWING = frozenset("familiar close briefed".split())
"""What people know who are "familiar with" it says nothing about them."""
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my one another at".split()
)
_SENTENCE_ENDS = frozenset(". ! ? … ...".split())
_PRONOUNS = frozenset("he she they both".split())
"""With what a sentence begins whose subject spoke in the one before."""


def describe_unnamed(
    text: str,
    words: Words,
    clauses: Sequence[AnonymityClause],
    sources: Iterable[Source],
    lexicon: SourceLexicon,
) -> tuple[Source, ...]:
    """The sources, with the roles of those that have no name, and why they have none."""
    described = [evolve(source, role=_role(text, source, lexicon)) for source in sources]
    human = [number for number, source in enumerate(described) if source.kind in _HUMAN]
    if not (human and clauses):
        return tuple(described)
    ends = _sentence_ends(words)
    for clause in clauses:
        fitting = [n for n in human if clause.fits_named or not described[n].is_named]
        number = _whose(clause, [(n, described[n]) for n in fitting], words, ends)
        if number is not None and described[number].anonymity is None:
            described[number] = evolve(described[number], anonymity=clause.span)
    return tuple(described)


# Roles


def _role(text: str, source: Source, lexicon: SourceLexicon) -> SourceRole | None:
    """What a person or group is said to be; ``None`` for all who have a name."""
    if source.kind not in _HUMAN:
        return None
    pieces = [re.sub(r"['’]s$", "", piece) for piece in _PIECE.findall(source.name)]
    lower = [piece.lower().replace("’", "'") for piece in pieces]
    stops = lexicon.classes["description_end"]
    core = next((n for n in range(1, len(lower)) if lower[n] in stops), len(lower))
    if not lower:
        return SourceRole.OTHER
    first = text[source.mentions[0].slice] if source.mentions else ""
    if source.kind is SourceKind.PERSON and _is_name(pieces[:core], first, lexicon):
        return None
    behind = lower[core + 1 :]
    if lower[core - 1] in _KNOWING:
        behind = []
    behind = behind[: next((n for n, word in enumerate(behind) if word in _KNOWING), len(behind))]
    role = lexicon.roles.role(lower[:core], behind)
    if role is None:
        place = lexicon.place(lower[core - 1])
        is_people = place is not None and place.form == "people"
        role = SourceRole.PUBLIC if is_people else SourceRole.OTHER
    return role


def _is_name(core: Sequence[str], mention: str, lexicon: SourceLexicon) -> bool:
    """Whether a person is named, and not described: "the Foreign Minister" has no name."""
    head = core[-1]
    if head[0].islower():
        return any(piece[0].isupper() for piece in core) and not lexicon.is_head(head)
    words = mention.lower().split()
    is_office = head.lower() in lexicon.person_nouns and bool(words)
    return not (is_office and words[0] in _DETERMINERS)


# Anonymity


def _sentence_ends(words: Words) -> list[int]:
    """Where sentences end, as far as whoever is not named is concerned."""
    ends: list[int] = []
    is_open = False
    for number, word in enumerate(words.texts):
        if is_open and (word in _SENTENCE_ENDS or "\n" in word):
            ends.append(words.ends[number])
            is_open = False
        is_open = is_open or word[0].isalnum()
    return ends


def _whose(
    clause: AnonymityClause,
    sources: Sequence[tuple[int, Source]],
    words: Words,
    ends: Sequence[int],
) -> int | None:
    """The number of the source that a clause is about: in its sentence, or in the one before."""
    number = bisect_right(ends, clause.span.start)
    start = ends[number - 1] if number else 0
    end = ends[number] if number < len(ends) else words.ends[-1]
    found = _nearest(clause.span, Span(start, end), sources)
    if found is not None:
        return found
    subject = words.lower[words.first_at(start) : words.first_at(clause.span.start)]
    before = ends[number - 2] if number > 1 else 0
    meant = [item for item in sources if _takes_up(subject, item[1])]
    return _nearest(clause.span, Span(before, start), meant)


def _takes_up(subject: Sequence[str], source: Source) -> bool:
    """Whether a sentence that begins with these words can be about a source: "the officials"."""
    spoken = [word for word in subject if word[0].isalnum()]
    if not spoken or spoken[0] in _PRONOUNS:
        return bool(spoken)
    known = set(source.name.lower().split())
    same = {form for word in spoken for form in (word, f"{word}s", word.removesuffix("s"))}
    return spoken[0] in ("the", "these", "those", "all") and not known.isdisjoint(same)


def _nearest(clause: Span, within: Span, sources: Sequence[tuple[int, Source]]) -> int | None:
    """The source whose mention stands nearest to a clause, before it rather than behind."""
    ranked = [
        (mention.start > clause.start, mention.distance(clause), number)
        for number, source in sources
        for mention in source.mentions
        if within.start <= mention.start < within.end
    ]
    return min(ranked)[2] if ranked else None
