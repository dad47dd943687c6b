"""What the network is shown: every word once an epoch, in windows as at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from types import MappingProxyType

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tiny import (
    ARTICLES,
    article,
    examples_of,
    named_examples,
    noun_examples,
    voice_examples,
    word_pieces,
    write_voices,
)

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from attribution.encoder.inputs import FEATURES, Marked, ReadBlock  # noqa: E402 (torch may be missing)
from attribution.encoder.pieces import WordPieces  # noqa: E402
from attribution.encoder.windows import Part, Windowing  # noqa: E402
from attribution.tags import NAMES_HEAD, NOUNS_HEAD, ROLES  # noqa: E402
from attribution.training.batches import (  # noqa: E402
    QUOTE,
    UNKNOWN,
    Batch,
    TaggedWindow,
    by_length,
    draw_windows,
    make_batches,
    tag_window,
)
from attribution.training.examples import Example  # noqa: E402
from attribution.training.voices import VoicedWords  # noqa: E402

BEGIN, END, HIDDEN = SPECIAL = 2, 3, 4
MARKS = (BEGIN, END)
WINDOWING = Windowing(blocks=2, pieces=24, overlap=4)


def block(number: int, lengths: list[int]) -> ReadBlock:
    """A block of words with so many pieces; each piece is of no other."""
    total = sum(lengths)
    firsts = np.cumsum([0, *lengths[:-1]], dtype=np.int32)
    pieces = np.arange(total, dtype=np.int32) + 1000 * (number + 1)
    return ReadBlock(
        words=np.arange(len(lengths), dtype=np.int32),
        firsts=firsts,
        pieces=pieces,
        features={name: np.full(total, 1, np.int32) for name in FEATURES},
    )


def example(
    *blocks: list[int], readings: int = 1, labels: Mapping[str, int] = MappingProxyType({})
) -> Example:
    """An article of such blocks; the tags of a reading tell which it is, labels are all alike."""
    made = tuple(block(number, lengths) for number, lengths in enumerate(blocks))
    outside = np.zeros(0, np.int8)
    return Example(
        id="made",
        blocks=made,
        readings=tuple(
            tuple(
                np.array(([4, 8, 12][reading],) * len(each.words), np.int8)
                if len(each.words)
                else outside
                for each in made
            )
            for reading in range(readings)
        ),
        labels={
            name: tuple(np.full(len(each.words), label, np.int8) for each in made)
            for name, label in labels.items()
        },
    )


def owned(window: TaggedWindow) -> list[int]:
    """The first pieces of the words that the window has the say about."""
    pieces = window.window.inputs["pieces"]
    return [
        int(pieces[place])
        for stretch in window.window.stretches
        for place in stretch.places[
            stretch.own_first - stretch.first : stretch.own_end - stretch.first
        ]
    ]


BLOCKS = st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=40), min_size=1, max_size=6)


def draw(made: list[Example], seed: int = 1, masked: float = 0.0) -> list[TaggedWindow]:
    return list(draw_windows(made, WINDOWING, SPECIAL, masked, Random(seed)))


def pieces_of(windows: list[TaggedWindow]) -> list[int]:
    return [piece for window in windows for piece in window.window.inputs["pieces"].tolist()]


class TestDrawing:
    @given(BLOCKS)
    def test_every_word_once_an_epoch(self, blocks: list[list[int]]) -> None:
        """Whatever the windows, each word is learnt from in the one that owns it."""
        made = example(*blocks)

        assert Counter(
            int(each.pieces[first]) for each in made.blocks for first in each.firsts
        ) == Counter(piece for window in draw([made]) for piece in owned(window))

    @given(BLOCKS)
    def test_no_window_is_too_long(self, blocks: list[list[int]]) -> None:
        """The limit is that of the run time."""
        assert max(map(len, draw([example(*blocks)]))) <= WINDOWING.pieces

    def test_one_annotator_at_a_time(self) -> None:
        """An article's windows have the tags of one of its annotators; another time, another's."""
        made = [example(*[[1] * 9] * 9, readings=3)]
        seen = []
        for seed in range(30):
            windows = draw(made, seed)
            (tag,) = {tag for window in windows for tags in window.tags for tag in tags.tolist()}
            seen.append(tag)

        assert len(windows) > 1
        assert {4, 8, 12} == set(seen)

    @pytest.mark.parametrize(
        ("share", "hidden"), [(0.0, 0), (1.0, 9)], ids=["none where none is asked for", "all"]
    )
    def test_hides_words(self, share: float, hidden: int) -> None:
        """A hidden word's piece is another; its tag is still asked for."""
        (window,) = draw([example([1] * 9)], masked=share)

        assert hidden == pieces_of([window]).count(HIDDEN)
        assert [[4] * 9] == [tags.tolist() for tags in window.tags]

    def test_hides_about_as_many_as_asked_for(self) -> None:
        """A share is a share of words, and the article itself stays as it is."""
        made = example(*[[1] * 20] * 100)
        windows = draw([made], masked=0.3)

        assert 500 < pieces_of(windows).count(HIDDEN) < 700
        assert all(HIDDEN not in each.pieces for each in made.blocks)

    def test_hides_others_each_time(self) -> None:
        """Chance says which, and the same chance the same."""
        made = [example([1] * 20)]
        first, again, other = (pieces_of(draw(made, seed, masked=0.3)) for seed in (1, 1, 2))

        assert first == again
        assert first != other


class TestTags:
    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            pytest.param((0, 6), "O B-cue I-cue E-cue S-source O", id="a whole block has its tags"),
            pytest.param((0, 3), "O B-cue E-cue", id="a span that goes on ends at the cut"),
            pytest.param((2, 6), "B-cue E-cue S-source O", id="a span from before begins there"),
            pytest.param((2, 3), "S-cue", id="of a span on both sides one word is left"),
            pytest.param((4, 6), "S-source O", id="what lies before the cut is gone"),
        ],
    )
    def test_are_clipped_at_the_cut(self, part: tuple[int, int], expected: str) -> None:
        """Where a block is cut, what is left of its tags is a sequence that may be."""
        tags = np.array([0, 5, 6, 7, 4, 0], np.int8)
        first, end = part
        window = tag_window([block(0, [1] * 6)], [tags], [Part(0, first, end, first, end)], MARKS)

        assert [expected] == [
            " ".join(ROLES.names[tag] for tag in each.tolist()) for each in window.tags
        ]


class TestLabels:
    """Of further heads."""

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            pytest.param((0, 5), [1, 2, 2, 3, 0], id="a whole block has its labels"),
            pytest.param((1, 4), [2, 2, 3], id="a part has those of its words, as they are"),
        ],
    )
    def test_are_those_of_the_words(self, part: tuple[int, int], expected: list[int]) -> None:
        """Each word is judged for itself, so nothing is clipped at a cut."""
        labels = {NAMES_HEAD: [np.array([1, 2, 2, 3, 0], np.int8)]}
        first, end = part
        parts = [Part(0, first, end, first, end)]
        window = tag_window([block(0, [1] * 5)], [outside(5)], parts, MARKS, labels=labels)

        assert {NAMES_HEAD: [expected]} == {
            name: [own.tolist() for own in each] for name, each in window.labels.items()
        }

    @given(BLOCKS)
    def test_go_with_every_word(self, blocks: list[list[int]]) -> None:
        """Whatever the windows, a word's labels are in each where it stands."""
        for window in draw([example(*blocks, labels={NAMES_HEAD: 3, NOUNS_HEAD: 2})]):
            lengths = [len(tags) for tags in window.tags]

            assert [[3] * n for n in lengths] == [own.tolist() for own in window.labels[NAMES_HEAD]]
            assert [[2] * n for n in lengths] == [own.tolist() for own in window.labels[NOUNS_HEAD]]

    def test_nobody_said_who_says_what(self) -> None:
        """The words of such an article are shown all the same, their tags unknown."""
        (window,) = draw([example([1, 2, 3], [1], readings=0, labels={NOUNS_HEAD: 2})])

        assert [[UNKNOWN] * 3, [UNKNOWN]] == [tags.tolist() for tags in window.tags]
        assert [[2] * 3, [2]] == [own.tolist() for own in window.labels[NOUNS_HEAD]]

    def test_nobody_said_anything_else(self) -> None:
        """Without labels there are none, rather than labels that say nothing."""
        (window,) = draw([example([1, 2, 3])])

        assert {} == window.labels


def said(first: int, end: int, voice: int = 0) -> VoicedWords:
    """A sentence that is in one voice."""
    shares = tuple(float(number == voice) for number in range(4))
    return VoicedWords(first=first, end=end, shares=shares, any_of=voice == 3, weight=1.0 + voice)


def voiced(*blocks: list[VoicedWords], words: int = 6) -> Example:
    """An article whose blocks have these sentences; each word is a piece."""
    made = tuple(block(number, [1] * words) for number in range(len(blocks)))
    return Example(id="voiced", blocks=made, voices=tuple(map(tuple, blocks)))


class TestVoices:
    """Of sentences."""

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            pytest.param(
                Part(0, 0, 6, 0, 6), [(0, 2, 0), (2, 5, 1), (5, 6, 2)], id="a whole block has all"
            ),
            pytest.param(
                Part(0, 0, 4, 0, 4), [(0, 2, 0), (2, 4, 1)], id="one that goes on ends at the cut"
            ),
            pytest.param(
                Part(0, 1, 6, 3, 6), [(4, 5, 2)], id="one that began before is another window's"
            ),
            pytest.param(
                Part(0, 0, 6, 0, 3), [(0, 2, 0), (2, 5, 1)], id="it goes on where others own words"
            ),
            pytest.param(Part(0, 2, 6, 3, 5), [], id="a window in which none begins has none"),
            pytest.param(
                Part(0, 1, 4, 2, 3), [(1, 3, 1)], id="context on both sides counts for its words"
            ),
        ],
    )
    def test_where_a_block_is_cut(self, part: Part, expected: list[tuple[int, int, int]]) -> None:
        """A sentence is of the window that owns its first word, as far as that window reads."""
        sentences = [said(0, 2, 0), said(2, 5, 1), said(5, 6, 2)]
        window = tag_window([block(0, [1] * 6)], None, [part], MARKS, voices=[sentences])

        assert ((*(said(*each) for each in expected),),) == window.voices

    @given(
        st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=5), min_size=1, max_size=5),
        st.integers(1, 3),
    )
    def test_every_sentence_once_an_epoch(self, lengths: list[list[int]], most: int) -> None:
        """However long they are and however windows are cut, in the words where it begins."""
        blocks, voices, firsts = [], [], []
        for number, own in enumerate(lengths):
            blocks.append(block(number, [1] * sum(own)))
            ends = np.cumsum([0, *own]).tolist()
            voices.append(tuple(said(*each) for each in pairwise(ends)))
            firsts += [int(blocks[-1].pieces[first]) for first in ends[:-1]]
        made = Example(id="voiced", blocks=tuple(blocks), voices=tuple(voices))
        windowing = Windowing(blocks=most, pieces=24, overlap=4)
        found = []
        for window in draw_windows([made], windowing, SPECIAL, 0.0, Random(1)):
            assert len(window.voices) == len(window.window.stretches)
            for stretch, sentences in zip(window.window.stretches, window.voices, strict=True):
                for each in sentences:
                    assert 0 <= each.first < each.end <= len(stretch.places)
                    found.append(int(window.window.inputs["pieces"][stretch.places[each.first]]))

        assert firsts == found

    def test_nobody_said(self) -> None:
        """An article without known voices is shown with none, and so is its batch."""
        (window,) = draw([example([1] * 3)])

        assert ((),) == window.voices
        assert Batch.of([window]).voiced is None

    def test_of_a_batch(self) -> None:
        """A row each, with the number of its sequence, which come longest first."""
        windows = [
            *draw([voiced([said(0, 2, 1)], words=3)]),
            *draw([example([1] * 4)]),
            *draw([voiced([said(0, 1, 0), said(1, 5, 3)], words=5)]),
        ]
        batch = Batch.of(windows)

        assert [5, 4, 3] == batch.lengths.tolist()
        assert batch.voiced is not None
        assert [[0, 0, 1], [0, 1, 5], [2, 0, 2]] == batch.voiced.places.tolist()
        assert [[1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]] == batch.voiced.shares.tolist()
        assert [False, True, False] == batch.voiced.any_of.tolist()
        assert [1.0, 4.0, 2.0] == batch.voiced.weights.tolist()

    def test_go_along_to_a_device(self) -> None:
        """What is known of voices is moved with the rest."""
        batch = Batch.of(draw([voiced([said(0, 2), said(2, 6, 3)])]))
        moved = batch.to(torch.device("meta")).voiced
        kept = batch.to(torch.device("cpu")).voiced

        assert moved is not None
        assert kept is not None
        assert batch.voiced is not None
        for name in ("places", "shares", "any_of", "weights"):
            assert "meta" == getattr(moved, name).device.type
            assert torch.equal(getattr(batch.voiced, name), getattr(kept, name))

    def test_words_of_a_sentence(self, tmp_path: Path) -> None:
        """A sentence of a batch is the words that it is in its article."""
        table = word_pieces(tmp_path)
        examples = voice_examples(table, write_voices(tmp_path / "voices.jsonl"))
        expected = [
            [int(piece) for piece in own.pieces[own.firsts[each.first : each.end]]]
            for made in examples
            for own, sentences in zip(made.blocks, made.voices, strict=True)
            for each in sentences
        ]
        windowing = Windowing(pieces=48, overlap=8)
        found = []
        windows = [*draw_windows(examples, windowing, SPECIAL, 0.0, Random(1))]
        for batch in make_batches(windows, 100, Random(1)):
            assert batch.voiced is not None
            first_pieces = batch.pieces.flatten()[batch.words]
            for row, first, end in batch.voiced.places.tolist():
                found.append(first_pieces[row, first:end].tolist())

        assert 5 == len(expected)
        assert sorted(expected) == sorted(found)


class TestAlone:
    """Sentences without their article."""

    WINDOWING = Windowing(blocks=1, pieces=24, overlap=4)

    def draw(self, made: Example, alone: float, seed: int = 1) -> list[TaggedWindow]:
        return [
            *draw_windows([made], self.WINDOWING, SPECIAL, 0.0, Random(seed), alone=alone),
        ]

    def test_all(self) -> None:
        """A window for each sentence whose voice is known, with nothing else in it."""
        windows = self.draw(voiced([said(0, 2, 1), said(3, 6, 2)], [], [said(1, 2, 3)]), 1.0)

        assert [[1000, 1001], [1003, 1004, 1005], [3001]] == [
            pieces_of([window])[1:-1] for window in windows
        ]
        assert [((said(0, 2, 1),),), ((said(0, 3, 2),),), ((said(0, 1, 3),),)] == [
            window.voices for window in windows
        ]
        assert [[UNKNOWN] * 2, [UNKNOWN] * 3, [UNKNOWN]] == [
            tags.tolist() for window in windows for tags in window.tags
        ]

    def test_none(self) -> None:
        """Whole blocks, as they are at run time."""
        windows = self.draw(voiced([said(0, 2, 1), said(3, 6, 2)], [], [said(1, 2, 3)]), 0.0)

        assert [6, 6, 6] == [len(window) - 2 for window in windows]
        assert [((said(0, 2, 1), said(3, 6, 2)),), ((),), ((said(1, 2, 3),),)] == [
            window.voices for window in windows
        ]

    def test_about_as_many_as_asked_for(self) -> None:
        """Some blocks are taken apart, others each time."""
        made = voiced(*[[said(0, 3, 1), said(3, 6, 2)]] * 400)
        first, again, other = (
            [len(window) - 2 for window in self.draw(made, 0.25, seed)] for seed in (1, 1, 2)
        )

        assert 70 < first.count(3) / 2 < 130
        assert 400 == first.count(6) + first.count(3) / 2
        assert first == again
        assert first != other

    def test_only_where_voices_are_known(self) -> None:
        """All other articles stay whole, with what is known of them, and chance as it was."""
        plain = [example(*[[1] * 9] * 9, readings=3, labels={NAMES_HEAD: 4})]
        drawn = [
            [*draw_windows(plain, WINDOWING, SPECIAL, 0.3, Random(1), alone=alone)]
            for alone in (0.0, 1.0)
        ]
        one, other = (
            [(pieces_of([each]), [tags.tolist() for tags in each.tags]) for each in windows]
            for windows in drawn
        )

        assert one == other

    def test_the_article_stays_as_it_is(self) -> None:
        """Next time it may be read whole."""
        made = voiced([said(0, 2, 1), said(2, 6, 2)])
        self.draw(made, 1.0)

        assert [1] * 6 == made.blocks[0].features["boundary"].tolist()
        assert (((said(0, 2, 1), said(2, 6, 2)),), 1) == (made.voices, len(made.blocks))

    @pytest.mark.parametrize(
        ("voice", "any_of", "states", "is_shown"),
        [
            pytest.param(QUOTE, False, "SSSS", False, id="not one from the middle of a quotation"),
            pytest.param(QUOTE, False, "SSCN", False, id="nor one that only ends there"),
            pytest.param(QUOTE, False, "OSSS", True, id="one whose quotation begins in it"),
            pytest.param(QUOTE, False, "OSSC", True, id="one that has it whole"),
            pytest.param(1, False, "SSSS", True, id="any that is none"),
            pytest.param(QUOTE, True, "SSSS", True, id="any of which nobody said for sure"),
        ],
    )
    def test_quotations(self, voice: int, any_of: bool, states: str, is_shown: bool) -> None:
        """Of a sentence alone nobody can tell that it is quoted where it has no mark itself."""
        marked = {"S": Marked.SPEECH, "O": Marked.OPENING, "C": Marked.CLOSING, "N": Marked.OUTSIDE}
        features = {
            **block(0, [1] * 4).features,
            "quotation": np.array([marked[state] for state in states], np.int32),
        }
        sentence = evolve(said(0, 4, voice), any_of=any_of)
        made = Example(
            id="quoted",
            blocks=(evolve(block(0, [1] * 4), features=features),),
            voices=((sentence,),),
        )

        assert is_shown == bool(self.draw(made, 1.0))
        assert 1 == len(self.draw(made, 0.0))


class TestBatch:
    @pytest.fixture
    def windows(self, tmp_path_factory: pytest.TempPathFactory) -> list[TaggedWindow]:
        table: WordPieces = word_pieces(tmp_path_factory.mktemp("pieces"))
        articles = [
            article(str(number), f"{each}\n\n{ARTICLES[0]}") for number, each in enumerate(ARTICLES)
        ]
        return draw(examples_of(articles, table))

    def test_finds_every_word_again(self, windows: list[TaggedWindow]) -> None:
        """A word's place leads to its first piece, in whatever window."""
        batch = Batch.of(windows)
        flat = batch.pieces.flatten()

        assert Counter(
            int(window.window.inputs["pieces"][place])
            for window in windows
            for stretch in window.window.stretches
            for place in stretch.places
        ) == Counter(
            int(flat[place])
            for places, length in zip(batch.words, batch.lengths.tolist(), strict=True)
            for place in places[:length]
        )

    def test_pads_behind(self, windows: list[TaggedWindow]) -> None:
        """The mask is true for pieces, and behind them there is nothing."""
        batch = Batch.of(windows)

        assert [len(window) for window in windows] == batch.mask.sum(1).tolist()
        assert not batch.pieces[~batch.mask].any()
        assert not any(values[~batch.mask].any() for values in batch.features.values())

    def test_of_articles_of_which_different_things_are_known(self) -> None:
        """Each word keeps what was said of it; all else is unknown, behind the end too."""
        windows = draw(
            [
                example([1] * 2, labels={NAMES_HEAD: 4}),
                example([1] * 4, readings=0, labels={NOUNS_HEAD: 2}),
                example([1] * 3),
                example([1], labels={NAMES_HEAD: 1, NOUNS_HEAD: 3}),
            ]
        )
        batch = Batch.of(windows)

        assert [4, 3, 2, 1] == batch.lengths.tolist()
        assert [[-1] * 4, [4] * 3, [4] * 2, [4]] == [
            tags[:length].tolist() for tags, length in zip(batch.tags, batch.lengths, strict=True)
        ]
        assert {
            NAMES_HEAD: [[-1] * 4, [-1] * 4, [4, 4, -1, -1], [1, -1, -1, -1]],
            NOUNS_HEAD: [[2] * 4, [-1] * 4, [-1] * 4, [3, -1, -1, -1]],
        } == {name: labels.tolist() for name, labels in batch.labels.items()}

    def test_of_articles_of_which_nothing_else_is_known(self) -> None:
        """A head of which nobody spoke is not there."""
        assert {} == Batch.of(draw([example([1] * 3)])).labels

    def test_labels_stay_with_their_words(self, tmp_path: Path) -> None:
        """However windows come together, a piece has the label that its word has."""
        table = word_pieces(tmp_path)
        windows = draw([*named_examples(table), *noun_examples(table)])
        found: Counter[tuple[str, int, int]] = Counter()
        for batch in make_batches(windows, 100, Random(1)):
            first_pieces = batch.pieces.flatten()[batch.words]
            for name, labels in batch.labels.items():
                own = labels != UNKNOWN
                pairs = zip(first_pieces[own].tolist(), labels[own].tolist(), strict=True)
                found.update((name, *pair) for pair in pairs)

        assert found == Counter(
            (name, int(window.window.inputs["pieces"][place]), int(label))
            for window in windows
            for name, own in window.labels.items()
            for stretch, labels in zip(window.window.stretches, own, strict=True)
            for place, label in zip(stretch.places, labels, strict=True)
        )
        assert {NAMES_HEAD, NOUNS_HEAD} == {name for name, _, _ in found}

    def test_sequences_come_longest_first(self, windows: list[TaggedWindow]) -> None:
        """The random field relies on it."""
        lengths = Batch.of(windows).lengths.tolist()

        assert sorted(lengths, reverse=True) == lengths
        assert len(windows) < len(lengths)

    def test_goes_to_a_device_as_it_is(self, windows: list[TaggedWindow]) -> None:
        """Nothing is lost on the way."""
        batch = Batch.of(windows)
        moved = batch.to(torch.device("cpu"))

        assert torch.equal(batch.words, moved.words)
        assert batch.features.keys() == moved.features.keys()

    def test_labels_go_along(self) -> None:
        """What further heads should say is moved with the rest."""
        batch = Batch.of(draw([example([1] * 3, labels={NAMES_HEAD: 4})]))
        moved = batch.to(torch.device("cpu"))

        assert {NAMES_HEAD: [[4, 4, 4]]} == {
            name: labels.tolist() for name, labels in moved.labels.items()
        }

    def test_batches_hold_every_window(self, windows: list[TaggedWindow]) -> None:
        """No window is left out, and none is shown twice."""
        batches = list(make_batches(windows, 100, Random(1)))
        found: Counter[tuple[int, ...]] = Counter(
            tuple(pieces[mask].tolist())
            for batch in batches
            for pieces, mask in zip(batch.pieces, batch.mask, strict=True)
        )

        assert found == Counter(
            tuple(window.window.inputs["pieces"].tolist()) for window in windows
        )
        assert len(batches) > 1

    @given(st.lists(st.integers(2, 60)), st.integers(1, 200))
    def test_groups_are_no_larger_than_asked_for(self, lengths: list[int], size: int) -> None:
        """Padding included, unless one window alone is larger."""
        windows = [tag_window([block(0, [n])], [outside(1)], [whole(n)], MARKS) for n in lengths]
        groups = list(by_length(windows, size))

        assert windows == [window for group in groups for window in group]
        assert all(len(group) == 1 or len(group) * max(map(len, group)) <= size for group in groups)


def outside(words: int) -> NDArray[np.int8]:
    return np.zeros(words, np.int8)


def whole(pieces: int) -> Part:
    return Part(0, 0, pieces, 0, pieces)
