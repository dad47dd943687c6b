"""How mentions are followed to whom they mean, and what their weights are fitted to."""

from __future__ import annotations

import pytest

from attribution import Annotator
from attribution.config import Config
from attribution.evaluation.chains import ChainArticle, ChainMention
from attribution.spans import Span
from attribution.training.logit import Candidate
from attribution.training.resolving import (
    Choices,
    Followed,
    fitting_choices,
    halves,
    record_choices,
    score_following,
)

TEXT = "Ann Lee said that it rained. Tom Budd slept. She said that it snowed, too."


def article(id: str = "GUM_news_rain", *, she_is: str = "Ann Lee") -> ChainArticle:
    """A text in which "She" belongs to a chain with a name."""

    def mention(words: str, form: str) -> ChainMention:
        start = TEXT.index(words)
        span = Span(start, start + len(words))
        return ChainMention(
            span=span,
            head=Span(span.end - len(words.split()[-1]), span.end),
            kind="person",
            form=form,
        )

    people = {name: [mention(name, "name")] for name in ("Ann Lee", "Tom Budd")}
    people[she_is].append(mention("She", "pronoun"))
    return ChainArticle(id=id, text=TEXT, chains=tuple(map(tuple, people.values())))


@pytest.mark.parametrize(
    ("she_is", "score"),
    [
        pytest.param("Ann Lee", Followed(right=1), id="to her"),
        pytest.param("Tom Budd", Followed(wrong=1), id="to another"),
    ],
)
def test_score_following(she_is: str, score: Followed) -> None:
    """A pronoun is right if its source has a name of the same chain."""
    document = Annotator(Config(engine="lexicon"))(TEXT)

    assert {"he, she": score} == score_following(article(she_is=she_is), document)


def test_missing() -> None:
    """Who is found nowhere else is missing."""
    assert 0.5 == (Followed(right=1) + Followed(missing=1)).share


def test_record_choices() -> None:
    """Each pronoun chooses among those who can be meant; the gold says who is right."""
    choices = record_choices([article()], "lexicon")

    ((*people, (nobody, _)),) = choices["person"]
    assert [True] == [is_right for _, is_right in people]
    assert {"nobody": 1.0} == nobody


def test_fitting_choices() -> None:
    """Gold counts more than silver, and descriptions have no silver."""
    gold: list[Candidate] = [({"subject": 1.0}, True)]
    silver: list[Candidate] = [({"subject": 0.0}, True)]
    golden: Choices = {"person": [gold], "description": [gold]}
    silvern: Choices = {"person": [silver], "description": [silver]}

    assert [gold, gold, gold, silver] == fitting_choices("person", golden, silvern)
    assert [gold] == fitting_choices("description", golden, silvern)


def test_halves() -> None:
    """Every second document of a genre is held out; other genres are left out."""
    names = ("GUM_news_a", "GUM_news_b", "GUM_news_c", "GUM_fiction_d")
    fit, held = halves([article(name) for name in names], without=["news_c"])

    assert (["GUM_news_a"], ["GUM_news_b"]) == ([a.id for a in fit], [a.id for a in held])
