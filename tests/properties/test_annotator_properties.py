"""What holds for every text there is."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import articles, texts

from attribution import Annotator, Document, Span
from attribution.schema import json_schema
from attribution.vocabulary import DiagnosticCode

VALIDATOR = Draft202012Validator(json_schema())
SPLIT_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
ANY_TEXT = (texts() | articles()).filter(lambda text: not SPLIT_PAIR.search(text))
"""Both halves of a pair side by side cannot be written: `attribution.codec.dump` refuses them."""
ODD = {
    "empty": "",
    "white space": " \t\r\n\u2028\xa0",
    "one word": "Rain",
    "one sign": ".",
    "one mark": "“",
    "no paragraphs": "It rained. “It poured,” she said. He denied it.",
    "never closed": "“It rained, she said.\n\nHe left.",
    "never opened": "It rained,” she said. He left.",
    "reversed": "”It rained,“ she said.",
    "all kinds of marks": "“ ” ‘ ’ „ ‚ « » ‹ › \" ' `` '' ＂",
    "emoji": "“😀👩‍👩‍👧 rained 🇨🇾,” said Ann Lee.",
    "right to left": "قال الوزير: «أمطرت السماء». “It rained,” said Ann Lee.",
    "turned round": "\u202e“It rained,” said Ann Lee.\u202c",
    "combining marks": "“Il a plu a\u0300 Paris,” said Rene\u0301e.",
    "NUL": "“It\0rained,” said\0Ann Lee.",
    "control characters": "“It rained,”\x07 said \x1b[1mAnn Lee\x1b[0m.\x7f",
    "half of a surrogate pair": "“It \ud83d rained,” said Ann Lee.\udc00",
    "a byte order mark": "\ufeff“It rained,” said Ann Lee.",
    "Windows lines": "“It rained,” said Ann Lee.\r\n\r\nHe denied it.\r\n",
    "old Macintosh lines": "“It rained,” said Ann Lee.\r\rHe denied it.\r",
    "mixed line ends": "It rained.\n\r\nHe said so.\r\r\nShe left.\u2029It ended.",
    "only a cue": "said",
    "nobody": "It is said that it is said that it rained.",
    "brackets": "([{<“It rained [...] (sic),” said Ann Lee.",
    "markup": "<p>“It rained,” said <b>Ann Lee</b>.</p>",
    "a long word": "a" * 5000,
    "ligatures": "Ann Lee said that the oﬃce was ﬁne and the ﬂag ﬂew.",
    "tabs": "Ann\tLee\tsaid\t\tthat it rained.\r\nShe\tleft.",
}


def offsets(*given: Span) -> list[int]:
    return [n for span in given for n in range(*span)]


def check(document: Document, text: str) -> None:
    """All that is promised of every document."""
    whole = Span(0, len(text))
    prose = offsets(*(block.span for block in document.blocks if block.kind.is_prose))
    blocks = offsets(*(block.span for block in document.blocks))
    sentences = offsets(*(sentence.span for sentence in document.sentences))

    assert text == document.text
    assert all(block.span in whole for block in document.blocks)
    assert sorted(set(blocks)) == blocks
    assert sorted(set(sentences)) == sentences
    assert [n for n in prose if not text[n].isspace()] == [
        n for n in sentences if not text[n].isspace()
    ]
    assert set(offsets(whole)) - set(blocks) <= {n for n in offsets(whole) if text[n].isspace()}
    assert all(quotation.span in whole for quotation in document.quotations)
    for attribution in document.attributions:
        spans = (*attribution.content, *attribution.cue)
        assert all(span in whole for span in spans)
        assert attribution.mention is None or attribution.mention in whole
        assert attribution.parent_id is None or document.attribution(attribution.parent_id)
        document.source_of(attribution)
        document.outlet_of(attribution)
    for source in document.sources:
        assert source.name.strip()
        assert all(document.text_of(mention).strip() for mention in source.mentions)
        assert all(document.attribution(id).source_id == source.id for id in source.attribution_ids)
    for sentence in document.sentences:
        document.sources_of(sentence)


@given(ANY_TEXT)
def test_every_promise_is_kept(each_annotator: Annotator, text: str) -> None:
    """The text is unaltered, spans lie in it, sentences cover the prose once, ids lead on."""
    check(each_annotator(text), text)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_no_error(each_annotator: Annotator, text: str) -> None:
    """Whatever the text, there is a document, as good as any, and it can be written and read."""
    document = each_annotator(text)
    check(document, text)

    assert document == Document.from_dict(json.loads(document.to_json().encode()))
    assert [] == list(VALIDATOR.iter_errors(json.loads(document.to_json())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", DiagnosticCode.EMPTY_TEXT, id="empty"),
        pytest.param(" \n", DiagnosticCode.EMPTY_TEXT, id="white space"),
        pytest.param("It\0rained.", DiagnosticCode.CONTROL_CHARACTER, id="NUL"),
        pytest.param("It \ud83d rained.", DiagnosticCode.LONE_SURROGATE, id="a surrogate"),
        pytest.param("“It rained, she said.", DiagnosticCode.UNCLOSED_QUOTATION, id="never closed"),
        pytest.param("“It rained,“ she said.", DiagnosticCode.REVERSED_MARK, id="reversed"),
        pytest.param(
            "It rained,” she said. He left.", DiagnosticCode.UNOPENED_QUOTATION, id="never opened"
        ),
    ],
)
def test_what_was_doubtful_is_said(
    annotator: Annotator, text: str, expected: DiagnosticCode
) -> None:
    """Odd text gets a diagnostic that says what is odd, and where."""
    assert expected in [diagnostic.code for diagnostic in annotator(text).diagnostics]


@pytest.mark.parametrize("text", [b"It rained.", None, 3, ["It rained."]], ids=repr)
def test_what_is_no_text_is_an_error(each_annotator: Annotator, text: object) -> None:
    """Only a string is a text."""
    with pytest.raises(TypeError, match=f"a text is a str, not {type(text).__name__}"):
        each_annotator(text)  # type: ignore[arg-type]


def test_a_megabyte_on_one_line(annotators: dict[str, Annotator]) -> None:
    """Length is no trouble: a line without end is one block."""
    text = ("Rain " + "and rain " * 600 + "fell. ") * 200
    document = annotators["lexicon"](text)

    assert len(text) > 1_000_000
    assert (text, 1, 200) == (document.text, len(document.blocks), len(document.sentences))


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("It rained on the town all day. ", 32_000),
        ("“It rained,” said Ann Lee. ", 20_000),
        ("said ", 50_000),
    ],
    ids=["narration", "quotations", "cues"],
)
def test_an_archive_on_one_line(annotators: dict[str, Annotator], unit: str, count: int) -> None:
    """Prose without line breaks takes as long as prose with them."""
    text = unit * count

    assert text == annotators["lexicon"](text).text


def test_a_long_line_for_the_encoder(annotators: dict[str, Annotator]) -> None:
    """A line of a hundred windows is no trouble either."""
    text = "“It rained,” said Ann Lee. " * 2_200
    document = annotators["encoder"](text)
    check(document, text)

    assert (1, 2_200) == (len(document.blocks), len(document.sentences))


@given(ANY_TEXT)
def test_annotating_twice_is_the_same(each_annotator: Annotator, text: str) -> None:
    """A document is a function of its text."""
    assert each_annotator(text) == each_annotator(text)


@given(ANY_TEXT)
def test_there_and_back(each_annotator: Annotator, text: str) -> None:
    """Plain data and JSON text give the document back."""
    document = each_annotator(text, id="rain", meta={"day": 1})

    assert document == Document.from_dict(document.to_dict())
    assert document == Document.from_dict(json.loads(document.to_json().encode()))


@given(ANY_TEXT)
def test_validates(each_annotator: Annotator, text: str) -> None:
    """Every record is as the schema says."""
    assert [] == list(VALIDATOR.iter_errors(json.loads(each_annotator(text).to_json())))


@given(st.lists(ANY_TEXT, max_size=6), st.integers(1, 4))
@settings(max_examples=10)
def test_one_equals_batch(each_annotator: Annotator, given: list[str], batch_size: int) -> None:
    """What stands beside a text in a batch changes nothing about it; order is kept."""
    expected = [each_annotator(text) for text in given]

    assert expected == list(each_annotator.pipe(given, batch_size=batch_size))


@given(st.lists(st.tuples(st.integers(), articles()), max_size=4))
@settings(max_examples=10)
def test_context_comes_back(each_annotator: Annotator, pairs: list[tuple[int, str]]) -> None:
    """A context comes back beside the document of its text."""
    expected = [(context, each_annotator(text)) for context, text in pairs]

    assert expected == list(each_annotator.pipe(iter(pairs), as_tuples=True, batch_size=2))


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=10)
def test_nothing_is_kept_of_a_text(each_annotator: Annotator, text: str, other: str) -> None:
    """What was annotated before changes nothing about what comes after."""
    before = each_annotator(text)
    each_annotator(other)

    assert before == each_annotator(text)
