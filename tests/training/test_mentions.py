"""What others marked becomes labels of the words that the encoder reads."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from builders import mark
from claims import passage_of
from hypothesis import given
from hypothesis import strategies as st
from tiny import chain_article, named_spans, word_pieces

from attribution.encoder.inputs import read_blocks
from attribution.encoder.pieces import WordPieces
from attribution.evaluation.chains import ChainArticle, NamedSpan
from attribution.spans import Span
from attribution.tags import NAMES, NOUNS
from attribution.training.mentions import label_names, label_nouns


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


def names_in(text: str, named: Sequence[NamedSpan], table: WordPieces) -> list[str]:
    """The tags of each block, as text."""
    passage = passage_of(text)
    blocks = list(read_blocks(passage, table))
    labels = label_names(text, passage, blocks, named)
    assert [len(block.words) for block in blocks] == [len(tags) for tags in labels]
    return [" ".join(NAMES.names[tag] for tag in tags) for tags in labels]


def nouns_in(article: ChainArticle, table: WordPieces) -> list[list[tuple[str, str]]]:
    """The words of each block that stand for somebody, and for whom."""
    passage = passage_of(article.text)
    blocks = list(read_blocks(passage, table))
    labels = label_nouns(article, passage, blocks)
    assert [len(block.words) for block in blocks] == [len(own) for own in labels]
    return [
        [
            (passage.words.texts[word], NOUNS[label])
            for word, label in zip(block.words, own, strict=True)
            if label
        ]
        for block, own in zip(blocks, labels, strict=True)
    ]


class TestNames:
    @pytest.mark.parametrize(
        ("marked", "expected"),
        [
            pytest.param(
                "Then [person:Ana Reyes] left.",
                ["O B-person E-person O O"],
                id="a person",
            ),
            pytest.param(
                "[organization:The Harbour Board] met in [location:Riga].",
                ["B-organisation I-organisation E-organisation O O S-place O"],
                id="an organisation and a place",
            ),
            pytest.param(
                "The [misc:Dutch] left.", ["O S-other O O"], id="whatever else has a name"
            ),
            pytest.param(
                "He told [organization:Reuters] so.",
                ["O O S-outlet O O"],
                id="an organisation that the registry has is an outlet",
            ),
            pytest.param(
                "He told the [misc:Financial Times] so.",
                ["O O O B-outlet E-outlet O O"],
                id="and so is what CoreNLP had no kind for",
            ),
            pytest.param(
                "He met [person:Reuters] there.",
                ["O O S-person O O"],
                id="but no person is, whoever has that name",
            ),
            pytest.param(
                "Then [organization:the Riga Shipyard] closed.",
                ["O B-organisation I-organisation E-organisation O O"],
                id="an organisation that it does not have is none",
            ),
            pytest.param(
                "Then [person:Ana  Reyes] left.",
                ["O B-person E-person O O"],
                id="white space inside a name is no word of it",
            ),
            pytest.param(
                "She told Ana [person:Reyes].\n\n[person:Lee] left it.",
                ["O O O S-person O", "S-person O O O"],
                id="each block has its own",
            ),
            pytest.param(
                "She told [person:Ana.\n\nReyes] left it.",
                ["O O B-person E-person", "S-person O O O"],
                id="a name is cut where its block ends",
            ),
            pytest.param(
                "[person:Ana Reyes]’s boat left.",
                ["B-person E-person O O O O"],
                id="the ending of a possessive is not of it",
            ),
            pytest.param("It rained all day.", ["O O O O O"], id="without names"),
            pytest.param("", [], id="without words"),
        ],
    )
    def test_labels(self, table: WordPieces, marked: str, expected: list[str]) -> None:
        """The words of a name say where it begins and ends, and its kind."""
        text, _ = mark(marked)

        assert expected == names_in(text, named_spans(marked), table)

    def test_a_name_outside_the_prose(self, table: WordPieces) -> None:
        """What the encoder does not read, it need not know."""
        marked = "[location:Riga] closes its harbour\n\nThe harbour closed on [location:Monday]."
        text, _ = mark(marked)

        assert ["O O O O S-place O"] == names_in(text, named_spans(marked), table)

    def test_half_a_word(self, table: WordPieces) -> None:
        """A name goes to the words that begin in it; one that begins in none is lost."""
        marked = "The pro-[location:Riga] party and Lat[location:via] met [person:An]a."
        text, _ = mark(marked)
        (tags,) = names_in(text, named_spans(marked), table)

        assert ["S-place", "S-person"] == [tag for tag in tags.split() if tag != "O"]

    @given(st.data())
    def test_what_is_named_can_be_read(self, table: WordPieces, data: st.DataObject) -> None:
        """Names anywhere at all, even on top of each other, make tags that may be."""
        text = "Ana Reyes  told Lee,\nof the port, so.\n\nThe ferry left Riga’s harbour."
        offsets = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
        (person,) = named_spans("[person:Ana]")
        named = [
            evolve(person, span=Span(*each)) for each in data.draw(st.lists(offsets, max_size=5))
        ]
        for tags in names_in(text, named, table):
            numbers = [NAMES.names.index(tag) for tag in tags.split()]
            assert NAMES.read(numbers) == NAMES.read_loosely(numbers)


class TestNouns:
    @pytest.mark.parametrize(
        ("marked", "expected"),
        [
            pytest.param("The [person:mayor] left.", [("mayor", "person")], id="a person"),
            pytest.param(
                "Two [person-plural:sailors] left.",
                [("sailors", "group")],
                id="several are a group",
            ),
            pytest.param(
                "The [organization:board] met two [organization-plural:unions].",
                [("board", "organisation"), ("unions", "organisation")],
                id="organisations, however many",
            ),
            pytest.param("The [place:harbour] froze.", [("harbour", "place")], id="a place"),
            pytest.param(
                "The [abstract:report] cites a [object:letter].",
                [("report", "document"), ("letter", "document")],
                id="what can be read is a document",
            ),
            pytest.param(
                "Two [object-plural:Reports] came.",
                [("Reports", "document")],
                id="so are several, in capitals too",
            ),
            pytest.param(
                "The [object:bridge] and the [abstract:weather] held.",
                [],
                id="other things are none",
            ),
            pytest.param(
                "A [animal:gull], an [event:election] and a [time:week] passed.",
                [],
                id="what cannot say anything is none",
            ),
            pytest.param("It rained all day.", [], id="without mentions"),
        ],
    )
    def test_labels(self, table: WordPieces, marked: str, expected: list[tuple[str, str]]) -> None:
        """A common noun stands for what its mention means."""
        assert [expected] == nouns_in(chain_article("rain", marked), table)

    @pytest.mark.parametrize("form", ["name", "pronoun"])
    def test_only_common_nouns(self, table: WordPieces, form: str) -> None:
        """Names have a head of their own; pronouns stand for nobody by themselves."""
        assert [[]] == nouns_in(chain_article("rain", "The [person:mayor] left.", form=form), table)

    def test_the_head_of_a_mention(self, table: WordPieces) -> None:
        """Of several words the one that says what they are is labelled."""
        text, roles = mark("[mention:The old [head:mayor] of Riga] left.")
        article = chain_article("rain", "The old [person:mayor] of Riga left.")
        (((mention,),)) = article.chains
        assert text == article.text
        whole = evolve(mention, span=roles["mention"][0])

        assert [[("mayor", "person")]] == nouns_in(evolve(article, chains=((whole,),)), table)

    def test_outside_the_prose(self, table: WordPieces) -> None:
        """What the encoder does not read, it need not know; numbers are those of each block."""
        marked = "A [person:mayor] resigns\n\nIt rained all day.\n\nThe [person:mayor] left it."

        assert [[], [("mayor", "person")]] == nouns_in(chain_article("rain", marked), table)
