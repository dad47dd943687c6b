"""The cue lexicon: which words attribute, and in what company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from attrs import field, frozen
from spacy.matcher import Matcher, PhraseMatcher

from attribution.vocabulary import Stance
from attribution.words import Words, blank_english

__all__ = ["Candidate", "Cue", "CueLexicon"]

REACH = 24
"""Words on either side of a phrase's rarest ones that the phrase can extend over."""
_SLOT = re.compile(r"\{([^}]*)\}(\?)?|<(\w+)>(\?)?|(\S+)")
_BE = (
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "'s",
    "’s",
    "'re",
    "’re",
    "am",
    "'m",
    "’m",
)
_HAVE = ("has", "have", "had", "having", "'ve", "’ve")
_POSSESSIVES = ("his", "her", "their", "its", "our", "my", "your")
_CLASSES: dict[str, list[dict[str, Any]]] = {
    "be": [{"LOWER": {"IN": list(_BE)}}],
    "gap": [{"TEXT": {"NOT_IN": [".", ";", "“", "”", '"']}, "OP": "{1,20}"}],
    "have": [{"LOWER": {"IN": list(_HAVE)}}],
    "det": [{"LOWER": {"IN": ["the", "a", "an", *_POSSESSIVES]}}],
    "adv": [
        {
            "LOWER": {
                "REGEX": r"^(?:\w{3,}ly|also|now|still|even|not|n['’]t|again|often|long|just"
                r"|already|quite|very|more|so|never|once|always)$"
            },
            "OP": "*",
        }
    ],
}
_OWNER: tuple[list[dict[str, Any]], ...] = (
    [{"LOWER": {"IN": list(_POSSESSIVES)}}],
    [
        {"IS_PUNCT": False, "IS_SPACE": False, "OP": "{1,6}"},
        {"LOWER": {"IN": ["'s", "’s", "'", "’"]}},
    ],
)


@frozen(kw_only=True)
class Cue:
    """One entry of the lexicon."""

    text: str
    frame: str
    """``verb`` or, for phrases, where source and content stand; see ``seeds/cue_phrases.tsv``."""
    follows_finite: frozenset[str] = frozenset()
    follows_participle: frozenset[str] = frozenset()
    kind: str = "speech"
    stance: Stance = field(default=Stance.NEUTRAL, converter=Stance)


@frozen(kw_only=True)
class Candidate:
    """Words that may attribute, by number."""

    first: int
    end: int
    cue: Cue
    form: str
    """``finite``, ``participle`` (-ing) or ``phrase``."""


class CueLexicon:
    """Finds candidates with spaCy's matchers."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        vocab = blank_english().vocab
        self._verbs = PhraseMatcher(vocab, attr="LOWER")
        self._anchors = PhraseMatcher(vocab, attr="LOWER")
        self._phrases: dict[str, Matcher] = {}
        self._cues: dict[str, tuple[Cue, str]] = {}
        self.past_forms: frozenset[str] = frozenset(data["past_forms"])
        """Past forms of verbs, cues or not, that tell where a noun phrase has ended."""
        tokenizer = blank_english().tokenizer
        for verb in data["verbs"]:
            cue = Cue(
                text=verb["lemma"],
                frame="verb",
                follows_finite=frozenset(verb["finite"]),
                follows_participle=frozenset(verb["participle"]),
                kind=verb["kind"],
                stance=verb["stance"],
            )
            for form in ("finite", "participle"):
                if verb[form]:
                    key = f"{form} {cue.text}"
                    self._cues[key] = (cue, form)
                    self._verbs.add(key, [tokenizer(word) for word in verb["forms"][form]])
        for number, phrase in enumerate(data["phrases"]):
            key = f"phrase {number}"
            cue = Cue(
                text=phrase["phrase"],
                frame=phrase["frame"],
                kind=phrase["kind"],
                stance=phrase["stance"],
            )
            self._cues[key] = (cue, "phrase")
            self._phrases[key] = Matcher(vocab)
            self._phrases[key].add(key, list(_patterns(phrase["phrase"])), greedy="LONGEST")
            self._anchors.add(key, [tokenizer(word) for word in _anchor(phrase["phrase"])])

    def candidates(self, words: Words) -> list[Candidate]:
        """Candidates in reading order; where two begin together the longer stands first."""
        strings = words.doc.vocab.strings
        matches = {(strings[key], first, end) for key, first, end in self._verbs(words.doc)}
        for key, first, end in self._anchors(words.doc):
            # A pattern is tried only around its rarest words: matching it everywhere is slow.
            name = strings[key]
            start = max(0, first - REACH)
            around = words.doc[start : min(len(words), end + REACH)]
            matches |= {(name, start + s, start + e) for _, s, e in self._phrases[name](around)}
        found = [
            Candidate(first=first, end=end, cue=cue, form=form)
            for name, first, end in matches
            for cue, form in (self._cues[name],)
        ]
        return sorted(found, key=lambda c: (c.first, -c.end, c.form))


def _anchor(phrase: str) -> list[str]:
    """The words of the slot, among those that must be there, that look rarest: the longest."""
    slots = [
        (alternatives or word).split("|")
        for alternatives, maybe, name, _, word in _SLOT.findall(phrase)
        if not name and not maybe
    ]
    return max(slots, key=lambda words: min(len(word) for word in words))


def _patterns(phrase: str) -> Iterator[list[dict[str, Any]]]:
    """Matcher patterns for a phrase; see ``seeds/cue_phrases.tsv`` for how it is written."""
    slots: list[list[list[dict[str, Any]]]] = []
    for alternatives, maybe, name, maybe_class, word in _SLOT.findall(phrase):
        if name == "poss":
            slots.append(list(_OWNER))
        elif name:
            options = _CLASSES[name]
            slots.append([options, []] if maybe_class else [options])
        else:
            choices = (alternatives or word).split("|")
            single = [c for c in choices if " " not in c]
            options_ = [[{"LOWER": {"IN": single}}]] if single else []
            options_ += [[{"LOWER": w} for w in c.split()] for c in choices if " " in c]
            slots.append([*options_, []] if maybe else options_)
    for parts in product(*slots):
        pattern = [token for part in parts for token in part]
        if pattern:
            yield pattern
