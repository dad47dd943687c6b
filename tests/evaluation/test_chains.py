"""Reading coreference chains."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from attribution.errors import InvalidRecordError, MissingExtraError
from attribution.evaluation.chains import ChainArticle, ChainMention, read_corenlp, read_gum
from attribution.spans import Span

# CoNLL-U


def conllu(*sentences: str) -> str:
    """
    CoNLL-U of lines such as ``2 Lee PROPN 1 flat Entity=1)``: id, form, tag, head, relation, misc.

    A line that begins with ``#`` stays as it is; an underscore is an empty field.
    """
    lines = []
    for sentence in sentences:
        for line in sentence.strip().splitlines():
            if line.lstrip().startswith("#"):
                lines.append(line.strip())
                continue
            id, form, tag, head, relation, misc = line.split()
            features = "Number=Plur" if form.endswith("s") and tag == "NOUN" else "_"
            lines.append("\t".join((id, form, form, tag, "_", features, head, relation, "_", misc)))
        lines.append("")
    return "\n".join(lines) + "\n"


RAIN = conllu(
    """
    # newdoc id = rain
    # newpar_block = p
    1    Ann     PROPN  4  nmod:poss  Entity=(2-object-new-1-coref(1-person-new-1-coref
    2-3  Lee's   _      _  _          _
    2    Lee     PROPN  1  flat       _
    3    's      PART   1  case       Entity=1)
    4    boats   NOUN   7  nsubj      Entity=2)
    5-6  didn't  _      _  _          _
    5    did     AUX    7  aux        _
    6    n't     PART   7  advmod     _
    7    sink    VERB   0  root       SpaceAfter=No
    8    .       PUNCT  7  punct      _
    """,
    """
    1    She     PRON   2  nsubj      Entity=(1-person-giv-1-ana)
    2    owns    VERB   0  root       _
    3    one     NUM    5  nummod     Entity=(2-object-giv-3-coref
    4    of      ADP    5  case       _
    5    them    PRON   2  obj        Entity=(5-object-giv-1-coref)2)|SpaceAfter=No
    6    .       PUNCT  2  punct      _
    """,
    """
    # newpar
    1    “       PUNCT  2  punct      SpaceAfter=No
    2    Rome    PROPN  5  obj        Entity=(3-place-new-1-sgl)|SpaceAfter=No
    3    ”       PUNCT  2  punct      _
    4    she     PRON   5  nsubj      Entity=(1-person-giv-1-ana)
    5    said    VERB   0  root       SpaceAfter=No
    6    .       PUNCT  5  punct      SpaceAfter=No
    """,
)


@pytest.fixture
def rain(tmp_path: Path) -> ChainArticle:
    path = tmp_path / "rain.conllu"
    path.write_text(RAIN, encoding="utf-8")
    (article,) = read_gum(path)
    return article


def words(article: ChainArticle) -> list[list[str]]:
    return [[article.text[m.span.slice] for m in chain] for chain in article.chains]


def test_text_is_put_together(rain: ChainArticle) -> None:
    """Contractions are one word, spaces are where they were, an empty line parts paragraphs."""
    assert ("rain", "Ann Lee's boats didn't sink. She owns one of them.\n\n“Rome” she said.") == (
        rain.id,
        rain.text,
    )


def test_sentences_are_those_of_the_trees(rain: ChainArticle) -> None:
    """As the corpus cuts them: from the first word to the last, without the space between."""
    assert [
        "Ann Lee's boats didn't sink.",
        "She owns one of them.",
        "“Rome” she said.",
    ] == [rain.text[sentence.slice] for sentence in rain.sentences]


def test_each_document_has_its_own_sentences(tmp_path: Path) -> None:
    """In a file of several they are counted from its own beginning."""
    other = RAIN.replace("newdoc id = rain", "newdoc id = snow")
    path = tmp_path / "both.conllu"
    path.write_text(RAIN + other, encoding="utf-8")
    first, second = read_gum(path)

    assert 3 == len(first.sentences)
    assert first.sentences == second.sentences


def test_a_contraction_says_what_is_behind_it(tmp_path: Path) -> None:
    """The space behind a contraction is that of the whole, not of its last part."""
    path = tmp_path / "rain.conllu"
    parts = (
        "1-2 don't _ _ _ SpaceAfter=No",
        "1 do AUX 0 root _",
        "2 n't PART 1 advmod _",
        "3 ! PUNCT 1 punct SpaceAfter=No",
    )
    path.write_text(conllu("\n".join(parts)), encoding="utf-8")

    assert ["don't!"] == [article.text for article in read_gum(path)]


def test_chains_have_their_mentions_in_order(rain: ChainArticle) -> None:
    """Mentions may hold others, end together, and be the only one of their chain."""
    assert [
        ["Ann Lee's", "She", "she"],
        ["Ann Lee's boats", "one of them"],
        ["Rome"],
        ["them"],
    ] == sorted(words(rain))


@pytest.mark.parametrize(
    ("words", "head", "kind", "form", "plural"),
    [
        pytest.param("Ann Lee's", "Lee", "person", "name", False, id="a name ends in its head"),
        pytest.param("Ann Lee's boats", "boats", "object", "nominal", True, id="plural things"),
        pytest.param("She", "She", "person", "pronoun", False, id="a pronoun"),
        pytest.param("Rome", "Rome", "place", "name", False, id="a name of one word"),
        pytest.param("one of them", "them", "object", "pronoun", False, id="the head of the tree"),
    ],
)
def test_a_mention_is_described(
    rain: ChainArticle, words: str, head: str, kind: str, form: str, plural: bool
) -> None:
    """Head, form and number are those of the tree, the kind that of the annotation."""
    mentions = {rain.text[m.span.slice]: m for chain in rain.chains for m in chain}
    mention = mentions[words]

    assert (head, kind, form, plural) == (
        rain.text[mention.head.slice],
        mention.kind,
        mention.form,
        mention.plural,
    )


def test_a_folder_has_many_documents(tmp_path: Path) -> None:
    """Files come by name, each with as many documents as it has; other files are left alone."""
    other = RAIN.replace("newdoc id = rain", "newdoc id = snow")
    (tmp_path / "b.conllu").write_text(RAIN, encoding="utf-8")
    (tmp_path / "a.conllu").write_text(other + RAIN, encoding="utf-8")
    (tmp_path / "readme.txt").write_text("no", encoding="utf-8")

    assert ["snow", "rain", "rain"] == [article.id for article in read_gum(tmp_path)]


def test_the_last_head_of_a_chain_is_in_the_text(rain: ChainArticle) -> None:
    """Every head is in its mention, every mention in the text."""
    mentions = [m for chain in rain.chains for m in chain]

    assert all(m.head in m.span for m in mentions)
    assert max(m.span.end for m in mentions) <= len(rain.text)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"\xff", "not UTF-8", id="another encoding"),
        pytest.param(b"1\tIt\n\n", "", id="columns missing"),
        pytest.param(
            conllu("1 Lee PROPN 0 root Entity=(1-person-new").encode(),
            "mentions that do not end: 1",
            id="a mention without an end",
        ),
        pytest.param(
            conllu("1 Lee PROPN 0 root Entity=1)").encode(),
            "in rain",
            id="an end without a mention",
        ),
        pytest.param(
            conllu("1 Lee PROPN 0 root Entity=(1-person-new)1)").encode(),
            "in rain",
            id="an end too many",
        ),
    ],
)
def test_broken_files_are_named(tmp_path: Path, content: bytes, reason: str) -> None:
    """What cannot be read names its file and the reason."""
    path = tmp_path / "rain.conllu"
    path.write_bytes(content)
    with pytest.raises(InvalidRecordError) as raised:
        read_gum(path)

    assert str(path) == raised.value.path
    assert reason in raised.value.reason


def test_a_folder_without_files(tmp_path: Path) -> None:
    """A folder that has no CoNLL-U is an error, not an empty gold."""
    with pytest.raises(InvalidRecordError, match="no CoNLL-U"):
        read_gum(tmp_path)


def test_the_reader_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error names the extra that has it."""
    monkeypatch.setitem(sys.modules, "conllu", None)
    with pytest.raises(MissingExtraError) as raised:
        read_gum(tmp_path / "rain.conllu")

    assert "evaluate" == raised.value.extra


# CoreNLP

SILVER_TEXT = "Mayor Ann Lee spoke to the head of Rain Inc., which she owns."
SILVER: dict[str, Any] = {
    "id": "rain",
    "sentences": [[0, 61]],
    "entities": [[6, 13, "PERSON"], [35, 44, "ORGANIZATION"], [20, 22, "NUMBER"]],
    "coreference": [[[52, 55], [0, 13]], [[23, 44]], [[35, 44], [46, 51]]],
}


def write_silver(folder: Path, *records: Any) -> Path:
    (folder / "text").mkdir()
    (folder / "text" / "rain.txt").write_text(SILVER_TEXT, encoding="utf-8")
    with gzip.open(folder / "corenlp-silver.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(
            (record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records
        )
    return folder


def test_reads_silver(tmp_path: Path) -> None:
    """Mentions are in order; where one has a name as its head, it is of the name's kind."""
    (article,) = read_corenlp(write_silver(tmp_path, SILVER))

    def mention(span: Span, head: str, kind: str, form: str) -> ChainMention:
        start = article.text.index(head, span.start)
        return ChainMention(span=span, head=Span(start, start + len(head)), kind=kind, form=form)

    assert ("rain", SILVER_TEXT) == (article.id, article.text)
    assert (
        mention(Span(0, 13), "Lee", "person", "name"),
        mention(Span(52, 55), "she", "", "pronoun"),
    ) == article.chains[0]
    assert (mention(Span(23, 44), "head", "", "nominal"),) == article.chains[1]
    assert "name" == article.chains[2][0].form
    assert "organization" == article.chains[2][0].kind
    assert [("PERSON", "Ann Lee"), ("ORGANIZATION", "Rain Inc.")] == [
        (name.kind, article.text[name.span.slice]) for name in article.names
    ]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param("{", id="no JSON"),
        pytest.param({"id": "rain"}, id="fields missing"),
        pytest.param({**SILVER, "coreference": [[3]]}, id="a mention is no span"),
    ],
)
def test_a_bad_line_of_silver_is_named(tmp_path: Path, record: Any) -> None:
    """A line that cannot be used is named with its number."""
    folder = write_silver(tmp_path, SILVER, record)
    with pytest.raises(InvalidRecordError) as raised:
        read_corenlp(folder)

    assert 2 == raised.value.line
