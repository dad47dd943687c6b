"""Passages to tags by the packaged model: what holds whatever the model has learnt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from claims import passage_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import articles, texts
from tiny import write_model

from attribution.analysis import Encoding, Passage
from attribution.encoder.transformer import MODEL_FILE, TOKENIZER_FILE, TransformerEncoder
from attribution.errors import DamagedResourceError, MissingResourceError, ModelContractError
from attribution.resources import model_folder
from attribution.spans import Span
from attribution.tags import (
    NAMES,
    NAMES_HEAD,
    NOUNS,
    NOUNS_HEAD,
    ROLES,
    SENTENCE_HEADS,
    VOICE_HEAD,
    VOICES,
    WORD_HEADS,
)

HEAD = "attribution"
ANY_TEXT = texts() | articles()
SENTENCE = "Ann Lee said that it rained."
THREADS = (1, 2, 3)


@pytest.fixture(scope="module")
def encoders() -> dict[int, TransformerEncoder]:
    """The packaged model, by the number of threads it is given."""
    folder = model_folder("english")
    return {threads: TransformerEncoder(folder, threads=threads) for threads in THREADS}


@pytest.fixture(scope="module")
def encoder(encoders: dict[int, TransformerEncoder]) -> TransformerEncoder:
    return encoders[1]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Models with the same weights that differ in their heads."""
    for library in ("onnx", "torch"):
        pytest.importorskip(library, reason="needs the extra `train`")
    place = tmp_path_factory.mktemp("models")
    alone = {HEAD: ROLES.names}
    return {
        "none": write_model(place / "none", alone),
        "names": write_model(place / "names", alone | {NAMES_HEAD: NAMES.names}),
        "all": write_model(place / "all", dict(WORD_HEADS)),
        "inside": write_model(
            place / "inside",
            alone | {NAMES_HEAD: NAMES.names},
            always={NAMES_HEAD: "I-place"},
        ),
        "voice": write_model(place / "voice", {**WORD_HEADS, **SENTENCE_HEADS}),
        "opinion": write_model(
            place / "opinion", {**alone, **SENTENCE_HEADS}, always={VOICE_HEAD: "author_opinion"}
        ),
        "more": write_model(place / "more", {**WORD_HEADS, "mood": ("calm", "stormy")}),
    }


@pytest.fixture(scope="module")
def models(folders: dict[str, Path]) -> dict[str, TransformerEncoder]:
    return {name: TransformerEncoder(folder, threads=1) for name, folder in folders.items()}


def encode(encoder: TransformerEncoder, text: str) -> tuple[Passage, Encoding]:
    passage = passage_of(text)
    (encoding,) = encoder.encode([passage])
    return passage, encoding


def read_words(passage: Passage) -> Iterator[list[int]]:
    """Those of each prose block, without white space."""
    for block in passage.blocks:
        if block.kind.is_prose:
            inside = passage.words.inside(block.span)
            yield [n for n in inside if not passage.words.texts[n].isspace()]


def spans_of(passage: Passage, encoding: Encoding) -> list[list[tuple[str, str]]]:
    """The tagged words of each prose block, with their tags."""
    labels = encoding.word_labels[HEAD].tolist()
    return [
        [
            (
                span.kind,
                passage.text[passage.words.span(words[span.first], words[span.end - 1] + 1).slice],
            )
            for span in ROLES.read([labels[word] for word in words])
        ]
        for words in read_words(passage)
    ]


def check(passage: Passage, encoding: Encoding) -> None:
    """All that is promised of every encoding."""
    labels, scores = encoding.word_labels[HEAD], encoding.word_scores[HEAD]
    blocks = list(read_words(passage))
    read = np.zeros(len(passage.words), bool)
    read[[word for words in blocks for word in words]] = True

    assert (np.dtype("int8"), (len(passage.words),)) == (labels.dtype, labels.shape)
    assert (np.dtype("float32"), (len(passage.words), len(ROLES))) == (scores.dtype, scores.shape)
    assert not labels[~read].any()
    assert not scores[~read].any()
    np.testing.assert_allclose(scores[read].sum(axis=1), 1, atol=1e-5)
    for words in blocks:
        tags = [0, *labels[words].tolist(), 0]
        assert all(ROLES.may_follow(before, after) for before, after in pairwise(tags))


class TestEncode:
    @given(ANY_TEXT)
    def test_every_promise_is_kept(self, encoder: TransformerEncoder, text: str) -> None:
        """Tags may follow one another inside each block; probabilities sum to 1, or there are none."""
        check(*encode(encoder, text))

    @given(st.lists(ANY_TEXT, max_size=5), st.data())
    @settings(max_examples=15)
    def test_no_passage_depends_on_others(
        self, encoders: dict[int, TransformerEncoder], given: list[str], data: st.DataObject
    ) -> None:
        """Alone, in any batch, in any order, on any number of threads: the same bits."""
        order = data.draw(st.permutations(range(len(given))))
        passages = [passage_of(text) for text in given]
        alone = [encoders[1].encode([passage])[0] for passage in passages]

        for encoder in encoders.values():
            found = encoder.encode([passages[number] for number in order])
            for number, encoding in zip(order, found, strict=True):
                for one, other in (
                    (alone[number].word_labels, encoding.word_labels),
                    (alone[number].word_scores, encoding.word_scores),
                ):
                    np.testing.assert_array_equal(one[HEAD], other[HEAD])

    def test_finds_who_says_what(self, encoder: TransformerEncoder) -> None:
        """What is plain to see has the tags of source, cue and content."""
        assert [[("source", "Ann Lee"), ("cue", "said"), ("content", "that it rained")]] == (
            spans_of(*encode(encoder, SENTENCE))
        )

    @pytest.mark.parametrize(
        "before",
        [
            pytest.param("It rained 😀👩‍👩‍👧 in 🇨🇾 all day.", id="emoji"),
            pytest.param("It rained in A\u030arhus a\u0300 la cafe\u0301 all day.", id="combining"),
            pytest.param("The ﬂoods were ﬁne for the oﬃce all day.", id="ligatures"),
            pytest.param("It\trained\t\tall   day.\t", id="tabs"),
            pytest.param("It\0rained\x07all day.", id="NUL"),
            pytest.param("It \ud83d rained all day.\udc00", id="half of a surrogate pair"),
            pytest.param(
                "It rained all day, أمطرت السماء \u202bכל היום\u202c.", id="right to left"
            ),
            pytest.param("It rained " + "a" * 5_000 + " all day.", id="a very long word"),
            pytest.param("It rained all day and all night. " * 200, id="longer than a window"),
            pytest.param("", id="nothing"),
        ],
    )
    @pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n"], ids=repr)
    def test_spans_are_exact_behind_anything(
        self, encoder: TransformerEncoder, before: str, between: str
    ) -> None:
        """Whatever stands before them, words are tagged where they are."""
        passage, encoding = encode(encoder, before + between + SENTENCE + between)
        check(passage, encoding)

        assert [("source", "Ann Lee"), ("cue", "said"), ("content", "that it rained")] == (
            spans_of(passage, encoding)[-1]
        )

    def test_a_line_without_end(self, encoder: TransformerEncoder) -> None:
        """Of twenty thousand words on one line each is read."""
        check(*encode(encoder, "It rained on the town, and " * 4_000))

    def test_no_passages(self, encoder: TransformerEncoder) -> None:
        """Nothing is no trouble."""
        assert [] == encoder.encode([])

    @pytest.mark.parametrize("text", ["", " \n\t", "RAIN\n\nBy Ann Lee\n\n"], ids=repr)
    def test_without_prose(self, encoder: TransformerEncoder, text: str) -> None:
        """A text without prose has no tags, between others that have."""
        passages = [passage_of(SENTENCE), passage_of(text), passage_of(SENTENCE)]
        labels = [encoding.word_labels[HEAD] for encoding in encoder.encode(passages)]

        assert [True, False, True] == [bool(each.any()) for each in labels]
        assert len(passages[1].words) == len(labels[1])


class TestFurtherHeads:
    """Of a model that has learnt nothing: what holds whatever it says."""

    @pytest.mark.parametrize(
        ("model", "heads", "spans"),
        [
            pytest.param("none", {HEAD}, {HEAD}, id="none but who says what"),
            pytest.param("names", {HEAD, NAMES_HEAD}, {HEAD, NAMES_HEAD}, id="names"),
            pytest.param("all", set(WORD_HEADS), {HEAD, NAMES_HEAD}, id="names and nouns"),
            pytest.param("more", set(WORD_HEADS), {HEAD, NAMES_HEAD}, id="one that we do not know"),
        ],
    )
    @pytest.mark.parametrize("text", [SENTENCE, "", " \n", "RAIN\n\nBy Ann Lee\n\n"], ids=repr)
    def test_heads_that_ran(
        self,
        models: dict[str, TransformerEncoder],
        model: str,
        heads: set[str],
        spans: set[str],
        text: str,
    ) -> None:
        """An encoding has the heads that the model has and we know, whatever there is to read."""
        _, encoding = encode(models[model], text)

        assert heads == set(encoding.word_labels) == set(encoding.word_scores)
        assert spans == set(encoding.word_spans)

    @given(ANY_TEXT)
    @settings(max_examples=30)
    def test_every_promise_is_kept(self, models: dict[str, TransformerEncoder], text: str) -> None:
        """Each word that is read has probabilities and the label with the highest; no other has."""
        passage, encoding = encode(models["all"], text)
        blocks = list(read_words(passage))
        read = np.zeros(len(passage.words), bool)
        read[[word for block in blocks for word in block]] = True
        check(passage, encoding)
        for head, labels in ((NAMES_HEAD, NAMES.names), (NOUNS_HEAD, NOUNS)):
            found, scores = encoding.word_labels[head], encoding.word_scores[head]

            assert (np.dtype("int8"), (len(read),)) == (found.dtype, found.shape)
            assert (np.dtype("float32"), (len(read), len(labels))) == (scores.dtype, scores.shape)
            assert not found[~read].any()
            assert not scores[~read].any()
            np.testing.assert_allclose(scores[read].sum(axis=1), 1, atol=1e-5)
            np.testing.assert_array_equal(scores.argmax(axis=1), found)

    @given(ANY_TEXT)
    @settings(max_examples=30)
    def test_names_are_those_of_the_labels(
        self, models: dict[str, TransformerEncoder], text: str
    ) -> None:
        """By number of word in the passage, in order, each inside one block."""
        passage, encoding = encode(models["all"], text)
        labels, scores = encoding.word_labels[NAMES_HEAD], encoding.word_scores[NAMES_HEAD]

        assert [
            (words[span.first], words[span.end - 1] + 1, span.kind, float(own.min()))
            for words in read_words(passage)
            for span in NAMES.read_loosely(labels[words].tolist())
            for own in [scores[words[span.first : span.end]].max(axis=1)]
        ] == [tuple(span) for span in encoding.word_spans[NAMES_HEAD]]

    def test_no_name_leaves_its_block(self, models: dict[str, TransformerEncoder]) -> None:
        """Words that are all said to be inside a name are one in each block; headings are none."""
        text = f"RAIN\n\n{SENTENCE}\n\n{SENTENCE}\n"
        passage, encoding = encode(models["inside"], text)

        assert [(SENTENCE, "place")] * 2 == [
            (text[passage.words.span(name.first, name.end).slice], name.kind)
            for name in encoding.word_spans[NAMES_HEAD]
        ]

    @given(st.lists(ANY_TEXT, max_size=5), st.data())
    @settings(max_examples=15)
    def test_no_passage_depends_on_others(
        self, models: dict[str, TransformerEncoder], given: list[str], data: st.DataObject
    ) -> None:
        """Alone, or in any batch in any order: the same bits of every head."""
        order = data.draw(st.permutations(range(len(given))))
        passages = [passage_of(text) for text in given]
        encoder = models["all"]
        found = encoder.encode([passages[number] for number in order])
        for number, encoding in zip(order, found, strict=True):
            assert_same(encoder.encode([passages[number]])[0], encoding, *WORD_HEADS)

    @pytest.mark.parametrize("other", ["names", "all", "more"])
    def test_no_head_depends_on_others(
        self, models: dict[str, TransformerEncoder], other: str
    ) -> None:
        """Who says what is the same whatever else is asked, and so are names."""
        text = f"{SENTENCE}\n\nThe ferry stayed in the harbour, two sailors claimed."
        _, one = encode(models["none"], text)
        _, same = encode(models[other], text)
        _, names = encode(models["names"], text)

        assert_same(one, same, HEAD)
        assert_same(names, same, HEAD, NAMES_HEAD)

    def test_a_head_that_the_graph_lacks(self, folders: dict[str, Path], tmp_path: Path) -> None:
        """A manifest that promises names of a graph without them is refused."""
        folder = shutil.copytree(folders["none"], tmp_path / "model")
        path = folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["heads"][NAMES_HEAD] = {"tags": NAMES.names, "level": "word"}
        path.write_text(json.dumps(manifest), encoding="utf-8")

        with pytest.raises(ModelContractError, match="an output 'names' of 21 labels, found none"):
            TransformerEncoder(folder, threads=1)


class TestVoices:
    """Of a head for sentences that has learnt nothing, either."""

    @pytest.mark.parametrize(
        ("model", "heads"),
        [
            pytest.param("none", set(), id="none"),
            pytest.param("all", set(), id="none beside heads for words"),
            pytest.param("opinion", {VOICE_HEAD}, id="one beside who says what"),
            pytest.param("voice", {VOICE_HEAD}, id="one beside all others"),
        ],
    )
    @pytest.mark.parametrize("text", [SENTENCE, "", " \n", "RAIN\n\nBy Ann Lee\n\n"], ids=repr)
    def test_heads_that_ran(
        self, models: dict[str, TransformerEncoder], model: str, heads: set[str], text: str
    ) -> None:
        """A head for sentences is among no others, and only where the model has it."""
        _, encoding = encode(models[model], text)

        assert heads == set(encoding.sentence_scores)
        assert VOICE_HEAD not in {*encoding.word_labels, *encoding.word_scores}
        assert VOICE_HEAD not in encoding.word_spans

    @given(ANY_TEXT)
    @settings(max_examples=30)
    def test_every_sentence_has_a_voice(
        self, models: dict[str, TransformerEncoder], text: str
    ) -> None:
        """How probable each is, for every sentence of which a word is read."""
        passage, encoding = encode(models["voice"], text)
        scores = encoding.sentence_scores[VOICE_HEAD]
        read = {word for words in read_words(passage) for word in words}
        has_words = [bool(read & {*passage.words.inside(each)}) for each in passage.sentences]
        check(passage, encoding)

        assert (np.dtype("float32"), (len(has_words), len(VOICES))) == (scores.dtype, scores.shape)
        assert (scores >= 0).all()
        np.testing.assert_allclose(scores.sum(axis=1), has_words, atol=1e-5)

    def test_what_is_not_read_has_none(self, models: dict[str, TransformerEncoder]) -> None:
        """A sentence where no prose is has no voice, and takes none from its neighbours."""
        text = f"RAIN\n\n{SENTENCE}\n\nBy Ann Lee\n\n{SENTENCE} It poured.\n"
        passage = passage_of(text)
        heading = evolve(passage, sentences=(Span(0, 4), *passage.sentences))
        (plain,), (found,) = (models["voice"].encode([each]) for each in (passage, heading))

        assert 3 == len(passage.sentences)
        np.testing.assert_array_equal(
            [[0.0] * len(VOICES), *plain.sentence_scores[VOICE_HEAD]],
            found.sentence_scores[VOICE_HEAD],
        )

    def test_says_what_its_words_say(self, models: dict[str, TransformerEncoder]) -> None:
        """Where all words say the same, so does their sentence."""
        _, encoding = encode(models["opinion"], f"{SENTENCE} It poured.\n\n{SENTENCE}")

        np.testing.assert_allclose(
            [[0, 0, 1, 0]] * 3, encoding.sentence_scores[VOICE_HEAD], atol=1e-6
        )

    @given(st.lists(ANY_TEXT, max_size=5), st.data())
    @settings(max_examples=15)
    def test_no_passage_depends_on_others(
        self, models: dict[str, TransformerEncoder], given: list[str], data: st.DataObject
    ) -> None:
        """Alone, or in any batch in any order: the same bits."""
        order = data.draw(st.permutations(range(len(given))))
        passages = [passage_of(text) for text in given]
        encoder = models["voice"]
        found = encoder.encode([passages[number] for number in order])
        for number, encoding in zip(order, found, strict=True):
            (alone,) = encoder.encode([passages[number]])
            np.testing.assert_array_equal(
                alone.sentence_scores[VOICE_HEAD], encoding.sentence_scores[VOICE_HEAD]
            )

    def test_no_other_head_depends_on_it(self, models: dict[str, TransformerEncoder]) -> None:
        """Who says what, names and nouns are the same with it and without."""
        text = f"{SENTENCE}\n\nThe ferry stayed in the harbour, two sailors claimed."
        _, one = encode(models["all"], text)
        _, other = encode(models["voice"], text)

        assert_same(one, other, *WORD_HEADS)

    def test_a_head_without_the_weight_of_words(
        self, folders: dict[str, Path], tmp_path: Path
    ) -> None:
        """A graph that gives as many scores as there are labels is for words: it is refused."""
        folder = shutil.copytree(folders["more"], tmp_path / "model")
        path = folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["heads"]["mood"]["level"] = "sentence"
        path.write_text(json.dumps(manifest), encoding="utf-8")

        with pytest.raises(ModelContractError, match="an output 'mood' of 3 labels, found"):
            TransformerEncoder(folder, threads=1)


def assert_same(one: Encoding, other: Encoding, *heads: str) -> None:
    """Whether two encodings say the same of some heads, to the last bit."""
    for head in heads:
        np.testing.assert_array_equal(one.word_labels[head], other.word_labels[head])
        np.testing.assert_array_equal(one.word_scores[head], other.word_scores[head])
        assert one.word_spans.get(head) == other.word_spans.get(head)


class TestFolder:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A copy of the packaged model."""
        return shutil.copytree(model_folder("english"), tmp_path / "model")

    @pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
    def test_a_damaged_file(self, folder: Path, name: str) -> None:
        """A file that is not what was exported is refused by its name."""
        with (folder / name).open("ab") as file:
            file.write(b"\n")

        with pytest.raises(DamagedResourceError, match=name):
            TransformerEncoder(folder, threads=1)

    @pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE, "manifest.json"])
    def test_a_missing_file(self, folder: Path, name: str) -> None:
        """A file that is not there is named."""
        (folder / name).unlink()

        with pytest.raises(MissingResourceError, match=name):
            TransformerEncoder(folder, threads=1)

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            pytest.param(
                lambda m: m["heads"][HEAD].update(tags=ROLES.names[::-1]), "the tags", id="tags"
            ),
            pytest.param(lambda m: m["features"].pop("case"), "features", id="fewer inputs"),
            pytest.param(lambda m: m["features"].update(mood=8), "features", id="more inputs"),
            pytest.param(
                lambda m: m["heads"].update(opinion={"tags": ["yes", "no"], "level": "sentence"}),
                "an output 'opinion' of 3 labels, found none",
                id="a head that the graph lacks",
            ),
            pytest.param(lambda m: m["heads"].pop(HEAD), "a head 'attribution'", id="no head"),
            pytest.param(lambda m: m.update(format=99), "format 99", id="another format"),
        ],
    )
    def test_a_model_for_another_version(
        self, folder: Path, change: Callable[[dict[str, Any]], object], expected: str
    ) -> None:
        """A model that this version would misread is refused."""
        path = folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        change(manifest)
        path.write_text(json.dumps(manifest), encoding="utf-8")

        with pytest.raises(ModelContractError, match=expected):
            TransformerEncoder(folder, threads=1)
