"""Where an article says that somebody is not named, and why."""

from __future__ import annotations

from itertools import pairwise

import pytest
from builders import mark
from hypothesis import given
from hypothesis import strategies as st
from mentions import lexicon

from attribution.analysis import Relation
from attribution.sources.anonymity import without_anonymity
from attribution.spans import Span
from attribution.vocabulary import AttributionKind
from attribution.words import find_words


def clauses_in(text: str, relations: list[Relation] | None = None) -> list[str]:
    """The clauses of a text, as words."""
    found = lexicon().anonymity.find(text, find_words(text), relations or [])
    return [text[clause.span.slice] for clause in found]


def relation(content: Span, cue: Span | None = None, **more: object) -> Relation:
    """A relation of these words."""
    cues = () if cue is None else (cue,)
    return Relation(content=(content,), cue=cues, kind=AttributionKind.INDIRECT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "An officer, [is:who asked not to be identified because of the sensitivity of the talks],"
            " said so.",
            id="who asked not to be identified",
        ),
        pytest.param(
            "It failed, she said, [is:speaking on condition of anonymity because she was not"
            " authorised to speak].",
            id="speaking on condition of anonymity",
        ),
        pytest.param(
            "A guard, [is:who declined to be named, citing security concerns], said so.",
            id="citing a reason behind a comma",
        ),
        pytest.param("[is:On condition of anonymity], a guard said so.", id="without a reason"),
        pytest.param("He [is:asked not to be named for fear of reprisals].", id="for fear"),
        pytest.param("They [is:requested anonymity to speak freely].", id="requested anonymity"),
        pytest.param("She [is:was granted anonymity in order to talk].", id="granted anonymity"),
        pytest.param("A man [is:who did not give his name] said so.", id="did not give his name"),
        pytest.param("He [is:refused to give his full name]. It rained.", id="refused to give it"),
        pytest.param("A boy [is:who gave only his first name] said so.", id="only a first name"),
        pytest.param(
            "A nurse, [is:whose name is being withheld for her safety], said so.", id="withheld"
        ),
        pytest.param("Ana ([is:her name has been changed]) said so.", id="changed"),
        pytest.param("The aide [is:spoke off the record].", id="off the record"),
        pytest.param(
            "She said so [is:on condition that she not be named].", id="on condition that"
        ),
        pytest.param("One, [is:who wished to remain anonymous], said so.", id="remain anonymous"),
        pytest.param(
            "An aide [is:who was not authorized to speak publicly], said so.", id="not authorized"
        ),
        pytest.param(
            "The boy, [is:who cannot be named for legal reasons], said so.", id="legal reasons"
        ),
        pytest.param("“We hid,” said Ana, [is:using a pseudonym].", id="a pseudonym"),
        pytest.param("He said so, [is:speaking anonymously].", id="anonymously"),
        pytest.param("HE [is:ASKED NOT TO BE NAMED].", id="in capitals"),
        pytest.param("She [is:didn’t want to be named].", id="with a curly apostrophe"),
        pytest.param(
            "He [is:asked not to be named because he worked in the U.S. embassy]. It rained.",
            id="an abbreviation ends no clause",
        ),
        pytest.param("The dam was named after a mayor.", id="but not what has a name"),
        pytest.param("He asked the guard to close the gate.", id="nor what else is asked"),
        pytest.param("Anonymity is a right, she said.", id="nor anonymity as such"),
        pytest.param("The minister refused to resign.", id="nor what else is refused"),
        pytest.param("She gave her name as Ana.", id="nor a name that is given"),
        pytest.param("", id="nor nothing"),
    ],
)
def test_clauses_are_found_with_their_reasons(marked: str) -> None:
    """A clause says that somebody is not named, and takes in the reason."""
    text, spans = mark(marked)

    assert [text[span.slice] for span in spans.get("is", ())] == clauses_in(text)


def test_a_clause_ends_where_its_source_goes_on() -> None:
    """A cue without a subject of its own belongs to the sentence, and not to the reason."""
    text, spans = mark(
        "An aide [is:who asked not to be named because he feared reprisals] [cue:told] them so."
    )
    (is_,), (cue,) = spans["is"], spans["cue"]
    feared = Span(text.index("feared"), text.index("feared") + 6)
    he = Span(feared.start - 3, feared.start - 1)
    relations = [
        relation(Span(cue.end + 1, len(text)), cue),
        relation(Span(feared.end + 1, is_.end), feared, mention=he),
    ]

    assert [text[is_.slice]] == clauses_in(text, relations)


class TestWithoutAnonymity:
    TEXT = "An aide said so. He asked not to be named."
    SAID, SO = Span(8, 12), Span(13, 15)
    ASKED, NAMED = Span(20, 25), Span(26, 41)

    def claims(self, *relations: Relation) -> list[Relation]:
        clauses = lexicon().anonymity.find(self.TEXT, find_words(self.TEXT), relations)
        return list(without_anonymity(relations, clauses))

    def test_asking_for_anonymity_is_no_claim(self) -> None:
        """What somebody asks for himself is not what he says."""
        said = relation(self.SO, self.SAID)

        assert [said] == self.claims(said, relation(self.NAMED, self.ASKED))

    def test_it_is_no_part_of_a_claim(self) -> None:
        """A content loses the pieces that say that its source is not named."""
        both = Relation(
            content=(self.SO, self.NAMED), cue=(self.SAID,), kind=AttributionKind.INDIRECT
        )

        assert [(self.SO,)] == [one.content for one in self.claims(both)]

    def test_others_lead_where_they_led(self) -> None:
        """What is nested in what is dropped, or shares its source, is told so."""
        mention = Span(17, 19)
        relations = (
            relation(self.NAMED, self.ASKED, mention=mention),
            relation(self.SO, self.SAID, same_source_as=0),
            relation(self.SO, same_source_as=1, parent=1),
        )

        actual = [(r.mention, r.same_source_as, r.parent) for r in self.claims(*relations)]

        assert [(mention, None, None), (None, 0, 0)] == actual

    def test_nothing_changes_without_a_clause(self) -> None:
        """Relations of a text in which everybody is named stay as they are."""
        relations = [relation(self.SO, self.SAID)]

        assert relations is without_anonymity(relations, [])


@given(st.text(max_size=200) | st.lists(st.sampled_from(
    "he who asked not to be named identified on condition of anonymity because , . ” \n name is"
    " withheld citing reasons off the record".split(" ")), max_size=30).map(" ".join)
)  # fmt: skip
def test_clauses_lie_inside_the_text(text: str) -> None:
    """Whatever a text says, clauses are words of it, in order, and none overlaps another."""
    found = lexicon().anonymity.find(text, find_words(text))

    assert all(0 <= clause.span.start < clause.span.end <= len(text) for clause in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
