"""The build of a mention: its determiner, its core, what hangs on it, its conjuncts."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import Name, name_in
from attribution.spans import Span
from attribution.words import Words

__all__ = ["DEFINITE", "INDEFINITE", "Phrases"]

DEFINITE = frozenset("the this that these those his her their its our my both".split())
INDEFINITE = frozenset("a an one another some".split())
_REFLEXIVE = frozenset("himself herself itself themselves".split())
_ARTICLES = frozenset("the a an this that these those".split())
_JOINERS = (("and",), ("nor",), ("as", "well", "as"), ("together", "with"), ("along", "with"))
_POSSESSIVES = frozenset("his her their its my our".split())


@frozen
class Phrases:
    """
    Takes mentions apart.

    Every part is a range of words ``[first, end)``, by number.
    """

    words: Words
    lexicon: SourceLexicon

    def trimmed(self, span: Span) -> tuple[int, int] | None:
        """The words of a mention without punctuation at either end; ``None`` if none is left."""
        numbers = [n for n in self.words.inside(span) if any(map(str.isalnum, self.words.texts[n]))]
        if len(numbers) > 1 and self.words.lower[numbers[0]] in ("which", "who", "whom"):
            # which the Church describes as
            del numbers[0]
        if len(numbers) > 1 and self.words.lower[numbers[-1]] in _REFLEXIVE:
            # President Lee himself
            del numbers[-1]
        return (numbers[0], numbers[-1] + 1) if numbers else None

    def after_articles(self, first: int, end: int) -> int:
        """Where a phrase begins when its articles are left out."""
        while first < end - 1 and self.words.lower[first] in _ARTICLES:
            first += 1
        return first

    def core_end(self, first: int, end: int) -> int:
        """Where a phrase ends when what hangs on its head is cut off."""
        number = first + max(1, self.lexicon.title_length(self.words.lower[first:end]))
        while number < end:
            if self._ends_core(first, number, end):
                return number
            number += 1
        return end

    def _ends_core(self, first: int, n: int, end: int) -> bool:
        words, lower, lexicon = self.words, self.words.lower, self.lexicon
        word = lower[n]
        if word == "," or word in lexicon.classes["aside"]:
            return True
        if words.texts[n][0].islower() and self._is_participle(n):
            return True
        if word not in lexicon.classes["description_end"] or word == "-":
            return False
        # Ministry of Defence, Center for Tax Policy, Embassy in Nicosia; no "Ann Lee of the party"
        following = lower[n + 1 : n + 3]
        links = word == "of" or (
            word in ("for", "in", "on", "against") and following[:1] != ["the"]
        )
        if not (links and words.texts[n - 1][0].isupper() and n + 1 < end):
            return True
        if following[0] == "the":
            following = following[1:]
        at = n + len(lower[n + 1 : n + 3]) - len(following) + 1
        return (
            not following
            or at >= end
            or not words.texts[at][0].isupper()
            or (
                n - first == 1 and lexicon.is_noun(lower[n - 1]) and not self._is_in_office(at, end)
            )
            or name_in(words, *self.capitals(first, n), lexicon) is not None
        )

    def _is_in_office(self, first: int, end: int) -> bool:
        """Whether a place and a person follow: "Governor of Ohio Ann Lee"."""
        stop = first
        while stop < end and self.words.texts[stop][0].isupper():
            stop += 1
        lower, given = self.words.lower, self.lexicon.given_names
        return stop - first > 2 and lower[first] not in given and lower[stop - 2] in given

    def _is_participle(self, n: int) -> bool:
        """Whether a word begins a clause that hangs on the noun before it."""
        word, before = self.words.lower[n], self.words.lower[n - 1]
        if n + 1 < len(self.words) and self.lexicon.is_head(self.words.lower[n + 1]):
            # Anti-government armed groups, the Senate banking committee
            return False
        if word.endswith("ing") and self.words.texts[n - 1][0].isupper():
            return not self.lexicon.is_head(word)
        return self.lexicon.is_head(before) and (
            word in self.lexicon.classes["participle"]
            or (word.endswith(("ed", "ing")) and not self.lexicon.is_head(word))
        )

    def description_end(self, core: int, end: int) -> int:
        """A description keeps "of the two armies" and drops ", who asked not to be named"."""
        for n in range(core, end):
            if self.words.lower[n] in (",", "(", "who", "which", "–", "—", ";"):
                return n if n == core else self._list_end(n, end)
        return end

    def _list_end(self, comma: int, end: int) -> int:
        """Where a list of names that a comma is part of ends; at the comma if it is of none."""
        texts, lower = self.words.texts, self.words.lower
        n = comma
        while n + 1 < end and texts[n - 1][0].isupper() and texts[n + 1][0].isupper():
            if lower[n] == "and":
                # the armies of Russia, Turkey and Iran
                return n + 2
            if lower[n] != ",":
                break
            n += 2
        return comma

    def capitals(self, first: int, end: int) -> tuple[int, int]:
        """The run of capitalised words at the end of a phrase."""
        texts, lower, classes = self.words.texts, self.words.lower, self.lexicon.classes
        start = end
        while start > first:
            word = start - 1
            is_name = texts[word][0].isupper() and (
                start == end or lower[word] not in classes["not_name"]
            )
            is_inside = first < word < end - 1 and (
                (lower[word] in classes["particle"] and self._follows_name(word, first))
                or (texts[word] in '-“”"‘’' and texts[word - 1][0].isupper())
            )
            if is_name or is_inside:
                start -= 1
            elif (
                word > first + 1
                and start == end
                and texts[word - 1] == "-"
                and texts[word - 2][0].isupper()
            ):
                # Ki-moon
                start -= 2
            else:
                break
        return start, end

    def _follows_name(self, n: int, first: int) -> bool:
        """Whether a capital stands before a particle, others like it aside."""
        while n > first and self.words.lower[n] in self.lexicon.classes["particle"]:
            n -= 1
        return self.words.texts[n][0].isupper()

    def conjuncts(
        self, first: int, end: int, is_somebody: Callable[[int, int], bool]
    ) -> list[tuple[int, int]]:
        """A joint mention in its members, if each can stand for somebody."""
        lower = self.words.lower
        stop = next(
            (n for n in range(first + 1, end) if lower[n] in self.lexicon.classes["aside"]), end
        )
        joints = [n for n in range(first + 1, stop - 1) if self._joiner(n)]
        if not joints:
            return [(first, end)]
        joint = joints[-1]
        if lower[first] == "neither" and lower[joint] == "nor":
            first += 1
        breaks = [n for n in range(first, joint) if lower[n] == "," or self._joiner(n)]
        starts = [first, *(n + max(1, self._joiner(n)) for n in breaks)]
        stops = [*breaks, joint]
        members = [
            (start, at - (lower[at - 1] == ",")) for start, at in zip(starts, stops, strict=True)
        ]
        behind = joint + self._joiner(joint)
        members = [(s, e) for s, e in [*members, (behind, end)] if s < e]
        last, _ = members[-1]
        if lower[first] in DEFINITE and not self._stands_alone(last):
            # the military and political leaders
            return [(first, end)]
        return members if all(is_somebody(*member) for member in members) else [(first, end)]

    def _joiner(self, n: int) -> int:
        """Of how many words a conjunction is made that begins with word *n*; 0 for none."""
        for joiner in _JOINERS:
            if tuple(self.words.lower[n : n + len(joiner)]) == joiner:
                return len(joiner)
        return 0

    def _stands_alone(self, first: int) -> bool:
        """Whether a conjunct has a determiner or capital of its own."""
        word = self.words.lower[first]
        return self.words.texts[first][0].isupper() or word in DEFINITE or word in INDEFINITE

    def owner(self, first: int, core: int, end: int) -> tuple[int, int] | None:
        """Whose statement it is: "the Ministry's statement", "a study by the agency"."""
        lower, lexicon = self.words.lower, self.lexicon
        if lower[core - 1].removesuffix("s") not in lexicon.classes["authored_noun"]:
            return None
        for n in range(core - 2, first, -1):
            if lower[n] in ("'s", "'"):
                before = lower[n - 1]
                is_day = before.endswith("day") or before in lexicon.classes["when"]
                return None if is_day else (first, n)
        if lower[first] in _POSSESSIVES:
            return first, first + 1
        if core + 1 < end and lower[core] in ("by", "from"):
            return core + 1, end
        return None

    def apposition(self, first: int, end: int) -> Name | None:
        """The person named after a description: "one of the attorneys, Justin Bamberg"."""
        texts = self.words.texts
        for n in range(first + 1, end - 1):
            if texts[n] not in (",", "–", "—") or not texts[n + 1][0].isupper():
                continue
            stop = n + 2
            while stop < end and texts[stop] not in (",", "–", "—", "("):
                stop += 1
            start, _ = self.capitals(n + 1, stop)
            return name_in(self.words, start, stop, self.lexicon) if start == n + 1 else None
        return None
