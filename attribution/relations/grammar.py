"""Clauses and noun phrases by closed-class words, without a parser."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen

from attribution.words import Words

__all__ = ["BREAKS", "CLOSING", "FORWARD", "OPENING", "Grammar", "Stretch"]

Stretch = tuple[int, int]
"""Words by number: the first, and the one after the last."""

CLOSING = frozenset(("”", '"', "''", "’", "'", "»", "›"))
OPENING = frozenset(("“", '"', "''", "``", "‘", "'", "«", "‹", "„"))
BREAKS = frozenset((",", ";", ":", "—", "–", "--", "(", ")", "[", "]", ".", "?", "!", "…", "..."))
LONGEST_PHRASE = 60
"""Words in a noun phrase with all that hangs on it."""
LONGEST_ASIDE = 30
"""Words between two commas that can still belong to the noun phrase before them."""
LONGEST_BRACKET = 12
"""Words in brackets that belong to the name before them."""
LONGEST_CONJUNCT = 8
"""Words before "and" that can still be part of a joint source."""
_NOUN_NEXT_TO = ("of", "for", "with", "in", "from", "on", "by", "under", "'s")
_ALSO_PRONOUNS = frozenset(
    "that all both many some most few several neither either any more other others this"
    " these those".split()
)
_NEVER_SUBJECTS = frozenset("this these those any more other".split())
FORWARD = (["as", "follows"], ["the", "following"])
"""Words between a verb and the colon that they announce."""
_ARTICLES = frozenset("the a an this these their his her its".split())
_AGO = ("later", "earlier", "ago", "before", "after")
_APPROXIMATE = frozenset("over about around nearly almost some".split())
"""What stands before a number, where a noun phrase begins with one."""
_FLOATING = frozenset(("both", "all", "each"))
"""What can stand between an auxiliary and its verb and belongs to the subject."""
_BE = frozenset("is are was were be been being 's 're am 'm".split())


@frozen
class Grammar:
    """Word classes, and the questions that the finder asks of a word in its place."""

    classes: dict[str, frozenset[str]]
    past_forms: frozenset[str] = frozenset()
    """Past forms of verbs that we know as verbs."""

    @classmethod
    def from_rows(cls, rows: Iterable[Collection[str]], past_forms: Iterable[str] = ()) -> Grammar:
        """From pairs of a class and its words, separated by spaces."""
        classes = {name: frozenset(words.split()) for name, words in rows}
        return cls(classes, frozenset(past_forms))

    def is_adverb(self, word: str) -> bool:
        """Whether a word can stand between an auxiliary and its verb."""
        return word in self.classes["adverb"] or (
            len(word) > 4 and word.endswith("ly") and word not in self.classes["not_adverb"]
        )

    def verb_group(self, words: Words, head: int, first: int) -> int:
        """Where the verb group that ends in *head* begins: its auxiliaries, negation, adverbs."""
        lower = words.lower
        start = head
        while start > first:
            before = lower[start - 1]
            if not (
                before in self.classes["auxiliary"]
                or before in self.classes["negation"]
                or self.is_adverb(before)
                or (before in _FLOATING and lower[start - 2] in self.classes["auxiliary"])
                or (before == "to" and lower[start - 2] in self.classes["before_to"])
                or (start < head and lower[start] == "to" and before in self.classes["before_to"])
            ):
                break
            start -= 1
        while start < head and lower[start] in self.classes["loose_adverb"]:
            start += 1
        return start

    def is_noun_here(self, words: Words, number: int, first: int) -> bool:
        """Whether a word stands where only a noun or an adjective can."""
        lower = words.lower
        if number + 1 < len(words) and lower[number + 1] == "-":
            # state-level
            return words.ends[number] == words.starts[number + 1]
        if number == first:
            return False
        after = lower[number + 1] if number + 1 < len(words) else ""
        if lower[number].endswith("s") and (
            after in self.classes["auxiliary"] or after in self.past_forms or after.endswith("ed")
        ):
            # talks ended, claims were
            return True
        before = lower[number - 1]
        if self.also_noun(lower[number]) and self._is_past(words, number - 1):
            # received support, prompted calls for it
            return True
        if before in self.classes["determiner"]:
            if lower[number].endswith("ed") and before in _NEVER_SUBJECTS:
                return True
            return before not in _ALSO_PRONOUNS
        if before == "'":
            # the players' claims; after 'a quotation,' there is no s before the mark
            return lower[number - 2].endswith("s")
        return before in _NOUN_NEXT_TO or before == "-"

    def is_finite(self, words: Words, number: int) -> bool:
        """Whether a word looks like a verb in a past form or an auxiliary, and no name."""
        return words.texts[number].islower() and (
            words.lower[number] in self.classes["auxiliary"] or self._is_past(words, number)
        )

    def also_noun(self, word: str) -> bool:
        """Whether a form of a cue verb is as often a noun: support, calls, views."""
        nouns = self.classes["also_noun"]
        return word in nouns or (word.endswith("s") and word[:-1] in nouns)

    def _is_past(self, words: Words, number: int) -> bool:
        """Whether a word is a past form or participle, and no name such as Ahmed."""
        word = words.texts[number]
        return (
            word.islower()
            and word not in self.classes["auxiliary"]
            and (word in self.past_forms or (len(word) > 4 and word.endswith("ed")))
        )

    def agrees(self, words: Words, subject: Stretch, group: Stretch) -> bool:
        """
        Whether a verb group can have this subject: "laser light show" is no clause.

        Args:
            words: The words of the text.
            subject: The noun phrase before the group.
            group: From its first auxiliary to the verb itself.
        """
        verb = words.lower[group[1] - 1]
        bare = verb in self.classes["also_noun"] and verb not in self.past_forms
        if not bare or any(n in self.classes["auxiliary"] for n in words.lower[slice(*group)]):
            return True
        return any(
            word in self.classes["plural"] or (word.endswith("s") and not word.endswith("ss"))
            for word in words.lower[slice(*subject)]
            if word not in ("'s", "is", "was", "has", "this", "its", "his")
        )

    def is_passive(self, words: Words, start: int, head: int) -> bool:
        """Whether the verb group makes its subject the one who is said or asked something."""
        if words.lower[head] not in self.past_forms:
            return False
        for number in range(head - 1, start - 1, -1):
            if words.lower[number] in _BE:
                # "'s" before a past form is as often "has".
                return words.lower[number] != "'s"
            if not self.is_adverb(words.lower[number]):
                return False
        return False

    def follower(self, words: Words, end: int, last: int) -> tuple[str, int]:
        """What follows a cue, as ``seeds/cue_verbs.tsv`` names it, and where."""
        number = end
        while number < last and self.is_adverb(words.lower[number]):
            number += 1
        if number >= last:
            return "end", last
        word = words.lower[number]
        if (word in OPENING and word not in "'’") or (word in "'‘" and number > end):
            return "quote", number
        if word in ("that", "to"):
            return word, number
        if word == ":":
            return "colon", number
        if words.lower[number : number + 2] in FORWARD:
            return "colon", number + 1
        if word in self.classes["wh_word"]:
            return "wh", number
        if word in self.classes["preposition"]:
            return word, number
        if not word[0].isalnum() and word[0] not in "$£€[#@":
            return "end", number
        return "bare", end

    def phrase_before(self, words: Words, end: int, first: int) -> Stretch | None:
        """
        The noun phrase that ends at *end*: the subject of the verb group there.

        Args:
            words: The words of the text.
            end: Where the verb group begins.
            first: Where the clause can begin at the earliest.
        """
        lower = words.lower
        while end > first and lower[end - 1] in self.classes["loose_adverb"]:
            end -= 1
        if end > first and lower[end - 1] == ",":
            # "Hugh Hill, a doctor," said …
            opening = self._opening_comma(words, end - 1, first)
            if opening is None:
                return None
            before = self.phrase_before(words, opening, first)
            return None if before is None else (before[0], end - 1)
        if end <= first:
            return None
        if lower[end - 1] == ")":
            # Ann Lee (D-Md.)
            bracket = self._opening_bracket(words, end - 1, first)
            before = None if bracket is None else self.phrase_before(words, bracket, first)
            return None if before is None else (before[0], end)
        last = words.texts[end - 1]
        is_acronym = len(last) > 2 and last.isupper()
        if lower[end - 1] in self.classes["subject_pronoun"] and not is_acronym:
            if end - 1 > first and lower[end - 2] in self.classes["anyone"]:
                # anyone who knows the valley
                return None
            return end - 1, end
        start = self._stretch_back(words, end, first)
        start = self._without_introduction(words, start, end)
        if start >= end or not any(character.isalpha() for character in words.texts[end - 1]):
            return None
        if lower[end - 1] in self.classes["not_subject"] or self._is_clause(words, start, end):
            return None
        return start, end

    def _is_clause(self, words: Words, start: int, end: int) -> bool:
        """Whether a stretch has a verb of its own: "it can help", "the report has prompted"."""
        lower = words.lower
        if lower[start] in self.classes["subject_pronoun"] and "and" not in lower[start:end]:
            return lower[start] not in self.classes["relative"]
        for number in range(start, end):
            if lower[number] in self.classes["relative"]:
                return False
            if (
                number > start
                and lower[number] != "'s"
                and lower[number] in self.classes["auxiliary"]
                and words.texts[number].islower()
            ):
                return True
        return False

    def _opening_bracket(self, words: Words, closing: int, first: int) -> int | None:
        within = range(closing - 1, max(first, closing - LONGEST_BRACKET), -1)
        return next((number for number in within if words.lower[number] == "("), None)

    def _closing_bracket(self, words: Words, opening: int, last: int) -> int | None:
        within = range(opening + 1, min(last, opening + LONGEST_BRACKET))
        return next((number for number in within if words.lower[number] == ")"), None)

    def _opening_comma(self, words: Words, closing: int, first: int) -> int | None:
        for number in range(closing - 1, max(first, closing - LONGEST_ASIDE), -1):
            word = words.lower[number]
            if word in CLOSING and len(word) == 1 and word not in "'’":
                return None
            if word == "," and words.lower[number + 1] not in self.classes["conjunction"]:
                return number
        return None

    def _stretch_back(self, words: Words, end: int, first: int) -> int:
        lower = words.lower
        start = end
        while start > max(first, end - LONGEST_PHRASE):
            before = lower[start - 1]
            if before in BREAKS or (before in OPENING | CLOSING and before not in ("'", "’")):
                break
            if before == "as" and lower[start - 2] == "such":
                start -= 2
                continue
            if before in self.classes["subordinator"] and before not in self.classes["relative"]:
                break
            if before == "that":
                break
            if before in ("and", "but", "or", "nor", "yet", "so"):
                conjunct = (
                    self._conjunct(words, start - 1, first) if before in ("and", "or") else None
                )
                if conjunct is None:
                    break
                start = self._list_start(words, conjunct, first)
                break
            start -= 1
        return start

    def _list_start(self, words: Words, start: int, first: int) -> int:
        """Where "A, B and C" begins, given where its last but one member does."""
        while start - 2 >= first and words.lower[start - 1] == ",":
            member = start - 1
            while member > first and words.texts[member - 1][0].isupper():
                member -= 1
            if member == start - 1 or start - 1 - member > 3:
                break
            if member > first and words.lower[member - 1] != ",":
                break
            start = member
        return start

    def _conjunct(self, words: Words, conjunction: int, first: int) -> int | None:
        """Where a joint noun phrase begins, if what stands before "and" is one and no clause."""
        start = conjunction
        while start > first and conjunction - start <= LONGEST_CONJUNCT:
            before = words.lower[start - 1]
            if before in BREAKS or before in OPENING or before in self.classes["subordinator"]:
                break
            if before in self.classes["auxiliary"] or self.is_adverb(before):
                return None
            if before in self.classes["conjunction"]:
                break
            start -= 1
        if not 0 < conjunction - start <= LONGEST_CONJUNCT:
            return None
        if words.lower[start] in self.classes["preposition"]:
            # On Sunday Ethiopia and Kenya
            start = self._last_phrase(words, start, conjunction)
        words_before = words.lower[start:conjunction]
        if not words_before or words_before[-1] in (",", "'s"):
            return None
        if any(word in self.classes["subject_pronoun"] for word in words_before):
            return None
        return (
            start
            if words.texts[conjunction - 1][0].isupper() or words_before[-1].endswith("s")
            else None
        )

    def _without_introduction(self, words: Words, start: int, end: int) -> int:
        lower = words.lower
        while (
            start < end
            and (lower[start] in self.classes["intro_adverb"] or not lower[start][0].isalnum())
            and lower[start] not in "[$"
        ):
            start += 1
        if start < end and (
            lower[start] in self.classes["preposition"]
            or (lower[start].endswith("ing") and end - start > 4)
            or any(
                lower[n] in self.classes["auxiliary"] for n in range(start, end) if lower[n] != "'s"
            )
        ):
            return self._last_phrase(words, start, end)
        return start

    def _last_phrase(self, words: Words, start: int, end: int) -> int:
        """The last noun phrase of a stretch that begins with something else."""
        lower, texts = words.lower, words.texts
        for number in range(end - 1, start, -1):
            before = lower[number - 1]
            glued = (
                before in self.classes["determiner"]
                or before in self.classes["preposition"]
                or before in ("and", "or", "'s", "'", "-", "of", "&")
                or (
                    texts[number - 1][0].isupper()
                    and texts[number][0].isupper()
                    and before not in self.classes["time_word"]
                )
            )
            begins = lower[number] in self.classes["determiner"] or texts[number][0].isupper()
            if begins and not glued and before not in self.classes["preposition"]:
                return number
        return end if lower[start] in self.classes["preposition"] else start

    def phrase_after(
        self, words: Words, start: int, last: int, *, apposition: bool = True
    ) -> Stretch | None:
        """The noun phrase that begins at *start*, perhaps with an apposition behind it."""
        lower = words.lower
        while start < last and lower[start].isspace():
            start += 1
        end = start
        while end < last:
            word = lower[end]
            bracket = self._closing_bracket(words, end, last) if word == "(" else None
            if bracket is not None and end > start:
                end = bracket + 1
                continue
            if word in BREAKS or (word in OPENING | CLOSING and word not in ("'", "’")):
                break
            if end > start and (
                (word in self.classes["subordinator"] and word not in self.classes["relative"])
                or (word in self.classes["auxiliary"] and word != "'s")
                or self.begins_adverbial(words, end, last)
                or self._is_verb_here(words, end)
                or self._begins_phrase(words, end)
            ):
                break
            end += 1
        if end == start:
            return None
        if (
            apposition
            and end + 1 < last
            and lower[end] == ","
            and self._is_apposition(words, end + 1)
        ):
            ends = (",", ".", ";", ":", *(OPENING - {"'"}))
            close = next((n for n in range(end + 1, last) if lower[n] in ends), last)
            if close - end <= LONGEST_ASIDE and not self._is_new_clause(words, end + 1, close):
                end = close
        return start, end

    def _is_new_clause(self, words: Words, start: int, end: int) -> bool:
        """Whether a verb of its own stands there: "according to S, nine lorries had been held"."""
        if words.lower[start] in self.classes["relative"]:
            return False
        return any(
            words.lower[n] in self.classes["auxiliary"]
            and words.lower[n] != "'s"
            and words.texts[n].islower()
            for n in range(start + 1, end)
        )

    def _begins_phrase(self, words: Words, number: int) -> bool:
        """Whether another noun phrase follows a name: "according to the Times over 30 people"."""
        word = words.texts[number]
        after = words.texts[number + 1] if number + 1 < len(words) else ""
        if not words.texts[number - 1][0].isupper():
            return False
        return (word in _ARTICLES and after.islower()) or (
            word in _APPROXIMATE and after[:1].isdigit()
        )

    def _is_verb_here(self, words: Words, number: int) -> bool:
        """Whether a verb follows a name: "according to the Times made little progress"."""
        word = words.lower[number]
        if not words.texts[number - 1][0].isupper() or words.texts[number][0].isupper():
            return False
        return word == "to" or word in self.past_forms

    def begins_adverbial(self, words: Words, number: int, last: int) -> bool:
        """ "on Tuesday", "in a statement": when and where it was said is no part of who said it."""
        lower = words.lower
        if lower[number] in self.classes["time_word"] and not words.texts[number - 1][0].isupper():
            return True
        if lower[number] in self.classes["time_word"] and lower[number].endswith("day"):
            return True
        if (
            number + 2 < len(words)
            and lower[number + 1] in self.classes["time_unit"]
            and lower[number + 2] in _AGO
        ):
            # a day later, two weeks ago; not "a call made over two weeks ago"
            return lower[number - 1] not in self.classes["preposition"]
        if lower[number] not in (
            "in",
            "on",
            "at",
            "during",
            "after",
            "before",
            "when",
            "to",
            "via",
            "about",
        ):
            return False
        following = lower[number + 1 : min(last, number + 5)]
        return any(word in self.classes["occasion"] for word in following)

    def _is_apposition(self, words: Words, number: int) -> bool:
        word = words.lower[number]
        return word == "who" or not (
            word in self.classes["preposition"]
            or word in self.classes["conjunction"]
            or word in self.classes["subordinator"]
            or word in self.classes["subject_pronoun"]
            or word in self.classes["auxiliary"]
            or word in self.past_forms
            or word.endswith("ing")
            or word in OPENING
            or self.is_adverb(word)
        )
