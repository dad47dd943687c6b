"""What a cue, and the author's own words around it, say about commitment to a content."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attribution.analysis import Passage
from attribution.relations.cues import Candidate, Cue
from attribution.relations.grammar import CLOSING, OPENING, Grammar, Stretch
from attribution.vocabulary import Stance

__all__ = ["StanceReader"]

LONGEST_CHAIN = 4
"""Verbs in a row that a cue hangs on: "seems to have refused to say"."""
LONGEST_HEDGE = 10
"""Words around a cue in which the author says what he thinks of it."""
LONGEST_LACK = 5
"""Words from "without" to "evidence"."""
_MARKS = OPENING | CLOSING
_BELIEVED = (["to", "be", "believed"], ["to", "be", "trusted"])
_BEFORE_CONTENT = frozenset(("that", ",", ".", ":", ";", "—", "–", "how", "what", "to", "in", "on"))
"""What may stand between an adverb after a cue and the content: otherwise it begins that."""


class StanceReader:
    """
    Reads the stance of the attributions of one passage.

    The verb gives the stance (``seeds/cue_verbs.tsv``). Each "not", and each verb such as
    "refuse" that it hangs on, turns it round: what somebody does not say, he does not stand
    behind; who does not deny has said nothing either way. Then the author's adverbs count:
    "reportedly" and "falsely" keep a distance, "rightly" endorses. Words between quotation
    marks are not the author's, and never count.
    """

    def __init__(self, passage: Passage, candidates: Sequence[Candidate], grammar: Grammar) -> None:
        self._words = words = passage.words
        self._lower = words.lower
        self._sentences = [words.first_at(sentence.start) for sentence in passage.sentences]
        self._grammar = grammar
        self._classes = grammar.classes
        self._verbs: dict[int, Candidate] = {
            candidate.first: candidate for candidate in candidates if candidate.form != "phrase"
        }

    def read(
        self,
        candidate: Candidate | None,
        *,
        cue: Stretch,
        source: Stretch | None,
        contents: Sequence[Stretch],
    ) -> Stance:
        """
        The stance of one attribution.

        Args:
            candidate: What the cue lexicon has for the cue; nothing for one it does not know.
            cue: The words of the cue.
            source: Those that name the source.
            contents: Those that are attributed.
        """
        first, end = sentence = self._sentence_of(cue)
        stance, hedged = Stance.NEUTRAL, self._is_to_be_believed(first, cue[1])
        start, stop = cue
        if candidate is not None:
            entry, head = self._entry(candidate, cue)
            start, turns, doubtful = self._turns(candidate, head, source, first)
            turns += candidate.form != "phrase" and self._lower[head + 1 : end][:1] == ["nothing"]
            stance = self._turned(entry, turns, head)
            hedged |= doubtful or (candidate.first < head and candidate.form == "phrase")
            start, stop = min(start, cue[0]), max(head + 1, min(candidate.end, cue[1]))
        if stance is Stance.DENIED:
            return stance
        about = self._hedges(start, stop, source, contents, sentence)
        if candidate is not None and candidate.cue.frame == "noun_that":
            about |= self._adjectives(candidate.first, first)
        if hedged or Stance.DISTANCING in about:
            return Stance.DISTANCING
        return Stance.ENDORSING if Stance.ENDORSING in about else stance

    def _sentence_of(self, cue: Stretch) -> Stretch:
        number = bisect_right(self._sentences, cue[0])
        first = self._sentences[number - 1] if number else 0
        following = self._sentences[number : number + 1]
        return first, max(cue[1], *following) if following else len(self._lower)

    # The verb

    def _entry(self, candidate: Candidate, cue: Stretch) -> tuple[Cue, int]:
        """The verb that tells of the content, and where: "confirm" of "declined to confirm"."""
        lower, at = self._lower, candidate.first
        if candidate.cue.frame == "quotes_as":
            # quoted her as denying
            verb = self._verbs.get(candidate.end - 1)
            return (verb.cue, at) if verb is not None else (candidate.cue, at)
        if candidate.cue.frame == "nobody_subject":
            # is said to have denied
            inner = (self._verbs.get(n) for n in range(candidate.end, cue[1]))
            verb = next((found for found in inner if found is not None), None)
            return (candidate.cue, at) if verb is None else (verb.cue, verb.first)
        if candidate.form == "phrase":
            # issued a statement denying; went on to claim
            verb = self._verbs.get(candidate.end - 1)
            is_last = verb is not None and (
                verb.form == "participle" or lower[candidate.end - 2] == "to"
            )
            return (verb.cue if verb is not None and is_last else candidate.cue), at
        for _ in range(LONGEST_CHAIN):
            if lower[at] not in self._classes["stance_refusing"]:
                break
            at = self._skip_adverbs(at + 1)
            if lower[at : at + 1] == ["to"]:
                at = self._skip_adverbs(at + 1)
            verb = self._verbs.get(at)
            if verb is not None and verb.cue.kind == "speech" and verb.form == "finite":
                return verb.cue, at
        return candidate.cue, candidate.first

    def _skip_adverbs(self, number: int) -> int:
        while number < len(self._lower) and self._grammar.is_adverb(self._lower[number]):
            number += 1
        return number

    def _turned(self, entry: Cue, turns: int, head: int) -> Stance:
        if turns % 2 and self._is_either_way(head):
            return Stance.NEUTRAL
        particle = "_".join((entry.text, *self._lower[head + 1 : head + 2]))
        denies = entry.stance is Stance.DENIED or particle in self._classes["stance_denying"]
        if turns % 2:
            return Stance.NEUTRAL if denies else Stance.DENIED
        return Stance.DENIED if denies else entry.stance

    def _is_either_way(self, head: int) -> bool:
        """ "neither confirmed nor denied": of two verbs one denies, and the other does not."""
        verbs = []
        for joint, other in ((head + 1, head + 2), (head - 1, head - 2)):
            if self._lower[joint : joint + 1] in (["or"], ["nor"]) and other >= 0:
                verbs += [self._verbs.get(self._skip_adverbs(other)), self._verbs.get(head)]
        stances = {verb.cue.stance is Stance.DENIED for verb in verbs if verb is not None}
        return len(stances) == 2

    # What turns it round

    def _turns(
        self, candidate: Candidate, head: int, source: Stretch | None, first: int
    ) -> tuple[int, int, bool]:
        """Where the verbs begin that a head hangs on, how many deny, and whether one doubts."""
        lower, classes = self._lower, self._classes
        turns, doubtful, at = 0, False, head
        for _ in range(LONGEST_CHAIN):
            start = max(first, self._grammar.verb_group(self._words, at, first))
            turns += self._negations(start, at)
            before = start - 1
            if before < first or lower[before] in _MARKS:
                break
            if lower[before] == "to" and before > first:
                verb = before - 1
                while verb > first and self._grammar.is_adverb(lower[verb]):
                    verb -= 1
                word = lower[verb]
                if word in classes["stance_refusing"]:
                    turns, at = turns + 1, verb
                    continue
                if word in classes["stance_seeming"] or self._is_said(verb):
                    doubtful, at = True, verb
                    continue
            elif lower[before] in classes["stance_avoiding"]:
                # without confirming, but not "it goes without saying"
                turns, start = turns + (lower[before - 1] not in ("go", "goes", "went")), before
            elif lower[before] in ("of", "from") and before > first:
                if lower[before - 1] in ("short", "refrained", "refrain", "refraining"):
                    turns, start = turns + 1, before - 1
            elif lower[before] in ("neither", "nor", "little"):
                turns, start = turns + 1, before
            break
        if candidate.form == "phrase":
            turns += self._negations_inside(candidate)
        return start, turns + self._negated_by_subject(source, start, first), doubtful

    def _negations(self, start: int, end: int) -> int:
        """Words that deny, but for "not only"; "has yet to" denies, too."""
        lower, classes = self._lower, self._classes
        return sum(
            (
                lower[n] in classes["negation"]
                and not (
                    n + 1 < len(lower) and lower[n + 1] in ("only", "just", "merely", "simply")
                )
            )
            or (lower[n] == "yet" and lower[n + 1] == "to")
            for n in range(start, end)
            if lower[n] != "longer"
        )

    def _negations_inside(self, candidate: Candidate) -> int:
        """ "it is not believed that", "was not sure that"; who is not pleased denies nothing."""
        lower, inside = self._lower, range(candidate.first, candidate.end)
        is_judgement = candidate.cue.frame.startswith("nobody") or any(
            lower[n] in self._classes["stance_certain"] for n in inside
        )
        return sum(lower[n] in ("not", "n't", "never") for n in inside) if is_judgement else 0

    def _negated_by_subject(self, source: Stretch | None, start: int, first: int) -> int:
        """ "nobody said", "none of them said", "nor did she say"."""
        lower, nobody = self._lower, self._classes["stance_nobody"]
        if source is None or source[0] >= start:
            words = lower[max(first, start - 2) : start]
            return words[-1:] == ["nobody"] or words in (["no", "one"], ["no", "body"])
        if lower[source[0]] in nobody and lower[source[0] + 1] != "matter":
            return True
        before = source[0] - 1
        return (
            before > first
            and lower[before] in self._classes["auxiliary"]
            and lower[before - 1] in ("nor", "neither", "never")
        )

    def _is_said(self, verb: int) -> bool:
        """Whether a participle with "be" says that others tell it: "is reported to have"."""
        if self._lower[verb] not in self._classes["stance_hearsay"]:
            return False
        before = verb - 1
        while before > 0 and self._grammar.is_adverb(self._lower[before]):
            before -= 1
        return before >= 0 and self._lower[before] in self._classes["auxiliary"]

    # What the author says about it

    def _is_to_be_believed(self, first: int, end: int) -> bool:
        """ "if she is to be believed"."""
        lower = self._lower
        return any(
            lower[n : n + 3] in _BELIEVED and "if" in lower[first:n]
            for n in range(max(first, end - LONGEST_HEDGE), end)
            if lower[n] == "to"
        )

    def _hedges(
        self,
        start: int,
        stop: int,
        source: Stretch | None,
        contents: Sequence[Stretch],
        sentence: Stretch,
    ) -> set[Stance]:
        """What the author's adverbs say, in the verb group and on both its sides."""
        found = {self._stance_of(n) for n in range(start, stop) if not self._is_marked(n)}
        found |= self._hedges_before(start, source, sentence[0])
        found |= self._hedges_behind(stop, contents, sentence[1])
        return {stance for stance in found if stance is not None}

    def _stance_of(self, number: int) -> Stance | None:
        word, classes = self._lower[number], self._classes
        if word in classes["stance_distancing"] or self._lacks_evidence(number):
            return Stance.DISTANCING
        return Stance.ENDORSING if word in classes["stance_endorsing"] else None

    def _lacks_evidence(self, number: int) -> bool:
        """ "without offering any proof", "citing no evidence"."""
        if self._lower[number] not in ("without", "no"):
            return False
        for word in self._lower[number + 1 : number + 1 + LONGEST_LACK]:
            if word in self._classes["stance_evidence"]:
                return True
            if not word[0].isalpha() or word == "that":
                return False
        return False

    def _is_marked(self, number: int) -> bool:
        """Whether a word stands between quotation marks by itself: “falsely” claimed."""
        before, after = self._lower[number - 1 : number], self._lower[number + 1 : number + 2]
        return bool(before and before[0] in OPENING and after and after[0] in CLOSING)

    def _hedges_before(self, start: int, source: Stretch | None, first: int) -> set[Stance | None]:
        """ "Rightly, she said"; "Without evidence, she said"; "she — wrongly — said"."""
        found = self._walk_back(start, first, source)
        if source is not None and source[0] < start:
            found |= self._walk_back(source[0], first, None)
        return found

    def _walk_back(self, end: int, first: int, source: Stretch | None) -> set[Stance | None]:
        lower, found = self._lower, set[Stance | None]()
        stop = max(first, end - LONGEST_HEDGE, source[1] if source and source[1] <= end else 0)
        number = end - 1
        while number >= stop and lower[number] in (",", "—", "–", "-", "("):
            number -= 1
        if number >= stop and lower[number] in self._classes["stance_evidence"]:
            while number > stop and lower[number] not in ("without", "no", *_MARKS):
                number -= 1
        if number >= stop:
            found.add(self._stance_of(number))
        return found

    def _hedges_behind(
        self, stop: int, contents: Sequence[Stretch], end: int
    ) -> set[Stance | None]:
        """ "said falsely that"; "told reporters, without evidence, that"."""
        lower, found = self._lower, set[Stance | None]()
        for number in range(stop, min(end, stop + LONGEST_HEDGE)):
            word = lower[number]
            if word in ("that", ":", ";", ".") or word in _MARKS:
                break
            is_content = any(first <= number < last for first, last in contents)
            if number > stop and is_content and word not in ("without", "no"):
                break
            stance = self._stance_of(number)
            if stance is not None and (
                not is_content or word == "without" or lower[number + 1 : number + 2] == ["that"]
            ):
                after = lower[number + 1 : number + 2]
                if word in ("without", "no") or not after or after[0] in _BEFORE_CONTENT | _MARKS:
                    found.add(stance)
        return found

    def _adjectives(self, noun: int, first: int) -> set[Stance]:
        """ "the so-called confirmation that", "its false claim that"."""
        found = set()
        for number in range(noun - 1, max(first, noun - LONGEST_HEDGE) - 1, -1):
            word = self._lower[number]
            if word in _MARKS or word in self._classes["possessive"] or word == "'s":
                break
            is_so_called = word == "called" and self._lower[number - 2 : number] == ["so", "-"]
            if word in self._classes["stance_doubtful"] or is_so_called:
                found.add(Stance.DISTANCING)
            elif word in self._classes["stance_true"]:
                found.add(Stance.ENDORSING)
        return found
