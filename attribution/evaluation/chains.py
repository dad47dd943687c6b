"""
Texts in which every mention of the same person or thing is known: coreference chains.

Two forms are read. GUM's CoNLL-U (Zeldes 2017) has mentions with types and the chains
that they belong to under ``Entity`` of its last column, made by hand. A split of PolNeAR
comes with what CoreNLP found: ``text/*.txt``, and ``corenlp-silver.jsonl.gz``, one JSON
object a text::

    {"id": …, "sentences": [[0, 42], …], "entities": [[0, 6, "PERSON"], …],
     "coreference": [[[0, 6], [15, 18]], …]}
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from attribution.errors import InvalidRecordError, MissingExtraError
from attribution.spans import Span

if TYPE_CHECKING:
    from conllu.models import Token, TokenList

__all__ = ["ChainArticle", "ChainMention", "NamedSpan", "read_corenlp", "read_gum"]

SILVER = "corenlp-silver.jsonl.gz"
_ENTITY = re.compile(r"\((?P<opens>\d+)-(?P<what>[^()]*)(?P<closes_it>\))?|(?P<closes>\d+)\)")
_WORD = re.compile(r"(?<![’'\w])\w[\w.-]*(?:[’'](?![sS]\b)\w+)*")
"""Without the ending of a possessive."""
_PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his"
    " himself she her hers herself it its itself they them their theirs themselves who whom whose"
    " which that this these those".split()
)
_ENDS_CORE = frozenset(
    "of in on at for from with by to as who whom whose which that , ( – — - ;".split()
)
_KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place"}


@frozen(kw_only=True)
class ChainMention:
    """Words that mean somebody or something."""

    span: Span
    head: Span
    """The word of them that says what it is; of a name its last word."""
    kind: str
    """GUM's type, such as ``person``, ``organization``, ``place``, ``object`` or ``abstract``;
    empty where it is not known."""
    form: str
    """``name``, ``nominal`` or ``pronoun``."""
    plural: bool = False


@frozen(kw_only=True)
class NamedSpan:
    """A name, titles aside."""

    span: Span
    kind: str
    """As CoreNLP writes it: ``PERSON``, ``ORGANIZATION``, ``LOCATION``, ``MISC``."""


@frozen(kw_only=True)
class ChainArticle:
    """A text with its chains."""

    id: str
    text: str
    chains: tuple[tuple[ChainMention, ...], ...]
    """Mentions in reading order; in GUM also those of what is mentioned but once."""
    sentences: tuple[Span, ...] = ()
    """As the corpus cuts them, where it does."""
    names: tuple[NamedSpan, ...] = ()


# GUM


def read_gum(path: str | PathLike[str]) -> tuple[ChainArticle, ...]:
    """
    The documents of a CoNLL-U file, or of all of a folder.

    The text is put together from the words, with an empty line between paragraphs.

    Raises:
        MissingExtraError: the library that reads CoNLL-U is not installed.
        InvalidRecordError: a file cannot be read as such.
        OSError: a file cannot be read.
    """
    root = Path(path)
    files = sorted(root.glob("*.conllu")) if root.is_dir() else [root]
    if not files:
        raise InvalidRecordError(str(root), None, "there is no CoNLL-U file")
    return tuple(article for file in files for article in _read_conllu(file))


def _read_conllu(path: Path) -> Iterator[ChainArticle]:
    try:
        from conllu import parse
        from conllu.exceptions import ParseException
    except ImportError as error:
        raise MissingExtraError("evaluate") from error
    try:
        sentences = parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidRecordError(str(path), None, f"not UTF-8: {error.reason}") from error
    except ParseException as error:
        raise InvalidRecordError(str(path), None, str(error)) from error
    documents: list[list[TokenList]] = []
    for sentence in sentences:
        if "newdoc id" in sentence.metadata or not documents:
            documents.append([])
        documents[-1].append(sentence)
    for document in documents:
        id = document[0].metadata.get("newdoc id", path.stem)
        try:
            yield _gum_article(id, document)
        except (LookupError, ValueError) as error:
            raise InvalidRecordError(str(path), None, f"in {id}: {error}") from error


@frozen
class _Word:
    """A word of a CoNLL-U sentence and where it stands."""

    token: Token
    span: Span


def _gum_article(id: str, sentences: Sequence[TokenList]) -> ChainArticle:
    text: list[str] = []
    length = 0
    chains: dict[str, list[ChainMention]] = {}
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    words: list[_Word] = []
    # Heads count within a sentence: the number of each sentence's first word.
    bases: list[int] = []
    spans: list[Span] = []
    for sentence in sentences:
        if words:
            opens_paragraph = any(key.startswith("newpar") for key in sentence.metadata)
            length += _append(text, "\n\n" if opens_paragraph and text[-1] != "\n\n" else "")
        base = len(words)
        for token, after in _with_spaces(sentence):
            words.append(_Word(token, Span(length, length + len(token["form"]))))
            bases.append(base)
            length += _append(text, token["form"]) + _append(text, after)
            for found in _ENTITY.finditer((token["misc"] or {}).get("Entity") or ""):
                if found["opens"]:
                    begun = open_mentions.setdefault(found["opens"], [])
                    begun.append((len(words) - 1, found["what"]))
                closed = found["closes"] or (found["opens"] if found["closes_it"] else None)
                if closed:
                    first, what = open_mentions[closed].pop()
                    mention = _gum_mention(words[first:], what, first, bases)
                    chains.setdefault(closed, []).append(mention)
        spans.append(Span(words[base].span.start, words[-1].span.end))
    left = [key for key, begun in open_mentions.items() if begun]
    if left:
        raise ValueError(f"mentions that do not end: {', '.join(left)}")
    return ChainArticle(
        id=id,
        text="".join(text),
        chains=tuple(tuple(sorted(chain, key=lambda m: m.span)) for chain in chains.values()),
        sentences=tuple(spans),
    )


def _append(text: list[str], piece: str) -> int:
    if piece == "\n\n" and text[-1] == " ":
        text[-1] = ""
        text.append(piece)
        return 1
    text.append(piece)
    return len(piece)


def _with_spaces(sentence: TokenList) -> Iterator[tuple[Token, str]]:
    """Words and what stands behind each, parts of contractions having nothing between them."""
    joined_until, joined_space = 0, " "
    for token in sentence:
        number = token["id"]
        space = "" if (token["misc"] or {}).get("SpaceAfter") == "No" else " "
        if not isinstance(number, int):
            if number[1] == "-":
                joined_until, joined_space = number[2], space
            continue
        if number < joined_until:
            yield token, ""
        else:
            yield token, joined_space if number == joined_until else space


def _gum_mention(
    words: Sequence[_Word], what: str, first: int, bases: Sequence[int]
) -> ChainMention:
    base = bases[first]
    end = first + len(words)
    head = words[0]
    for word in words:
        number = word.token["head"]
        if number is None or not first <= base + number - 1 < end or number == 0:
            head = word
            break
    forms = {"PROPN": "name", "PRON": "pronoun", "DET": "pronoun"}
    name = head
    if head.token["upos"] == "PROPN":
        # Fuad Basya: its first word is the head of the tree.
        place = words.index(head)
        while place + 1 < len(words) and words[place + 1].token["deprel"] in ("flat", "compound"):
            place += 1
        name = words[place]
    features: Mapping[str, str] = head.token["feats"] or {}
    return ChainMention(
        span=Span(words[0].span.start, words[-1].span.end),
        head=name.span,
        kind=what.split("-")[0],
        form=forms.get(head.token["upos"], "nominal"),
        plural=features.get("Number") == "Plur",
    )


# CoreNLP


def read_corenlp(folder: str | PathLike[str]) -> tuple[ChainArticle, ...]:
    """
    What CoreNLP found in the texts of a folder; right more often than not, and no more.

    Raises:
        InvalidRecordError: a line cannot be used.
        OSError: a file cannot be read.
    """
    root = Path(folder)
    path = root / SILVER
    articles = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                with (root / "text" / f"{record['id']}.txt").open(
                    encoding="utf-8", newline=""
                ) as file:
                    articles.append(_silver_article(record, file.read()))
            except (KeyError, TypeError, ValueError) as error:
                raise InvalidRecordError(str(path), number, str(error)) from error
    return tuple(articles)


def _silver_article(record: Mapping[str, Any], text: str) -> ChainArticle:
    names = tuple(
        NamedSpan(span=Span(start, end), kind=kind)
        for start, end, kind in record["entities"]
        if kind in _KINDS or kind == "MISC"
    )
    chains = tuple(
        tuple(_silver_mention(Span(*span), text, names) for span in sorted(chain))
        for chain in record["coreference"]
    )
    return ChainArticle(id=record["id"], text=text, chains=chains, names=names)


def _silver_mention(span: Span, text: str, names: Iterable[NamedSpan]) -> ChainMention:
    words = [Span(*word.span()) for word in _WORD.finditer(text, span.start, span.end)]
    lower = [text[word.slice].lower() for word in words]
    if len(words) == 1 and lower[0] in _PRONOUNS:
        return ChainMention(span=span, head=words[0], kind="", form="pronoun")
    head = words[-1] if words else span
    for number in range(1, len(words)):
        between = text[words[number - 1].end : words[number].start].strip()
        if between in _ENDS_CORE - {""} or lower[number] in _ENDS_CORE:
            head = words[number - 1]
            break
    for name in names:
        if head in name.span and name.span in span:
            return ChainMention(span=span, head=head, kind=_KINDS.get(name.kind, ""), form="name")
    return ChainMention(span=span, head=head, kind="", form="nominal")
