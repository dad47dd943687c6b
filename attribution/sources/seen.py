"""What the encoder sees of names and nouns, by number of word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from attribution.analysis import Mentions
from attribution.tags import ProbableSpan
from attribution.vocabulary import SourceKind

__all__ = ["Seen"]

SURE = 0.6
"""How probable a name must be to count."""
_KINDS: Mapping[str, SourceKind] = {
    "person": SourceKind.PERSON,
    "organisation": SourceKind.ORGANISATION,
    "outlet": SourceKind.OUTLET,
    # A place that speaks stands for those who govern it.
    "place": SourceKind.GOVERNMENT,
    "group": SourceKind.GROUP,
    "document": SourceKind.DOCUMENT,
}


@frozen(eq=False)
class Seen:
    """Names and nouns by the words they are made of; empty where no encoder ran."""

    mentions: Mentions = field(factory=Mentions)
    _names: dict[int, ProbableSpan] = field(init=False)

    def __attrs_post_init__(self) -> None:
        names = {
            number: name
            for name in self.mentions.names
            if name.probability >= SURE
            for number in range(name.first, name.end)
        }
        object.__setattr__(self, "_names", names)

    def name_at(self, word: int) -> ProbableSpan | None:
        """The name that a word is part of."""
        return self._names.get(word)

    def kind_of_name(self, end: int) -> SourceKind | None:
        """What the name is that ends, or goes on, before the word *end*."""
        name = self.name_at(end - 1)
        return None if name is None else _KINDS.get(name.kind)

    def is_other_than_person(self, first: int, end: int) -> bool:
        """Whether each of some words is seen to name something that is nobody."""
        names = [self.name_at(number) for number in range(first, end)]
        return all(name is not None and name.kind != "person" for name in names)

    def spans(self, kind: str) -> Iterator[tuple[int, int]]:
        """The words of each name of a kind, in reading order."""
        for name in self.mentions.names:
            if name.kind == kind and name.probability >= SURE:
                yield name.first, name.end

    def kind_of_noun(self, word: int) -> SourceKind | None:
        """What a common noun stands for."""
        return _KINDS.get(self.mentions.nouns.get(word, ""))
