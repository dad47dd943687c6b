"""Probabilities of tags to a confidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attribution.relations.confidence import confidence_of

probabilities = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5)


@given(given_=probabilities)
def test_confidence_is_a_probability(given_: list[float]) -> None:
    """It lies between 0 and 1, whatever the tags."""
    assert 0.0 <= confidence_of(given_) <= 1.0


@given(given_=probabilities, more=st.floats(0.0, 1.0))
def test_confidence_never_falls_with_surer_tags(given_: list[float], more: float) -> None:
    """A tag that is more probable makes no attribution less sure."""
    surer = [max(given_[0], more), *given_[1:]]

    assert confidence_of(given_) <= confidence_of(surer)


@given(given_=probabilities)
def test_reports_and_sources_make_it_surer(given_: list[float]) -> None:
    """A cue of speech or thought, and words that name a source, speak for an attribution."""
    bare = confidence_of(given_)
    report = confidence_of(given_, is_report=True)

    assert bare < report < confidence_of(given_, is_report=True, has_source=True)
