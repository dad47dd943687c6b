"""Which government, ministry or international body a name means in its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import field, frozen

from attribution.document import Entity
from attribution.sources.countries import Countries
from attribution.sources.registry import Registry
from attribution.sources.states import Place, pieces_of
from attribution.vocabulary import EntityKind

__all__ = ["Link", "Linker"]

_BY_CONTEXT = (EntityKind.MINISTRY, EntityKind.AUTHORITY)
"""What an article names without its country, once it is clear: "the Foreign Ministry"."""


@frozen
class Link:
    """What a name was found to mean."""

    entity: Entity
    alias: str = ""
    """Of a government's names, the one that is used: "Moscow" and "Russia" are two sources."""


@frozen
class Linker:
    """Finds bodies of the registry by their names in one article."""

    registry: Registry
    countries: Countries = field(factory=Countries)
    spelled_out: Callable[[str], str | None] = field(factory=lambda: dict[str, str]().get)
    """The full name that the article gives for an acronym, if it does."""

    def find(self, name: str, *, article: bool = False) -> Link | None:
        """
        The body that a name, without its article, stands for; ``None`` where that is in doubt.

        Args:
            name: As the article writes it.
            article: Whether "the" stands before it.
        """
        pieces = pieces_of(name)
        if pieces and pieces[0].casefold() == "the":
            pieces, article = pieces[1:], True
        if pieces[-1:] == ("s",) and pieces[-2:-1] == ("'",):
            pieces = pieces[:-2]
        if not pieces:
            return None
        if len(pieces) == 1 and name.isupper():
            full = self.spelled_out(name)
            if full is not None and name_of(full) != name_of(name):
                return self.find(full)
        link = self._own_name(pieces, article=article) or self._of_state(pieces, article=article)
        if link is None and not self.registry.bodies(pieces, article=article):
            link = self._by_context(pieces)
        return link

    def named(self, name: str, *, article: bool = False) -> Link | None:
        """The body with a name of its own, such as "the Pentagon", that a name is."""
        pieces = pieces_of(name)
        if not pieces or (len(pieces) == 1 and name.isupper() and self.spelled_out(name)):
            return None
        return self._own_name(pieces, article=article)

    def _own_name(self, pieces: Sequence[str], *, article: bool) -> Link | None:
        found = self.registry.bodies(pieces, article=article)
        own = [id for id, is_shared in found if not is_shared]
        if own:
            return self._unless_elsewhere(own[0], pieces)
        candidates = {id.partition("/")[0]: id for id, _ in found}
        country = self.countries.choose(candidates)
        return None if country is None else Link(self.registry[candidates[country]])

    def _unless_elsewhere(self, id: str, pieces: Sequence[str]) -> Link | None:
        """A name that every state's body could have is no link to a state that is not named."""
        entity = self.registry[id]
        counts = self.countries.counts
        is_regular = " ".join(pieces).casefold() in self.registry.states.nouns
        if is_regular and counts and entity.country not in counts:
            return None
        whole = entity.kind is EntityKind.GOVERNMENT
        return Link(entity, " ".join(pieces).casefold() if whole else "")

    def _of_state(self, pieces: Sequence[str], *, article: bool) -> Link | None:
        """A state and what of it is meant; or the state itself."""
        for place, rest in self.registry.states.splits(pieces):
            if place.form == "region" or (place.form == "people" and not (rest or article)):
                # "The Russians" are their state, "Russians" are people.
                continue
            link = self._part(place, rest) if rest else self._whole(place, pieces)
            if link is not None:
                return link
        return None

    def _whole(self, place: Place, pieces: Sequence[str]) -> Link | None:
        country = self._country(place)
        if country is None or place.form == "adjective":
            return None
        alias = {"name": "", "people": "", "capital": "capital"}.get(
            place.form, " ".join(pieces).casefold()
        )
        return Link(self.registry[self.registry.states.government(country)], alias)

    def _part(self, place: Place, rest: Sequence[str]) -> Link | None:
        country = self._country(place)
        if country is None:
            return None
        for id, _ in self.registry.bodies(rest, article=True):
            # the Israeli Knesset, the US State Department
            if id.startswith(f"{country}/"):
                return Link(self.registry[id])
        part = self.registry.states.nouns.get(" ".join(rest).casefold())
        if part is None or country not in self.registry.states.states:
            return None
        entity = self.registry[f"{country}/{part}"]
        if place.form in ("capital", "metonym") and entity.kind is not EntityKind.MINISTRY:
            # the London police
            return None
        return Link(entity, rest[-1].casefold() if part == "government" else "")

    def _by_context(self, pieces: Sequence[str]) -> Link | None:
        """ "the Foreign Ministry", where just one country's can be meant."""
        states = self.registry.states
        part = states.nouns.get(" ".join(pieces).casefold())
        if part is None or EntityKind(states.parts[part]["kind"]) not in _BY_CONTEXT:
            return None
        countries = self.countries.parts.get(part) or self.countries.counts
        candidates = [id for id in countries if id in states.states]
        return Link(self.registry[f"{candidates[0]}/{part}"]) if len(candidates) == 1 else None

    def _country(self, place: Place) -> str | None:
        """The state that a name means: a doubtful one must be named otherwise too."""
        if not place.is_shared:
            return place.ids[0]
        named = [id for id in place.ids if id in self.countries.counts]
        return named[0] if len(named) == 1 else None


def name_of(text: str) -> str:
    """A name in pieces, in lower case."""
    return " ".join(pieces_of(text)).casefold()
