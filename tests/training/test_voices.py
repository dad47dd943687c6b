"""Sentences of which it is known whose voice they are in, in every form in which they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from claims import passage_of
from hypothesis import given
from hypothesis import strategies as st
from tiny import word_pieces, write_chains

from attribution.encoder.inputs import read_blocks
from attribution.encoder.pieces import WordPieces
from attribution.errors import InvalidRecordError
from attribution.evaluation.subjectivity import is_subjectivity
from attribution.spans import Span
from attribution.tags import VOICES
from attribution.training.voices import (
    VoicedArticle,
    VoicedSentence,
    VoicedWords,
    label_voices,
    read_voices,
)

QUOTE, CLAIM, OPINION, NARRATION = (
    tuple(float(voice == each) for voice in VOICES) for each in VOICES
)


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def own(*paragraphs: list[list[Any]]) -> dict[str, Any]:
    return {"id": "ferry", "paragraphs": paragraphs}


def voices_of(article: VoicedArticle) -> list[tuple[str, tuple[float, ...]]]:
    """The sentences of an article with what each voice has of them."""
    return [(article.text[each.span.slice], each.shares) for each in article.sentences]


class TestOwn:
    """Articles that are in the file, whole."""

    def test_are_put_together(self, tmp_path: Path) -> None:
        """Spaces between sentences, an empty line between paragraphs; spans are exact."""
        record = own(
            [["It sank.", "narration"], ["“Why?” she said.", "direct_quote"]],
            [["They knew.", "reported_claim"]],
        )
        (article,) = read_voices(write(tmp_path / "own.jsonl", record))

        assert ("ferry", "It sank. “Why?” she said.\n\nThey knew.") == (article.id, article.text)
        assert [
            ("It sank.", NARRATION),
            ("“Why?” she said.", QUOTE),
            ("They knew.", CLAIM),
        ] == voices_of(article)
        assert not any(each.any_of for each in article.sentences)

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            pytest.param(["narration"], NARRATION, id="all of it is in one voice"),
            pytest.param(
                ["narration", "author_opinion"],
                (0, 0, 0.3, 0.7),
                id="a second that could be defended has its share",
            ),
            pytest.param(
                ["direct_quote", "reported_claim", "narration"],
                (0.7, 0.15, 0, 0.15),
                id="several share it",
            ),
            pytest.param(
                ["narration", "heading"], NARRATION, id="that it may be no prose takes nothing"
            ),
            pytest.param(
                ["reported_claim", "reported_claim"], CLAIM, id="the same twice is said once"
            ),
        ],
    )
    def test_shares(self, tmp_path: Path, labels: list[str], expected: tuple[float, ...]) -> None:
        """Labels share a sentence, the first has most of it, and nothing is left over."""
        path = write(tmp_path / "own.jsonl", own([["It sank.", *labels]]))
        (sentence,) = read_voices(path)[0].sentences

        assert pytest.approx(expected) == sentence.shares
        assert pytest.approx(1.0) == sum(sentence.shares)

    @pytest.mark.parametrize("label", ["heading", "boilerplate"])
    def test_what_is_no_prose_is_left_out(self, tmp_path: Path, label: str) -> None:
        """It stays in the text, and has no voice, whatever a second reader says."""
        record = own([["Late again", label, "narration"]], [["It sank.", "narration"]])
        (article,) = read_voices(write(tmp_path / "own.jsonl", record))

        assert "Late again\n\nIt sank." == article.text
        assert [("It sank.", NARRATION)] == voices_of(article)

    def test_other_keys_are_let_be(self, tmp_path: Path) -> None:
        """An article may say more about itself."""
        record = {**own([["It sank.", "narration"]]), "kind": "report"}

        assert 1 == len(read_voices(write(tmp_path / "own.jsonl", record))[0].sentences)

    def test_what_looks_like_a_line_end_is_none(self, tmp_path: Path) -> None:
        """A record ends where its line does, and not where a text has a separator of its own."""
        path = tmp_path / "own.jsonl"
        record = json.dumps(own([["It\u2028sank\x85.", "narration"]]), ensure_ascii=False)
        path.write_text(f"\n{record}\n\n{record}\n", encoding="utf-8")

        assert ["It\u2028sank\x85."] * 2 == [article.text for article in read_voices(path)]

    def test_an_empty_file(self, tmp_path: Path) -> None:
        """Nothing is no trouble."""
        assert () == read_voices(write(tmp_path / "own.jsonl"))


class TestPlaces:
    """Labels that point into the texts of others."""

    def test_by_place(self, tmp_path: Path) -> None:
        """Offsets are code points of the text as it is, its line ends too."""
        (tmp_path / "lee.txt").write_bytes("😀 Rain\r\n\r\nIt rained. Why?\r\n".encode())
        rows = [[0, 6, "heading"], [10, 20, "narration"], [21, 25, "author_opinion", "narration"]]
        labels = write(tmp_path / "labels.jsonl", {"id": "lee", "sentences": rows})
        (article,) = read_voices(labels, tmp_path)

        assert ("lee", "😀 Rain\r\n\r\nIt rained. Why?\r\n") == (article.id, article.text)
        assert [
            ("It rained.", NARRATION),
            ("Why?", (0, 0, 0.7, pytest.approx(0.3))),
        ] == voices_of(article)

    def test_by_number(self, tmp_path: Path) -> None:
        """The sentences of CoNLL-U are counted from 1; those of which nobody spoke are left out."""
        pytest.importorskip("conllu", reason="needs the extra `evaluate`")
        folder = write_chains(tmp_path / "gum", {"lee": "It [person:rained].\n\nWhy? Because."})
        # One tree a sentence.
        path = folder / "lee.conllu"
        lines = path.read_text(encoding="utf-8")
        path.write_text(split_at(lines, "Why", "Because"), encoding="utf-8")
        rows = [[3, "reported_claim"], [1, "narration", "author_opinion"]]
        labels = write(tmp_path / "labels.jsonl", {"id": "lee", "sentences": rows})
        (article,) = read_voices(labels, folder)

        assert [
            ("Because.", CLAIM),
            ("It rained.", (0, 0, pytest.approx(0.3), 0.7)),
        ] == voices_of(article)


def split_at(conllu: str, *words: str) -> str:
    """The same with a sentence that begins at each of these words."""
    out: list[str] = []
    base = 0
    for line in conllu.splitlines():
        fields = line.split("\t")
        if len(fields) == 10:
            if fields[1] in words:
                out.append("")
                base = int(fields[0]) - 1
            number = int(fields[0]) - base
            fields[0], fields[6] = str(number), str(number - 1)
        out.append("\t".join(fields))
    return "\n".join(out) + "\n\n"


class TestTable:
    """A CSV of sentences without articles."""

    def test_one_of_two_kinds(self, tmp_path: Path) -> None:
        """What is subjective is the author's opinion; all else is in any other voice."""
        path = tmp_path / "news.csv"
        path.write_text(
            'Sentence,Label\r\n" It sank,\nthey said. ",OBJ\r\nWhy?,SUBJ\r\n', encoding="utf-8"
        )
        others = (1.0, 1.0, 0.0, 1.0)

        assert (
            VoicedArticle(
                id="news:1",
                text="It sank,\nthey said.",
                sentences=(VoicedSentence(span=Span(0, 19), shares=others, any_of=True),),
            ),
            VoicedArticle(
                id="news:2",
                text="Why?",
                sentences=(VoicedSentence(span=Span(0, 4), shares=OPINION, any_of=True),),
            ),
        ) == read_voices(path)

    def test_columns_go_by_name(self, tmp_path: Path) -> None:
        """Wherever they stand, and whatever stands beside them."""
        path = tmp_path / "news.csv"
        path.write_text("Id,Label,Sentence\n7,SUBJ,Why?\n", encoding="utf-8")

        assert [("Why?", OPINION)] == voices_of(read_voices(path)[0])

    def test_a_row_that_cannot_be_used(self, tmp_path: Path) -> None:
        """The error says where, by the lines of the file."""
        path = tmp_path / "news.csv"
        path.write_text('Sentence,Label\n"It\nsank.",OBJ\nWhy?,MAYBE\n', encoding="utf-8")

        with pytest.raises(InvalidRecordError) as caught:
            read_voices(path)

        assert (str(path), 4) == (caught.value.path, caught.value.line)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            pytest.param("news.csv", True, id="separated by commas"),
            pytest.param("news.TSV", True, id="by tabs"),
            pytest.param("news.jsonl", False, id="records are of articles"),
        ],
    )
    def test_which_files_are_such(self, name: str, expected: bool) -> None:
        """Their names say so."""
        assert expected == is_subjectivity(Path(name))


GOOD = json.dumps(own([["It sank.", "narration"]])).encode()


class TestErrors:
    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            pytest.param(b"{", "Expecting property name", id="no JSON"),
            pytest.param(b"\xff", "can't decode", id="another encoding"),
            pytest.param(b"5", "not iterable", id="no record"),
            pytest.param(b'{"paragraphs": []}', "id", id="without an id"),
            pytest.param(b'{"id": "a", "paragraphs": 5}', "not iterable", id="no paragraphs"),
            pytest.param(
                b'{"id": "a", "paragraphs": [[["It."]]]}', "out of range", id="without a label"
            ),
            pytest.param(
                b'{"id": "a", "paragraphs": [[["It.", "mood"]]]}',
                "the label 'mood', expected one of direct_quote, .*, heading, boilerplate",
                id="another label",
            ),
            pytest.param(
                b'{"id": "a", "paragraphs": [[["It.", "narration", "mood"]]]}',
                "the label 'mood'",
                id="another second label",
            ),
            pytest.param(
                b'{"id": "rain", "sentences": [[0, 3, "narration"]]}',
                "no folder of texts",
                id="by place, and no texts",
            ),
        ],
    )
    def test_name_the_line(self, tmp_path: Path, line: bytes, reason: str) -> None:
        """File and line are said, and what is wrong there."""
        path = tmp_path / "own.jsonl"
        path.write_bytes(GOOD + b"\n" + line + b"\n")

        with pytest.raises(InvalidRecordError, match=reason) as caught:
            read_voices(path)

        assert (str(path), 2) == (caught.value.path, caught.value.line)

    @pytest.mark.parametrize(
        ("record", "reason"),
        [
            pytest.param(
                {"id": "sun", "sentences": []}, r"no text at .*sun\.txt", id="a text not there"
            ),
            pytest.param({"id": "rain"}, "sentences", id="without sentences"),
            pytest.param(
                {"id": "rain", "sentences": [[0, 11, "narration"]]},
                "behind the end of rain",
                id="longer than the text",
            ),
            pytest.param(
                {"id": "rain", "sentences": [[3, 2, "narration"]]}, "a span needs", id="reversed"
            ),
            pytest.param(
                {"id": "rain", "sentences": [["0", 2, "narration"]]}, "'str'", id="no number"
            ),
            pytest.param(
                {"id": "latin", "sentences": []}, "can't decode", id="a text in another encoding"
            ),
        ],
    )
    def test_name_the_line_of_labels(self, tmp_path: Path, record: object, reason: str) -> None:
        """So they are where labels and text do not fit."""
        (tmp_path / "rain.txt").write_text("It rained.", encoding="utf-8")
        (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
        path = write(tmp_path / "labels.jsonl", own(), record)

        with pytest.raises(InvalidRecordError, match=reason) as caught:
            read_voices(path, tmp_path)

        assert (str(path), 2) == (caught.value.path, caught.value.line)

    @pytest.mark.parametrize("number", [0, -1, 2, "1"], ids=repr)
    def test_a_sentence_that_is_not_there(self, tmp_path: Path, number: object) -> None:
        """They are counted from 1, and none is counted from the end."""
        pytest.importorskip("conllu", reason="needs the extra `evaluate`")
        write_chains(tmp_path / "gum", {"rain": "It [person:rained]."})
        record = {"id": "rain", "sentences": [[number, "narration"]]}
        path = write(tmp_path / "labels.jsonl", record)

        with pytest.raises(InvalidRecordError) as caught:
            read_voices(path, tmp_path / "gum")

        assert (str(path), 1) == (caught.value.path, caught.value.line)

    def test_a_corpus_that_cannot_be_read(self, tmp_path: Path) -> None:
        """It is the corpus that is named, and not who points into it."""
        pytest.importorskip("conllu", reason="needs the extra `evaluate`")
        (tmp_path / "rain.conllu").write_bytes(b"\xff")
        path = write(tmp_path / "labels.jsonl", {"id": "rain", "sentences": []})

        with pytest.raises(InvalidRecordError, match="not UTF-8") as caught:
            read_voices(path, tmp_path)

        assert str(tmp_path / "rain.conllu") == caught.value.path

    def test_no_such_file(self, tmp_path: Path) -> None:
        """A file that is not there is the caller's to explain."""
        with pytest.raises(FileNotFoundError):
            read_voices(tmp_path / "own.jsonl")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    return word_pieces(tmp_path_factory.mktemp("pieces"))


def labelled(table: WordPieces, article: VoicedArticle) -> list[list[tuple[str, VoicedWords]]]:
    """By block, the words of each sentence and what is said of it."""
    passage = passage_of(article.text)
    blocks = list(read_blocks(passage, table))
    return [
        [
            (" ".join(passage.words.texts[n] for n in block.words[each.first : each.end]), each)
            for each in sentences
        ]
        for block, sentences in zip(
            blocks, label_voices(article, passage, blocks, weight=2.0), strict=True
        )
    ]


def voiced(text: str, *spans: Span, any_of: bool = False) -> VoicedArticle:
    sentences = [VoicedSentence(span=span, shares=CLAIM, any_of=any_of) for span in spans]
    return VoicedArticle(id="rain", text=text, sentences=tuple(sentences))


def words_of(first: int, end: int) -> VoicedWords:
    return VoicedWords(first=first, end=end, shares=CLAIM, any_of=False, weight=2.0)


class TestLabelling:
    def test_words_of_blocks(self, table: WordPieces) -> None:
        """Sentences are counted in words of their block; headings are not read, so have none."""
        text = "Late again\n\nIt  rained. She left.\n\nWhy?"
        spans = [Span(0, 10), Span(12, 23), Span(24, 33), Span(35, 39)]

        assert [
            [
                ("It rained .", words_of(0, 3)),
                ("She left .", words_of(3, 6)),
            ],
            [("Why ?", words_of(0, 2))],
        ] == labelled(table, voiced(text, *spans))

    def test_blocks_of_which_nobody_spoke(self, table: WordPieces) -> None:
        """A block without known voices is there, and has none."""
        assert [[], ["Why ?"]] == [
            [words for words, _ in block]
            for block in labelled(table, voiced("It rained.\n\nWhy?", Span(12, 16)))
        ]

    def test_what_nobody_said_for_sure(self, table: WordPieces) -> None:
        """Who said one of several stays unsure."""
        ((found,),) = labelled(table, voiced("It rained.", Span(0, 10), any_of=True))

        assert found[1].any_of

    @pytest.mark.parametrize(
        ("span", "expected"),
        [
            pytest.param(Span(0, 0), [], id="nothing"),
            pytest.param(Span(2, 3), [], id="white space"),
            pytest.param(Span(2, 9), ["rained"], id="white space around it"),
            pytest.param(Span(1, 9), ["rained"], id="a word that began before is not of it"),
            pytest.param(Span(0, 5), ["It rained"], id="one that begins inside is"),
        ],
    )
    def test_words_that_begin_inside(
        self, table: WordPieces, span: Span, expected: list[str]
    ) -> None:
        """As everywhere, a span has the words that begin in it."""
        assert [expected] == [
            [words for words, _ in block] for block in labelled(table, voiced("It rained.", span))
        ]

    @given(st.tuples(st.integers(0, 46), st.integers(0, 46)).map(sorted))
    def test_whatever_the_span(self, table: WordPieces, ends: list[int]) -> None:
        """Every word that begins inside, and is read, is in the sentence, and no other."""
        text = "Late again\n\nIt rained all day. She left.\n\nWhy?"
        passage = passage_of(text)
        blocks = list(read_blocks(passage, table))
        span = Span(*ends)
        found = label_voices(voiced(text, span), passage, blocks)

        assert [
            [n for n in block.words.tolist() if span.start <= passage.words.starts[n] < span.end]
            for block in blocks
        ] == [
            [n for each in sentences for n in block.words[each.first : each.end].tolist()]
            for block, sentences in zip(blocks, found, strict=True)
        ]
