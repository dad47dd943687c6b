"""Paragraphs get the kind that a reader of the page would give them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribution.blocks import Furniture, find_blocks
from attribution.document import Block

SEEDS = Path(__file__).parents[2] / "seeds"

OPENING = "The ministers met on Tuesday in Lugano and spoke about the ferry tolls for two hours."
CLOSING = "They will meet again in the spring, when the ice on the lake has gone."


def seed_furniture() -> Furniture:
    """The phrases of the seed file."""
    lines = (SEEDS / "furniture.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return Furniture.from_entries([(kind, phrase) for kind, phrase in rows])


FURNITURE = seed_furniture()


def kinds(text: str) -> list[tuple[str, str]]:
    """The kind of each block and its words."""
    blocks = find_blocks(text, furniture=FURNITURE)
    return [(str(block.kind), text[block.span.slice]) for block in blocks]


def kind_between(line: str) -> str:
    """The kind of a line between two paragraphs of prose."""
    return {words: kind for kind, words in kinds(f"{OPENING}\n\n{line}\n\n{CLOSING}")}[line]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("0 0 vote", id="a count of votes"),
        pytest.param("Article Rating", id="the label of a rating widget"),
        pytest.param("Rate it", id="a call to rate"),
        pytest.param("Help us grow. Support The Ferryman on Patreon!", id="a call for gifts"),
        pytest.param("Notify of", id="the head of a comment form"),
        pytest.param("12 Comments", id="a count of comments"),
        pytest.param("guest", id="a field of a comment form"),
        pytest.param("Facebook Twitter WhatsApp Email", id="a row of share links"),
        pytest.param("SHARE THIS:", id="a label in capitals"),
        pytest.param("Advertisement", id="the label of an advertisement"),
        pytest.param("Read more: Why the ferries are late", id="a link in the text"),
        pytest.param("Related: Why the ferries are late", id="a related article"),
        pytest.param("#lake #ferry #tolls", id="a line of tags"),
        pytest.param("Tags: lake, ferry, tolls", id="a labelled line of tags"),
        pytest.param("Monday, May 18, 2015", id="a date alone"),
        pytest.param("18 May 2015", id="a date the British way"),
        pytest.param("Last updated: 12:30 GMT, 3 March 2017", id="a time stamp"),
        pytest.param("3 hours ago", id="an age"),
        pytest.param("5 min read", id="a reading time"),
        pytest.param("© 2017 The Ferryman. All rights reserved.", id="a copyright line"),
        pytest.param(
            "The opinions expressed in this column are solely those of the author.",
            id="a disclaimer",
        ),
        pytest.param("“Ferries” by Jan Dee is licensed under CC BY-SA 4.0", id="a licence"),
        pytest.param("(Reporting by Jan Dee; Editing by Kim Lee)", id="an agency's sign-off"),
        pytest.param("Sign up for our morning briefing", id="a newsletter"),
        pytest.param("We use cookies to make this site better.", id="a cookie notice"),
        pytest.param("Photo: Jan Dee", id="a credit alone"),
        pytest.param("ENDS", id="the end of a release"),
        pytest.param("* * *", id="an ornament"),
    ],
)
def test_furniture_is_boilerplate(line: str) -> None:
    """Furniture that everybody knows is boilerplate even in the middle of an article."""
    assert "boilerplate" == kind_between(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("“Yes.”", id="one quoted word"),
        pytest.param("Nonsense.", id="one word with a stop"),
        pytest.param(
            "Add comment sections to a page and people will complain.",
            id="a furniture phrase that begins a sentence",
        ),
        pytest.param(
            "“Subscribe to our newsletter,” the mayor said, and laughed.",
            id="a furniture phrase in somebody's mouth",
        ),
        pytest.param("By Monday the ferries had left.", id="a sentence that begins like a byline"),
        pytest.param("By Monday, Lake Maggiore Was Frozen.", id="the same in capitals"),
        pytest.param(
            "The town will pay the bill. Sign up for our briefing to learn how.",
            id="prose before a call to subscribe",
        ),
        pytest.param("He added:", id="an announcement of what follows"),
        pytest.param(
            "The spokeswoman answered the questions of the paper as follows",
            id="an announcement without a colon",
        ),
        pytest.param("What would you have done?", id="a question of the author's"),
        pytest.param(
            "They built a ferry. (That fact comes courtesy of the mayor’s daughter.)",
            id="brackets that only sound like a credit",
        ),
        pytest.param(
            "They waited for hours (and wanted their picture taken with it).",
            id="a picture in brackets",
        ),
        pytest.param("“It is over”", id="a quotation without a stop"),
        pytest.param("1. The ferry leaves at noon.", id="an item of a list"),
        pytest.param(
            "The harbour master and his two deputies, who had waited since noon for the last boat,"
            " went home at nine",
            id="a long sentence without its stop",
        ),
    ],
)
def test_prose_is_a_paragraph(line: str) -> None:
    """A sentence stays prose however short it is and whatever phrase is in it."""
    assert "paragraph" == kind_between(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Old Quarrel Behind the Delay", id="title case"),
        pytest.param("Mediation gains speed as winter comes", id="sentence case"),
        pytest.param("WHO PAYS THE TOLL", id="capitals"),
        pytest.param("Members’ questions", id="two words"),
        pytest.param("The “Slow Boat” Plan", id="quoted words inside"),
        pytest.param("Background", id="a heading of releases"),
        pytest.param("Notes to editors", id="another one"),
        pytest.param("2013", id="a year"),
    ],
)
def test_short_lines_before_prose_are_headings(line: str) -> None:
    """A short line without a stop that stands above prose is a heading."""
    assert "heading" == kind_between(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Jane Doe", id="by a name"),
        pytest.param("By Jane Doe and John Roe", id="by two names"),
        pytest.param("BY JANE DOE", id="in capitals"),
        pytest.param("By Anonymous", id="by nobody"),
        pytest.param("Jane Doe, Staff Writer", id="a name and an office"),
        pytest.param("By Jane Doe, Ferry Correspondent", id="by a name with an office"),
        pytest.param("Author: Jane Doe", id="a label"),
    ],
)
def test_authors_are_bylines(line: str) -> None:
    """A line that only names the author is a byline."""
    assert ("byline", line) in kinds(f"Ferry tolls rise again\n\n{line}\n\n{OPENING}")


@pytest.mark.parametrize(
    ("paragraph", "credit"),
    [
        pytest.param("The ferry in June 2014. (AP Photo/Jan Dee)", "(AP Photo/Jan Dee)", id="AP"),
        pytest.param("The ferry in June. Image: Lake Museum.", "Image: Lake Museum.", id="image"),
        pytest.param("The ferry in June. Photo: J. Dee", "Photo: J. Dee", id="photo"),
        pytest.param("The ferry in June. © Jan Dee 2014", "© Jan Dee 2014", id="copyright"),
        pytest.param("The ferry in June. REUTERS/Jan Dee", "REUTERS/Jan Dee", id="Reuters"),
        pytest.param("The ferry in June [Jan Dee/Reuters]", "[Jan Dee/Reuters]", id="brackets"),
    ],
)
def test_credits_are_cut_from_captions(paragraph: str, credit: str) -> None:
    """A caption keeps its sentence; the credit behind it is boilerplate."""
    caption = paragraph.removesuffix(credit).rstrip()

    assert [
        ("paragraph", OPENING),
        ("caption", caption),
        ("boilerplate", credit),
        ("paragraph", CLOSING),
    ] == kinds(f"{OPENING}\n\n{paragraph}\n\n{CLOSING}")


def test_a_stub_above_the_headline_is_boilerplate() -> None:
    """What is left of an emptied template line is no headline."""
    expected = [
        ("boilerplate", "in ,"),
        ("heading", "Ferry tolls rise again"),
        ("paragraph", OPENING),
    ]

    assert expected == kinds(f"in ,\n\nFerry tolls rise again\n\n{OPENING}")


def test_a_trail_of_sections_is_boilerplate() -> None:
    """A line that repeats the headline between separators is navigation."""
    trail = "Ferry tolls rise again / News / Lake agency"
    expected = [
        ("boilerplate", trail),
        ("heading", "Ferry tolls rise again"),
        ("heading", "Lake ministers met on February 11"),
        ("heading", "Ferry tolls rise again"),
        ("paragraph", OPENING),
    ]

    assert expected == kinds("\n\n".join(words for _, words in expected))


def test_a_menu_is_boilerplate() -> None:
    """A row of one-word lines above the article is a menu, also where a few are known."""
    menu = ["Home", "World", "Lakes", "Sport"]
    expected = [("boilerplate", item) for item in menu]

    assert expected == kinds("\n".join([*menu, f"\nFerry tolls rise\n\n{OPENING}"]))[:4]


def test_titles_below_a_comment_form_are_boilerplate() -> None:
    """Headlines of other articles are not headings of this one."""
    teasers = ["Why the bakers are out on the streets again", "Is the tunnel finished?"]
    found = kinds("\n\n".join([OPENING, "View all comments", *teasers]))

    assert [("boilerplate", teaser) for teaser in teasers] == found[2:]


def test_a_footer_in_another_script_is_boilerplate() -> None:
    """Lines in letters that the article is not written in do not belong to it."""
    footer = "Выделенный текст слишком длинный."

    assert ("boilerplate", footer) == kinds(f"{OPENING}\n\n{CLOSING}\n\n{footer}")[-1]


def test_a_last_sentence_without_its_stop_is_prose() -> None:
    """Right below the last paragraph a sentence-like line is not given up."""
    line = "The minister told reporters that he would resign"

    assert ("paragraph", line) == kinds(f"{OPENING}\n\n{line}")[-1]


def test_a_phrase_may_be_prose_inside_and_furniture_below() -> None:
    """ "What do you think?" is a question to the reader only where the article is over."""
    line = "What do you think?"

    assert "paragraph" == kind_between(line)
    assert ("boilerplate", line) == kinds(f"{OPENING}\n\n{line}\n\nNotify of")[1]


def test_the_speaker_of_a_pull_quote_is_boilerplate() -> None:
    """A name and office below a quotation are furniture of the pull quote."""
    speaker = "Jane Doe, Ferry Minister"

    assert ("boilerplate", speaker) in kinds(
        f"{OPENING}\n\n“The tolls are dead and buried.”\n\n{speaker}\n\n{CLOSING}"
    )


def test_headlines_with_a_stop_are_known_by_their_capitals() -> None:
    """Some archives end every headline with a stop."""
    headline = "Lake Ministers Abandon Plan for Ferry Tolls."

    assert ("heading", headline) == kinds(f"{headline}\n\n{OPENING}")[0]


def test_lines_after_a_colon_are_a_list() -> None:
    """Short lines that a sentence announces are its items, not headings."""
    items = ["Stop the tolls", "Show some humility"]
    found = kinds(f"The minister has two tasks:\n\n{items[0]}\n{items[1]}\n\n{CLOSING}")

    assert [("paragraph", item) for item in items] == found[1:3]


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param("> The ferry is late.\n> It is always late.", id="marked as in mail"),
        pytest.param("    The ferry is late, and it is always late.", id="indented"),
    ],
)
def test_set_off_paragraphs_are_block_quotations(quoted: str) -> None:
    """A paragraph set off by marks or indentation is a block quotation."""
    assert ("blockquote", quoted.strip()) == kinds(f"{OPENING}\n\n{quoted}\n\n{CLOSING}")[1]


@pytest.mark.parametrize("text", ["Hello", "It rained", "It rained.", "Is it over?"])
def test_a_text_of_one_line_is_a_paragraph(text: str) -> None:
    """Where there is nothing else, even an unfinished line is prose."""
    assert [("paragraph", text)] == kinds(text)


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\u2028\xa0\f"])
def test_white_space_has_no_blocks(text: str) -> None:
    """A text without a visible character has no blocks."""
    assert () == find_blocks(text, furniture=FURNITURE)


LINES = st.sampled_from(
    ["Ferry tolls rise", OPENING, "“Yes.”", "Share", "By Jane Doe", "1. A", "> so", "He added:"]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=12).map("\n".join),
    st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=12).map("\n\n".join),
)


@given(TEXTS)
def test_every_visible_character_is_in_one_block(text: str) -> None:
    """Blocks are trimmed, in order, disjoint, and leave out nothing but white space."""
    blocks: tuple[Block, ...] = find_blocks(text, furniture=FURNITURE)
    covered = [n for block in blocks for n in range(*block.span)]

    assert sorted(set(covered)) == covered
    assert "" == "".join(c for n, c in enumerate(text) if n not in set(covered)).strip()
    for block in blocks:
        words = text[block.span.slice]
        assert words.strip() == words


@pytest.mark.parametrize("unit", ["a", ".", '"', "”", "\n", "a ", "\0", "😀", "ש", "\ud800", "("])
def test_a_megabyte_of_one_thing_is_no_trouble(unit: str) -> None:
    """Odd text takes time in proportion to its length and is never an error."""
    text = unit * (1_000_000 // len(unit))

    assert len(find_blocks(text, furniture=FURNITURE)) <= 1
