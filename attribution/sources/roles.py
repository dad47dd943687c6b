"""Which words say what somebody is: an official, a witness, a soldier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from attribution.vocabulary import SourceRole

__all__ = ["RoleWords"]

OVERRULING = 4
"""Weight from which a word counts behind the noun: an officer "in the army"."""
HARDLY_ANYTHING = 1
KNOWING = 2
"""Weight up to which a noun leaves it to the words behind it: people "in the opposition"."""


@frozen
class RoleWords:
    """The rows of ``seeds/source_roles.tsv``, which tells what their weights mean."""

    entries: Mapping[tuple[str, ...], tuple[int, SourceRole]]
    """For one word or a few, in lower case: how much they weigh, and for which role."""
    longest: int

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> RoleWords:
        """From weights, roles, and words with commas between them."""
        entries = {
            tuple(form.split()): (int(weight), SourceRole(role))
            for weight, role, words in rows
            for word in words.lower().split(", ")
            for form in (_plural(word), word)
        }
        return cls(entries, max(map(len, entries), default=0))

    def role(self, noun: Sequence[str], behind: Sequence[str]) -> SourceRole | None:
        """
        What a description says of who somebody is.

        Args:
            noun: Its noun and all before it, in lower case.
            behind: What hangs on the noun: "in the army".
        """
        found = list(self._find(noun))
        weight = max((weight for weight, _ in found), default=0)
        least = OVERRULING if weight > KNOWING else weight
        # Of equals the last, and those in front before those behind.
        weighed = [*reversed(found), *(item for item in self._find(behind) if item[0] >= least)]
        return max(weighed, key=lambda item: item[0])[1] if weighed else None

    def _find(self, words: Sequence[str]) -> Iterator[tuple[int, SourceRole]]:
        number = 0
        while number < len(words):
            sizes = range(min(self.longest, len(words) - number), 0, -1)
            size = next((n for n in sizes if tuple(words[number : number + n]) in self.entries), 0)
            number += size or 1
            if not size:
                continue
            weight, role = self.entries[tuple(words[number - size : number])]
            # "several distributors": what hardly says anything counts as the noun alone.
            if weight > HARDLY_ANYTHING or number == len(words):
                yield weight, role


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
