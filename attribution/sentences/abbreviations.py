"""Words that end in a stop which need not end a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

__all__ = ["Abbreviations"]


@frozen(kw_only=True)
class Abbreviations:
    """
    Abbreviations with their stop, as written and in capitals; "Ill." is not "ill.".

    >>> known = Abbreviations.from_entries(["Gen.", "vs."], final=["U.S.", "et al."])
    >>> "Gen." in known.inner, "GEN." in known.inner, "gen." in known.inner, "al." in known.final
    (True, True, False, True)
    """

    inner: frozenset[str]
    """Something always follows: titles, "e.g."."""
    final: frozenset[str]
    """May also be the last word of a sentence: "U.S.", "Inc."."""

    @classmethod
    def from_entries(cls, inner: Iterable[str], *, final: Iterable[str] = ()) -> Abbreviations:
        """Compile two word lists; what is in both may end a sentence."""
        ends = _forms(final)
        return cls(inner=_forms(inner) - ends, final=ends)


def _forms(entries: Iterable[str]) -> frozenset[str]:
    """Every word with a stop, as it may stand in a text."""
    words = [
        word.replace("’", "'") for entry in entries for word in entry.split() if word.endswith(".")
    ]
    return frozenset(words).union(map(str.upper, words))
