"""A training is told what to do in one strict file."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribution.encoder.windows import Windowing
from attribution.errors import ConfigError
from attribution.training.config import Learning, Voices, read_config

NEEDED = """
out = "runs/first"
{top}
[data]
train = {train}
dev = "corpora/dev"
{data}
[start]
tokenizer = "tokenizer.json"
{rest}
"""


def write(
    folder: Path,
    top: str = "",
    rest: str = "",
    train: str = '["corpora/train"]',
    data: str = "",
) -> Path:
    path = folder / "train.toml"
    content = NEEDED.format(top=top, rest=rest, train=train, data=data)
    path.write_text(content, encoding="utf-8")
    return path


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the command is run makes no difference."""
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path, rest='weights = "model.safetensors"')
    monkeypatch.chdir(tmp_path / "elsewhere")
    config = read_config("../train.toml")
    found = (config.out, *config.data.train, config.data.dev, config.start.tokenizer)

    assert all(path.is_absolute() for path in found)
    assert [
        tmp_path / "runs/first",
        tmp_path / "corpora/train",
        tmp_path / "corpora/dev",
        tmp_path / "tokenizer.json",
        tmp_path / "model.safetensors",
    ] == [path.resolve() for path in (*found, config.start.weights or Path())]


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    """A corpus may be anywhere."""
    corpus = (tmp_path / "corpora").as_posix()
    config = read_config(write(tmp_path, train=f'["{corpus}"]'))

    assert (Path(corpus),) == config.data.train


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    """Only what to learn from, and where to start, must be said."""
    config = read_config(write(tmp_path))

    assert (None, (1,), Learning(), Windowing()) == (
        config.start.weights,
        config.seeds,
        config.learning,
        config.windowing,
    )


def test_what_is_said_holds(tmp_path: Path) -> None:
    """Every table takes its keys."""
    rest = "[learning]\nrate = 1\nfreeze_pieces = false\n[windowing]\npieces = 128"
    config = read_config(write(tmp_path, "seeds = [3, 4]", rest))

    assert ((3, 4), 1.0, False, 128) == (
        config.seeds,
        config.learning.rate,
        config.learning.freeze_pieces,
        config.windowing.pieces,
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("", ("attribution",), id="who says what, in any case"),
        pytest.param("named = true", ("attribution", "names"), id="names, if they are known"),
        pytest.param("named = false", ("attribution",), id="no names, if they are not"),
        pytest.param('nouns = "gum"', ("attribution", "nouns"), id="nouns, if a folder says them"),
        pytest.param('named = true\nnouns = "gum"', ("attribution", "names", "nouns"), id="both"),
        pytest.param(
            '[[data.voices]]\nlabels = "own.jsonl"',
            ("attribution", "voice"),
            id="voices, if a file says them",
        ),
        pytest.param(
            'named = true\nnouns = "gum"\n[[data.voices]]\nlabels = "own.jsonl"',
            ("attribution", "names", "nouns", "voice"),
            id="all of them",
        ),
    ],
)
def test_what_can_be_learnt(tmp_path: Path, data: str, expected: tuple[str, ...]) -> None:
    """The corpora decide which heads there are, in an order that does not change."""
    assert expected == read_config(write(tmp_path, data=data)).data.heads


def test_further_corpora(tmp_path: Path) -> None:
    """Their folder is relative to the file; what is held out of it goes by name."""
    config = read_config(write(tmp_path, data='nouns = "../gum"\nnouns_dev = ["_ferry", "_port"]'))

    assert config.data.nouns is not None
    assert (tmp_path / "../gum").resolve() == config.data.nouns.resolve()
    assert config.data.nouns.is_absolute()
    assert ("_ferry", "_port") == config.data.nouns_dev


def test_without_further_corpora(tmp_path: Path) -> None:
    """They need not be there."""
    data = read_config(write(tmp_path)).data

    assert (False, None, ()) == (data.named, data.nouns, data.nouns_dev)
    assert () == data.voices == data.voices_dev


def test_heads_may_weigh_more_or_less(tmp_path: Path) -> None:
    """Those of which nothing is said weigh as much as who says what."""
    assert {} == read_config(write(tmp_path)).head_weights
    assert {"names": 0.5, "nouns": 2.0} == read_config(
        write(
            tmp_path,
            data="named = true\nnouns = 'corpora/chains'",
            rest="[head_weights]\nnames = 0.5\nnouns = 2",
        )
    ).head_weights


def test_voices(tmp_path: Path) -> None:
    """Labels, and texts where they have some, are relative to the file; each file has a weight."""
    data = """
    [[data.voices]]
    labels = "../own.jsonl"
    [[data.voices]]
    labels = "/gum.jsonl"
    texts = "gum"
    weight = 2
    [[data.voices_dev]]
    labels = "dev.jsonl"
    texts = "texts"
    """
    found = read_config(write(tmp_path, data=data)).data

    assert (
        Voices(labels=tmp_path / "../own.jsonl", texts=None, weight=1.0),
        Voices(labels=Path("/gum.jsonl").absolute(), texts=tmp_path / "gum", weight=2.0),
    ) == found.voices
    assert (Voices(labels=tmp_path / "dev.jsonl", texts=tmp_path / "texts"),) == found.voices_dev


VOICES = '[[data.voices]]\nlabels = "own.jsonl"'


RUN = 'run = "run/checkpoint.pt"'
FROZEN = "[learning]\nfreeze_encoder = true"


@pytest.mark.parametrize(
    ("data", "rest", "expected"),
    [
        pytest.param("", "keeps = []", ("attribution",), id="none"),
        pytest.param(
            VOICES,
            f'{RUN}\nkeeps = ["names", "nouns"]\n{FROZEN}',
            ("attribution", "names", "nouns", "voice"),
            id="those that are learnt come last",
        ),
        pytest.param(
            "named = true",
            f'{RUN}\nkeeps = ["voice"]\n{FROZEN}',
            ("attribution", "voice", "names"),
            id="in any order",
        ),
    ],
)
def test_heads_that_are_kept(
    tmp_path: Path, data: str, rest: str, expected: tuple[str, ...]
) -> None:
    """A model has them beside those that are learnt, but nothing is learnt from data about them."""
    config = read_config(write(tmp_path, data=data, rest=rest))

    assert expected == config.heads
    assert not set(config.start.keeps) & set(config.data.heads)


@pytest.mark.parametrize(
    ("data", "rest", "key", "expected"),
    [
        pytest.param(
            VOICES, f'keeps = ["names"]\n{FROZEN}', "start.keeps", "a run", id="of no run"
        ),
        pytest.param(
            VOICES, f'{RUN}\nkeeps = ["names"]', "start.keeps", "as it is", id="on moving ground"
        ),
        pytest.param(
            "named = true",
            f'{RUN}\nkeeps = ["nouns"]\n{FROZEN}',
            "start.keeps",
            "share weights",
            id="beside one that shares its weights",
        ),
        pytest.param(
            '[[data.voices_dev]]\nlabels = "own.jsonl"',
            "",
            "data.voices_dev",
            "without voices",
            id="voices to measure and none to learn",
        ),
    ],
)
def test_what_cannot_work(tmp_path: Path, data: str, rest: str, key: str, expected: str) -> None:
    """What would export a head of chance, or fail after an epoch, is refused at once."""
    with pytest.raises(ConfigError, match=expected) as caught:
        read_config(write(tmp_path, data=data, rest=rest))

    assert key == caught.value.key


@pytest.mark.parametrize(
    ("data", "keeps"),
    [
        pytest.param("named = true", ("names",), id="one that is learnt as well"),
        pytest.param(VOICES, ("nouns", "voice"), id="one of them learnt as well"),
        pytest.param("", ("attribution",), id="who says what, which there is in any case"),
        pytest.param("", ("mood",), id="one that we do not know"),
    ],
)
def test_heads_that_cannot_be_kept(tmp_path: Path, data: str, keeps: tuple[str, ...]) -> None:
    """A head is either learnt or stays as it is."""
    with pytest.raises(ConfigError) as caught:
        read_config(write(tmp_path, data=data, rest=f"keeps = {list(keeps)}"))

    assert ("start.keeps", keeps, "further heads that are not learnt") == (
        caught.value.key,
        caught.value.value,
        caught.value.expected,
    )


@pytest.mark.parametrize(
    ("data", "head"),
    [
        pytest.param("", "voice", id="voices that nobody says"),
        pytest.param(VOICES, "names", id="names that are kept"),
        pytest.param(VOICES, "attribution", id="who says what, which others are weighed by"),
    ],
)
def test_only_what_is_learnt_weighs(tmp_path: Path, data: str, head: str) -> None:
    """A weight of anything else would say nothing."""
    rest = f'keeps = ["names"]\n[head_weights]\n{head} = 0.5'
    with pytest.raises(ConfigError, match="heads that are learnt beside who says what") as caught:
        read_config(write(tmp_path, data=data, rest=rest))

    assert "head_weights" == caught.value.key


def test_how_much_is_read_alone(tmp_path: Path) -> None:
    """Half of what has known voices, unless it is said otherwise."""
    assert 0.5 == read_config(write(tmp_path)).learning.alone
    assert 0.0 == read_config(write(tmp_path, rest="[learning]\nalone = 0")).learning.alone


@pytest.mark.parametrize(
    ("top", "rest", "key", "value", "expected"),
    [
        pytest.param("threads = 'all'", "", "threads", "all", "a whole number", id="text for a number"),
        pytest.param("seeds = 1", "", "seeds", 1, "an array", id="a number for an array"),
        pytest.param("seeds = [1, 2.5]", "", "seeds[1]", 2.5, "a whole number", id="inside an array"),
        pytest.param("seeds = []", "", "seeds", (), "at least one", id="no seed"),
        pytest.param("learning = 3", "", "learning", 3, "an object", id="a number for a table"),
        pytest.param(
            "", "weights = 7", "start.weights", 7, "a path", id="a number for a path"
        ),
        pytest.param(
            "", "[learning]\nepochs = true", "learning.epochs", True, "a whole number",
            id="truth for a number",
        ),
        pytest.param(
            "", "[learning]\nepochs = 0", "learning.epochs", 0, "at least 1", id="no epoch"
        ),
        pytest.param(
            "", "[windowing]\nspeed = 3", "windowing", "speed",
            "no keys but blocks, pieces, overlap, pieces_per_word", id="a key that we do not know",
        ),
        pytest.param(
            "", "[windowing]\npieces = 600", "windowing.pieces", 600, "at most 512",
            id="a window at run time that is too long",
        ),
    ],
)  # fmt: skip
def test_strict(
    tmp_path: Path, top: str, rest: str, key: str, value: object, expected: str
) -> None:
    """What cannot be is refused by the name of its key."""
    with pytest.raises(ConfigError) as caught:
        read_config(write(tmp_path, top, rest))

    assert (key, value, expected) == (caught.value.key, caught.value.value, caught.value.expected)


def test_windows_without_room(tmp_path: Path) -> None:
    """Context alone is no window."""
    with pytest.raises(ConfigError, match="no window has room beside its context"):
        read_config(write(tmp_path, rest="[windowing]\noverlap = 128"))


def test_nothing_to_learn_from(tmp_path: Path) -> None:
    """At least one corpus is needed."""
    with pytest.raises(ConfigError, match=r"data\.train is \(\), expected at least one"):
        read_config(write(tmp_path, train="[]"))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    """What must be said and is not is named by its key."""
    path = tmp_path / "train.toml"
    path.write_text('out = "runs"\n[data]\ntrain = ["a"]\n[start]\ntokenizer = "t"\n')

    with pytest.raises(ConfigError, match=r"data\.dev is None, expected a value"):
        read_config(path)


@pytest.mark.parametrize("content", [b"out = ", b"[data", b"\xff"], ids=repr)
def test_no_toml(tmp_path: Path, content: bytes) -> None:
    """A file that is something else is named."""
    path = tmp_path / "train.toml"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match="expected TOML") as caught:
        read_config(path)

    assert str(path) == caught.value.key


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is not there is the caller's to explain."""
    with pytest.raises(FileNotFoundError):
        read_config(tmp_path / "train.toml")
