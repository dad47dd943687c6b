"""A model's manifest is written once, read strictly, and vouches for the files beside it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import evolve

from attribution.encoder.manifest import (
    CrfParameters,
    Head,
    Manifest,
    Training,
    digest_files,
    read_manifest,
    verify,
    write_manifest,
)
from attribution.encoder.windows import Windowing
from attribution.errors import DamagedResourceError, MissingResourceError, ModelContractError
from attribution.tags import NAMES, NOUNS, ROLES, VOICES

FILES = {"model.onnx": b"\x00weights\xff", "vocab.txt": "[PAD]\n“\n".encode()}
DIGEST = hashlib.sha256(b"rain").hexdigest()
ATTRIBUTION = Head(
    tags=ROLES.names,
    level="word",
    crf=CrfParameters(
        transitions=tuple(tuple(float(i - j) / 8 for j in range(13)) for i in range(13)),
        starts=(0.5,) * 13,
        ends=(-0.25,) * 13,
        thresholds={"cue": 0.5},
    ),
)
MANIFEST = Manifest(
    format=1,
    name="small_en",
    version="1.0.0",
    files={name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()},
    heads={
        "attribution": ATTRIBUTION,
        "opinion": Head(tags=("narration", "opinion"), level="sentence"),
    },
    features={"case": 8, "quotation": 8, "boundary": 8},
    windowing=Windowing(blocks=2, pieces=256, overlap=64, pieces_per_word=8),
    scores={"dev": {"exact": {"cue": 0.75}, "articles": 84.0}, "speed": 4000.0},
    training=Training(
        config={"epochs": 4, "rates": [0.1, 0.2], "note": "“averaged”", "warm": None},
        data={"corpus": DIGEST},
        encoder=DIGEST,
        seeds=(1, 2, 3),
        licences={"corpus": "CC BY 4.0"},
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder as the export leaves it."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    write_manifest(tmp_path, MANIFEST)
    return tmp_path


def spoil(folder: Path, *keys: str | int, to: Any = None) -> None:
    """Set the value at the end of a path of keys; ``None`` takes it away."""
    path = folder / "manifest.json"
    data = json.loads(path.read_bytes())
    *inner, last = keys
    place = data
    for key in inner:
        place = place[key]
    if to is None:
        del place[last]
    else:
        place[last] = to
    path.write_text(json.dumps(data), encoding="utf-8")


def test_reads_what_was_written(folder: Path) -> None:
    """Nothing is lost on the way through the file."""
    assert MANIFEST == read_manifest(folder)


def test_the_same_manifest_is_the_same_bytes(folder: Path) -> None:
    """The order in which things were named, and the machine, leave no trace."""
    before = (folder / "manifest.json").read_bytes()
    turned = {name: MANIFEST.heads[name] for name in reversed(list(MANIFEST.heads))}
    write_manifest(folder, evolve(MANIFEST, heads=turned))

    assert before == (folder / "manifest.json").read_bytes()
    assert before.endswith(b"}\n")
    assert b"\r" not in before
    assert "“averaged”".encode() in before


def test_reads_from_wherever_resources_are(folder: Path, tmp_path: Path) -> None:
    """A package need not be a folder on a disk."""
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for name in ("manifest.json", *FILES):
            opened.write(folder / name, f"model/{name}")
    packaged = zipfile.Path(archive, "model/")
    manifest = read_manifest(packaged)
    verify(packaged, manifest)

    assert MANIFEST == manifest


def test_the_files_are_those_it_was_written_for(folder: Path) -> None:
    """Of files that were not touched there is nothing to say."""
    verify(folder, read_manifest(folder))

    assert MANIFEST.files == digest_files(folder, FILES)


@pytest.mark.parametrize("content", [b"", b"\x00weights", b"\x00weights\xfe"], ids=repr)
def test_a_file_that_was_changed(folder: Path, content: bytes) -> None:
    """Another file is named, with both digests."""
    (folder / "model.onnx").write_bytes(content)

    with pytest.raises(DamagedResourceError) as caught:
        verify(folder, MANIFEST)

    assert str(folder / "model.onnx") == caught.value.path
    assert MANIFEST.files["model.onnx"] == caught.value.expected
    assert hashlib.sha256(content).hexdigest() == caught.value.found


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(lambda folder: verify(folder, MANIFEST), id="verify"),
        pytest.param(lambda folder: digest_files(folder, ["vocab.txt"]), id="digest_files"),
    ],
)
def test_a_file_that_is_not_there(folder: Path, look: Callable[[Path], object]) -> None:
    """A missing file is named, with what to do."""
    (folder / "vocab.txt").unlink()

    with pytest.raises(MissingResourceError, match="install the package again") as caught:
        look(folder)

    assert str(folder / "vocab.txt") == caught.value.name


def test_no_manifest(tmp_path: Path) -> None:
    """A folder without a manifest is no model."""
    with pytest.raises(MissingResourceError) as caught:
        read_manifest(tmp_path)

    assert str(tmp_path / "manifest.json") == caught.value.name


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b'{"format": 1, "speed": NaN}', b"{} {}"], ids=repr
)
def test_no_json(folder: Path, content: bytes) -> None:
    """A file that cannot be read at all is damaged."""
    (folder / "manifest.json").write_bytes(content)

    with pytest.raises(DamagedResourceError, match="expected JSON"):
        read_manifest(folder)


@pytest.mark.parametrize("content", ["[]", "1", "null", '"format"'], ids=repr)
def test_no_object(folder: Path, content: str) -> None:
    """JSON that is something else is damaged, too."""
    (folder / "manifest.json").write_text(content, encoding="utf-8")

    with pytest.raises(DamagedResourceError) as caught:
        read_manifest(folder)

    assert "an object at $" == caught.value.expected
    assert repr(json.loads(content)) == caught.value.found


HEAD = ("heads", "attribution")


@pytest.mark.parametrize(
    ("keys", "to", "expected", "found"),
    [
        pytest.param(("name",), 5, "a string at $.name", "5", id="a string is a string"),
        pytest.param(
            ("format",), True, "a whole number at $.format", "True", id="truth is no number"
        ),
        pytest.param(("format",), "1", "a whole number at $.format", "'1'", id="nor is text"),
        pytest.param(
            ("features", "case"), 8.5, "a whole number at $.features.case", "8.5",
            id="nothing is counted in halves",
        ),
        pytest.param(
            (*HEAD, "crf", "thresholds", "cue"), "steep",
            "a number at $.heads.attribution.crf.thresholds.cue", "'steep'",
            id="a number is a number",
        ),
        pytest.param(
            (*HEAD, "crf", "transitions", 3, 12), "x",
            "a number at $.heads.attribution.crf.transitions[3][12]", "'x'",
            id="deep inside arrays",
        ),
        pytest.param(
            (*HEAD, "crf", "starts"), {}, "an array at $.heads.attribution.crf.starts", "{}",
            id="an array is an array",
        ),
        pytest.param(
            (*HEAD, "level"), "piece", "one of word, sentence at $.heads.attribution.level", "'piece'",
            id="a level is one of two",
        ),
        pytest.param(("files",), [], "an object at $.files", "[]", id="an object is an object"),
        pytest.param(
            ("files", "vocab.txt"), 3, "a string at $.files['vocab.txt']", "3",
            id="a key that is no name is quoted",
        ),
        pytest.param(
            (*HEAD, "crf", "ends"), None, "a value at $.heads.attribution.crf.ends", "None",
            id="a key is missing",
        ),
        pytest.param(
            ("windowing", "stride"), 4,
            "no keys but blocks, pieces, overlap, pieces_per_word at $.windowing", "'stride'",
            id="a key is unknown",
        ),
    ],
)  # fmt: skip
def test_strict(
    folder: Path, keys: tuple[str | int, ...], to: Any, expected: str, found: str
) -> None:
    """What is missing, unknown or of the wrong type is an error that says where."""
    spoil(folder, *keys, to=to)

    with pytest.raises(DamagedResourceError) as caught:
        read_manifest(folder)

    assert str(folder / "manifest.json") == caught.value.path
    assert (expected, found) == (caught.value.expected, caught.value.found)


@pytest.mark.parametrize(
    ("keys", "to", "problem"),
    [
        pytest.param(
            ("windowing", "overlap"), -1, "no window has room .* at [$].windowing",
            id="nothing is counted below 0",
        ),
        pytest.param(
            ("files", "vocab.txt"), DIGEST.upper(), "'files' .* at [$]",
            id="a digest is written in one way",
        ),
        pytest.param(
            ("files", "../vocab.txt"), DIGEST, "'files' .* at [$]",
            id="files lie beside the manifest",
        ),
        pytest.param(
            ("training", "data", "corpus"), "latest", "'data' .* at [$].training",
            id="data is named by its digest",
        ),
        pytest.param(
            ("scores", "dev", "exact", "cue"), "good", "'scores' are numbers by name, not 'good' at [$]",
            id="scores are numbers",
        ),
    ],
)  # fmt: skip
def test_what_a_field_refuses(
    folder: Path, keys: tuple[str | int, ...], to: Any, problem: str
) -> None:
    """A value of the right type that cannot be is an error that names the field."""
    spoil(folder, *keys, to=to)

    with pytest.raises(DamagedResourceError, match=problem):
        read_manifest(folder)


@pytest.mark.parametrize("key", ["format", "name", "heads", "training"])
def test_every_key_is_needed(folder: Path, key: str) -> None:
    """Nothing at the top may be left out."""
    spoil(folder, key)

    with pytest.raises(DamagedResourceError, match=f"a value at [$].{key},"):
        read_manifest(folder)


def test_a_whole_number_is_a_number(folder: Path) -> None:
    """JSON does not tell 1 from 1.0."""
    spoil(folder, *HEAD, "crf", "thresholds", "cue", to=1)
    crf = read_manifest(folder).heads["attribution"].crf

    assert crf is not None
    assert repr(1.0) == repr(crf.thresholds["cue"])


@pytest.mark.parametrize(
    ("keys", "to", "expected", "found"),
    [
        pytest.param(("format",), 2, "a manifest of format 1", "format 2", id="another format"),
        pytest.param(
            HEAD, None, "a head 'attribution'", "heads ['opinion']", id="without the head we need"
        ),
        pytest.param(
            (*HEAD, "tags", 0), "outside",
            " ".join(("the tags", *ROLES.names, "of the head 'attribution'")),
            " ".join(("outside", *ROLES.names[1:])),
            id="another tag",
        ),
        pytest.param(
            (*HEAD, "tags"), ["O"],
            " ".join(("the tags", *ROLES.names, "of the head 'attribution'")), "O",
            id="fewer tags",
        ),
        pytest.param(
            (*HEAD, "crf"), None,
            "a head 'attribution' for words, with a CRF", "one for words, without a CRF",
            id="without a CRF",
        ),
        pytest.param(
            (*HEAD, "level"), "sentence",
            "a head 'attribution' for words, with a CRF", "one for sentences, with a CRF",
            id="for sentences",
        ),
        pytest.param(
            (*HEAD, "crf", "starts"), [0.0] * 5,
            "a CRF of 13 tags for the head 'attribution'", "sizes [5, 13]",
            id="with a CRF for other tags",
        ),
        pytest.param(
            (*HEAD, "crf", "transitions", 7), [],
            "a CRF of 13 tags for the head 'attribution'", "sizes [0, 13]",
            id="with a CRF that lacks moves",
        ),
    ],
)  # fmt: skip
def test_a_model_for_another_version(
    folder: Path, keys: tuple[str | int, ...], to: Any, expected: str, found: str
) -> None:
    """A file that is sound, and does not fit."""
    spoil(folder, *keys, to=to)

    with pytest.raises(ModelContractError) as caught:
        read_manifest(folder)

    assert (expected, found) == (caught.value.expected, caught.value.found)


def test_another_format_may_have_other_keys(folder: Path) -> None:
    """The format is looked at before anything else."""
    (folder / "manifest.json").write_text('{"format": 7, "layers": {}}', encoding="utf-8")

    with pytest.raises(ModelContractError, match="format 7"):
        read_manifest(folder)


@pytest.mark.parametrize(
    ("name", "head", "expected", "found"),
    [
        pytest.param(
            "names", {"tags": NAMES.names[:-4], "level": "word"},
            " ".join(("the tags", *NAMES.names, "of the head 'names'")), " ".join(NAMES.names[:-4]),
            id="names of fewer kinds",
        ),
        pytest.param(
            "nouns", {"tags": NOUNS[::-1], "level": "word"},
            " ".join(("the tags", *NOUNS, "of the head 'nouns'")), " ".join(NOUNS[::-1]),
            id="nouns in another order",
        ),
        pytest.param(
            "nouns", {"tags": NOUNS, "level": "sentence"},
            "a head 'nouns' for words, without a CRF", "one for sentences, without a CRF",
            id="nouns of sentences",
        ),
        pytest.param(
            "voice", {"tags": VOICES[:3], "level": "sentence"},
            " ".join(("the tags", *VOICES, "of the head 'voice'")), " ".join(VOICES[:3]),
            id="fewer voices",
        ),
        pytest.param(
            "voice", {"tags": VOICES[::-1], "level": "sentence"},
            " ".join(("the tags", *VOICES, "of the head 'voice'")), " ".join(VOICES[::-1]),
            id="voices in another order",
        ),
        pytest.param(
            "voice", {"tags": VOICES, "level": "word"},
            "a head 'voice' for sentences, without a CRF", "one for words, without a CRF",
            id="voices of words",
        ),
        pytest.param(
            "voice",
            {
                "tags": VOICES, "level": "sentence",
                "crf": {
                    "transitions": [[0.0] * 4] * 4, "starts": [0.0] * 4, "ends": [0.0] * 4,
                    "thresholds": {},
                },
            },
            "a head 'voice' for sentences, without a CRF", "one for sentences, with a CRF",
            id="voices with a CRF",
        ),
        pytest.param(
            "names",
            {
                "tags": NAMES.names, "level": "word",
                "crf": {
                    "transitions": [[0.0] * 21] * 21, "starts": [0.0] * 21, "ends": [0.0] * 21,
                    "thresholds": {},
                },
            },
            "a head 'names' for words, without a CRF", "one for words, with a CRF",
            id="names with a CRF, which nobody would ask",
        ),
    ],
)  # fmt: skip
def test_a_further_head_of_another_version(
    folder: Path, name: str, head: dict[str, Any], expected: str, found: str
) -> None:
    """A head that this version knows has the labels that it knows."""
    spoil(folder, "heads", name, to=head)

    with pytest.raises(ModelContractError) as caught:
        read_manifest(folder)

    assert (expected, found) == (caught.value.expected, caught.value.found)


@pytest.mark.parametrize(
    ("name", "tags", "level"),
    [
        pytest.param("names", NAMES.names, "word", id="names"),
        pytest.param("nouns", NOUNS, "word", id="nouns"),
        pytest.param("voice", VOICES, "sentence", id="voices"),
    ],
)
def test_a_further_head_that_we_know(
    folder: Path, name: str, tags: tuple[str, ...], level: Literal["word", "sentence"]
) -> None:
    """One with our labels is read; a model need not have it."""
    assert name not in read_manifest(folder).heads

    spoil(folder, "heads", name, to={"tags": tags, "level": level})

    assert Head(tags=tags, level=level) == read_manifest(folder).heads[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("attribution", 13, id="one for words has a score for each tag"),
        pytest.param("opinion", 3, id="one for sentences has a weight beside them"),
    ],
)
def test_how_many_numbers_a_head_has(folder: Path, name: str, expected: int) -> None:
    """It is what a graph must give for each word."""
    assert expected == read_manifest(folder).heads[name].scores


def test_other_heads_are_let_be(folder: Path) -> None:
    """A model may be able to do more than this version asks of it."""
    spoil(folder, "heads", "entities", to={"tags": ["O", "S-person"], "level": "word"})

    assert ("O", "S-person") == read_manifest(folder).heads["entities"].tags


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"name": 5}, id="a name of no letters"),
        pytest.param({"windowing": {"pieces": 3}}, id="another object"),
        pytest.param({"features": {"case": 8.5}}, id="half a value"),
    ],
)
def test_what_could_not_be_read_is_not_written(folder: Path, change: dict[str, Any]) -> None:
    """The file that was there stays."""
    with pytest.raises(DamagedResourceError):
        write_manifest(folder, evolve(MANIFEST, **change))

    assert MANIFEST == read_manifest(folder)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"scores": {"slope": float("nan")}}, id="no number"),
        pytest.param({"scores": {"dev": {"cue": float("inf")}}}, id="infinity"),
        pytest.param({"files": {"model.onnx": "later"}}, id="no digest"),
        pytest.param({"files": {"../model.onnx": DIGEST}}, id="another folder's file"),
    ],
)
def test_what_makes_no_sense_is_not_made(change: dict[str, Any]) -> None:
    """A manifest that exists has digests for digests and numbers for numbers."""
    with pytest.raises(ValueError, match=next(iter(change))):
        evolve(MANIFEST, **change)
