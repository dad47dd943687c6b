"""What the words of a mention say about who is meant."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from attribution.document import Entity
from attribution.sources.bodies import Bodies
from attribution.sources.lexicon import SourceLexicon
from attribution.sources.linking import Linker
from attribution.sources.names import Name, People, name_in
from attribution.sources.phrases import DEFINITE, INDEFINITE, Phrases
from attribution.sources.registry import Found, Hints, Registry, name_key
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.vocabulary import EntityKind, SourceKind
from attribution.words import Words

__all__ = ["Reader", "Reading"]

_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
_PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself", "this"), "it"),
    **dict.fromkeys(("they", "them", "their", "both", "themselves"), "they"),
    **dict.fromkeys(("who", "whom", "which", "that"), "who"),
}
_NOBODY = frozenset("you one there what nothing everything".split())
_POINTING = frozenset(("this", "that"))
"""What points to something said before where a sentence begins with it: "That shows …"."""
_GOVERNING = (SourceKind.GOVERNMENT, SourceKind.ORGANISATION, SourceKind.GROUP)
_POSSESSIVE = frozenset(("'s", "'"))
LONGEST_ACRONYM = 6
LONGEST_PHRASE = 4
"""Words before the noun that "who" hangs on."""


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
    """``m``, ``f`` or ``u``; of pronouns also ``it``, ``they`` and ``who``."""
    head: str = ""
    """The noun that says what it is, or the last name, in lower case."""
    words: frozenset[str] = field(default=frozenset())
    """Every word of the mention, in lower case."""
    modifiers: frozenset[str] = field(default=frozenset())
    """What stands between a description's article and its head."""
    definite: bool = False
    plural: bool = False
    entity: Entity | None = None
    alias: str = ""
    """Of a government's names, the one that is used: each is a source of its own."""

    @property
    def link(self) -> str | None:
        """What the names of one linked source share."""
        return None if self.entity is None else f"{self.entity.id} {self.alias}".rstrip()


@frozen(kw_only=True)
class Reader:
    """Reads the mentions of one article."""

    words: Words
    lexicon: SourceLexicon
    registry: Registry
    people: People
    bodies: Bodies
    hints: Hints
    """What the article says about names that several outlets share."""
    linker: Linker
    """What links governments and other bodies."""
    seen: Seen = field(factory=Seen)
    phrases: Phrases = field(init=False)

    @phrases.default
    def _make_phrases(self) -> Phrases:
        return Phrases(self.words, self.lexicon)

    def read(self, span: Span) -> list[Reading]:
        """The sources that a mention names: one, or several joined by "and"."""
        trimmed = self.phrases.trimmed(span)
        if trimmed is None:
            return []
        first, end = trimmed
        if "and" in self.words.lower[first:end] and any(
            "and" in self.words.lower[first + found.first : first + found.end]
            for found in self.registry.find_all(self.words.texts[first:end])
        ):
            # Books and Arts Daily
            return [self._read(first, end)]
        parts = self.phrases.conjuncts(first, end, self._is_somebody)
        return self._with_shared_name([self._read(*part) for part in parts])

    def _with_shared_name(self, readings: list[Reading]) -> list[Reading]:
        """Those who are joined, with the last name that only the last of them is given."""
        if len(readings) < 2 or readings[-1].kind is not SourceKind.PERSON:
            return readings
        *others, last = readings
        if len(last.name.split()) < 2:
            return readings
        surname = last.name.split()[-1]
        return [
            *(
                # Ada and Felix Brunner
                evolve(one, name=f"{one.name} {surname}", kind=SourceKind.PERSON, head=last.head)
                if one.form == "name"
                and one.name.lower() in self.lexicon.given_names
                and one.name.lower() not in self.people
                and self.people.called([one.name.lower()]) is None
                else one
                for one in others
            ),
            last,
        ]

    def _is_somebody(self, first: int, end: int) -> bool:
        """Whether a conjunct can be a source by itself."""
        lower, texts, lexicon = self.words.lower, self.words.texts, self.lexicon
        if end == first + 1 and (lower[first] in _PRONOUNS or lower[first] in _FIRST_PERSON):
            return True
        core = self.phrases.core_end(first, end)
        last = lower[core - 1]
        if last in lexicon.group_nouns and (core == first + 1 or texts[core - 1][0].islower()):
            return core == end
        if not texts[core - 1][0].isupper():
            return (lower[first] in DEFINITE or lower[first] in INDEFINITE) and (
                last in lexicon.person_nouns or last in lexicon.organisation_nouns
            )
        start = self.phrases.after_articles(first, core)
        name = self.words.doc[start:core].text
        place = lexicon.place(name)
        if place is not None:
            return place.form != "adjective"
        return (
            last in self.people
            or (core == start + 1 and core == end and self._is_among_capitals(first, end))
            or self.registry.find(name) is not None
            or (
                lower[first] == "the"
                # the University of Graz
                and any(word in lexicon.organisation_nouns for word in lower[start:core])
            )
            or (core == start + 1 and texts[start].isupper())
            or name_in(self.words, *self.phrases.capitals(first, core), lexicon) is not None
        )

    def _is_among_capitals(self, first: int, end: int) -> bool:
        """Whether its neighbour in the list is capitalised too: "Tyrol and Salzburg"."""
        lower, texts = self.words.lower, self.words.texts
        if end + 1 < len(texts) and lower[end] in ("and", ","):
            return texts[end + 1][0].isupper()
        return first > 1 and texts[first - 2][0].isupper()

    def read_before(self, end: int) -> list[Reading]:
        """
        Who is named by the phrase that ends right before the offset *end*.

        A description counts only before a comma: "two officials, who said", but not
        "users who want", which is about nobody in particular.
        """
        texts, lower, classes = self.words.texts, self.words.lower, self.lexicon.classes
        last = self.words.first_at(end) - 1
        while last >= 0 and (texts[last] == "," or texts[last].isspace()):
            last -= 1
        is_aside = last >= 0 and texts[last + 1] == ","
        if last < 0 or not (
            texts[last][0].isupper() or (is_aside and self.lexicon.is_head(lower[last]))
        ):
            return []
        first = last
        while first and texts[first - 1][0].isalpha():
            before = lower[first - 1]
            if before in DEFINITE or before in INDEFINITE or before in classes["quantity"]:
                first -= 1
                break
            if before in classes["description_end"] or before in classes["not_name"]:
                break
            if (
                last - first >= LONGEST_PHRASE
                or texts[first][0].isupper() > texts[first - 1][0].isupper()
            ):
                break
            first -= 1
        return [self._read(first, last + 1)]

    def _read(self, first: int, end: int) -> Reading:
        lower = self.words.lower
        span = self.words.span(first, end)
        if end == first + 1:
            # The World Health Organisation, and no pronoun.
            initials = len(lower[first]) > 1 and self.words.texts[first].isupper()
            pronoun = (
                None
                if initials
                else _read_pronoun(
                    lower[first], span, is_first=self.words.texts[first][0].isupper()
                )
            )
            if pronoun is not None:
                return pronoun
        start = self.phrases.after_articles(first, end)
        core = self.phrases.core_end(start, end)
        outlet = self.registry.match(self.words.texts, start, self.hints)
        if outlet is not None and outlet.end > core:
            # USA Today, where the mention ends with the country
            core, end = outlet.end, max(end, outlet.end)
        if lower[first] == "this" and " ".join(lower[start:core]) in self.lexicon.classes["own"]:
            # This newspaper reported
            return Reading(span=span, form="first person")
        owner = self.phrases.owner(first, core, end)
        if owner is not None:
            reading = self._read(*owner)
            if owner[0] == first or reading.form != "nominal" or reading.kind is SourceKind.PERSON:
                return evolve(reading, span=span)
        # What has no capital is in the registry under no name.
        is_named = any(text[0].isupper() for text in self.words.texts[start:core])
        listed = (
            self._outlet(first, start, core, span) or self._listed(start, core, span)
            if is_named
            else None
        )
        return listed or self._linked(
            self._named(start, core, end, span) or self._nominal(first, start, core, end, span),
            start,
            core,
            end,
        )

    # Governments and other bodies of the registry

    def _listed(self, start: int, core: int, span: Span) -> Reading | None:
        """A body with a name of its own: "the Pentagon", "the UN"."""
        lower = self.words.lower
        if core - 1 > start and lower[core - 1] in _POSSESSIVE:
            core -= 1
        name = " ".join(self.words.doc[start:core].text.split())
        link = self.linker.named(name, article=start > 0 and lower[start - 1] == "the")
        if link is None or self._means_person(start, core):
            return None
        is_place = self.lexicon.place(name) is not None
        return Reading(
            span=span,
            form="name",
            name=name,
            kind=SourceKind.GOVERNMENT if is_place else SourceKind.ORGANISATION,
            head=lower[core - 1],
            words=frozenset(lower[start:core]),
            entity=link.entity,
            alias=link.alias,
        )

    def _linked(self, reading: Reading, start: int, core: int, end: int) -> Reading:
        """A reading with the body that its words mean: "Turkey's foreign ministry"."""
        if reading.kind not in _GOVERNING or reading.entity is not None:
            return reading
        stop = end if core == end else self.phrases.description_end(core, end)
        article = start > 0 and self.words.lower[start - 1] == "the"
        link = self.linker.find(self.words.doc[start:stop].text, article=article)
        if link is None and self.words.lower[core:stop][:1] not in (["of"], ["in"], ["for"]):
            link = self.linker.find(self.words.doc[start:core].text, article=article)
        if link is None:
            return reading
        kind = reading.kind
        if kind is SourceKind.ORGANISATION and link.entity.kind is EntityKind.GOVERNMENT:
            kind = SourceKind.GOVERNMENT
        return evolve(reading, form="name", kind=kind, entity=link.entity, alias=link.alias)

    # Outlets

    def _outlet(self, first: int, start: int, core: int, span: Span) -> Reading | None:
        """A registry name with nothing but outlet nouns and nationalities around it."""
        texts, lower, lexicon = self.words.texts, self.words.lower, self.lexicon
        found = self.registry.find_in(texts[first:core], self.hints)
        if found is None or found.entity is None:
            found = self._shortened(first, start, core) or found
        if found is None:
            return None
        begin, end = first + found.first, first + found.end
        if lower[begin] == "the":
            begin += 1
        stop = core - 1 if lower[core - 1] in _POSSESSIVE else core
        rest = lower[end:stop]
        if any(word not in lexicon.outlet_nouns and word != "news" for word in rest):
            return None
        if not self._is_introduced(begin) and not all(
            self._can_precede_outlet(word) for word in lower[start:begin]
        ):
            return None
        if not rest and (self._means_person(begin, end) or lower[core : core + 1] == ["of"]):
            # the Guardian of the gate
            return None
        return Reading(
            span=span,
            form="name",
            name=" ".join(self.words.doc[begin:stop].text.split()),
            kind=SourceKind.OUTLET,
            entity=found.entity,
            head=rest[-1] if rest else "",
            words=frozenset(lower[start:stop]),
        )

    def _means_person(self, begin: int, end: int) -> bool:
        """Whether one word is the last name of somebody in the article: "Hill", "Forbes"."""
        return (
            end == begin + 1
            and self.words.lower[begin] in self.people
            and not self.words.texts[begin].isupper()
            and (begin == 0 or self.words.lower[begin - 1] != "the")
        )

    def _shortened(self, first: int, start: int, core: int) -> Found | None:
        """ "The Post", of the only outlet the article names in full whose name ends so."""
        if start == first or core - start != 1 or not self.words.texts[start][0].isupper():
            return None
        word = self.words.lower[start]
        named = [self.registry[id] for id in self.hints.named]
        ending = [entity for entity in named if name_key(entity.name).split()[-1] == word]
        return Found(start - first, core - first, ending[0]) if len(ending) == 1 else None

    def _is_introduced(self, begin: int) -> bool:
        """Whether a description stands before a name: "the country's main news agency KCNA"."""
        before = self.words.lower[begin - 1] if begin else ""
        return before in self.lexicon.outlet_nouns and before not in self.lexicon.person_nouns

    def _can_precede_outlet(self, word: str) -> bool:
        return (
            word.isspace()
            or word in self.lexicon.classes["before_outlet"]
            or word in self.lexicon.outlet_nouns
            or self.lexicon.place(word) is not None
        )

    # Names

    def _named(self, start: int, core: int, end: int, span: Span) -> Reading | None:
        """A person, place or body by its proper name."""
        words, lower = self.words, self.words.lower
        if core - 1 > start and lower[core - 1] in _POSSESSIVE:
            core -= 1
        if self._is_named_outlet(start, core):
            return self._unlisted_outlet(start, core, span)
        first, last = self.phrases.capitals(start, core)
        if first == last or lower[start] in self.lexicon.classes["quantity"]:
            # The capital is only that of the sentence: "Many Mexicans".
            return self._person(start, end, span, in_apposition=True)
        if (
            core - start == 1
            and self.lexicon.is_noun(lower[start])
            and lower[start] not in self.people
        ):
            # A noun that only begins a sentence.
            return self._person(start, end, span, in_apposition=True)
        place = self.lexicon.place(words.doc[start:core].text)
        known = self.people.called(lower[first:last]) if last - first == 1 else None
        if (
            place is not None
            and place.form != "adjective"
            and (known is None or len(known.words) < 2)
        ):
            if place.form == "people" and not (start and lower[start - 1] == "the"):
                # Americans, of whom not all are asked
                return None
            return Reading(
                span=span,
                form="name",
                name=place.country if place.form == "people" else words.doc[start:core].text,
                kind=SourceKind.GOVERNMENT,
                words=frozenset(lower[start:end]),
            )
        before = lower[first - 1] if first else ""
        if before in self.lexicon.outlet_nouns and before not in self.lexicon.person_nouns:
            # the Paris daily Le Courrier du Soir
            return self._unlisted_outlet(first, core, span)
        person = self._person(start, end, span, at=(first, last))
        if person is not None:
            return person
        if self._is_office(last):
            return self._person(start, end, span, in_apposition=True)
        return self._body(start, core, end, span)

    def _person(
        self,
        start: int,
        end: int,
        span: Span,
        *,
        at: tuple[int, int] | None = None,
        in_apposition: bool = False,
    ) -> Reading | None:
        """Somebody named by the capitals *at*, or after the description that the mention is."""
        name = None
        if in_apposition:
            name = self.phrases.apposition(start, end)
        elif at is not None:
            name = name_in(self.words, *at, self.lexicon)
            if name is None and at[1] - at[0] <= 3:
                name = self._called(*at)
        if name is None:
            return None
        full = self.people.full(name)
        return Reading(
            span=span,
            form="name",
            name=full.text,
            kind=SourceKind.PERSON,
            gender=full.gender if full.gender != "u" else name.gender,
            head=name.last,
            words=frozenset(self.words.lower[start:end]) | full.roles,
        )

    def _called(self, first: int, last: int) -> Name | None:
        lower = self.words.lower
        if lower[last - 1] in self.lexicon.organisation_nouns:
            return None
        if last - first > 1 and lower[last - 2] not in self.lexicon.classes["particle"]:
            # Only what can stand before a last name: "Clinton's Trump" is nobody.
            first = max(first, last - 2)
        return self.people.called(lower[last - 1 : last] if last - first > 1 else lower[first:last])

    def _is_office(self, last: int) -> bool:
        """ "the Foreign Minister", "the President": an office without a name."""
        head = self.words.lower[last - 1]
        return head in self.lexicon.person_nouns and self.lexicon.title_length([head]) > 0

    def _body(self, start: int, core: int, end: int, span: Span) -> Reading:
        """Any other proper name; the fullest form that the article has of it."""
        lower, lexicon = self.words.lower, self.lexicon
        name = " ".join(self.words.doc[start:core].text.split())
        full = None
        if core - start == 1:
            acronym = name.replace(".", "")
            if acronym.isupper() and 2 <= len(acronym) <= LONGEST_ACRONYM:
                full = self.bodies.spelled_out(acronym)
            elif lower[start] in lexicon.organisation_nouns:
                full = self.bodies.called(lower[start], span.start)
        words = set(lower[start:end])
        if full is not None:
            name = full.text
            words.update(full.words)
        kind = SourceKind.ORGANISATION if full is not None else self._kind_of_name(start, core)
        return Reading(
            span=span,
            form="name",
            name=name,
            kind=kind,
            head=lower[core - 1] if full is None else full.head,
            words=frozenset(words),
            plural=kind is SourceKind.GROUP,
        )

    def _is_named_outlet(self, start: int, core: int) -> bool:
        """Whether a phrase is a name and an outlet noun: "Armenian Lori news agency"."""
        lower, lexicon = self.words.lower, self.lexicon
        end = core
        while end > start and (lower[end - 1] in lexicon.outlet_nouns or lower[end - 1] == "news"):
            end -= 1
        if lower[end:core] == ["agency"]:
            # the UN agency
            return False
        return (
            start < end < core
            and self.words.texts[end - 1][0].isupper()
            and lower[end - 1] not in lexicon.classes["before_outlet"]
            and lower[end - 1] not in lexicon.classes["quantity"]
            and lexicon.place(lower[end - 1]) is None
        )

    def _unlisted_outlet(self, start: int, core: int, span: Span) -> Reading:
        """An outlet that the registry does not know, its country aside."""
        place = self.lexicon.place(self.words.lower[start])
        if core - start > 2 and place is not None and place.form == "adjective":
            start += 1
        return Reading(
            span=span,
            form="name",
            name=" ".join(self.words.doc[start:core].text.split()),
            kind=SourceKind.OUTLET,
            head=self.words.lower[core - 1],
            words=frozenset(self.words.lower[start:core]),
        )

    def _kind_of_name(self, first: int, last: int) -> SourceKind:
        lower, lexicon = self.words.lower, self.lexicon
        joint = next((n for n in range(first + 1, last) if lower[n] in ("of", "in", "for")), last)
        head = lower[joint - 1]
        if lexicon.is_document(head) and head not in lexicon.organisation_nouns:
            return SourceKind.DOCUMENT
        if head in lexicon.outlet_nouns:
            return SourceKind.OUTLET
        if " ".join(lower[first:last]) in lexicon.organisation_nouns or any(
            word in lexicon.organisation_nouns for word in lower[first:last]
        ):
            return SourceKind.ORGANISATION
        if head in lexicon.group_nouns or head in lexicon.classes["member_noun"]:
            return SourceKind.GROUP
        text = self.words.texts[last - 1]
        if ".com" in text or ".org" in text:
            return SourceKind.OUTLET
        seen = self.seen.kind_of_name(last)
        if seen is not None:
            return seen
        if last - first == 1 and not text.isupper() and "." not in text:
            return SourceKind.PERSON
        return SourceKind.ORGANISATION

    # Descriptions

    def _nominal(self, first: int, start: int, core: int, end: int, span: Span) -> Reading:
        lower = self.words.lower
        head_at = core - 1
        if lower[head_at] in _POSSESSIVE and head_at > start:
            head_at -= 1
        head = lower[head_at]
        kind, plural = self._kind_of_noun(start, head_at)
        stop = end if core == end else self.phrases.description_end(core, end)
        return Reading(
            span=span,
            form="nominal",
            name=" ".join(self.words.doc[start:stop].text.split()),
            kind=kind,
            gender=self.lexicon.gender(head) if kind is SourceKind.PERSON else "u",
            head=head,
            words=frozenset(lower[start:core]),
            modifiers=frozenset(lower[start:head_at]),
            definite=lower[first] in DEFINITE,
            plural=plural,
        )

    def _kind_of_noun(self, start: int, head_at: int) -> tuple[SourceKind, bool]:
        """What a description's head stands for, and whether for several."""
        lower, lexicon = self.words.lower, self.lexicon
        head = lower[head_at]
        two = " ".join(lower[max(start, head_at - 1) : head_at + 1])
        several = lower[start] in lexicon.classes["quantity"]
        seen = self.seen.kind_of_noun(head_at)
        if seen is SourceKind.PERSON and head in lexicon.document_nouns:
            # One poster wrote
            return SourceKind.PERSON, False
        if head in lexicon.outlet_nouns or two in lexicon.outlet_nouns:
            return SourceKind.OUTLET, several
        if head in lexicon.group_nouns:
            return SourceKind.GROUP, True
        if head in lexicon.classes["government_noun"]:
            return SourceKind.GOVERNMENT, head.endswith("s")
        if lexicon.is_document(head) and head not in lexicon.person_nouns:
            return SourceKind.DOCUMENT, head not in lexicon.document_nouns
        if several:
            return SourceKind.GROUP, True
        if head in lexicon.organisation_nouns or two in lexicon.organisation_nouns:
            return SourceKind.ORGANISATION, False
        if head in lexicon.person_nouns:
            return SourceKind.PERSON, False
        if seen is not None:
            return seen, seen is SourceKind.GROUP
        return SourceKind.GROUP, head.endswith("s")


def _read_pronoun(word: str, span: Span, *, is_first: bool) -> Reading | None:
    if word in _FIRST_PERSON:
        return Reading(span=span, form="first person", plural=word in ("we", "us", "our"))
    if word in _NOBODY or (is_first and word in _POINTING):
        return Reading(span=span, form="nobody")
    if word in _PRONOUNS:
        gender = _PRONOUNS[word]
        return Reading(span=span, form="pronoun", gender=gender, plural=gender == "they")
    return None
