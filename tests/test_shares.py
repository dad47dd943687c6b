"""Words are counted and shared out, in the view of a whole document too."""

from __future__ import annotations

import pickle

import pytest
from attrs import evolve
from builders import mark
from hypothesis import given
from hypothesis import strategies as st
from strategies import disjoint_spans, documents, texts

from attribution.document import FEWEST_WORDS, Attribution, Document, Sentence, Source
from attribution.shares import divide_words, find_places, to_shares
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, Genre, Label, SourceKind, Voice


class TestFindPlaces:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("", "", id="nothing has no words"),
            pytest.param(" \n\xa0", "", id="white space is no word"),
            pytest.param("It rained.", "Ir", id="a word stands at its first letter"),
            pytest.param("said:“It (rained”", "sr", id="white space alone separates words"),
            pytest.param("“—It” ‘5’", "I5", id="marks before a word are its own"),
            pytest.param("so — …", "s—…", id="a mark that stands alone is a word"),
            pytest.param("e\u0301t 你好。", "e你", id="words of any script"),
        ],
    )
    def test_says_where_words_are(self, text: str, expected: str) -> None:
        """Each word has the place of its first letter or digit."""
        assert expected == "".join(text[n] for n in find_places(text, Span(0, len(text))))

    def test_looks_no_further(self) -> None:
        """Of a word that reaches over the edge, the part inside counts."""
        assert [5, 10] == find_places("It rained all day.", Span(5, 12))

    @given(texts())
    def test_finds_as_many_as_a_split(self, text: str) -> None:
        """There are as many words as pieces between white space, in order."""
        places = find_places(text, Span(0, len(text)))

        assert len(text.split()) == len(places)
        assert sorted(set(places)) == places


class TestDivideWords:
    @given(st.data())
    def test_gives_each_word_once(self, data: st.DataObject) -> None:
        """Whoever claims what, no more words are given than are claimed by anybody."""
        claims = [
            (number, data.draw(disjoint_spans(30)))
            for number in range(data.draw(st.integers(0, 4)))
        ]
        claimed = {n for _, spans in claims for start, end in spans for n in range(start, end)}
        words = divide_words(range(30), claims)

        assert len(claimed) == pytest.approx(sum(words.values()))
        assert [number for number, _ in claims] == list(words)


def test_shares_of_nothing_are_nothing() -> None:
    """A text without words has no shares to give."""
    assert {"Lee": 0.0} == to_shares({"Lee": 0}, 0)


# Of 17 words, Lee says 4, of which 2 are another's within; nobody says 2; 4 are narration.
TEXT, FOUND = mark(
    "A heading of five words.\n\n"
    "[sentence:[lee:“It rained, ][inner:he knew][lee_end:,”] Ann Lee told Reuters.]"
    " [sentence:[both:It hailed], it is said.] [sentence:She left the town.]"
)


def said(
    id: str,
    content: tuple[Span, ...],
    source: str | None,
    *,
    outlet_id: str | None = None,
    parent_id: str | None = None,
) -> Attribution:
    return Attribution(
        id=id,
        kind=AttributionKind.INDIRECT,
        content=content,
        source_id=source,
        outlet_id=outlet_id,
        parent_id=parent_id,
    )


LEES = (Span(FOUND["lee"][0].start, FOUND["lee_end"][0].end),)
LEE = Source(id="s1", name="Ann Lee", kind=SourceKind.PERSON, attribution_ids=("a1",))
HE = Source(id="s2", name="he", kind=SourceKind.GOVERNMENT, attribution_ids=("a2",))
REUTERS = Source(id="s3", name="Reuters", kind=SourceKind.OUTLET)
DOCUMENT = Document(
    text=TEXT,
    sentences=tuple(
        Sentence(span=span, label=label)
        for span, label in zip(
            FOUND["sentence"],
            (Label.DIRECT_QUOTE, Label.REPORTED_CLAIM, Label.NARRATION),
            strict=True,
        )
    ),
    attributions=(
        said("a1", LEES, "s1", outlet_id="s3"),
        said("a2", FOUND["inner"], "s2", parent_id="a1"),
        said("a3", FOUND["both"], None),
    ),
    sources=(LEE, HE, REUTERS),
)


class TestDocument:
    def test_counts_the_words_of_sentences(self) -> None:
        """A heading has no sentence and counts for nothing."""
        assert 17 == DOCUMENT.word_count

    def test_voices_are_shares_of_sentences(self) -> None:
        """A sentence counts with all its words, for its label alone; no label is left out."""
        assert {
            Label.DIRECT_QUOTE: 8 / 17,
            Label.REPORTED_CLAIM: 5 / 17,
            Label.AUTHOR_OPINION: 0.0,
            Label.NARRATION: 4 / 17,
        } == DOCUMENT.voices

    def test_sources_have_what_they_say(self) -> None:
        """A source has the words of its contents; of what is nested, only the outermost has."""
        assert {"s1": 4 / 17, "s2": 0.0, "s3": 0.0} == DOCUMENT.source_shares

    def test_outlets_have_what_they_pass_on(self) -> None:
        """What came through an outlet is not the outlet's, and is counted apart."""
        assert {"s1": 0.0, "s2": 0.0, "s3": 4 / 17} == DOCUMENT.outlet_shares

    def test_an_outlet_does_not_pass_on_its_own_words(self) -> None:
        """What an outlet says for itself came through nobody."""
        document = evolve(
            DOCUMENT,
            attributions=(said("a1", LEES, "s3", outlet_id="s3"),),
            sources=(evolve(REUTERS, attribution_ids=("a1",)),),
        )

        assert {"s3": 4 / 17} == document.source_shares
        assert {"s3": 0.0} == document.outlet_shares

    def test_kinds_add_up_their_sources(self) -> None:
        """What is attributed to nobody is of unknown kind; every kind is there."""
        assert set(SourceKind) == set(DOCUMENT.kind_shares)
        assert {SourceKind.PERSON: 4 / 17, SourceKind.UNKNOWN: 2 / 17} == {
            kind: share for kind, share in DOCUMENT.kind_shares.items() if share
        }

    def test_joint_sources_divide_their_words(self) -> None:
        """What two say together is half the one's and half the other's."""
        document = evolve(
            DOCUMENT,
            attributions=(said("a1", LEES, "s1"), said("a2", LEES, "s2")),
            sources=(LEE, HE),
        )

        assert {"s1": 2 / 17, "s2": 2 / 17} == document.source_shares

    def test_what_is_said_outside_of_sentences_does_not_count(self) -> None:
        """A content in a heading is no share of the prose."""
        document = evolve(DOCUMENT, attributions=(said("a1", (Span(0, 9),), "s1"),), sources=(LEE,))

        assert {"s1": 0.0} == document.source_shares

    def test_nothing_has_no_shares(self) -> None:
        """Without prose all shares are 0."""
        document = Document(text="A heading.")

        assert 0 == document.word_count
        assert dict.fromkeys(Label, 0.0) == document.voices
        assert dict.fromkeys(SourceKind, 0.0) == document.kind_shares

    @given(documents())
    def test_shares_add_up(self, document: Document) -> None:
        """Voices share all of the words; sources no more than there are."""
        whole = 1.0 if document.word_count else 0.0

        assert whole == pytest.approx(sum(document.voices.values()))
        assert sum(document.source_shares.values()) <= sum(document.kind_shares.values()) + 1e-9
        assert sum(document.kind_shares.values()) <= whole + 1e-9
        assert sum(document.outlet_shares.values()) <= whole + 1e-9

    @given(documents())
    def test_looking_changes_nothing(self, document: Document) -> None:
        """A document whose view was taken is the same, pickles, and writes the same record."""
        before = document.to_json()
        assert document.genre in Genre
        assert document.kind_shares.keys() == set(SourceKind)

        assert before == document.to_json()
        assert document == pickle.loads(pickle.dumps(document))


def made_of(**words: int) -> Document:
    """A document with so many words of each label."""
    text, sentences = "", []
    for label, number in words.items():
        start = len(text)
        text += "so " * number
        if number:
            sentences.append(Sentence(span=Span(start, len(text) - 1), label=Label(label)))
    return Document(text=text, sentences=tuple(sentences))


class TestGenre:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            pytest.param({}, Genre.UNKNOWN, id="no prose is nothing"),
            pytest.param(
                {"author_opinion": FEWEST_WORDS - 1}, Genre.UNKNOWN, id="a few words are too few"
            ),
            pytest.param({"narration": FEWEST_WORDS}, Genre.REPORT, id="narration is a report"),
            pytest.param(
                {"direct_quote": 100, "reported_claim": 100},
                Genre.REPORT,
                id="what only others say is a report",
            ),
            pytest.param(
                {"narration": 200, "author_opinion": 100},
                Genre.OPINION,
                id="a third of the author's own voice is opinion",
            ),
            pytest.param(
                {"narration": 201, "author_opinion": 99},
                Genre.REPORT,
                id="less than a third is a report",
            ),
            pytest.param(
                {"direct_quote": 140, "narration": 20, "author_opinion": 40},
                Genre.OPINION,
                id="a column may quote at length",
            ),
            pytest.param(
                {"direct_quote": 180, "author_opinion": 20},
                Genre.REPORT,
                id="a word of comment makes no column of quotations",
            ),
        ],
    )
    def test_follows_the_voices(self, words: dict[str, int], expected: Genre) -> None:
        """What a text reads as is decided by how much the author judges."""
        assert expected is made_of(**words).genre


def test_two_voices_are_a_sum_of_labels() -> None:
    """The author's voice is what no sentence gives to a source."""
    author = sum(share for label, share in DOCUMENT.voices.items() if label.voice is Voice.AUTHOR)

    assert pytest.approx(4 / 17) == author
