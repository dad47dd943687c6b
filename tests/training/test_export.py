"""A trained model becomes a folder that says what the network says, or none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from tiny import (
    ARTICLES,
    FOREIGN,
    NAMED,
    NOUNS_MARKED,
    VOICED,
    article,
    config_for,
    write_chains,
    write_polnear,
    write_tokenizer,
    write_voices,
)

for library in ("onnx", "safetensors", "torch"):
    pytest.importorskip(library, reason="needs the extra `train`")
pytest.importorskip("conllu", reason="needs the extra `evaluate`")

import onnx  # noqa: E402 (it may be missing, and what those below import)
from builders import mark  # noqa: E402
from claims import passage_of  # noqa: E402

import attribution  # noqa: E402
from attribution.analysis import Mentions  # noqa: E402
from attribution.encoder.decoding import Crf  # noqa: E402
from attribution.encoder.transformer import TransformerEncoder  # noqa: E402
from attribution.encoder.windows import Window, find_windows, make_window  # noqa: E402
from attribution.errors import ModelContractError  # noqa: E402
from attribution.tags import HEAD, ROLES, VOICE_HEAD, VOICES, WORD_HEADS  # noqa: E402
from attribution.training.config import TrainingConfig, Voices  # noqa: E402
from attribution.training.export import compare, export  # noqa: E402
from attribution.training.graph import build_graph  # noqa: E402
from attribution.training.measure import crf_of, emissions  # noqa: E402
from attribution.training.train import Trained, train  # noqa: E402

FILES = ["manifest.json", "model.onnx", "tokenizer.json"]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> TrainingConfig:
    """Enough epochs to know `ARTICLES` by heart, so that no tag is a toss-up."""
    folder = tmp_path_factory.mktemp("export")
    write_tokenizer(folder, further=FOREIGN)
    for name in ("train", "dev"):
        articles = (article(str(n), each) for n, each in enumerate(ARTICLES))
        write_polnear(folder / name, articles, NAMED)
    write_chains(folder / "gum", {f"ours_{n}": each for n, each in enumerate(NOUNS_MARKED * 2)})
    learning = {"epochs": 60, "rate": 1e-2, "head_rate": 2e-2}
    config = config_for(folder, **learning)
    return evolve(
        config,
        data=evolve(config.data, named=True, nouns=folder / "gum", nouns_dev=("_2", "_3")),
        head_weights={"nouns": 0.5},
        name="harbour",
        version="0.3",
        licences={"texts": "ours"},
    )


@pytest.fixture(scope="module")
def trained(config: TrainingConfig) -> Trained:
    return train(config)


@pytest.fixture(scope="module")
def folder(config: TrainingConfig, trained: Trained) -> Path:
    export(trained, config, config.out / "model")
    return config.out / "model"


class TestExport:
    def test_writes_a_model(self, folder: Path) -> None:
        """The folder holds a graph, word pieces and a manifest, and nothing else."""
        assert FILES == sorted(path.name for path in folder.iterdir())

    def test_can_be_loaded(self, folder: Path) -> None:
        """An annotator runs it and says so."""
        annotator = attribution.load(model=folder)
        document = annotator("Ms Lee said it rained in the harbour.")

        assert document.provenance is not None
        assert (document.provenance.model or "").startswith("harbour 0.3 (")
        assert [("said",)] == [document.texts_of(found.cue) for found in document.attributions]

    def test_tags_as_the_network_does(
        self, folder: Path, config: TrainingConfig, trained: Trained
    ) -> None:
        """What is run gives each word the tag that the network gives it."""
        encoder = TransformerEncoder(folder, threads=1)
        marks = (encoder._table.begin, encoder._table.end)
        examples = [held.example for held in trained.dev]
        scores = emissions(trained.model, examples, windowing=config.windowing, marks=marks)
        crf = crf_of(trained.model)
        expected, actual = [], []
        encodings = encoder.encode([held.passage for held in trained.dev])
        for example, found, encoding in zip(examples, scores, encodings, strict=True):
            expected += crf.decode(
                found, [len(each.words) for each in example.blocks]
            ).labels.tolist()
            words = np.concatenate([each.words for each in example.blocks])
            actual += encoding.word_labels["attribution"][words].tolist()

        assert any(expected)
        assert expected == actual

    def test_says_how_it_came_to_be(self, folder: Path, config: TrainingConfig) -> None:
        """The manifest holds digests, seeds, scores and how it was learnt."""
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        manifest = json.loads(text)
        training = manifest["training"]

        assert {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES[1:]
        } == manifest["files"]
        assert ("harbour", "0.3") == (manifest["name"], manifest["version"])
        assert {"train-1", "dev", "nouns"} == set(training["data"])
        assert [1] == training["seeds"]
        assert {"texts": "ours"} == training["licences"]
        assert 60 == training["config"]["learning"]["epochs"]
        assert 1 == training["config"]["head_seed"]
        assert {"source", "cue", "content"} <= set(manifest["scores"]["dev"])
        assert {"nouns": 0.5} == training["config"]["head_weights"]
        assert {"f1": 100.0} == manifest["scores"]["names"] == manifest["scores"]["nouns"]

    def test_says_which_heads_there_are(self, folder: Path) -> None:
        """Each with its labels; one has a random field."""
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

        assert {name: list(labels) for name, labels in WORD_HEADS.items()} == {
            name: head["tags"] for name, head in manifest["heads"].items()
        }
        assert ["attribution"] == [
            name for name, head in manifest["heads"].items() if head.get("crf") is not None
        ]

    def test_only_what_was_learnt(
        self, config: TrainingConfig, trained: Trained, tmp_path: Path
    ) -> None:
        """Heads that nobody taught are in neither the manifest nor the graph."""
        data = evolve(config.data, nouns=None)
        manifest = export(trained, evolve(config, data=data, head_weights={}), tmp_path / "model")
        graph = onnx.load(tmp_path / "model" / "model.onnx").graph

        assert ["attribution", "names"] == list(manifest.heads)
        assert ["attribution", "names"] == [output.name for output in graph.output]
        assert "nouns" not in manifest.training.data

    def test_sees_whom_the_network_sees(self, folder: Path, trained: Trained) -> None:
        """What is run finds the names that it learnt, where they are."""
        encoder = TransformerEncoder(folder, threads=1)
        passages = [held.passage for held in trained.dev]
        found = [
            (passage.text[passage.words.span(name.first, name.end).slice], name.kind)
            for passage, encoding in zip(passages, encoder.encode(passages), strict=True)
            for name in Mentions.of(encoding).names
        ]

        assert [("Lee", "person"), ("port", "organisation"), ("Ms Lee", "other")] == found

    def test_sees_what_nouns_stand_for(self, folder: Path) -> None:
        """So it does with nouns."""
        encoder = TransformerEncoder(folder, threads=1)
        passages = [passage_of(mark(each)[0]) for each in NOUNS_MARKED]

        assert [
            {"mayor": "person", "harbour": "place"},
            {"sailors": "group", "port": "organisation"},
        ] == [
            {passage.words.texts[n]: label for n, label in Mentions.of(encoding).nouns.items()}
            for passage, encoding in zip(passages, encoder.encode(passages), strict=True)
        ]

    def test_names_no_place(self, folder: Path, config: TrainingConfig) -> None:
        """Nothing in the manifest says where files lay when it was written."""
        text = (folder / "manifest.json").read_text(encoding="utf-8")

        assert str(config.out.parent) not in text
        assert config.out.parent.name not in text

    def test_is_the_same_again(
        self, folder: Path, config: TrainingConfig, trained: Trained, tmp_path: Path
    ) -> None:
        """The same model makes the same files, byte for byte."""
        export(trained, config, tmp_path / "again")

        assert {name: (folder / name).read_bytes() for name in FILES} == {
            name: (tmp_path / "again" / name).read_bytes() for name in FILES
        }

    @pytest.mark.parametrize(
        ("quantized", "expected"),
        [
            pytest.param(False, "scores of {head} within 0.001 of the network's", id="in float32"),
            pytest.param(True, "of the labels of {head} changed by the export", id="in bytes"),
        ],
    )
    @pytest.mark.parametrize("head", list(WORD_HEADS))
    def test_refuses_a_graph_that_says_something_else(
        self,
        config: TrainingConfig,
        trained: Trained,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        quantized: bool,
        expected: str,
        head: str,
    ) -> None:
        """No model is left that is not the network's."""

        def build(weights: dict[str, Any], **how: Any) -> Any:
            if how["quantized"] is quantized:
                name = f"{'' if head == HEAD else 'side.'}heads.{head}.weight"
                weights = {**weights, name: -weights[name]}
            return build_graph(weights, **how)

        monkeypatch.setattr("attribution.training.export.build_graph", build)
        with pytest.raises(ModelContractError, match=expected.format(head=head)):
            export(trained, config, tmp_path / "refused")

        assert not (tmp_path / "refused" / "manifest.json").exists()


@pytest.fixture(scope="module")
def voice_config(config: TrainingConfig, trained: Trained) -> TrainingConfig:
    """A stage that goes on from what was trained, for voices alone."""
    folder = config.out.parent
    voices = Voices(labels=write_voices(folder / "own.jsonl"))
    return evolve(
        config,
        out=folder / "voices",
        data=evolve(
            config.data,
            named=False,
            nouns=None,
            nouns_dev=(),
            voices=(voices, evolve(voices, labels=write_voices(folder / "more.jsonl"))),
            voices_dev=(voices,),
        ),
        head_weights={},
        start=evolve(
            config.start,
            run=config.out / f"seed-{trained.seed}" / "checkpoint.pt",
            keeps=("names", "nouns"),
        ),
        learning=evolve(config.learning, freeze_encoder=True),
    )


@pytest.fixture(scope="module")
def voice_trained(voice_config: TrainingConfig) -> Trained:
    return train(voice_config)


@pytest.fixture(scope="module")
def voice_folder(voice_config: TrainingConfig, voice_trained: Trained) -> Path:
    export(voice_trained, voice_config, voice_config.out / "model")
    return voice_config.out / "model"


class TestVoices:
    """A model with a head for sentences, learnt beside all others."""

    def test_hears_what_the_network_hears(self, voice_folder: Path) -> None:
        """What is run hears each voice that was taught."""
        encoder = TransformerEncoder(voice_folder, threads=1)
        texts = [
            "\n\n".join(" ".join(words for words, *_ in paragraph) for paragraph in each)
            for each in VOICED.values()
        ]
        encodings = encoder.encode([passage_of(text) for text in texts])

        assert [
            ["direct_quote", "author_opinion", "narration"],
            ["reported_claim", "narration"],
        ] == [
            [VOICES[best] for best in each.sentence_scores[VOICE_HEAD].argmax(axis=1)]
            for each in encodings
        ]

    def test_can_be_loaded(self, voice_folder: Path) -> None:
        """An annotator runs it, in a text with words that no piece is left for, too."""
        text = "Ms Lee said it rained in the harbour. The ддд was closed."
        document = attribution.load(model=voice_folder)(text)

        assert [("said",)] == [document.texts_of(found.cue) for found in document.attributions]
        assert 2 == len(document.sentences)

    def test_says_of_all_else_what_the_first_said(
        self, folder: Path, voice_folder: Path, voice_trained: Trained
    ) -> None:
        """Who says what, names and nouns are the same to the last bit."""
        passages = [held.passage for held in voice_trained.dev]
        one, other = (
            TransformerEncoder(each, threads=1).encode(passages) for each in (folder, voice_folder)
        )

        for before, after in zip(one, other, strict=True):
            assert set(WORD_HEADS) == set(before.word_scores) == set(after.word_scores)
            for head in WORD_HEADS:
                np.testing.assert_array_equal(before.word_scores[head], after.word_scores[head])

    def test_says_which_heads_there_are(self, voice_folder: Path) -> None:
        """In their order in the graph; one is for sentences."""
        manifest = json.loads((voice_folder / "manifest.json").read_text(encoding="utf-8"))
        graph = onnx.load(voice_folder / "model.onnx").graph

        assert {
            "attribution": "word",
            "names": "word",
            "nouns": "word",
            "voice": "sentence",
        } == {name: head["level"] for name, head in manifest["heads"].items()}
        assert list(VOICES) == manifest["heads"]["voice"]["tags"]
        assert manifest["heads"]["voice"].get("crf") is None
        assert [
            ("attribution", 13),
            ("names", 21),
            ("nouns", 6),
            ("voice", 5),
        ] == [
            (output.name, output.type.tensor_type.shape.dim[2].dim_value) for output in graph.output
        ]

    def test_says_how_it_came_to_be(self, voice_folder: Path, voice_config: TrainingConfig) -> None:
        """The digests are those of the files with voices, and of the run that it went on from."""
        text = (voice_folder / "manifest.json").read_text(encoding="utf-8")
        manifest = json.loads(text)
        digests = [
            hashlib.sha256(each.labels.read_bytes()).hexdigest()
            for each in voice_config.data.voices
        ]
        assert voice_config.start.run is not None

        assert {"dev", "train-1", "voices-1", "voices-2"} == set(manifest["training"]["data"])
        assert digests == [manifest["training"]["data"][f"voices-{n}"] for n in (1, 2)]
        assert (
            hashlib.sha256(voice_config.start.run.read_bytes()).hexdigest()
            == (manifest["training"]["encoder"])
        )
        assert {"f1": 100.0} == manifest["scores"]["voice"]
        assert voice_config.out.parent.name not in text

    def test_leaves_out_pieces_that_nobody_needs(
        self, voice_folder: Path, voice_config: TrainingConfig
    ) -> None:
        """The table of the graph has a row for each piece of its own vocabulary, and no other."""
        vocabularies = [
            json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
            for path in (voice_config.start.tokenizer, voice_folder / "tokenizer.json")
        ]
        (rows,) = (
            each.dims[0]
            for each in onnx.load(voice_folder / "model.onnx").graph.initializer
            if each.name == "embeddings.pieces.weight"
        )

        assert set(FOREIGN) == vocabularies[0].keys() - vocabularies[1].keys()
        assert list(range(rows)) == sorted(vocabularies[1].values())

    def test_refuses_a_graph_that_hears_something_else(
        self,
        voice_config: TrainingConfig,
        voice_trained: Trained,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """No model is left whose voices are not the network's."""
        for quantized, expected in (
            (False, "scores of voice within 0.001 of the network's"),
            (True, "of the labels of voice changed by the export"),
        ):

            def build(weights: dict[str, Any], is_spoilt: bool = quantized, **how: Any) -> Any:
                if how["quantized"] is is_spoilt:
                    name = "voice.heads.voice.weight"
                    weights = {**weights, name: -weights[name]}
                return build_graph(weights, **how)

            monkeypatch.setattr("attribution.training.export.build_graph", build)
            with pytest.raises(ModelContractError, match=expected):
                export(voice_trained, voice_config, tmp_path / "refused")

            assert not (tmp_path / "refused" / "manifest.json").exists()


class TestCompare:
    @pytest.fixture
    def windows(self, config: TrainingConfig, trained: Trained) -> list[Window]:
        return [
            make_window(held.example.blocks, parts, (2, 3))
            for held in trained.dev
            for parts in find_windows(held.example.blocks, config.windowing)
        ]

    @pytest.mark.parametrize(
        ("change", "farthest", "changed"),
        [
            pytest.param(lambda scores: scores, 0.0, 0.0, id="the same"),
            pytest.param(lambda scores: scores + 0.25, 0.25, 0.0, id="the same order"),
            pytest.param(lambda scores: np.roll(scores, 4, axis=1), 9.0, 1.0, id="another tag"),
        ],
    )
    def test_counts_what_differs(
        self,
        windows: list[Window],
        change: Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]],
        farthest: float,
        changed: float,
    ) -> None:
        """How far scores are apart, and how many words get another tag."""
        size = len(ROLES)
        crf = Crf(transitions=np.zeros((size, size)), starts=np.zeros(size), ends=np.zeros(size))
        scores = [np.zeros((len(window), size), np.float32) for window in windows]
        for each in scores:
            each[:, 4] = 9  # a single source, word by word
        agreement = compare(windows, scores, [change(each) for each in scores], crf)

        assert (farthest, changed) == (agreement.farthest, agreement.changed)

    def test_without_a_field(self, windows: list[Window]) -> None:
        """Each word has the label that scores highest, one that may not follow the last too."""
        scores = [np.zeros((len(window), 6), np.float32) for window in windows]
        turned = [each.copy() for each in scores]
        for each in turned:
            each[::2, 3] = 1
        agreement = compare(windows, scores, turned, None)
        places = np.concatenate([s.places for window in windows for s in window.stretches])

        assert (1.0, (places % 2 == 0).mean()) == (agreement.farthest, agreement.changed)

    def test_of_stretches(self, windows: list[Window]) -> None:
        """Pooled, each stretch of words has one label: what its words say, as they count."""
        scores = [np.zeros((len(window), 5), np.float32) for window in windows]
        turned = [each.copy() for each in scores]
        for window, before, after in zip(windows, scores, turned, strict=True):
            first = window.stretches[0].places[0]
            before[:, 0] = after[:, 0] = 1
            # One word says something else, and says it louder; in the first window it counts.
            after[first, 1] = 9
            after[first, 4] = 9 if window is windows[0] else -9
        agreement = compare(windows, scores, turned, None, pooled=True)

        assert len(windows) == sum(len(window.stretches) for window in windows)
        assert (9.0, 1 / len(windows)) == (agreement.farthest, agreement.changed)

    def test_of_nothing(self) -> None:
        """Without windows nothing differs."""
        size = len(ROLES)
        crf = Crf(transitions=np.zeros((size, size)), starts=np.zeros(size), ends=np.zeros(size))
        agreement = compare([], [], [], crf)

        assert (0.0, 0.0) == (agreement.farthest, agreement.changed)
