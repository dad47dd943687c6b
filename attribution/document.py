"""
The result: frozen types that hold spans into one unaltered text.

Everything is checked when it is made. A `Document` that exists has spans inside
its text, ids that lead somewhere, and sentences in reading order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from attrs import Attribute, Factory, converters, field, frozen, validators

from attribution.errors import InvalidDocumentError
from attribution.shares import divide_words, find_places, to_shares
from attribution.spans import Span
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    DiagnosticCode,
    EntityKind,
    EvidenceKind,
    Genre,
    Label,
    QuotationKind,
    SourceKind,
    SourceRole,
    Stance,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "Attribution",
    "Block",
    "Diagnostic",
    "Document",
    "Entity",
    "Evidence",
    "Provenance",
    "Quotation",
    "Sentence",
    "Source",
]

T = TypeVar("T")

DEEPEST_META = 64
"""Objects and arrays inside one another that a document's ``meta`` may hold."""

# Chosen on the labels of our own articles in seeds/voices/own.jsonl: so 137 of 149 are read as
# what they are, 49 of 59 reports and explainers, 88 of 90 columns, blogs, leaders and reviews.
# Analyses and newsletters lie between the two and were left out.
OPINION_OF_OWN = 1 / 3
"""The author's opinion in an opinion piece, as a share of what is in the author's voice."""
OPINION_OF_ALL = 0.2
"""The same as a share of all words: the least that any of those has. It keeps a report that
is nearly all quotations, and has a few words of the author's own, from being taken for one."""
FEWEST_WORDS = 80
"""From so many words on, three in four passages of those articles are told apart."""


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


class _FieldError(ValueError):
    """A value that its field refuses; remembers the field for the path of an error."""

    def __init__(self, attribute: Attribute[Any], problem: str) -> None:
        super().__init__(f"{attribute.name} {problem}")
        self.field = attribute.name


def _not_empty(_: Any, attribute: Attribute[Any], value: Span | None) -> None:
    if value is not None and not value:
        raise _FieldError(attribute, f"is empty: [{value.start}, {value.end})")


def _some(_: Any, attribute: Attribute[Any], value: tuple[Span, ...]) -> None:
    if not value:
        raise _FieldError(attribute, "needs at least one span")


def _none_empty(_: Any, attribute: Attribute[Any], value: tuple[Span, ...]) -> None:
    for span in value:
        _not_empty(_, attribute, span)


def _ordered(_: Any, attribute: Attribute[Any], value: tuple[Span, ...]) -> None:
    for span in value:
        _not_empty(_, attribute, span)
    for before, after in pairwise(value):
        if before.end > after.start:
            raise _FieldError(attribute, f"must be in order and disjoint: {before}, {after}")


def _proportion(_: Any, attribute: Attribute[Any], value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise _FieldError(attribute, f"must lie between 0 and 1, not {value!r}")


def _finite(_: Any, attribute: Attribute[Any], value: float) -> None:
    if not math.isfinite(value):
        raise _FieldError(attribute, f"must be a finite number, not {value!r}")


def _span() -> Any:
    return field(validator=[validators.instance_of(Span), _not_empty])


def _tuple(*checks: Any) -> Any:
    """A tuple: a list could be changed behind the checks."""
    return field(default=(), validator=[validators.instance_of(tuple), *checks])


def _plain(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy, if all of it comes back from JSON as it went in."""
    given: object = meta
    if not isinstance(given, Mapping):
        msg = f"expected an object, found {type(meta).__name__}"
        raise InvalidDocumentError(msg, "$.meta")
    _check_plain(meta, "$.meta", DEEPEST_META)
    return deepcopy(dict(meta))


def _check_plain(value: object, where: str, deeper: int) -> None:
    if deeper < 0:
        raise InvalidDocumentError(f"nested more than {DEEPEST_META} deep", "$.meta")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise InvalidDocumentError(f"the key {key!r} is no string", where)
            _check_plain(item, f"{where}.{key}", deeper - 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _check_plain(item, f"{where}[{number}]", deeper - 1)
    elif isinstance(value, float) and not math.isfinite(value):
        raise InvalidDocumentError(f"JSON has no {value!r}", where)
    elif not isinstance(value, str | int | float | None):
        raise InvalidDocumentError(f"{type(value).__name__} is no plain JSON value", where)


def _confidence() -> Any:
    return field(default=1.0, converter=float, validator=_proportion)


@frozen(kw_only=True)
class Block:
    """A paragraph, heading or other piece of the page."""

    span: Span = _span()
    kind: BlockKind = field(converter=BlockKind)


@frozen(kw_only=True)
class Evidence:
    """One thing that speaks for the label of a sentence."""

    kind: EvidenceKind = field(converter=EvidenceKind)
    weight: float = field(converter=float, validator=_finite)
    """How much it speaks for the label and against the next best: the logarithm of how many
    times more probable it makes the label."""
    span: Span | None = field(default=None, validator=_not_empty)
    """The words of the sentence that say so, if it is some of them."""


@frozen(kw_only=True)
class Sentence:
    """One sentence of a prose block, and who answers for it."""

    span: Span = _span()
    label: Label = field(converter=Label)
    confidence: float = _confidence()
    """How sure the label is, from 0 to 1."""
    attribution_ids: tuple[str, ...] = _tuple()
    """The attributions in it, the one that holds most of the sentence first.

    In a source's voice the label rests on them, and a report that goes on without words that
    say so rests on the one before it; in the author's voice they are what the author cites in
    passing, if anything. Nested attributions are left out, except where an outlet only passes
    on what somebody says.
    """
    evidence: tuple[Evidence, ...] = _tuple()
    """What speaks for the label, the weightiest first; a short list, made to be read."""

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends, in code points."""
        return self.span.end


@frozen(kw_only=True)
class Quotation:
    """Words between quotation marks, the marks included."""

    span: Span = _span()
    kind: QuotationKind = field(converter=QuotationKind)
    closed: bool = True
    """Whether a closing mark ends it. News leaves it out before a paragraph that re-opens."""
    level: int = field(default=0, validator=validators.ge(0))
    """How many quotations it stands inside of."""
    continues: bool = False
    """Whether it goes on from the quotation before it: marks re-opened in mid-speech."""


@frozen(kw_only=True)
class Attribution:
    """
    One attribution relation: a source, a cue and a content (Pareti 2015; PolNeAR).

    All spans are those of the article's own words. A content is a tuple because
    quotations are split: “A,” she said, “B.”
    """

    id: str
    kind: AttributionKind = field(converter=AttributionKind)
    content: tuple[Span, ...] = field(validator=[validators.instance_of(tuple), _some, _ordered])
    cue: tuple[Span, ...] = _tuple(_ordered)
    """The words that attribute; empty where only marks or layout do."""
    mention: Span | None = field(default=None, validator=_not_empty)
    """The words that name the source of this very attribution."""
    source_id: str | None = None
    outlet_id: str | None = None
    """The `Source` of kind outlet through which it came ("told the Financial Times")."""
    parent_id: str | None = None
    """The attribution inside whose content this one is made."""
    stance: Stance = field(default=Stance.NEUTRAL, converter=Stance)
    confidence: float = _confidence()


@frozen(kw_only=True)
class Entity:
    """A registry record: an outlet, a government or another body as the world knows it."""

    id: str
    """A web domain; of a state's body its country and part, such as ``TR/foreign-ministry``."""
    name: str
    kind: EntityKind = field(converter=EntityKind)
    aliases: tuple[str, ...] = _tuple()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    language: str | None = None
    """Of an outlet, the one that it mostly publishes in, as in BCP 47: ``en``."""
    domain: str | None = None
    homepage: str | None = None


@frozen(kw_only=True)
class Source:
    """Somebody or something that statements of this article come from."""

    id: str
    """The registry id where it is linked, otherwise unique within the document."""
    name: str
    """The fullest form that this article gives."""
    kind: SourceKind = field(converter=SourceKind)
    mentions: tuple[Span, ...] = _tuple(_none_empty)
    attribution_ids: tuple[str, ...] = _tuple()
    """The attributions it stands behind, in reading order."""
    entity: Entity | None = None
    role: SourceRole | None = field(default=None, converter=converters.optional(SourceRole))
    """What an unnamed person or group is said to be; ``None`` for every other source."""
    anonymity: Span | None = field(default=None, validator=_not_empty)
    """The words that say that the source is not named, with the reason where one is given."""
    confidence: float = _confidence()

    @property
    def is_named(self) -> bool:
        """Whether the article says who it is; it does not of those whom it only describes."""
        return self.role is None and self.kind is not SourceKind.UNKNOWN


@frozen(kw_only=True)
class Diagnostic:
    """Something about the text that was doubtful, and how it was read."""

    code: DiagnosticCode = field(converter=DiagnosticCode)
    span: Span
    message: str


@frozen(kw_only=True)
class Provenance:
    """What made a document: enough to make it again."""

    library: str
    """Version of this library."""
    engine: str
    """What found the attributions."""
    backend: str = "embedded"
    """Who supplied sentences, entities and coreference."""
    model: str | None = None
    """What the encoder ran: name, version, digest; ``None`` for an engine without a model."""
    data: str = ""
    """Digest of the lexicons and registry used."""
    registry: str | None = None
    """Digest of the user's own registry records; ``None`` without any."""


def _by_id(items: Iterable[T]) -> dict[str, T]:
    return {item.id: item for item in items}  # type: ignore[attr-defined]


@frozen(kw_only=True, slots=False)
class Document:
    """
    An article and everything found in it.

    The text is never altered; every span counts code points of it.

    Raises:
        InvalidDocumentError: the parts contradict each other.
    """

    text: str = field(validator=validators.instance_of(str))
    blocks: tuple[Block, ...] = _tuple()
    sentences: tuple[Sentence, ...] = _tuple()
    quotations: tuple[Quotation, ...] = _tuple()
    attributions: tuple[Attribution, ...] = _tuple()
    sources: tuple[Source, ...] = _tuple()
    diagnostics: tuple[Diagnostic, ...] = _tuple()
    provenance: Provenance | None = None
    id: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    meta: Mapping[str, Any] = field(default=Factory(dict), converter=_plain, hash=False)
    """Whatever the caller wants to keep with the document; plain JSON values."""

    def __attrs_post_init__(self) -> None:
        _check(self)

    @cached_property
    def _attributions(self) -> dict[str, Attribution]:
        return _by_id(self.attributions)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return _by_id(self.sources)

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """Where the words of the sentences stand."""
        return tuple(
            place for sentence in self.sentences for place in find_places(self.text, sentence.span)
        )

    @cached_property
    def _words(self) -> dict[str, float]:
        """By attribution, how many words of the sentences it answers for; nested ones for none."""
        return divide_words(
            self._places,
            ((a.id, () if a.parent_id is not None else a.content) for a in self.attributions),
        )

    @cached_property
    def word_count(self) -> int:
        """How many words its sentences have; a word is what white space separates."""
        return len(self._places)

    @cached_property
    def voices(self) -> Mapping[Label, float]:
        """
        The share of each label: of all words, those of the sentences that have it.

        Every label is there. They sum to 1, and are all 0 where there is no sentence.
        """
        words = dict.fromkeys(Label, 0)
        for sentence in self.sentences:
            words[sentence.label] += len(find_places(self.text, sentence.span))
        return to_shares(words, self.word_count)

    @cached_property
    def source_shares(self) -> Mapping[str, float]:
        """
        By id the share of each source: of all words, those of contents attributed to it.

        Every source is there. Each word counts once: for the outermost source, and where
        several say it together in equal parts. So they sum to at most 1. What is left is the
        author's, cues included, or nobody's whom the article names.
        """
        words = dict.fromkeys(self._sources, 0.0)
        for attribution in self.attributions:
            if attribution.source_id is not None:
                words[attribution.source_id] += self._words[attribution.id]
        return to_shares(words, self.word_count)

    @cached_property
    def outlet_shares(self) -> Mapping[str, float]:
        """
        By id the share that came through each source: the words of others that it passed on.

        Every source is there, counted as in `source_shares`.
        """
        words = dict.fromkeys(self._sources, 0.0)
        for attribution in self.attributions:
            if attribution.outlet_id not in (None, attribution.source_id):
                words[str(attribution.outlet_id)] += self._words[attribution.id]
        return to_shares(words, self.word_count)

    @cached_property
    def kind_shares(self) -> Mapping[SourceKind, float]:
        """
        The share of each kind of source, counted as in `source_shares`.

        Every kind is there; what is attributed to nobody counts as unknown.
        """
        words = dict.fromkeys(SourceKind, 0.0)
        for attribution in self.attributions:
            source = self.source_of(attribution)
            kind = SourceKind.UNKNOWN if source is None else source.kind
            words[kind] += self._words[attribution.id]
        return to_shares(words, self.word_count)

    @cached_property
    def genre(self) -> Genre:
        """Whether it reads as a report or as an opinion piece, judged by `voices`."""
        if self.word_count < FEWEST_WORDS:
            return Genre.UNKNOWN
        opinion = self.voices[Label.AUTHOR_OPINION]
        own = opinion + self.voices[Label.NARRATION]
        is_opinion = opinion >= max(OPINION_OF_OWN * own, OPINION_OF_ALL)
        return Genre.OPINION if is_opinion else Genre.REPORT

    def text_of(self, item: Span | _HasSpan) -> str:
        """The words of a span, or of anything that has one, exactly as in the text."""
        span = item if isinstance(item, Span) else item.span
        return self.text[span.start : span.end]

    def texts_of(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The words of each span, such as those of an attribution's content."""
        return tuple(self.text[span.start : span.end] for span in spans)

    def attribution(self, id: str) -> Attribution:
        """
        The attribution with this id.

        Raises:
            KeyError: there is none.
        """
        return self._attributions[id]

    def source(self, id: str) -> Source:
        """
        The source with this id.

        Raises:
            KeyError: there is none.
        """
        return self._sources[id]

    def attributions_of(self, sentence: Sentence) -> tuple[Attribution, ...]:
        """The attributions that a sentence's label rests on."""
        return tuple(self._attributions[i] for i in sentence.attribution_ids)

    def sources_of(self, sentence: Sentence) -> tuple[Source, ...]:
        """Who stands behind a sentence, each source once; none for the author's own voice."""
        ids = dict.fromkeys(
            a.source_id for a in self.attributions_of(sentence) if a.source_id is not None
        )
        return tuple(self._sources[i] for i in ids)

    def source_of(self, attribution: Attribution) -> Source | None:
        """Who says it, if anybody is named."""
        return None if attribution.source_id is None else self._sources[attribution.source_id]

    def outlet_of(self, attribution: Attribution) -> Source | None:
        """The outlet through which it came, if the article says so."""
        return None if attribution.outlet_id is None else self._sources[attribution.outlet_id]

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what one line of the JSONL holds."""
        from attribution.codec import to_dict

        return to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as JSON text, by default on one line."""
        from attribution.codec import to_json

        return to_json(self, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """
        The document that `to_dict` wrote.

        Raises:
            InvalidDocumentError: the data is not such a document.
            SchemaVersionError: another version of the format wrote it.
        """
        from attribution.codec import from_dict

        return from_dict(data)

    def to_spacy(self, nlp: Language) -> Doc:
        """The text as a spaCy ``Doc`` with sources, cues, contents and labels as span groups."""
        from attribution.integrations.spacy import to_spacy

        return to_spacy(self, nlp)


def _check(document: Document) -> None:
    """Raise `InvalidDocumentError` at the first contradiction."""
    length = len(document.text)

    def inside(span: Span | None, where: str) -> None:
        if span is not None and span.end > length:
            raise InvalidDocumentError(
                f"[{span.start}, {span.end}) is outside the text of {length} characters", where
            )

    def disjoint(items: Iterable[_HasSpan], where: str) -> None:
        end = 0
        for n, item in enumerate(items):
            inside(item.span, f"{where}[{n}].span")
            if item.span.start < end:
                raise InvalidDocumentError("not in order, or overlapping", f"{where}[{n}].span")
            end = item.span.end

    def unique(ids: Iterable[str], where: str) -> frozenset[str]:
        seen: set[str] = set()
        for n, id in enumerate(ids):
            if id in seen:
                raise InvalidDocumentError(f"the id {id!r} is used twice", f"{where}[{n}].id")
            seen.add(id)
        return frozenset(seen)

    def known(id: str | None, ids: frozenset[str], where: str) -> None:
        if id is not None and id not in ids:
            raise InvalidDocumentError(f"the id {id!r} leads nowhere", where)

    def once(ids: Iterable[str], where: str) -> None:
        given = list(ids)
        if len(set(given)) < len(given):
            raise InvalidDocumentError("an id stands here twice", where)

    disjoint(document.blocks, "$.blocks")
    disjoint(document.sentences, "$.sentences")
    attribution_ids = unique((a.id for a in document.attributions), "$.attributions")
    source_ids = unique((s.id for s in document.sources), "$.sources")
    for n, quotation in enumerate(document.quotations):
        inside(quotation.span, f"$.quotations[{n}].span")
    for n, source in enumerate(document.sources):
        once(source.attribution_ids, f"$.sources[{n}].attribution_ids")
    for n, sentence in enumerate(document.sentences):
        once(sentence.attribution_ids, f"$.sentences[{n}].attribution_ids")
        for id in sentence.attribution_ids:
            known(id, attribution_ids, f"$.sentences[{n}].attribution_ids")
        for m, evidence in enumerate(sentence.evidence):
            if evidence.span is not None and evidence.span not in sentence.span:
                raise InvalidDocumentError(
                    f"[{evidence.span.start}, {evidence.span.end}) is outside its sentence",
                    f"$.sentences[{n}].evidence[{m}].span",
                )
    stands_behind = {
        (s.id, a): f"$.sources[{n}].attribution_ids"
        for n, s in enumerate(document.sources)
        for a in s.attribution_ids
    }
    for n, attribution in enumerate(document.attributions):
        where = f"$.attributions[{n}]"
        for span in attribution.content:
            inside(span, f"{where}.content")
        for span in attribution.cue:
            inside(span, f"{where}.cue")
        inside(attribution.mention, f"{where}.mention")
        known(attribution.source_id, source_ids, f"{where}.source_id")
        known(attribution.outlet_id, source_ids, f"{where}.outlet_id")
        known(attribution.parent_id, attribution_ids, f"{where}.parent_id")
        if attribution.source_id is not None:
            if (attribution.source_id, attribution.id) not in stands_behind:
                raise InvalidDocumentError(
                    f"the source {attribution.source_id!r} does not list {attribution.id!r}",
                    f"{where}.source_id",
                )
            del stands_behind[attribution.source_id, attribution.id]
    for (source_id, id), where in stands_behind.items():
        known(id, attribution_ids, where)
        raise InvalidDocumentError(f"{id!r} does not name the source {source_id!r}", where)
    parents = {a.id: a.parent_id for a in document.attributions}
    for id in parents:
        seen, parent = {id}, parents[id]
        while parent is not None:
            if parent in seen:
                raise InvalidDocumentError(f"{id!r} is nested inside itself", "$.attributions")
            seen.add(parent)
            parent = parents[parent]
    for n, source in enumerate(document.sources):
        for span in source.mentions:
            inside(span, f"$.sources[{n}].mentions")
        inside(source.anonymity, f"$.sources[{n}].anonymity")
    for n, diagnostic in enumerate(document.diagnostics):
        inside(diagnostic.span, f"$.diagnostics[{n}].span")
