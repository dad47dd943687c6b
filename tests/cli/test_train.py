"""``attribution train``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny import ARTICLES, article, write_brat, write_tokenizer

from attribution.cli import main

CONFIG = """
out = "runs"
[data]
train = ["articles"]
dev = "articles"
[start]
tokenizer = "tokenizer.json"
vocabulary = 160
layers = 1
width = 8
inner_width = 8
attention_heads = 1
[learning]
epochs = 1
"""


def train(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["train", *arguments])


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs where its config is."""
    monkeypatch.chdir(tmp_path)
    Path("train.toml").write_text(CONFIG, encoding="utf-8")


def test_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without torch it is one line that says what to install."""
    with monkeypatch.context() as hidden:  # no longer than needed: plugins use torch, too
        hidden.setitem(sys.modules, "torch", None)
        result = train("train.toml")

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.endswith("pip install 'news-attribution[train]'\n")


class TestWithTorch:
    @pytest.fixture(autouse=True)
    def _torch(self) -> None:
        for library in ("onnx", "safetensors", "torch"):
            pytest.importorskip(library, reason="needs the extra `train`")

    def test_trains(self) -> None:
        """How it goes is told on standard error, what came out on standard output."""
        write_tokenizer(Path())
        write_brat(Path("articles"), [article("rain", ARTICLES[0])])
        result = train("train.toml")
        (entry,) = map(json.loads, result.stderr.splitlines())

        assert 0 == result.exit_code
        assert (1, 1) == (entry["seed"], entry["epoch"])
        assert "exact F1 cue" in result.stdout
        assert Path("runs/seed-1/checkpoint.pt").exists()

    def test_writes_elsewhere(self) -> None:
        """``--out`` counts from where the command is run."""
        write_tokenizer(Path())
        write_brat(Path("articles"), [article("rain", ARTICLES[0])])

        assert 0 == train("train.toml", "--out", "second").exit_code
        assert Path("second/seed-1/log.jsonl").exists()
        assert not Path("runs").exists()

    @pytest.mark.parametrize(
        ("config", "problem"),
        [
            pytest.param("none.toml", "none.toml: No such file", id="no config"),
            pytest.param("train.toml", "start.tokenizer is ", id="no tokenizer"),
            pytest.param(
                "broken.toml",
                "broken.toml is 'epochs', expected no keys but",
                id="a key that we do not know",
            ),
        ],
    )
    def test_names_what_is_wrong(self, config: str, problem: str) -> None:
        """What cannot be used is one line on standard error."""
        Path("broken.toml").write_text(f"epochs = 3\n{CONFIG}")
        result = train(config)

        assert (1, "") == (result.exit_code, result.stdout)
        assert problem in result.stderr
        assert 1 == len(result.stderr.splitlines())

    def test_names_a_corpus_that_is_not_there(self) -> None:
        """A folder that cannot be read is named."""
        write_tokenizer(Path())
        result = train("train.toml")

        assert 1 == result.exit_code
        assert "articles: No such file" in result.stderr
