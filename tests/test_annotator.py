from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

import attribution
from attribution import Annotator, Document
from attribution.errors import ConfigError

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
    def test_refuses_unknown_names(self, settings: dict[str, str], key: str) -> None:
        """A name that is not known is refused with the names that are."""
        with pytest.raises(ConfigError, match="expected") as caught:
            attribution.load(**settings)

        assert (key, "magic") == (caught.value.key, caught.value.value)

    def test_says_what_it_is(self, annotator: Annotator) -> None:
        """The representation names the engine and the backend."""
        assert "Annotator(engine='lexicon', backend='embedded')" == repr(annotator)


class TestCall:
    def test_keeps_id_and_meta(self, annotator: Annotator) -> None:
        """What the caller wants kept stands in the document."""
        document = annotator("It rained.", id="a", meta={"page": 3})

        assert ("a", {"page": 3}) == (document.id, document.meta)

    def test_says_how_it_was_made(self, annotator: Annotator) -> None:
        """Provenance holds version, engine, backend and the digest of the data."""
        provenance = annotator("It rained.").provenance

        assert provenance is not None
        assert (attribution.__version__, "lexicon", "embedded") == (
            provenance.library,
            provenance.engine,
            provenance.backend,
        )
        assert provenance.data

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
    def test_is_the_same_as_one_by_one(self, annotator: Annotator, batch_size: int) -> None:
        """Batches change nothing, in content or in order."""
        expected = [annotator(text) for text in TEXTS]

        assert expected == list(annotator.pipe(TEXTS, batch_size=batch_size))

    def test_is_the_same_in_processes(self, annotator: Annotator) -> None:
        """Processes change nothing, in content or in order."""
        expected = [annotator(text) for text in TEXTS]

        assert expected == list(annotator.pipe(TEXTS, batch_size=2, workers=2))

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

    def test_streams_in_processes(self, annotator: Annotator) -> None:
        """Processes are kept busy and no more: two batches ahead for each."""
        drawn = Drawn(TEXTS * 3)
        documents = annotator.pipe(drawn, batch_size=1, workers=2)
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


def test_survives_pickling(annotator: Annotator) -> None:
    """An annotator that was pickled annotates as before."""
    copy = pickle.loads(pickle.dumps(annotator))
    expected: Document = annotator(TEXTS[0])

    assert expected == copy(TEXTS[0])
