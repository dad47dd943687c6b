"""Words that end in a stop which need not end a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

__all__ = ["Abbreviations"]


@frozen(kw_only=True)
class Abbreviations:
    """
    Abbreviations in lower case, each with its stop.

    >>> known = Abbreviations.from_entries(["Gen.", "vs."], final=["U.S."])
    >>> "gen." in known.inner, "u.s." in known.final
    (True, True)
    """

    inner: frozenset[str]
    """Something always follows: titles, "e.g."."""
    final: frozenset[str]
    """May also be the last word of a sentence: "U.S.", "Inc."."""

    @classmethod
    def from_entries(cls, inner: Iterable[str], *, final: Iterable[str] = ()) -> Abbreviations:
        """Compile two word lists; what is in both may end a sentence."""
        ends = frozenset(entry.lower().replace("’", "'") for entry in final)
        return cls(
            inner=frozenset(entry.lower().replace("’", "'") for entry in inner) - ends, final=ends
        )
