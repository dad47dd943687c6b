"""
The weights by which a pronoun or description finds whom it means, and how often it does.

::

    python -m attribution.training.resolving gum polnear/train

fits the weights to half of GUM's documents (every second of a genre) and to what CoreNLP
found in the texts of a PolNeAR split, and prints them beside those in
`attribution.sources.ranking`; then, on either half of GUM, how often the mentions by which
attributions name their sources lead to whom they mean, with the weights in use.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

from attribution.analysis import Mentions
from attribution.annotator import Annotator
from attribution.config import Config
from attribution.document import Document
from attribution.engines import load_engine
from attribution.errors import AttributionError
from attribution.evaluation.chains import ChainArticle, read_corenlp, read_gum
from attribution.evaluation.coreference import GoldMentions
from attribution.evaluation.counts import added
from attribution.resources import load_data, load_list, load_rows
from attribution.sources import Registry, SourceLexicon, find_sources
from attribution.sources.members import Member
from attribution.sources.ranking import WEIGHTS, Candidate, choose, table_of
from attribution.sources.readings import Reading
from attribution.spans import Span
from attribution.training import logit
from attribution.training.logit import fit_weights
from attribution.vocabulary import SourceKind

__all__ = [
    "GENRES",
    "Choices",
    "Followed",
    "fitting_choices",
    "halves",
    "main",
    "record_choices",
    "score_following",
]

GENRES = frozenset("bio court essay interview letter news speech voyage".split())
"""GUM's genres with prose that reports what somebody says."""
_KINDS: Mapping[str, str] = {
    **dict.fromkeys("he him his himself she her hers herself".split(), "he, she"),
    **dict.fromkeys("it its itself that this".split(), "it"),
    **dict.fromkeys("they them their theirs both themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself we us our ours".split(), "I, we"),
    **dict.fromkeys("who whom which".split(), "who"),
}
Choices: TypeAlias = dict[str, list[list[logit.Candidate]]]
"""By table of weights."""
GOLD_SHARE = 3
"""How often a choice of a gold standard counts, against one of CoreNLP's."""
PENALTY = 3.0


def halves(
    articles: Iterable[ChainArticle], without: Iterable[str] = ()
) -> tuple[list[ChainArticle], list[ChainArticle]]:
    """Documents to fit and documents to measure: every second of each of the `GENRES`."""
    genres: dict[str, list[ChainArticle]] = {}
    left_out = tuple(without)
    for article in sorted(articles, key=lambda one: one.id):
        genre = article.id.split("_")[1] if "_" in article.id else ""
        if genre in GENRES and not article.id.endswith(left_out):
            genres.setdefault(genre, []).append(article)
    fit = [article for genre in genres.values() for article in genre[::2]]
    held = [article for genre in genres.values() for article in genre[1::2]]
    return fit, held


# Choices


@frozen
class _Witness:
    """Chooses as the library does, and keeps what it could have chosen."""

    gold: GoldMentions
    is_silver: bool
    choices: Choices = field(factory=dict)

    def __call__(self, reading: Reading, candidates: Sequence[Candidate]) -> tuple[Member, ...]:
        chosen = choose(reading, candidates)
        found = self.gold.find(reading.span)
        if found is None:
            return chosen
        mention, chain = found
        if (mention.form == "pronoun") is not (reading.form == "pronoun"):
            return chosen
        right = [self._is_of(one.members, reading, chain) for one in candidates]
        if self.is_silver and not (any(right) and self._is_trusted(reading, chain)):
            return chosen
        if not any(right):
            if reading.form == "pronoun":
                # Whom it means is no candidate; to link it to somebody else is no worse than
                # not to link it.
                return chosen
            right[-1] = True
        signs = [(one.signs, is_right) for one, is_right in zip(candidates, right, strict=True)]
        self.choices.setdefault(table_of(reading), []).append(signs)
        return next(c.members for c, is_right in zip(candidates, right, strict=True) if is_right)

    def _is_of(self, members: Sequence[Member], reading: Reading, chain: int) -> bool:
        """Whether most of what a member was called before is of a chain; all words of several."""
        if len(members) > 1:
            first, *_, last = (member.spot_before(reading.span.start) for member in members)
            if first is None or last is None:
                return False
            whole = Span(*sorted((first.start, last.start)))
            return any(whole in mention.span for mention in self.gold.article.chains[chain])
        spans = [
            span
            for member in members
            for span in member.mentions
            if span.start < reading.span.start
        ]
        found = Counter(pair[1] for span in spans if (pair := self.gold.find(span)))
        return bool(found) and found[chain] == max(found.values())

    def _is_trusted(self, reading: Reading, chain: int) -> bool:
        """Whether what CoreNLP says is likely: he is called a person's name."""
        kinds = {
            mention.kind for mention in self.gold.article.chains[chain] if mention.form == "name"
        }
        if reading.gender in ("m", "f"):
            return kinds == {"person"}
        return reading.form == "nominal" or "person" not in kinds


def record_choices(
    articles: Iterable[ChainArticle], engine: str, *, is_silver: bool = False
) -> Choices:
    """For each pronoun and description that the gold knows: its candidates, and the right one."""
    prepare = Annotator(Config(engine="lexicon")).prepare
    parts = load_engine(Config(engine=engine, threads=1))
    lexicon = SourceLexicon.from_lists(load_list, load_rows, load_data("lists.json")["places"])
    registry = Registry.packaged()
    choices: Choices = {}
    for article in articles:
        passage = prepare(article.text)
        (encoding,) = parts.encoder.encode([passage])
        find_sources(
            passage.text,
            passage.words,
            passage.blocks,
            parts.finder.find(passage, encoding),
            lexicon=lexicon,
            registry=registry,
            mentions=Mentions.of(encoding),
            choose=_Witness(GoldMentions(article), is_silver, choices),
        )
    return choices


# Figures


@frozen(kw_only=True)
class Followed:
    """Where mentions of one kind led."""

    right: int = 0
    wrong: int = 0
    """To somebody else."""
    missing: int = 0
    """To nobody that the gold knows."""

    __add__ = added

    @property
    def share(self) -> float:
        """Right ones among all."""
        return self.right / total if (total := self.right + self.wrong + self.missing) else 0.0


def score_following(article: ChainArticle, document: Document) -> Mapping[str, Followed]:
    """
    By kind of mention, how often a source's pronoun or description leads to whom it means.

    Judged are the mentions by which attributions name their sources, each once, if the
    gold has a name for whom they mean, or an earlier description. One is right if the
    source has such a mention too, and no more of anybody else's. "I" outside
    quotations is right as the author.
    """
    gold = GoldMentions(article)
    scores: dict[str, Followed] = {}
    judged: set[Span] = set()
    for attribution in document.attributions:
        span = attribution.mention
        if span is None or span in judged:
            continue
        judged.add(span)
        ids = {a.source_id for a in document.attributions if a.mention == span} - {None}
        kind, chain = _kind_of(gold, span)
        if kind and chain is not None:
            sources = [document.source(id) for id in ids if id is not None]
            outcomes = {
                _outcome(gold, source.kind, source.mentions, span, chain, kind)
                for source in sources
            }
            best = next((one for one in ("right", "wrong") if one in outcomes), "missing")
            scores[kind] = scores.get(kind, Followed()) + Followed(**{best: 1})
    return scores


def _kind_of(gold: GoldMentions, span: Span) -> tuple[str, int | None]:
    """What kind of mention it is, and its chain, if it leads anywhere."""
    found = gold.find(span)
    if found is None or found[0].form == "name":
        return "", None
    mention, number = found
    leads = (
        one.form == "name" or (one.form == "nominal" and one.span < mention.span)
        for one in gold.article.chains[number]
    )
    if not any(leads):
        return "", None
    if mention.form == "nominal":
        return "description", number
    return _KINDS.get(gold.article.text[span.slice].lower(), ""), number


def _outcome(
    gold: GoldMentions,
    source_kind: SourceKind,
    mentions: Sequence[Span],
    span: Span,
    chain: int,
    kind: str,
) -> str:
    if source_kind is SourceKind.AUTHOR:
        return "right" if kind == "I, we" else "wrong"
    found: Counter[int] = Counter()
    for other in mentions:
        pair = gold.find(other) if other != span else None
        if pair is None or pair[0].form == "pronoun":
            continue
        if pair[0].form == "name" or pair[1] != chain or other < span:
            found[pair[1]] += 1
    if not found:
        return "missing"
    return "right" if found[chain] == max(found.values()) else "wrong"


def main(arguments: Sequence[str] | None = None) -> None:
    """``python -m attribution.training.resolving``."""
    parser = argparse.ArgumentParser(
        prog="python -m attribution.training.resolving",
        description="Fit the weights of candidates to chains, and measure those in use.",
    )
    parser.add_argument("gum", metavar="GUM", type=Path, help="folder of CoNLL-U files")
    parser.add_argument("split", metavar="SPLIT", type=Path, help="folder with CoreNLP's chains")
    parser.add_argument("--engine", default="encoder", help="what finds attributions")
    parser.add_argument("--without", nargs="*", default=[], help="documents to leave out")
    given = parser.parse_args(arguments)
    try:
        fit, held = halves(read_gum(given.gum), given.without)
        silver = read_corenlp(given.split)
    except (AttributionError, OSError) as error:
        raise SystemExit(str(error)) from error
    gold_choices = record_choices(fit, given.engine)
    silver_choices = record_choices(silver, given.engine, is_silver=True)
    for table, used in WEIGHTS.items():
        choices = fitting_choices(table, gold_choices, silver_choices)
        sys.stdout.writelines(_weights(table, used, choices))
    annotator = Annotator(Config(engine=given.engine, threads=1))
    for title, articles in (("held-out half", held), ("half that was fitted", fit)):
        scores: dict[str, Followed] = {}
        for article in articles:
            for kind, score in score_following(article, annotator(article.text)).items():
                scores[kind] = scores.get(kind, Followed()) + score
        sys.stdout.writelines(_accuracy(title, scores))


def fitting_choices(table: str, gold: Choices, silver: Choices) -> list[list[logit.Candidate]]:
    """
    What a table is fitted to.

    Gold counts `GOLD_SHARE` times; descriptions have no silver, for CoreNLP seldom
    follows them to names.
    """
    own = gold.get(table, [])
    return own if table == "description" else own * GOLD_SHARE + silver.get(table, [])


def _weights(
    table: str, used: Mapping[str, float], choices: Sequence[Sequence[logit.Candidate]]
) -> Iterator[str]:
    names = tuple(
        dict.fromkeys(name for choice in choices for signs, _ in choice for name in signs)
    )
    yield f"{table}, {len(choices)} choices: {{\n"
    for name, weight in sorted(fit_weights(choices, names, penalty=PENALTY).items()):
        written = f'    "{name}": {weight:.2f},'
        yield f"{written:<40}# in use: {used.get(name, 0):.2f}\n"
    yield "}\n"


def _accuracy(title: str, scores: Mapping[str, Followed]) -> Iterator[str]:
    yield f"{title}\n"
    for kind, score in sorted(scores.items()):
        yield (
            f"    {kind:<12}{100 * score.share:6.2f}%  {score.right} right,"
            f" {score.wrong} wrong, {score.missing} missing\n"
        )


if __name__ == "__main__":
    main()
