"""Words are cut into pieces one by one, whatever they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import word_pieces, write_tokenizer

from attribution.encoder import pieces
from attribution.encoder.pieces import Case, WordPieces, case_of
from attribution.errors import ModelContractError
from attribution.words import find_words

UNKNOWN = 1


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


class TestCut:
    def test_known_words_are_whole(self, table: WordPieces) -> None:
        """A word of the vocabulary is one piece, in whatever case."""
        lower, upper = table.cut(["harbour", "HARBOUR"])

        assert 1 == len(lower.pieces)
        assert lower.pieces == upper.pieces
        assert (Case.LOWER, Case.UPPER) == (lower.case, upper.case)

    def test_unknown_words_are_put_together(self, table: WordPieces) -> None:
        """A word that is not in the vocabulary is several pieces of it."""
        (cut,) = table.cut(["zyx"])

        assert 3 == len(cut.pieces)
        assert UNKNOWN not in cut.pieces

    def test_a_word_never_depends_on_others(self, table: WordPieces) -> None:
        """Order, company and repetition make no difference."""
        words = ["rained", "zyx", "rained", "“", "Lee"]
        apart = [table.cut([word])[0] for word in words]

        assert apart == table.cut(words)
        assert apart[::-1] == table.cut(words[::-1])

    def test_only_the_first_pieces_are_kept(self, tmp_path: Path) -> None:
        """The rest of an endless word tells nothing."""
        short = word_pieces(tmp_path, longest=3)
        (whole,) = word_pieces(tmp_path, longest=99).cut(["abcdef"])
        (cut,) = short.cut(["abcdef"])

        assert whole.pieces[:3] == cut.pieces

    @pytest.mark.parametrize(
        "word",
        [
            pytest.param("😀", id="an emoji"),
            pytest.param("👩‍👩‍👧", id="several emoji joined"),
            pytest.param("\u0301", id="a combining mark alone"),
            pytest.param("e\u0301te\u0301", id="letters with combining marks"),
            pytest.param("ﬁnance", id="a ligature"),
            pytest.param("\x00", id="NUL"),
            pytest.param("\x85", id="a control character"),
            pytest.param("\u200b", id="a space of no width"),
            pytest.param("\ufffd", id="a replaced surrogate"),
            pytest.param("新聞", id="another script"),
            pytest.param("a" * 10_000, id="ten thousand letters"),
            pytest.param("", id="nothing at all"),
        ],
    )
    def test_every_word_has_a_piece(self, table: WordPieces, word: str) -> None:
        """Whatever the characters, there is something to score."""
        (cut,) = table.cut([word])

        assert 1 <= len(cut.pieces) <= 8

    @given(st.text())
    def test_every_word_of_every_text_has_a_piece(self, table: WordPieces, text: str) -> None:
        """The words of a text, surrogates and all, can be cut."""
        words = find_words(text).texts

        assert all(1 <= len(cut.pieces) <= 8 for cut in table.cut(words))

    def test_forgets_without_a_trace(
        self, table: WordPieces, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A memory that is full is emptied; the words stay the same."""
        before = table.cut(["rained", "zyx"])
        monkeypatch.setattr(pieces, "LONGEST_MEMORY", 1)

        assert before[:1] + table.cut(["ferry"]) + before[1:] == table.cut(
            ["rained", "ferry", "zyx"]
        )

    def test_no_words(self, table: WordPieces) -> None:
        """Nothing gives nothing."""
        assert [] == table.cut([])


class TestSpecial:
    def test_are_those_of_the_vocabulary(self, table: WordPieces) -> None:
        """The marks around a window, and what stands for a hidden word."""
        assert (2, 3, 4) == (table.begin, table.end, table.hidden)

    def test_a_vocabulary_without_them(self, tmp_path: Path) -> None:
        """Word pieces that were made for something else are refused."""
        path = write_tokenizer(tmp_path)
        path.write_text(path.read_text(encoding="utf-8").replace("[MASK]", "[GAP]"), "utf-8")

        with pytest.raises(ModelContractError, match="MASK"):
            WordPieces(path, longest=8)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", Case.LOWER),
        ("o'clock", Case.LOWER),
        ("é", Case.LOWER),
        ("b2b", Case.LOWER),
        ("'s", Case.LOWER),
        ("Lee", Case.TITLE),
        ("I", Case.TITLE),
        ("É", Case.TITLE),
        ("Anglo-american", Case.TITLE),
        ("NATO", Case.UPPER),
        ("U.S.", Case.UPPER),
        ("F-16", Case.UPPER),
        ("iPhone", Case.MIXED),
        ("McDonald", Case.MIXED),
        ("O'Neill", Case.MIXED),
        ("新聞", Case.MIXED),
        ("2016", Case.DIGITS),
        ("3.5%", Case.DIGITS),
        ("“", Case.SIGNS),
        ("--", Case.SIGNS),
        ("😀", Case.SIGNS),
        ("\x00", Case.SIGNS),
        ("", Case.SIGNS),
    ],
)
def test_case(word: str, case: Case) -> None:
    """How a word is written, which its pieces do not say."""
    assert case is case_of(word)


def test_every_case_has_its_example() -> None:
    """Nothing is left to say that no word says; 0 is for what is no word."""
    assert set(Case) - {Case.SPECIAL} == {
        case_of(word) for word in ("said", "Lee", "NATO", "iPhone", "2016", "“")
    }
