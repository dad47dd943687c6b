"""What the words of a mention say about who is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from attrs import evolve, field, frozen

from attribution.document import Entity
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.names import Name, name_in
from attribution.sources.registry import Registry
from attribution.spans import Span
from attribution.vocabulary import SourceKind
from attribution.words import Words

__all__ = ["Reader", "Reading"]

_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
_PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself", "which"), "it"),
    **dict.fromkeys(("they", "them", "their", "both"), "they"),
    **dict.fromkeys(("who", "whom"), "who"),
    **dict.fromkeys(("that", "this"), "it"),
}
_NOBODY = frozenset("you one there what nothing everything".split())
_DEFINITE = frozenset("the this that these those his her their its our my both".split())
_INDEFINITE = frozenset("a an one another some".split())
_DETERMINERS = _DEFINITE | _INDEFINITE
_ARTICLES = frozenset("the a an this that these those".split())


@frozen(kw_only=True)
class Reading:
    """One mention, read by itself."""

    span: Span
    form: str
    """``name``, ``nominal``, ``pronoun``, ``first person`` or ``nobody``."""
    name: str = ""
    """The name, or the description without its article."""
    kind: SourceKind | None = None
    gender: str = "u"
    head: str = ""
    """The noun that names what it is, in lower case."""
    words: frozenset[str] = field(default=frozenset())
    definite: bool = False
    plural: bool = False
    entity: Entity | None = None


@frozen(kw_only=True)
class Reader:
    """Reads mentions of one article."""

    words: Words
    lexicon: SourceLexicon
    registry: Registry
    people: Mapping[str, Name]
    """By last name."""
    named_before: Collection[str] = ()
    """Registry ids of the outlets the article names in full."""

    def read(self, span: Span) -> list[Reading]:
        """The sources that a mention names: one, or several joined by "and"."""
        numbers = [n for n in self.words.inside(span) if not self.words.lower[n].isspace()]
        while numbers and not any(c.isalnum() for c in self.words.texts[numbers[-1]]):
            numbers.pop()
        while numbers and not any(c.isalnum() for c in self.words.texts[numbers[0]]):
            numbers.pop(0)
        if not numbers:
            return []
        first, end = numbers[0], numbers[-1] + 1
        parts = self._split(first, end)
        return [self._read(*part) for part in parts]

    def _split(self, first: int, end: int) -> list[tuple[int, int]]:
        """A joint mention in its members, if each can stand for somebody."""
        lower = self.words.lower
        core = self._list_end(first, end)
        joints = [n for n in range(first + 1, core - 1) if lower[n] == "and"]
        if not joints:
            return [(first, end)]
        joint = joints[-1]
        found = self.registry.find_in(self.words.texts[first:core])
        if found is not None and first + found[0] < joint < first + found[1]:
            # Books and Arts Daily
            return [(first, end)]
        left = [first, *(n + 1 for n in range(first, joint) if lower[n] == ",")]
        members = [
            (start, stop - (lower[stop - 1] == ","))
            for start, stop in zip(left, [*[s - 1 for s in left[1:]], joint], strict=True)
        ]
        members.append((joint + 1, end))
        members = [(s, e) for s, e in members if s < e]
        if all(self._is_somebody(s, e) for s, e in members):
            return members
        return [(first, end)]

    def _list_end(self, first: int, end: int) -> int:
        """Where a list of names ends: at the first clause or aside that hangs on it."""
        for n in range(first + 1, end):
            if self.words.lower[n] in self.lexicon.asides:
                return n
        return end

    def _is_somebody(self, first: int, end: int) -> bool:
        lower, texts = self.words.lower, self.words.texts
        if lower[first] in _PRONOUNS or (lower[first] in _FIRST_PERSON and end == first + 1):
            return True
        core = self._core_end(first, end)
        last = lower[core - 1]
        if not texts[core - 1][0].isupper():
            return lower[first] in _DETERMINERS and (
                last in self.lexicon.person_nouns or last in self.lexicon.organisation_nouns
            )
        place = self.lexicon.place(" ".join(texts[first:core]))
        if place is not None:
            return place.form in ("name", "capital", "metonym", "people")
        if self.registry.find(" ".join(texts[first:core])) is not None:
            return True
        return (
            last in self.people
            or name_in(self.words, *self._capitals(first, core), self.lexicon) is not None
        )

    def _capitals(self, first: int, end: int) -> tuple[int, int]:
        """The run of capitalised words at the end of a phrase."""
        start = end
        while start > first and (
            self.words.texts[start - 1][0].isupper()
            or (
                start < end
                and start - 1 > first
                and self.words.lower[start - 1]
                in ("al", "de", "von", "van", "bin", "-", "el", "der", "la")
                and self.words.texts[start - 2][0].isupper()
            )
        ):
            start -= 1
        return start, end

    def _core_end(self, first: int, end: int, *, stop_at_preposition: bool = True) -> int:
        """Where a phrase ends when what hangs on its head is cut off."""
        lower, texts = self.words.lower, self.words.texts
        for n in range(first + 1, end):
            word = lower[n]
            if (
                word == "of"
                and texts[n - 1][0].isupper()
                and n + 1 < end
                and (texts[n + 1][0].isupper() or lower[n + 1] == "the")
            ):
                # Ministry of Defence, Bank of England
                continue
            if word == "," or word in self.lexicon.asides:
                return n
            if word.endswith("ing") and texts[n][0].islower() and texts[n - 1][0].isupper():
                # the Food and Agriculture Organization examining …
                return n
            if word == "for" and n + 2 < end and lower[n + 2] == "part":
                return n
            if (
                stop_at_preposition
                and word in self.lexicon.description_ends
                and not (
                    word == "-"
                    or (
                        texts[n - 1][0].isupper()
                        and texts[min(n + 1, end - 1)][0].isupper()
                        and word in ("for", "in", "on", "against")
                    )
                )
            ):
                return n
        return end

    def _read(self, first: int, end: int) -> Reading:
        words, lower = self.words, self.words.lower
        span = words.span(first, end)
        if end == first + 1:
            word = lower[first]
            if word in _FIRST_PERSON:
                return Reading(span=span, form="first person", plural=word in ("we", "us", "our"))
            if word in _NOBODY:
                return Reading(span=span, form="nobody")
            if word in _PRONOUNS:
                return Reading(
                    span=span,
                    form="pronoun",
                    gender=_PRONOUNS[word],
                    plural=word in ("they", "their", "them", "both"),
                )
        owner = self._owner(first, end)
        if owner is not None:
            reading = self._read(*owner)
            return evolve(reading, span=span)
        start = first
        definite = lower[start] in _DEFINITE
        while start < end - 1 and lower[start] in _ARTICLES:
            start += 1
        core = self._core_end(start, end)
        outlet = self._outlet(start, core, span)
        if outlet is not None:
            return outlet
        named = self._named(start, core, end, span)
        if named is not None:
            return named
        return self._nominal(first, start, core, end, span, definite)

    def _owner(self, first: int, end: int) -> tuple[int, int] | None:
        """Whose statement it is: "the Ministry's statement", "a study by the agency"."""
        lower = self.words.lower
        core = self._core_end(first, end)
        if lower[core - 1] not in self.lexicon.document_nouns:
            return None
        for n in range(core - 2, first, -1):
            if lower[n] in ("'s", "'"):
                owner = (first, n)
                return owner if self._names_a_source(n) else None
        if lower[first] in ("his", "her", "their", "its", "my", "our"):
            return first, first + 1
        if core + 1 < end and lower[core] in ("by", "from"):
            return core + 1, end
        return None

    def _names_a_source(self, end: int) -> bool:
        """Whether an owner can have said it: a day ("Tuesday's statement") cannot."""
        return not self.words.lower[end - 1].endswith("day") and self.words.lower[end - 1] not in (
            "year",
            "week",
            "month",
            "today",
            "yesterday",
        )

    def _outlet(self, start: int, core: int, span: Span) -> Reading | None:
        """A registry name with nothing but outlet nouns and nationalities around it."""
        words, lexicon = self.words, self.lexicon
        texts = words.texts[start:core]
        found = self.registry.find_in(texts, self.named_before)
        if found is None:
            return None
        first, end, entity = found
        rest = [text.lower() for text in texts[end:]]
        before = [text.lower() for text in texts[:first]]
        if any(
            word not in lexicon.outlet_nouns and word not in ("news", "'s", "’s") for word in rest
        ):
            return None
        outlet_like = (
            any(word in lexicon.outlet_nouns for word in (*before, *rest))
            or not before
            or all(self._is_nationality(word) for word in before)
        )
        if not outlet_like:
            return None
        return Reading(
            span=span,
            form="name",
            name=" ".join(texts[first:])
            if not rest or rest[-1] not in ("'s", "’s")
            else " ".join(texts[first:end]),
            kind=SourceKind.OUTLET,
            entity=entity,
            head=rest[-1] if rest else "",
            words=frozenset(word.lower() for word in texts),
        )

    def _is_nationality(self, word: str) -> bool:
        return word in (
            "'s",
            "’s",
            "'",
            "-",
            "state",
            "official",
            "-run",
            "run",
            "owned",
            "private",
            "daily",
        ) or (self.lexicon.place(word) is not None)

    def _named(self, start: int, core: int, end: int, span: Span) -> Reading | None:
        """A person, place or body by its proper name."""
        words, lexicon, texts, lower = self.words, self.lexicon, self.words.texts, self.words.lower
        if core > start and lower[core - 1] in ("'s", "'"):
            core -= 1
        if core <= start or not texts[core - 1][0].isupper():
            return self._in_apposition(start, core, end, span)
        descriptors = frozenset(lower[start:end])
        if core - start == 1 and self._is_noun(lower[start]) and lower[start] not in self.people:
            # A noun that only begins a sentence.
            return None
        known = self.people.get(lower[core - 1]) if core - start == 1 else None
        place = lexicon.place(words.doc[start:core].text)
        if (
            place is not None
            and place.form != "adjective"
            and (known is None or len(known.words) < 2)
        ):
            return Reading(
                span=span,
                form="name",
                name=place.country if place.form == "people" else words.doc[start:core].text,
                kind=SourceKind.GOVERNMENT,
                words=descriptors,
            )
        first, last = self._capitals(start, core)
        name = name_in(words, first, last, lexicon)
        if name is None:
            known = self.people.get(lower[last - 1])
            if (
                known is not None
                and last - first <= 3
                and lower[last - 1] not in lexicon.organisation_nouns
            ):
                name = known
        if name is not None:
            full = self.people.get(name.last, name)
            if len(full.words) < len(name.words) or not _same_person(full, name):
                full = name
            return Reading(
                span=span,
                form="name",
                name=full.text,
                kind=SourceKind.PERSON,
                gender=full.gender if full.gender != "u" else name.gender,
                head=name.last,
                words=descriptors,
            )
        if self._is_titled_nominal(last):
            return None
        text = self._fullest(words.doc[start:core].text)
        kind = self._kind_of_name(first, last)
        return Reading(
            span=span,
            form="name",
            name=" ".join(text.split()),
            kind=kind,
            head=lower[last - 1],
            words=descriptors,
            plural=kind is SourceKind.GROUP,
        )

    def _fullest(self, name: str) -> str:
        """The fullest form of a body's short name: "the Church" → "Church of Scientology"."""
        if " " in name or name.lower() not in self.lexicon.organisation_nouns:
            return name
        pattern = (
            rf"(?:[A-Z][\w’'-]+ ){{0,4}}\b{re.escape(name)}\b(?: of(?: the)?(?: [A-Z][\w’'-]+)+)?"
        )
        forms = Counter(
            match[0].removeprefix("The ") for match in re.finditer(pattern, self.words.doc.text)
        )
        fuller = [form for form in forms if form != name]
        return max(fuller, key=lambda form: (forms[form], len(form))) if fuller else name

    def _is_noun(self, word: str) -> bool:
        lexicon = self.lexicon
        return (
            word in lexicon.group_nouns
            or word in lexicon.document_nouns
            or word in lexicon.person_nouns
            or (word.endswith("s") and word[:-1] in lexicon.document_nouns)
        )

    def _is_titled_nominal(self, last: int) -> bool:
        """ "the Foreign Minister", "the President": an office without a name."""
        return (
            self.words.lower[last - 1] in self.lexicon.person_nouns
            and self.words.lower[last - 1] not in self.people
            and (self.lexicon.title_length(self.words.lower[last - 1 : last]) > 0)
        )

    def _in_apposition(self, start: int, core: int, end: int, span: Span) -> Reading | None:
        """ "one of the attorneys, Justin Bamberg": the name that follows a description."""
        words, texts = self.words, self.words.texts
        if core >= end or words.lower[core] not in (",", "–", "—"):
            return None
        stop = core + 1
        while stop < end and texts[stop][0].isupper():
            stop += 1
        if stop < core + 3 or (stop < end and words.lower[stop] not in (",", "–", "—")):
            return None
        name = name_in(words, core + 1, stop, self.lexicon)
        if name is None:
            return None
        return Reading(
            span=span,
            form="name",
            name=name.text,
            kind=SourceKind.PERSON,
            gender=name.gender,
            head=name.last,
            words=frozenset(words.lower[start:end]),
        )

    def _kind_of_name(self, first: int, last: int) -> SourceKind:
        lower, lexicon = self.words.lower, self.lexicon
        head = lower[last - 1]
        inside = set(lower[first:last])
        if head in lexicon.document_nouns and head not in lexicon.organisation_nouns:
            return SourceKind.DOCUMENT
        if head in lexicon.outlet_nouns:
            return SourceKind.OUTLET
        if inside & lexicon.organisation_nouns or head.endswith(("corp.", "inc.", "ltd.")):
            return SourceKind.ORGANISATION
        if head in lexicon.group_nouns or lower[last - 1] in ("republicans", "democrats"):
            return SourceKind.GROUP
        text = self.words.texts[last - 1]
        if last - first == 1 and not text.isupper() and "." not in text:
            return SourceKind.PERSON
        return SourceKind.ORGANISATION

    def _nominal(
        self, first: int, start: int, core: int, end: int, span: Span, definite: bool
    ) -> Reading:
        words, lower, lexicon = self.words, self.words.lower, self.lexicon
        head = lower[core - 1]
        if head in ("'s", "'") and core - 1 > start:
            head = lower[core - 2]
        two = " ".join(lower[max(start, core - 2) : core])
        kind, plural = SourceKind.GROUP, False
        if head in lexicon.outlet_nouns or two in lexicon.outlet_nouns:
            kind = SourceKind.OUTLET
        elif head in lexicon.group_nouns or lower[start] in lexicon.quantities:
            kind, plural = SourceKind.GROUP, True
        elif head in lexicon.document_nouns and head not in lexicon.person_nouns:
            kind = SourceKind.DOCUMENT
        elif head in lexicon.organisation_nouns or two in lexicon.organisation_nouns:
            kind = SourceKind.ORGANISATION
        elif head in lexicon.person_nouns:
            kind = SourceKind.PERSON
        elif head.endswith("s"):
            kind, plural = SourceKind.GROUP, True
        elif lower[first] in _INDEFINITE or definite:
            kind = SourceKind.DOCUMENT if head in lexicon.document_nouns else SourceKind.GROUP
        stop = end if core == end else self._description_end(core, end)
        return Reading(
            span=span,
            form="nominal",
            name=" ".join(words.doc[start:stop].text.split()),
            kind=kind,
            head=head,
            words=frozenset(lower[start:core]),
            definite=definite,
            plural=plural,
        )

    def _description_end(self, core: int, end: int) -> int:
        """A description keeps "of the two armies" and drops ", who asked not to be named"."""
        for n in range(core, end):
            if self.words.lower[n] in (",", "(", "who", "which", "–", "—", ";"):
                return n
        return end


def _same_person(full: Name, short: Name) -> bool:
    """Whether a fuller name can be the same person's: "H. Clinton" is no "Bill Clinton"."""
    if len(short.words) == 1 or len(full.words) == 1:
        return True
    one, other = full.words[0].rstrip(".").lower(), short.words[0].rstrip(".").lower()
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
