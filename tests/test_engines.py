"""An engine is found by its name, and has what it needs."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from attribution.config import Config
from attribution.encoder import SilentEncoder
from attribution.encoder.transformer import TransformerEncoder
from attribution.engines import load_engine, processors
from attribution.errors import MissingResourceError
from attribution.relations import LexiconFinder, TaggedFinder
from attribution.resources import model_folder


class Noted(TransformerEncoder):
    """Takes note of its threads."""

    threads: list[int]

    def __init__(self, folder: Path, *, threads: int) -> None:
        super().__init__(folder, threads=threads)
        type(self).threads.append(threads)


class TestLoadEngine:
    def test_the_lexicon_needs_no_model(self) -> None:
        """It is complete without one, whichever is named."""
        engine = load_engine(Config(engine="lexicon", model="moon"))

        assert isinstance(engine.encoder, SilentEncoder)
        assert isinstance(engine.finder, LexiconFinder)
        assert engine.model is None

    def test_the_encoder_has_one(self) -> None:
        """It names its model with a version and the digest of its weights."""
        engine = load_engine(Config(engine="encoder"))

        assert isinstance(engine.encoder, TransformerEncoder)
        assert isinstance(engine.finder, TaggedFinder)
        manifest = engine.encoder.manifest
        digest = manifest.files["model.onnx"][:12]
        assert f"{manifest.name} {manifest.version} ({digest})" == engine.model

    @pytest.mark.parametrize(
        ("given", "expected"), [(0, 5), (1, 1), (9, 9)], ids=["all", "one", "more than there are"]
    )
    def test_threads(self, monkeypatch: pytest.MonkeyPatch, given: int, expected: int) -> None:
        """As many as were asked for, else one for each processor."""
        Noted.threads = []
        monkeypatch.setattr("attribution.engines.processors", lambda: 5)
        monkeypatch.setattr("attribution.encoder.transformer.TransformerEncoder", Noted)
        load_engine(Config(threads=given))

        assert [expected] == Noted.threads


class TestModel:
    @pytest.mark.parametrize("name", ["moon", "no/such/folder", "../english"])
    def test_nobody_knows_it(self, name: str) -> None:
        """A model that is nowhere is named, with what to give."""
        with pytest.raises(MissingResourceError, match="a packaged model, or a folder") as caught:
            load_engine(Config(model=name))

        assert f"the model {name!r}" == caught.value.name

    def test_a_folder_without_one(self, tmp_path: Path) -> None:
        """A folder that holds something else is said to lack a manifest."""
        with pytest.raises(MissingResourceError, match=re.escape(str(tmp_path))):
            load_engine(Config(model=str(tmp_path)))

    @pytest.mark.parametrize("name", ["mine", "./mine", "mine/"])
    def test_a_folder_where_the_program_runs(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A folder of one's own is found from where the program runs."""
        shutil.copytree(model_folder("english"), tmp_path / "mine")
        monkeypatch.chdir(tmp_path)

        assert load_engine(Config(model=name)).model == load_engine(Config()).model

    def test_nothing_hides_a_packaged_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Our model is ours, whatever lies where the program runs."""
        (tmp_path / "english").mkdir()
        monkeypatch.chdir(tmp_path)

        assert load_engine(Config()).model is not None


class TestProcessors:
    def test_are_those_of_this_process(self) -> None:
        """There is one at least, and no more than the machine has."""
        assert 1 <= processors() <= (os.cpu_count() or 1)

    @pytest.mark.parametrize(
        ("count", "expected"), [(4, 4), (None, 1)], ids=["all there are", "nobody knows"]
    )
    def test_where_nobody_keeps_them_apart(
        self, monkeypatch: pytest.MonkeyPatch, count: int | None, expected: int
    ) -> None:
        """Where a system does not share them out, those of the machine count."""
        monkeypatch.delattr(os, "sched_getaffinity", raising=False)
        monkeypatch.setattr(os, "cpu_count", lambda: count)

        assert expected == processors()
