"""
Whom mentions stand for, against the coreference chains of a gold standard.

Sources are all that the library resolves, and they are not cut as the gold cuts its mentions.
So every mention of ours is first matched with a mention of the gold, by `GoldMentions`; then
two questions are asked. Is a pronoun or a noun followed to the right name (`Resolution`)? And
are mentions grouped as the gold groups them (`Grouping`)?
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from attribution.document import Document, Source
from attribution.errors import MissingExtraError
from attribution.evaluation.chains import ChainArticle, ChainMention
from attribution.evaluation.counts import Counts, Proportion, added
from attribution.evaluation.mistakes import Mistake
from attribution.spans import Span

__all__ = [
    "SCORED_KINDS",
    "CoreferenceScores",
    "Figures",
    "GoldMentions",
    "Grouping",
    "Resolution",
    "score_coreference",
    "score_resolution",
]

SCORED_KINDS = frozenset({"person", "organization"})
"""Kinds of gold chains among which sources are looked for."""

Item = tuple[str, Span]
"""A mention and the article it is in."""
Clusters = tuple[frozenset[Item], ...]


class GoldMentions:
    """
    The gold mentions of an article, found by spans that are not cut as they are.

    A span stands for the gold mention whose head it contains. It may contain several heads:
    the mention that begins first counts ("Ann Lee, a doctor"), and of those that begin together
    the one most like the span ("the ministry's spokeswoman"). If the span also has a name of the
    same chain ("the magazine Rain"), it stands for the name.
    """

    def __init__(self, article: ChainArticle) -> None:
        self.article = article
        mentions = [(m, number) for number, chain in enumerate(article.chains) for m in chain]
        self._mentions = sorted(mentions, key=lambda pair: (pair[0].head, pair[0].span))
        self._heads = [mention.head.start for mention, _ in self._mentions]

    def find(self, span: Span) -> tuple[ChainMention, int] | None:
        """The gold mention that a span stands for, and the number of its chain."""
        first, last = bisect_left(self._heads, span.start), bisect_left(self._heads, span.end)
        fitting = [pair for pair in self._mentions[first:last] if pair[0].head in span]
        if not fitting:
            return None

        def fitness(pair: tuple[ChainMention, int]) -> tuple[int, float]:
            return -max(pair[0].span.start, span.start), _likeness(pair[0].span, span)

        best = max(fitting, key=fitness)
        same = [pair for pair in fitting if pair[1] == best[1] and pair[0].form == "name"]
        return max(same, key=fitness, default=best)

    def find_chain(self, source: Source) -> int | None:
        """The chain that most names among a source's mentions belong to; the first of equals."""
        found = (self.find(mention) for mention in source.mentions)
        numbers = Counter(pair[1] for pair in found if pair and pair[0].form == "name")
        return max(numbers, key=numbers.__getitem__, default=None)

    def name_of(self, chain: int) -> str | None:
        """The longest of a chain's names, if it has any."""
        names = [
            self.article.text[m.span.slice] for m in self.article.chains[chain] if m.form == "name"
        ]
        return max(names, key=len, default=None)


def _likeness(one: Span, other: Span) -> float:
    """The shared part of two spans among what either covers."""
    shared = len(one.intersection(other) or ())
    return shared / (len(one) + len(other) - shared)


# Resolution


@frozen(kw_only=True)
class Resolution:
    """What `score_resolution` counted."""

    pronouns: Proportion = Proportion()
    nominals: Proportion = Proportion()
    mistakes: tuple[Mistake, ...] = ()
    """In layer ``resolution``."""

    __add__ = added


def score_resolution(gold: GoldMentions, document: Document) -> Resolution:
    """
    Count the pronouns and nouns that name a source and are followed to the right name.

    Decided is over each mention by which an attribution names its source, once, if it stands
    for a pronoun or nominal mention of the gold whose chain has a name. It is right if the
    attribution has a source, and the chain that most of that source's names belong to is the
    one that the mention is in. What has several sources at once ("the two") is left out:
    the gold has no chain for a pair and its parts.
    """
    chains = {source.id: gold.find_chain(source) for source in document.sources}
    resolution = Resolution()
    for span, ids in _sources_by_mention(document).items():
        found = gold.find(span)
        if found is None or len(ids) > 1:
            continue
        mention, number = found
        name = gold.name_of(number)
        if mention.form == "name" or name is None:
            continue
        source = document.source(ids[0]) if ids else None
        right = source is not None and chains[source.id] == number
        decision = Proportion(right=int(right), total=1)
        mistake = Mistake(
            article=gold.article.id,
            span=span,
            layer="resolution",
            gold=name,
            predicted="" if source is None else source.name,
        )
        resolution += Resolution(
            pronouns=decision if mention.form == "pronoun" else Proportion(),
            nominals=decision if mention.form == "nominal" else Proportion(),
            mistakes=() if right else (mistake,),
        )
    return resolution


def _sources_by_mention(document: Document) -> Mapping[Span, Sequence[str]]:
    """The ids of the sources, mostly one, that each mention of an attribution stands for."""
    sources: dict[Span, list[str]] = {}
    for attribution in document.attributions:
        if attribution.mention is not None:
            ids = sources.setdefault(attribution.mention, [])
            if attribution.source_id is not None and attribution.source_id not in ids:
                ids.append(attribution.source_id)
    return sources


# Grouping


@frozen(kw_only=True)
class Figures:
    """Precision, recall and F1 of one metric."""

    precision: float
    recall: float
    f1: float


@frozen(kw_only=True, slots=False)
class Grouping:
    """The gold's clusters of mentions and ours; the metrics are over all of them together."""

    key: Clusters = ()
    response: Clusters = ()

    __add__ = added

    @property
    def mentions(self) -> Counts:
        """Mentions of the response that are in the key, in whatever cluster."""
        key, response = frozenset().union(*self.key), frozenset().union(*self.response)
        return Counts(found=len(key & response), predicted=len(response), gold=len(key))

    @cached_property
    def metrics(self) -> Mapping[str, Figures]:
        """
        MUC, B³ and CEAF by entities (φ4): ``muc``, ``b_cubed`` and ``ceaf_e``.

        Raises:
            MissingExtraError: the scorer is not installed.
        """
        try:
            from scorch import scores
        except ImportError as error:
            raise MissingExtraError("evaluate") from error
        figures = {}
        for name in ("muc", "b_cubed", "ceaf_e"):
            recall, precision, f1 = getattr(scores, name)(self.key, self.response)
            figures[name] = Figures(precision=float(precision), recall=float(recall), f1=float(f1))
        return figures

    @property
    def conll_f1(self) -> float:
        """The mean F1 of the three metrics, as in CoNLL-2012."""
        return sum(figures.f1 for figures in self.metrics.values()) / len(self.metrics)


@frozen(kw_only=True)
class CoreferenceScores:
    """What `score_coreference` counted."""

    resolution: Resolution = Resolution()
    everything: Grouping = Grouping()
    """All gold chains of persons and organisations against all mentions of our sources."""
    sources: Grouping = Grouping()
    """The mentions alone by which attributions name their sources."""

    __add__ = added

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Those of the resolution."""
        return self.resolution.mistakes


def score_coreference(article: ChainArticle, document: Document) -> CoreferenceScores:
    """
    Compare the mentions of a document's sources with the gold's chains.

    - *everything*: the key is all chains of persons and organisations with at least two
      mentions; the response all sources with at least two mentions. Mentions that stand for
      something of another kind are left out. Recall is low by design: who is no source is
      not looked for, and of a source not every "he" is.
    - *sources*: both sides are cut down to the mentions by which attributions name their
      sources, whatever kind they are of; a mention alone is a cluster too. It asks whether
      statements of the same source were brought together, and those of others kept apart.

    A mention of ours that matches none of the gold's, or one that another mention fits better,
    stays as one that is not in the key. A mention that several sources share is left out.
    """
    gold = GoldMentions(article)
    return CoreferenceScores(
        resolution=score_resolution(gold, document),
        everything=_everything(gold, document),
        sources=_of_sources(gold, document),
    )


def _everything(gold: GoldMentions, document: Document) -> Grouping:
    chains = gold.article.chains
    scored = [chain for chain in chains if any(m.kind in SCORED_KINDS for m in chain)]
    others = {m.span for chain in chains for m in chain} - {m.span for c in scored for m in c}
    owners = Counter(span for source in document.sources for span in set(source.mentions))
    groups = [
        [span for span in source.mentions if owners[span] == 1] for source in document.sources
    ]
    key = (_items(gold, (mention.span for mention in chain)) for chain in scored)
    response = (
        frozenset(item for item in cluster if item[1] not in others)
        for cluster in _matched(gold, groups)
    )
    return Grouping(key=_chains_only(key), response=_chains_only(response))


def _of_sources(gold: GoldMentions, document: Document) -> Grouping:
    groups: dict[object, list[Span]] = {}
    for span, ids in _sources_by_mention(document).items():
        if len(ids) <= 1:
            # Who was not found is nobody else either.
            groups.setdefault(ids[0] if ids else span, []).append(span)
    response = tuple(_matched(gold, list(groups.values())))
    mentioned = frozenset().union(*response)
    chains = (_items(gold, (m.span for m in chain)) for chain in gold.article.chains)
    return Grouping(
        key=tuple(cut for chain in chains if (cut := chain & mentioned)), response=response
    )


def _items(gold: GoldMentions, spans: Iterable[Span]) -> frozenset[Item]:
    return frozenset((gold.article.id, span) for span in spans)


def _matched(gold: GoldMentions, groups: Sequence[Sequence[Span]]) -> list[frozenset[Item]]:
    """Each group with the spans of the gold mentions that its own stand for."""
    wanted: dict[Span, tuple[float, int]] = {}
    found = [[(span, gold.find(span)) for span in group] for group in groups]
    for number, group in enumerate(found):
        for span, pair in group:
            if pair is not None:
                bid = (_likeness(pair[0].span, span), -number)
                wanted[pair[0].span] = max(bid, wanted.get(pair[0].span, bid))
    return [
        _items(
            gold,
            (
                pair[0].span if pair is not None and wanted[pair[0].span][1] == -number else span
                for span, pair in group
            ),
        )
        for number, group in enumerate(found)
    ]


def _chains_only(clusters: Iterable[frozenset[Item]]) -> Clusters:
    return tuple(cluster for cluster in clusters if len(cluster) > 1)
