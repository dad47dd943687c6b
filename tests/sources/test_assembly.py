"""Every relation gets its sources; every source its attributions."""

from __future__ import annotations

import pytest
from builders import mark
from mentions import trace

from attribution.analysis import Relation
from attribution.annotator import Annotator
from attribution.spans import Span
from attribution.vocabulary import AttributionKind, DiagnosticCode, SourceKind


def relation(text: str, mention: str | None, content: str, **more: object) -> Relation:
    """A relation between words of a text."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    fields = {
        "mention": None if mention is None else span(mention),
        "content": (span(content),),
        "kind": AttributionKind.INDIRECT,
        **{key: span(value) if key == "outlet" else value for key, value in more.items()},  # type: ignore[arg-type]
    }
    return Relation(**fields)  # type: ignore[arg-type]


def cue(text: str, words: str) -> tuple[Span, ...]:
    """The first such words of a text, as a cue."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def test_joint_sources() -> None:
    """Two who speak together have an attribution each, with the same content."""
    text = "Ann Lee and Tom Budd said it rained."
    attributions, sources, _ = trace(text, [relation(text, "Ann Lee and Tom Budd", "it rained")])

    assert [("Ann Lee", ("a1",)), ("Tom Budd", ("a2",))] == [
        (source.name, source.attribution_ids) for source in sources
    ]
    assert 1 == len({attribution.content for attribution in attributions})


def test_outlet_is_kept_apart() -> None:
    """The outlet through which words came is not their source."""
    text = "Ann Lee told the Financial Times it rained."
    attributions, sources, _ = trace(
        text, [relation(text, "Ann Lee", "it rained", outlet="the Financial Times")]
    )

    assert [("s1", "ft.com")] == [(a.source_id, a.outlet_id) for a in attributions]
    assert {"s1": ("a1",), "ft.com": ()} == {s.id: s.attribution_ids for s in sources}


def test_outlet_as_source() -> None:
    """An outlet that says so itself is source and outlet."""
    text = "Interfax said it rained."
    (attribution,), _, _ = trace(text, [relation(text, "Interfax", "it rained")])

    assert ("interfax.ru", "interfax.ru") == (attribution.source_id, attribution.outlet_id)


def test_nested_outlet() -> None:
    """What is nested in an outlet's report came through the outlet."""
    text = "Interfax said Ann Lee thought it rained."
    (_, inner), _, _ = trace(
        text,
        [
            relation(text, "Interfax", "Ann Lee thought it rained"),
            relation(text, "Ann Lee", "it rained", parent=0),
        ],
    )

    assert ("s1", "interfax.ru", "a1") == (inner.source_id, inner.outlet_id, inner.parent_id)


def test_first_person_in_a_quotation() -> None:
    """ "I" inside somebody's words is that somebody."""
    text = "Ann Lee said: “I think it rained.”"
    (outer, inner), _, _ = trace(
        text,
        [
            relation(text, "Ann Lee", "“I think it rained.”", kind=AttributionKind.DIRECT),
            relation(text, "I", "it rained", parent=0),
        ],
    )

    assert outer.source_id == inner.source_id


def test_shared_source() -> None:
    """A relation that shares another's source needs no mention."""
    text = "Ann Lee said it rained. It also snowed."
    attributions, _, diagnostics = trace(
        text,
        [
            relation(text, "Ann Lee", "it rained"),
            relation(text, None, "It also snowed", same_source_as=0),
        ],
    )

    assert ["s1", "s1"] == [attribution.source_id for attribution in attributions]
    assert () == diagnostics


def test_unresolved() -> None:
    """A pronoun that leads to nobody is a diagnostic and no source."""
    text = "They said it rained."
    (attribution,), sources, diagnostics = trace(text, [relation(text, "They", "it rained")])

    assert (None, ()) == (attribution.source_id, sources)
    assert [DiagnosticCode.UNRESOLVED_SOURCE] == [diagnostic.code for diagnostic in diagnostics]


def test_unnamed() -> None:
    """Where nobody is named nothing is unresolved."""
    text = "It is said that it rained."
    _, sources, diagnostics = trace(text, [relation(text, None, "it rained", unnamed=True)])

    assert ((), ()) == (sources, diagnostics)


def test_nothing() -> None:
    """No relations, no sources."""
    assert ((), (), ()) == trace("Ann Lee was there.", [])


def test_ids() -> None:
    """A linked source is known by its registry id; the others are numbered."""
    text = "Interfax said it rained, Ann Lee said it snowed, the board said it hailed."
    _, sources, _ = trace(
        text,
        [
            relation(text, "Interfax", "it rained"),
            relation(text, "Ann Lee", "it snowed"),
            relation(text, "the board", "it hailed"),
        ],
    )

    assert ["interfax.ru", "s1", "s2"] == [source.id for source in sources]


def test_mentions() -> None:
    """A person's mentions are all her names, in reading order."""
    text = "Ann Lee was ill. Mrs Lee said it rained. Tom Lee was not."
    _, (source,), _ = trace(text, [relation(text, "Mrs Lee", "it rained")])

    assert ["Ann Lee", "Lee", "Mrs Lee"] == sorted(text[s.slice] for s in source.mentions)


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        pytest.param(
            "“It rained,” said [by:Ann Lee], the mayor.",
            "Ann Lee",
            SourceKind.PERSON,
            id="a person",
        ),
        pytest.param(
            "According to [by:Interfax], it rained.", "Interfax", SourceKind.OUTLET, id="an outlet"
        ),
        pytest.param(
            "[by:Moscow] said it would answer.", "Moscow", SourceKind.GOVERNMENT, id="a government"
        ),
        pytest.param(
            "[by:A senior officer] said it rained.",
            "senior officer",
            SourceKind.PERSON,
            id="one unnamed",
        ),
        pytest.param(
            "[by:Two officers] said it rained.",
            "Two officers",
            SourceKind.GROUP,
            id="several unnamed",
        ),
        pytest.param(
            "As [by:we] previously reported, it rained.",
            "author",
            SourceKind.AUTHOR,
            id="the publication",
        ),
    ],
)
def test_end_to_end(annotator: Annotator, marked: str, name: str, kind: SourceKind) -> None:
    """In a whole article the source is found, named and told what it is."""
    text, _ = mark(marked)
    (source,) = annotator(text).sources

    assert (name, kind) == (source.name, source.kind)


def test_citing() -> None:
    """What an outlet reports, citing somebody, is that somebody's, through the outlet."""
    text = "Interfax said it rained, citing Ann Lee."
    (attribution,), sources, _ = trace(
        text,
        [
            relation(text, "Interfax", "it rained", cue=cue(text, "said")),
            relation(text, "Interfax", "Ann Lee", cue=cue(text, "citing"), same_source_as=0),
        ],
    )

    names = {source.id: source.name for source in sources}
    assert ("Ann Lee", "Interfax") == (
        names[attribution.source_id or ""],
        names[attribution.outlet_id or ""],
    )
    assert ["said", "citing"] == [text[span.slice] for span in attribution.cue]


def test_citing_by_a_person() -> None:
    """A person who cites somebody still says it himself."""
    text = "Tom Budd said it rained, citing Ann Lee."
    (said, citing), sources, _ = trace(
        text,
        [
            relation(text, "Tom Budd", "it rained", cue=cue(text, "said")),
            relation(text, "Tom Budd", "Ann Lee", cue=cue(text, "citing"), same_source_as=0),
        ],
    )

    assert said.source_id == citing.source_id
    assert ["Tom Budd"] == [source.name for source in sources]


def test_first_person_in_nobodys_quotation() -> None:
    """ "I" in the words of one we do not know is not the author."""
    text = "A note read: “I think it rained.”"
    attributions, sources, _ = trace(
        text,
        [
            relation(text, None, "“I think it rained.”", kind=AttributionKind.DIRECT),
            relation(text, "I", "it rained"),
        ],
    )

    assert [None, None] == [attribution.source_id for attribution in attributions]
    assert () == sources


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ann Lee told Reuters that it rained. “It still does,” Lee said.",
            ["reuters.com", "reuters.com"],
            id="in the next sentence",
        ),
        pytest.param(
            "Ann Lee told Reuters that it rained.\n\n“It still does,” Lee said.",
            ["reuters.com", "reuters.com"],
            id="in the next paragraph",
        ),
        pytest.param(
            "Ann Lee told Reuters that it rained.\n\nIn May the dam was dry.\n\nIn June the dam was full.\n\nIn July the dam was new.\n\n“It still does,” Lee said.",
            ["reuters.com", None],
            id="not much later",
        ),
        pytest.param(
            "Ann Lee told Reuters that it rained. Tom Budd told Interfax that it snowed. “It rains,” Lee said.",
            ["reuters.com", "interfax.ru", None],
            id="not when another outlet comes between",
        ),
        pytest.param(
            "Ann Lee told Reuters that it rained. She told the court that it snowed.",
            ["reuters.com", None],
            id="not when she tells somebody else",
        ),
        pytest.param(
            "Ann Lee told Reuters that it rained. Lee said in a statement that it snowed.",
            ["reuters.com", None],
            id="nor in a statement",
        ),
        pytest.param(
            "Moscow told Reuters that it rained. Moscow said that it snowed.",
            ["reuters.com", None],
            id="governments speak to everybody",
        ),
    ],
)
def test_outlet_is_carried_on(annotator: Annotator, text: str, expected: list[str | None]) -> None:
    """Who told an outlet one thing tells it the next."""
    attributions = annotator(text).attributions

    assert expected == [attribution.outlet_id for attribution in attributions]
