"""The proper names of an article, so that a short form can find its full one."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from attribution.sources.lexicon import SourceLexicon
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Name", "capitalised_runs", "find_names", "name_in", "people_by_last_name"]


@frozen
class Name:
    """A run of capitalised words that names a person."""

    span: Span
    """Without titles."""
    words: tuple[str, ...]
    gender: str
    """``m``, ``f`` or ``u``."""
    titled: bool

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words).replace(" - ", "-").replace(" ’s", "’s")

    @property
    def last(self) -> str:
        """The word a later mention will use, in lower case."""
        return self.words[-1].lower()


def name_in(words: Words, first: int, end: int, lexicon: SourceLexicon) -> Name | None:
    """
    The person that capitalised words *first* to *end* name, titles and nationalities aside.

    "Russian Foreign Minister Sergey Lavrov" → "Sergey Lavrov"; ``None`` for
    "Foreign Ministry", "Moscow", "NASA".
    """
    lower = words.lower
    start, titled, gender = first, False, "u"
    number = first
    while number < end:
        size = lexicon.title_length(lower[number:end])
        if size:
            gender = _title_gender(lower[number : number + size]) or gender
            titled = True
            number += size
            start = number
        else:
            number += 1
    while start < end and (
        lexicon.place(lower[start]) is not None
        and end - start > 1
        and lower[start] not in lexicon.given_names
    ):
        start += 1
    if not titled and lower[start] not in lexicon.given_names:
        # "Turkish FM Mevlut Cavusoglu": what stands before a given name is an office.
        given_at = next(
            (n for n in range(start + 1, end - 1) if lower[n] in lexicon.given_names), None
        )
        if given_at is not None and lower[given_at - 1] not in ("-", "and", "&"):
            start = given_at
    if start >= end:
        return None
    parts = words.texts[start:end]
    last = lower[end - 1]
    if (
        last in lexicon.organisation_nouns
        or last in lexicon.outlet_nouns
        or last in lexicon.document_nouns
        or last in lexicon.group_nouns
        or last in lexicon.not_names
    ):
        return None
    if any(part.isdigit() for part in parts):
        return None
    given = (
        None if lower[start] in lexicon.name_particles else lexicon.given_names.get(lower[start])
    )
    if lexicon.place(" ".join(lower[start:end])) is not None and not titled:
        return None
    if given is None and not titled:
        if len(parts) != 2 and not (len(parts) == 3 and _is_initial(parts[1])):
            return None
        if any(part.isupper() and len(part) > 1 and not _is_initial(part) for part in parts):
            return None
        if any(p in lexicon.organisation_nouns for p in lower[start:end]):
            return None
    if len(parts) == 1 and not titled:
        return None
    if gender == "u" and given is not None:
        gender = given
    return Name(words.span(start, end), tuple(parts), gender, titled)


def _title_gender(title: Sequence[str]) -> str | None:
    joined = " ".join(title)
    if joined in ("mr", "mr.", "sir", "lord", "king", "prince") or joined.endswith(("man", "men")):
        return None if joined.endswith("woman") else "m"
    if joined in ("mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame"):
        return "f"
    return "f" if joined.endswith("woman") else None


def _is_initial(part: str) -> bool:
    return len(part) <= 2 and part[0].isupper() and (len(part) == 1 or part[1] == ".")


def capitalised_runs(words: Words, within: Span, lexicon: SourceLexicon) -> list[tuple[int, int]]:
    """Runs of capitalised words, with the particles and initials inside them."""
    runs: list[tuple[int, int]] = []
    numbers = words.inside(within)
    number, last = numbers.start, numbers.stop
    while number < last:
        text = words.texts[number]
        if not text[0].isupper() or (
            words.lower[number] in lexicon.not_names
            and words.lower[number] not in ("mr", "mrs", "ms", "dr")
        ):
            number += 1
            continue
        end = number + 1
        while end < last:
            following = words.texts[end]
            if following[0].isupper() and words.lower[end] != "i":
                end += 1
            elif (
                (words.lower[end] in lexicon.name_particles or following == "-")
                and end + 1 < last
                and words.texts[end + 1][0].isupper()
            ):
                end += 2
            else:
                break
        end = min(end, last)
        while end > number + 1 and words.lower[end - 1] in lexicon.not_names:
            end -= 1
        runs.append((number, end))
        number = end
    return runs


def find_names(words: Words, within: Sequence[Span], lexicon: SourceLexicon) -> list[Name]:
    """People named by more than a last name, or by a title and one, in reading order."""
    names = []
    for span in within:
        for first, end in capitalised_runs(words, span, lexicon):
            name = name_in(words, first, end, lexicon)
            if name is not None:
                names.append(name)
    return names


def people_by_last_name(names: Sequence[Name]) -> dict[str, Name]:
    """For each last name the fullest form; the first of those that are equally full."""
    fullest: dict[str, Name] = {}
    for name in names:
        known = fullest.get(name.last)
        if known is None or (
            len(name.words) > len(known.words) > 0
            and known.words[-1] == name.words[-1]
            and len(known.words) == 1
        ):
            fullest[name.last] = name
    return fullest
