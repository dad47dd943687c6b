"""A vocabulary without what no English text needs says the same of English."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import FOREIGN, write_tokenizer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.processors import TemplateProcessing

from attribution.errors import ModelContractError
from attribution.training.vocabulary import Pruning, prune

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
GREEK = ("α", "##β", "é")
ENGLISH = st.text("aeirstzAEIRSTZ019.,'’“”-%$é", min_size=1, max_size=12)
"""Words as English has them."""


class Pair:
    """A tokenizer and what is left of it."""

    def __init__(self, path: Path) -> None:
        self.large = Tokenizer.from_file(str(path))
        self.pruning: Pruning = prune(path)
        self.small = Tokenizer.from_str(self.pruning.tokenizer)

    def cuts(self, text: str) -> tuple[list[str], list[str]]:
        """The pieces of a text in both, as they are written."""
        large, small = (
            each.encode(text, add_special_tokens=False).tokens for each in (self.large, self.small)
        )
        return large, small


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("pieces")
    return Pair(write_tokenizer(folder, further=(*FOREIGN, *GREEK)))


def test_leaves_out_what_is_reserved_or_of_another_script(pair: Pair) -> None:
    """All else is kept: letters of English and of its formulas, digits, signs."""
    large, small = pair.large.get_vocab(), pair.small.get_vocab()

    assert set(FOREIGN) == large.keys() - small.keys()
    assert set() == small.keys() - large.keys()
    assert {*SPECIAL, *GREEK, "harbour", "##a", "0", ".", "“"} <= small.keys()


def test_pieces_keep_their_order(pair: Pair) -> None:
    """New numbers count from 0 without gaps, in the order of the old."""
    vocabulary = pair.large.get_vocab()
    kept = sorted(number for piece, number in vocabulary.items() if piece not in FOREIGN)

    assert kept == pair.pruning.kept.tolist()
    assert [pair.large.id_to_token(number) for number in kept] == [
        pair.small.id_to_token(number) for number in range(len(kept))
    ]
    assert len(kept) == pair.small.get_vocab_size()


def test_numbers_of_pieces(pair: Pair) -> None:
    """A piece that is kept has a new number, one that is gone is the unknown one."""
    old = np.arange(pair.large.get_vocab_size(), dtype=np.int32)
    new = pair.pruning.in_new(old)
    pieces = [str(pair.large.id_to_token(number)) for number in old.tolist()]

    assert np.dtype("int32") == new.dtype == pair.pruning.in_old(old).dtype
    assert ["[UNK]" if piece in FOREIGN else piece for piece in pieces] == [
        pair.small.id_to_token(number) for number in new.tolist()
    ]
    assert ["[UNK]" if piece in FOREIGN else piece for piece in pieces] == [
        pair.large.id_to_token(number) for number in pair.pruning.in_old(old).tolist()
    ]


@given(st.lists(ENGLISH, max_size=6).map(" ".join))
def test_english_is_cut_as_before(pair: Pair, text: str) -> None:
    """Every word is cut into the same pieces."""
    large, small = pair.cuts(text)

    assert large == small


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("д", ["[UNK]"], id="a letter"),
        pytest.param("дд", ["[UNK]"], id="a word"),
        pytest.param("the дд said", ["the", "[UNK]", "said"], id="a word among others"),
        pytest.param("水水", ["[UNK]", "[UNK]"], id="signs that are words each"),
        pytest.param("αβ é", ["α", "##β", "e"], id="not Greek, nor an accent"),
    ],
)
def test_other_scripts_are_unknown(pair: Pair, text: str, expected: list[str]) -> None:
    """A word has a place all the same, and its neighbours stay what they were."""
    assert expected == pair.cuts(text)[1]


@given(st.text(max_size=20))
def test_whatever_the_text(pair: Pair, text: str) -> None:
    """No piece comes out that was not kept, and white space parts the same words."""
    large, small = pair.cuts(text)

    assert set() == set(small) & set(FOREIGN)
    assert bool(large) == bool(small)


class TestSpecial:
    """Pieces that a tokenizer adds, and what it puts around a text."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        pieces = ("[unused0]", "[PAD]", "д", "[UNK]", "水", "[CLS]", "[SEP]", "[MASK]", "rain")
        tokenizer = Tokenizer(
            WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]")
        )
        tokenizer.add_special_tokens([*SPECIAL, "水"])
        tokenizer.post_processor = TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 5), ("[SEP]", 6)]
        )
        path = tmp_path / "tokenizer.json"
        tokenizer.save(str(path))
        return path

    def test_are_renumbered(self, path: Path) -> None:
        """They are what they were, wherever they are now, and stand where they stood."""
        encoded = Pair(path).small.encode("rain")

        assert ["[CLS]", "rain", "[SEP]"] == encoded.tokens
        assert [3, 6, 4] == encoded.ids

    def test_stay(self, path: Path) -> None:
        """One that was added on purpose is needed, whatever it is written in."""
        small = Pair(path).small

        assert {"[PAD]", "[UNK]", "水", "[CLS]", "[SEP]", "[MASK]", "rain"} == (
            small.get_vocab().keys()
        )
        assert (1, 5) == (small.token_to_id("[UNK]"), small.token_to_id("[MASK]"))


def test_what_is_small_stays_as_it_is(tmp_path: Path) -> None:
    """Where nothing can be left out nothing changes, and a second time nothing is left to do."""
    path = write_tokenizer(tmp_path, further=FOREIGN)
    once = prune(path)
    path.write_text(once.tokenizer, encoding="utf-8")
    twice = prune(path)

    assert once.tokenizer == twice.tokenizer
    assert list(range(len(once.kept))) == twice.kept.tolist()


def test_without_an_unknown_piece(tmp_path: Path) -> None:
    """There would be nothing to put in place of what is gone."""
    path = write_tokenizer(tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["model"]["vocab"]["[UNK]"]
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ModelContractError, match=r"a piece \[UNK\]"):
        prune(path)
