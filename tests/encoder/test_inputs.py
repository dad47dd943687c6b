"""What is said of each piece besides which one it is."""

from __future__ import annotations

import numpy as np
import pytest
from claims import passage_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import articles, texts
from tiny import word_pieces

from attribution.encoder.inputs import FEATURES, Boundary, Marked, ReadBlock, read_blocks
from attribution.encoder.pieces import Case, WordPieces


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


def read(text: str, table: WordPieces) -> list[ReadBlock]:
    return list(read_blocks(passage_of(text), table))


def of_words(block: ReadBlock, feature: str) -> list[int]:
    """A feature, at the first piece of each word."""
    return [int(value) for value in block.features[feature][block.firsts]]


OUT, IN, NESTED, OTHER, OPEN, CLOSE, UNCLOSED = (
    Marked.OUTSIDE,
    Marked.SPEECH,
    Marked.NESTED,
    Marked.OTHER,
    Marked.OPENING,
    Marked.CLOSING,
    Marked.UNCLOSED,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained all day.", [[OUT] * 5], id="no marks"),
        pytest.param(
            "“It rained,” she said.",
            [[OPEN, IN, IN, IN, CLOSE, OUT, OUT, OUT]],
            id="speech",
        ),
        pytest.param(
            "“He told me, ‘Never come back here,’ and left,” she said.",
            [[OPEN, *[IN] * 4, OPEN, *[NESTED] * 5, CLOSE, *[IN] * 3, CLOSE, *[OUT] * 3]],
            id="speech in speech",
        ),
        pytest.param(
            "“It rained all day, she said.\n\nThe ferry was late.",
            [[OPEN, *[UNCLOSED] * 8], [OUT] * 5],
            id="a mark that is never closed",
        ),
    ],
)
def test_where_a_word_stands_among_marks(
    table: WordPieces, text: str, expected: list[list[Marked]]
) -> None:
    """Inside a quotation, at its ends, or outside of any."""
    assert expected == [of_words(block, "quotation") for block in read(text, table)]


def test_marks_around_other_things(table: WordPieces) -> None:
    """A title between marks is not somebody's words."""
    (block,) = read("She wrote the novel “Harbour” in a year.", table)

    assert [OUT] * 4 + [OPEN, OTHER, CLOSE] + [OUT] * 4 == of_words(block, "quotation")


FIRST, BLOCK, LAST, WITHIN = (
    Boundary.FIRST,
    Boundary.FIRST_OF_BLOCK,
    Boundary.LAST,
    Boundary.WITHIN,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained.", [[BLOCK, WITHIN, LAST]], id="one sentence"),
        pytest.param(
            "It rained. She left early.",
            [[BLOCK, WITHIN, LAST, FIRST, WITHIN, WITHIN, LAST]],
            id="two sentences",
        ),
        pytest.param(
            "It rained.\n\nShe left early.",
            [[BLOCK, WITHIN, LAST], [BLOCK, WITHIN, WITHIN, LAST]],
            id="two blocks",
        ),
    ],
)
def test_where_a_word_stands_in_its_sentence(
    table: WordPieces, text: str, expected: list[list[Boundary]]
) -> None:
    """At one of its ends, at that of a block, or within."""
    assert expected == [of_words(block, "boundary") for block in read(text, table)]


def test_how_a_word_is_written(table: WordPieces) -> None:
    """The pieces are in lower case; this is what is left of it."""
    (block,) = read("NATO said 3 times it rained.", table)

    assert [
        Case.UPPER,
        Case.LOWER,
        Case.DIGITS,
        Case.LOWER,
        Case.LOWER,
        Case.LOWER,
        Case.SIGNS,
    ] == of_words(block, "case")


def test_all_pieces_of_a_word_are_told_the_same(table: WordPieces) -> None:
    """What is said of a word is said of each of its pieces."""
    (block,) = read("Zyxwv said so.", table)

    assert 5 == block.firsts[1]
    for values in block.features.values():
        assert 1 == len(set(values[:5].tolist()))


def test_only_prose_is_read(table: WordPieces) -> None:
    """Headings are left out, and so are blocks without words."""
    blocks = read("Storm in the harbour\n\nIt rained all day.", table)

    assert 1 == len(blocks)


def test_white_space_is_no_word(table: WordPieces) -> None:
    """A word's number is its number in the passage, where white space counts."""
    passage = passage_of("It  rained.")
    (block,) = read_blocks(passage, table)

    assert ["It", "rained", "."] == [passage.words.texts[number] for number in block.words]


@given(texts())
def test_whatever_the_text(table: WordPieces, text: str) -> None:
    """Every word that is no white space has pieces, and every piece a value that there is."""
    passage = passage_of(text)
    for block in read_blocks(passage, table):
        assert len(block.words) == len(block.firsts) > 0
        assert 0 == block.firsts[0]
        assert bool((np.diff(block.firsts) > 0).all())
        assert bool((np.diff(block.words) > 0).all())
        assert block.firsts[-1] < len(block)
        assert not any(passage.words.texts[number].isspace() for number in block.words)
        assert FEATURES.keys() == block.features.keys()
        for name, values in block.features.items():
            assert len(block) == len(values)
            assert 0 <= values.min() <= values.max() < FEATURES[name]


def sentences_of(text: str, table: WordPieces) -> list[tuple[str, ReadBlock]]:
    """Each sentence that is read, and how it is read alone."""
    passage = passage_of(text)
    found = []
    for block in read_blocks(passage, table):
        for sentence in passage.sentences:
            inside = passage.words.inside(sentence)
            first, end = np.searchsorted(block.words, (inside.start, inside.stop)).tolist()
            if first < end:
                words = passage.words.span(int(block.words[first]), int(block.words[end - 1]) + 1)
                found.append((text[words.slice], block.alone(first, end)))
    return found


def assert_same(one: ReadBlock, other: ReadBlock) -> None:
    """Whether two blocks are read alike, the numbers of their words in the text aside."""
    assert one.firsts.tolist() == other.firsts.tolist()
    assert one.pieces.tolist() == other.pieces.tolist()
    assert {name: values.tolist() for name, values in one.features.items()} == {
        name: values.tolist() for name, values in other.features.items()
    }


class TestAlone:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            pytest.param("It rained all day.", 1, id="the only one"),
            pytest.param("It rained. She left early. The ferry was late.", 3, id="any of several"),
            pytest.param("It rained all day. Yes. Ships sank.", 3, id="one of two words"),
            pytest.param("It rained all day. Why", 2, id="one of one word, the last of its block"),
            pytest.param("Zyxwvut! Zyxwvut Zyxwvut.", 2, id="words of many pieces at both ends"),
            pytest.param("It rained.\n\nShe left. We stayed.", 3, id="in another block"),
            pytest.param("“It rained,” she said. He left.", 2, id="with a quotation of its own"),
            pytest.param(
                "She said: “It rained all day. The ferry sank. We were late.” He left.",
                4,
                id="in a quotation that others share",
            ),
            pytest.param(
                "“It rained. He told me, ‘Never come back,’ and left. We stayed,” she said.",
                3,
                id="with a quotation in one that others share",
            ),
            pytest.param(
                "“He told me, ‘Never come back here. Stay at home. Be quiet,’ and he left.”",
                3,
                id="in a quotation in a quotation",
            ),
            pytest.param("She said: “It rained. The ferry sank.", 2, id="behind a mark left open"),
            pytest.param(
                "“It rained. We stayed,” she said. “The ferry sank. We left,” he said.",
                4,
                id="between two quotations",
            ),
        ],
    )
    def test_reads_as_a_text_of_its_own(self, table: WordPieces, text: str, count: int) -> None:
        """Pieces, places and all that is said of them are those of the sentence by itself."""
        found = sentences_of(text, table)

        assert count == len(found)
        for sentence, alone in found:
            (expected,) = read(sentence, table)
            assert_same(expected, alone)

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            pytest.param(1, [BLOCK], id="a word"),
            pytest.param(2, [BLOCK, LAST], id="two"),
            pytest.param(4, [BLOCK, WITHIN, WITHIN, LAST], id="more, up to no full stop"),
        ],
    )
    def test_ends_where_others_say_that_it_does(
        self, table: WordPieces, end: int, expected: list[Boundary]
    ) -> None:
        """A corpus may cut sentences elsewhere: the last word is the last of all the same."""
        (block,) = read("The ferry sank; nobody drowned in the harbour.", table)

        assert expected == of_words(block.alone(0, end), "boundary")

    def test_all_pieces_of_a_word_are_told_the_same(self, table: WordPieces) -> None:
        """The first and the last word may have many."""
        (block,) = read("She left. Zyxwv said zyxwv", table)
        alone = block.alone(3, 6)

        assert [[BLOCK] * 5, [WITHIN], [LAST] * 5] == [
            values.tolist() for values in np.split(alone.features["boundary"], alone.firsts[1:])
        ]

    @given(articles(), st.data())
    @settings(max_examples=60)
    def test_whatever_the_words(self, table: WordPieces, text: str, data: st.DataObject) -> None:
        """Any words of a block have their pieces; the block stays as it was."""
        for block in read(text, table):
            before = {name: values.copy() for name, values in block.features.items()}
            count = len(block.words)
            first, end = sorted(
                (data.draw(st.integers(0, count)), data.draw(st.integers(0, count)))
            )
            if first == end:
                continue
            alone = block.alone(first, end)
            cut = slice(block.firsts[first], [*block.firsts, len(block)][end])

            assert block.words[first:end].tolist() == alone.words.tolist()
            assert block.pieces[cut].tolist() == alone.pieces.tolist()
            assert (block.firsts[first:end] - block.firsts[first]).tolist() == alone.firsts.tolist()
            assert FEATURES.keys() == alone.features.keys()
            assert [len(alone)] * 3 == [len(values) for values in alone.features.values()]
            assert before["case"][cut].tolist() == alone.features["case"].tolist()
            for name, values in before.items():
                assert values.tolist() == block.features[name].tolist()
