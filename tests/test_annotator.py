from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import attribution
from attribution import Annotator, Document
from attribution.config import ENGINES, Config
from attribution.errors import ConfigError
from attribution.resources import model_folder

TEXTS = [f"“It rained for {n} days,” said Ann Lee. She left." for n in range(2, 12)]


class Drawn:
    """Texts, and how many of them were asked for."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for text in self.texts:
            self.count += 1
            yield text


class TestLoad:
    @pytest.mark.parametrize(
        ("settings", "key"),
        [
            pytest.param({"engine": "magic"}, "engine", id="an engine that nobody knows"),
            pytest.param({"backend": "magic"}, "backend", id="a backend that nobody knows"),
        ],
    )
    def test_refuses_unknown_names(self, settings: dict[str, Any], key: str) -> None:
        """A name that is not known is refused with the names that are."""
        with pytest.raises(ConfigError, match="expected") as caught:
            attribution.load(**settings)

        assert (key, "magic") == (caught.value.key, caught.value.value)

    def test_refuses_less_than_no_threads(self) -> None:
        """A number of threads that cannot be is refused before anything is read."""
        with pytest.raises(ConfigError, match="threads is -1, expected at least 0"):
            attribution.load(threads=-1)

    def test_says_what_it_is(self, annotator: Annotator) -> None:
        """The representation names the engine and the backend."""
        assert "Annotator(engine='encoder', backend='embedded')" == repr(annotator)

    @pytest.mark.parametrize("as_path", [Path, str])
    def test_takes_a_folder_for_a_model(
        self, annotator: Annotator, tmp_path: Path, as_path: Callable[[Path], Path | str]
    ) -> None:
        """A model of one's own is a folder, wherever it lies."""
        folder = shutil.copytree(model_folder("english"), tmp_path / "mine")
        document = attribution.load(model=as_path(folder))(TEXTS[0])

        assert annotator(TEXTS[0]) == document


class TestCall:
    def test_keeps_id_and_meta(self, annotator: Annotator) -> None:
        """What the caller wants kept stands in the document."""
        document = annotator("It rained.", id="a", meta={"page": 3})

        assert ("a", {"page": 3}) == (document.id, document.meta)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_says_how_it_was_made(self, annotators: dict[str, Annotator], engine: str) -> None:
        """Provenance holds version, engine, backend and the digest of the data."""
        provenance = annotators[engine]("It rained.").provenance

        assert provenance is not None
        assert (attribution.__version__, engine, "embedded") == (
            provenance.library,
            provenance.engine,
            provenance.backend,
        )
        assert provenance.data

    def test_says_which_model(self, annotators: dict[str, Annotator]) -> None:
        """Provenance names the model with its version and its digest, if there is one."""
        models = {
            engine: provenance.model
            for engine, annotator in annotators.items()
            if (provenance := annotator("It rained.").provenance) is not None
        }

        assert models["lexicon"] is None
        assert re.fullmatch(r"english \S+ \([0-9a-f]{12}\)", models["encoder"] or "")

    def test_finds_who_says_what(self, each_annotator: Annotator) -> None:
        """Every engine sees what is plain to see."""
        document = each_annotator("Ann Lee said that it rained.")
        (found,) = document.attributions

        assert ("Ann Lee", ("said",), ("that it rained",)) == (
            None if found.mention is None else document.text_of(found.mention),
            document.texts_of(found.cue),
            document.texts_of(found.content),
        )

    @pytest.mark.parametrize("text", [None, b"bytes", 3], ids=["None", "bytes", "a number"])
    def test_refuses_what_is_no_text(self, annotator: Annotator, text: object) -> None:
        """Only a string is a text."""
        with pytest.raises(TypeError, match="a text is a str"):
            annotator(text)  # type: ignore[arg-type]

    def test_names_the_document_that_failed(
        self, annotator: Annotator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An error that passes through carries the id of its document as a note."""

        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("broken")

        monkeypatch.setattr("attribution.annotator.find_words", fail)
        with pytest.raises(RuntimeError) as caught:
            annotator("It rained.", id="a")

        # Notes came with Python 3.11.
        notes = getattr(caught.value, "__notes__", ["in the document 'a'"])
        assert ["in the document 'a'"] == notes


class TestAnnotate:
    def test_shares_one_annotator(self) -> None:
        """The function gives what an annotator gives."""
        assert attribution.load()(TEXTS[0], id="a") == attribution.annotate(TEXTS[0], id="a")


class TestPipe:
    @pytest.mark.parametrize("batch_size", [1, 3, 64])
    def test_is_the_same_as_one_by_one(self, each_annotator: Annotator, batch_size: int) -> None:
        """Batches change nothing, in content or in order."""
        expected = [each_annotator(text) for text in TEXTS]

        assert expected == list(each_annotator.pipe(TEXTS, batch_size=batch_size))

    def test_is_the_same_in_processes(self, annotator: Annotator) -> None:
        """Processes change nothing, in content or in order."""
        expected = [annotator(text) for text in TEXTS]

        assert expected == list(annotator.pipe(TEXTS, batch_size=2, workers=2))

    @pytest.mark.parametrize(
        ("given", "workers", "expected"),
        [
            pytest.param(0, 2, 4, id="their share of the processors"),
            pytest.param(0, 16, 1, id="one at least"),
            pytest.param(3, 2, 3, id="as many as were asked for"),
        ],
    )
    def test_workers_share_the_processors(
        self, monkeypatch: pytest.MonkeyPatch, given: int, workers: int, expected: int
    ) -> None:
        """Workers do not get into each other's way: together they have as many threads as fit."""
        plans = []

        def note(make: object, plan: Config, *_: object) -> list[list[object]]:
            plans.append(plan.threads)
            return []

        monkeypatch.setattr("attribution.annotator.processors", lambda: 8)
        monkeypatch.setattr("attribution.workers.map_in_order", note)
        annotator = attribution.load(engine="lexicon", threads=given)
        list(annotator.pipe(TEXTS, workers=workers))

        assert [expected] == plans

    def test_carries_contexts(self, annotator: Annotator) -> None:
        """A context comes back beside its document; a string is the document's id as well."""
        pairs: list[tuple[object, str]] = [("a", TEXTS[0]), (("b", 2), TEXTS[1])]
        found = list(annotator.pipe(pairs, as_tuples=True))

        assert [("a", "a"), (("b", 2), None)] == [(context, d.id) for context, d in found]

    def test_streams(self, annotator: Annotator) -> None:
        """No more is drawn than a batch needs."""
        drawn = Drawn(TEXTS)
        documents = annotator.pipe(drawn, batch_size=2)
        next(documents)

        assert 2 == drawn.count

    def test_streams_in_processes(self, annotators: dict[str, Annotator]) -> None:
        """Processes are kept busy and no more: two batches ahead for each."""
        drawn = Drawn(TEXTS * 3)
        documents = annotators["lexicon"].pipe(drawn, batch_size=1, workers=2)
        next(documents)
        count = drawn.count
        documents.close()  # type: ignore[attr-defined]

        assert 4 == count

    @pytest.mark.parametrize("key", ["batch_size", "workers"])
    def test_refuses_less_than_one_at_once(self, annotator: Annotator, key: str) -> None:
        """A wrong number is refused when the pipe is made, not when it is read."""
        with pytest.raises(ConfigError, match=key):
            annotator.pipe(TEXTS, **{key: 0})  # type: ignore[call-overload]

    def test_of_nothing_is_nothing(self, annotator: Annotator) -> None:
        """No texts give no documents."""
        assert [] == list(annotator.pipe([]))


def test_survives_pickling(each_annotator: Annotator) -> None:
    """An annotator that was pickled annotates as before."""
    copy = pickle.loads(pickle.dumps(each_annotator))
    expected: Document = each_annotator(TEXTS[0])

    assert expected == copy(TEXTS[0])
