"""Documents become plain data and come back the same; anything else is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import field, frozen
from hypothesis import given
from strategies import documents, json_values

from attribution.codec import (
    SCHEMA_VERSION,
    Misfit,
    dump,
    entity_from_dict,
    from_dict,
    structure,
    to_dict,
    to_json,
)
from attribution.document import (
    Attribution,
    Block,
    Document,
    Entity,
    Evidence,
    Provenance,
    Quotation,
    Sentence,
    Source,
)
from attribution.errors import InvalidDocumentError, SchemaVersionError
from attribution.spans import Span
from attribution.vocabulary import (
    AttributionKind,
    BlockKind,
    EntityKind,
    EvidenceKind,
    Label,
    QuotationKind,
    SourceKind,
)

REUTERS = Entity(id="reuters.com", name="Reuters", kind=EntityKind.AGENCY, aliases=("Rtr",))
DOCUMENT = Document(
    text="It rained, Reuters said.",
    blocks=(Block(span=Span(0, 24), kind=BlockKind.PARAGRAPH),),
    sentences=(
        Sentence(
            span=Span(0, 24),
            label=Label.REPORTED_CLAIM,
            attribution_ids=("a1", "a2"),
            evidence=(
                Evidence(kind=EvidenceKind.CUE, weight=1.5, span=Span(19, 23)),
                Evidence(kind=EvidenceKind.USUAL, weight=-0.25),
            ),
        ),
    ),
    quotations=(Quotation(span=Span(0, 2), kind=QuotationKind.SCARE),),
    attributions=(
        Attribution(
            id="a1",
            kind=AttributionKind.INDIRECT,
            content=(Span(0, 9),),
            cue=(Span(19, 23),),
            mention=Span(11, 18),
            source_id="s1",
        ),
        Attribution(id="a2", kind=AttributionKind.MIXED, content=(Span(0, 2),), parent_id="a1"),
    ),
    sources=(
        Source(
            id="s1",
            name="Reuters",
            kind=SourceKind.OUTLET,
            mentions=(Span(11, 18),),
            attribution_ids=("a1",),
            entity=REUTERS,
        ),
    ),
    provenance=Provenance(library="0.1", engine="lexicon"),
    meta={"day": 3},
)
MISSING = object()


def changed(path: str, value: object) -> dict[str, Any]:
    """The document's data with one value changed, or taken out."""
    data: dict[str, Any] = deepcopy(to_dict(DOCUMENT))
    *above, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    place: Any = data
    for key in above:
        place = place[key]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return data


def leaves(data: Any) -> Iterator[Any]:
    if type(data) is dict:
        yield from data
        for value in data.values():
            yield from leaves(value)
    elif type(data) is list:
        for value in data:
            yield from leaves(value)
    else:
        yield data


class TestRoundTrip:
    @given(documents())
    def test_through_plain_data(self, document: Document) -> None:
        """What is read is what was written."""
        assert document == from_dict(to_dict(document))

    @given(documents())
    def test_through_json(self, document: Document) -> None:
        """What is read from JSON is what was written, on one line of valid UTF-8."""
        line = to_json(document)

        assert document == from_dict(json.loads(line.encode().decode()))
        assert "\n" not in line

    @given(documents())
    def test_leaves_the_data_alone(self, document: Document) -> None:
        """Reading does not change what is read."""
        data = to_dict(document)
        copy = deepcopy(data)
        from_dict(data)

        assert copy == data

    def test_methods_are_the_functions(self) -> None:
        """A document's own doors lead to the codec."""
        assert to_dict(DOCUMENT) == DOCUMENT.to_dict()
        assert to_json(DOCUMENT, indent=2) == DOCUMENT.to_json(indent=2)
        assert DOCUMENT == Document.from_dict(to_dict(DOCUMENT))


class TestToDict:
    def test_says_the_version_first(self) -> None:
        """A reader learns the version before anything else."""
        assert ("schema_version", SCHEMA_VERSION) == next(iter(to_dict(DOCUMENT).items()))

    def test_spans_are_objects(self) -> None:
        """A span is written with the names of its ends."""
        assert {"start": 0, "end": 9} == to_dict(DOCUMENT)["attributions"][0]["content"][0]

    def test_is_plain(self) -> None:
        """Nothing but what JSON reads: no enum, no tuple."""
        kinds = {type(leaf) for leaf in leaves(to_dict(DOCUMENT))}

        assert kinds <= {str, int, float, bool, type(None)}


class TestFromDict:
    @pytest.mark.parametrize(
        ("path", "value", "where"),
        [
            pytest.param("text", MISSING, "$.text", id="no text"),
            pytest.param("text", 3, "$.text", id="a number for a text"),
            pytest.param("text", None, "$.text", id="null for a text"),
            pytest.param("id", 3, "$.id", id="a number for an id"),
            pytest.param("titel", "so", "$", id="an unknown key"),
            pytest.param("meta", [], "$.meta", id="a list for an object"),
            pytest.param("provenance", {}, "$.provenance.library", id="half a provenance"),
            pytest.param("attributions", None, "$.attributions", id="null for a list"),
            pytest.param("attributions", 3, "$.attributions", id="a number for a list"),
            pytest.param("attributions.1", None, "$.attributions[1]", id="null for an object"),
            pytest.param("attributions.1", "a1", "$.attributions[1]", id="text for an object"),
            pytest.param("attributions.1.id", MISSING, "$.attributions[1].id", id="no id"),
            pytest.param("attributions.1.who", "Lee", "$.attributions[1]", id="a key inside"),
            pytest.param("attributions.1.kind", None, "$.attributions[1].kind", id="null"),
            pytest.param(
                "attributions.1.content", 7, "$.attributions[1].content", id="a number for spans"
            ),
            pytest.param(
                "attributions.1.content",
                MISSING,
                "$.attributions[1].content",
                id="no content",
            ),
            pytest.param(
                "attributions.1.content.0.end",
                99,
                "$.attributions[1].content",
                id="a span outside the text",
            ),
            pytest.param(
                "attributions.1.content.0.end",
                MISSING,
                "$.attributions[1].content[0].end",
                id="half a span",
            ),
            pytest.param(
                "attributions.1.content.0",
                {"start": 3, "end": 1},
                "$.attributions[1].content[0]",
                id="a span backwards",
            ),
            pytest.param(
                "attributions.1.content.0.start",
                True,
                "$.attributions[1].content[0].start",
                id="true for an offset",
            ),
            pytest.param(
                "attributions.1.content.0.start",
                0.0,
                "$.attributions[1].content[0].start",
                id="a decimal for an offset",
            ),
            pytest.param(
                "attributions.1.confidence",
                "1",
                "$.attributions[1].confidence",
                id="digits for a number",
            ),
            pytest.param("quotations.0.closed", 1, "$.quotations[0].closed", id="one for true"),
            pytest.param("attributions.1.source_id", "s9", "$.attributions[1].source_id", id="id"),
            pytest.param(
                "sentences.0.evidence.1.weight",
                MISSING,
                "$.sentences[0].evidence[1].weight",
                id="evidence without a weight",
            ),
            pytest.param(
                "sentences.0.evidence.0.span.end",
                25,
                "$.sentences[0].evidence[0].span",
                id="evidence outside its sentence",
            ),
            pytest.param("sources.0.entity.id", 3, "$.sources[0].entity.id", id="deep inside"),
        ],
    )
    def test_says_where(self, path: str, value: object, where: str) -> None:
        """What is wrong is refused with the path that leads to it."""
        with pytest.raises(InvalidDocumentError) as caught:
            from_dict(changed(path, value))

        assert where == caught.value.where
        assert str(caught.value) == f"{where}: {caught.value.problem}"

    @pytest.mark.parametrize(
        ("path", "value", "where", "problem"),
        [
            pytest.param(
                "attributions.1.kind", "odd", "$.attributions[1].kind", "odd", id="an unknown word"
            ),
            pytest.param(
                "attributions.1.content",
                [],
                "$.attributions[1].content",
                "at least|empty|>= 1",
                id="an attribution of nothing",
            ),
            pytest.param(
                "attributions.1.content",
                [{"start": 4, "end": 6}, {"start": 0, "end": 2}],
                "$.attributions[1].content",
                "in order",
                id="a content out of order",
            ),
            pytest.param(
                "attributions.1.confidence",
                2,
                "$.attributions[1].confidence",
                "between 0 and 1",
                id="more than certainty",
            ),
            pytest.param(
                "sentences.0.evidence.0.weight",
                float("inf"),
                "$.sentences[0].evidence[0].weight",
                "finite",
                id="evidence beyond measure",
            ),
            pytest.param(
                "sentences.0.span.end", 0, "$.sentences[0].span", "empty", id="an empty sentence"
            ),
        ],
    )
    def test_says_what(self, path: str, value: object, where: str, problem: str) -> None:
        """A value that its field refuses is refused in the field's own words, at the field."""
        with pytest.raises(InvalidDocumentError, match=problem) as caught:
            from_dict(changed(path, value))

        assert caught.value.where == where

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            pytest.param("sources.0.entity.aliases", "Rtr", id="text for a list of texts"),
            pytest.param("sources.0.entity.aliases", {"Rtr": 1}, id="an object for texts"),
            pytest.param("diagnostics", "", id="empty text for a list"),
            pytest.param("diagnostics", {}, id="an empty object for a list"),
        ],
    )
    def test_an_array_is_an_array(self, path: str, value: object) -> None:
        """Text is not a list of letters, an object not a list of keys."""
        with pytest.raises(InvalidDocumentError):
            from_dict(changed(path, value))

    @pytest.mark.parametrize("data", [None, 3, "so", [], [["text", "so"]]], ids=repr)
    def test_wants_an_object(self, data: Any) -> None:
        """Whatever is no object is no document."""
        with pytest.raises(InvalidDocumentError, match="expected an object") as caught:
            from_dict(data)

        assert caught.value.where == "$"

    def test_takes_a_whole_number_for_a_confidence(self) -> None:
        """JSON has one kind of number."""
        assert DOCUMENT == from_dict(changed("attributions.1.confidence", 1))

    def test_needs_only_the_text(self) -> None:
        """What was left out has its default."""
        assert Document(text="so") == from_dict({"schema_version": "1.0", "text": "so"})

    def test_reads_records_from_before_there_was_evidence(self) -> None:
        """A sentence of an older record has none."""
        data = changed("sentences.0.evidence", MISSING)
        (sentence,) = from_dict({**data, "schema_version": "1.1"}).sentences

        assert () == sentence.evidence

    @pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.23"])
    def test_reads_every_minor_version(self, version: str) -> None:
        """A second number means additions that change nothing for an old reader."""
        assert DOCUMENT == from_dict(changed("schema_version", version))

    @pytest.mark.parametrize("version", ["0.9", "2.0", "10.0", "", 1, 1.0, None, MISSING], ids=repr)
    def test_refuses_another_version(self, version: object) -> None:
        """Data of another version, or of none, is not guessed at."""
        with pytest.raises(SchemaVersionError) as caught:
            from_dict(changed("schema_version", version))

        assert caught.value.found == (None if version is MISSING else version)
        assert caught.value.supported == SCHEMA_VERSION

    def test_keeps_the_cause(self) -> None:
        """The error of the library below is not lost."""
        with pytest.raises(InvalidDocumentError) as caught:
            from_dict(changed("text", 3))

        assert caught.value.__cause__ is not None


class TestEntity:
    def test_round_trip(self) -> None:
        """A registry record is read as it is written inside a source."""
        data = to_dict(DOCUMENT)["sources"][0]["entity"]

        assert REUTERS == entity_from_dict(data)

    @pytest.mark.parametrize(
        ("data", "where"),
        [
            pytest.param({"id": "x.example", "name": "X"}, "$.kind", id="no kind"),
            pytest.param({"id": 1, "name": "X", "kind": "site"}, "$.id", id="a number"),
            pytest.param({"id": "x", "name": "X", "kind": "site", "url": ""}, "$", id="a key"),
            pytest.param([], "$", id="no object"),
        ],
    )
    def test_refuses(self, data: Any, where: str) -> None:
        """A record that is not one is refused with its place."""
        with pytest.raises(InvalidDocumentError) as caught:
            entity_from_dict(data)

        assert where == caught.value.where


@frozen(kw_only=True)
class Tide:
    """A class of the test's own."""

    port: str
    level: Literal["high", "low"] = "low"
    log: Path | None = None
    depths: Mapping[str, float] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if not self.port:
            msg = "a port has a name"
            raise ValueError(msg)


class TestStructure:
    def refuse(self, misfit: Misfit) -> LookupError:
        return LookupError(misfit.where, misfit.expected, misfit.found, misfit.problem)

    def test_makes_an_object(self) -> None:
        """Any class of ours is made from plain data; what was left out has its default."""
        data = {"port": "Oban", "level": "high", "log": "a/b", "depths": {"pier 1": 3}}

        assert Tide(
            port="Oban", level="high", log=Path("a/b"), depths={"pier 1": 3.0}
        ) == structure(data, Tide, self.refuse)
        assert Tide(port="Oban") == structure({"port": "Oban"}, Tide, self.refuse)

    @pytest.mark.parametrize(
        ("data", "where", "expected", "found"),
        [
            pytest.param(3, "$", "an object", 3, id="no object"),
            pytest.param({}, "$.port", "a value", None, id="a key is missing"),
            pytest.param({"port": 3}, "$.port", "a string", 3, id="a number for text"),
            pytest.param(
                {"port": "Oban", "level": "ebb"}, "$.level", "one of high, low", "ebb", id="a word"
            ),
            pytest.param(
                {"port": "Oban", "depths": {"pier 1": True}},
                "$.depths['pier 1']",
                "a number",
                True,
                id="a key that is no name",
            ),
            pytest.param({"port": "Oban", "log": 1}, "$.log", "a path", 1, id="no path"),
            pytest.param(
                {"port": "Oban", "wind": 3, "rain": 4},
                "$",
                "no keys but port, level, log, depths",
                "rain, wind",
                id="keys that are unknown",
            ),
            pytest.param(
                {"port": ""}, "$", "a port has a name", {"port": ""}, id="the class refuses it"
            ),
        ],
    )
    def test_says_what_and_where(self, data: Any, where: str, expected: str, found: object) -> None:
        """What does not fit becomes the exception that the caller wants."""
        with pytest.raises(LookupError) as caught:
            structure(data, Tide, self.refuse)

        assert (where, expected, found) == caught.value.args[:3]

    def test_shows_no_more_than_needed(self) -> None:
        """A problem is told in a line, however much was found."""
        with pytest.raises(LookupError) as caught:
            structure({"port": ["x"] * 999}, Tide, self.refuse)

        assert (
            "expected a string, found ['x', 'x', 'x', 'x', 'x', 'x', ...]" == caught.value.args[3]
        )


class TestDump:
    def test_readable_text_stays_readable(self) -> None:
        """Letters of any script are written as themselves."""
        assert '{"text":"“é” 你好 😀"}' == dump({"text": "“é” 你好 😀"})

    def test_a_lone_surrogate_is_escaped(self) -> None:
        """What UTF-8 cannot carry is carried by ASCII, and comes back as it was."""
        line = dump({"text": "“a\ud83d"})

        assert '{"text":"\\u201ca\\ud83d"}' == line
        assert {"text": "“a\ud83d"} == json.loads(line)

    @given(json_values())
    def test_round_trip(self, data: Any) -> None:
        """Any plain data comes back as it was."""
        assert data == json.loads(dump(data))
