"""The proper names of people in an article, so that a short form can find its full one."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field, frozen

from attribution.sources.lexicon import SourceLexicon
from attribution.sources.seen import Seen
from attribution.spans import Span
from attribution.words import Words

__all__ = ["Name", "People", "capitalised_runs", "find_names", "name_in"]

_MARKS = frozenset("“”\"‘’'«»")
APPOSITION_WORDS = 8
"""Words after "Ann Lee," among which her office is looked for."""


@frozen
class Name:
    """A run of capitalised words that names a person."""

    span: Span
    """Without titles."""
    text: str
    """The words with single spaces."""
    words: tuple[str, ...]
    """In lower case, without marks."""
    gender: str
    """``m``, ``f`` or ``u``."""
    titled: bool
    roles: frozenset[str] = frozenset()
    """Titles before it, and nouns of the apposition after it, in lower case."""

    @property
    def last(self) -> str:
        """The word a later mention will use."""
        return self.words[-1]


def name_in(words: Words, first: int, end: int, lexicon: SourceLexicon) -> Name | None:
    """
    The person that capitalised words *first* to *end* name, titles and nationalities aside.

    "Russian Foreign Minister Sergey Lavrov" → "Sergey Lavrov"; ``None`` for
    "Foreign Ministry", "Moscow", "NASA".
    """
    lower = words.lower
    start, titled = _after_titles(words, first, end, lexicon)
    if start >= end:
        return None
    parts = words.texts[start:end]
    given = (
        None
        if lower[start] in lexicon.classes["particle"]
        else lexicon.given_names.get(lower[start])
    )
    if (
        _cannot_end_a_name(lower[end - 1], lexicon)
        or (lower[end - 1] in lexicon.classes["date"] and given is None and not titled)
        or any(part.isdigit() for part in parts)
        or (len(parts) == 1 and not titled)
        or (not titled and lexicon.place(" ".join(lower[start:end])) is not None)
    ):
        return None
    ending = lexicon.place(lower[end - 1])
    if ending is not None and ending.form in ("adjective", "people") and not (given or titled):
        return None
    if given is None and not titled and not _looks_like_two_names(words, start, end, lexicon):
        return None
    return evolve(_name(words, first, start, end, lexicon), titled=titled)


def _after_titles(words: Words, first: int, end: int, lexicon: SourceLexicon) -> tuple[int, bool]:
    """Where the name itself begins, and whether a title stands before it."""
    lower = words.lower
    start, titled = first, False
    number = first
    while number < end:
        size = lexicon.title_length(lower[number:end])
        if size == 1 and start == number > first and lower[number] in lexicon.given_names:
            # Gov. Earl Ray Tomblin
            break
        number += size or 1
        if size:
            start, titled = number, True
    while start < end - 1 and (
        lexicon.place(lower[start]) is not None and lower[start] not in lexicon.given_names
    ):
        start += 1
    if not titled and lower[start] not in lexicon.given_names:
        # "Turkish FM Mevlut Cavusoglu": what stands before a given name is an office.
        for n in range(start + 1, end - 1):
            if lower[n] in lexicon.given_names and lower[n - 1] not in ("-", "and", "&"):
                if words.texts[n - 1] not in _MARKS:
                    start = n
                break
    return start, titled


def _cannot_end_a_name(word: str, lexicon: SourceLexicon) -> bool:
    return (
        word in lexicon.organisation_nouns
        or word in lexicon.outlet_nouns
        or word in lexicon.document_nouns
        or word in lexicon.group_nouns
        or word in lexicon.classes["not_name"]
    )


def _looks_like_two_names(words: Words, start: int, end: int, lexicon: SourceLexicon) -> bool:
    """Whether unknown words can be a given and a last name: "Blaž Hribar", no "the Gold Star"."""
    parts = words.texts[start:end]
    if len(parts) != 2 and not (len(parts) == 3 and _is_initial(parts[1])):
        return False
    if start and words.lower[start - 1] in ("the", "a", "an"):
        return False
    return not any(
        (part.isupper() and len(part) > 1 and not _is_initial(part))
        or part.lower() in lexicon.organisation_nouns
        or part.lower() in lexicon.classes["not_name"]
        or not part[0].isupper()
        for part in parts
    )


def _gender(title: Sequence[str], lexicon: SourceLexicon) -> str:
    genders = {lexicon.gender(word) for word in title} - {"u"}
    return genders.pop() if len(genders) == 1 else "u"


def _is_initial(part: str) -> bool:
    return len(part) <= 2 and part[0].isupper() and (len(part) == 1 or part[1] == ".")


def capitalised_runs(words: Words, within: Span, lexicon: SourceLexicon) -> list[tuple[int, int]]:
    """Runs of capitalised words, with the particles, initials and nicknames inside them."""
    not_names = lexicon.classes["not_name"]
    runs: list[tuple[int, int]] = []
    numbers = words.inside(within)
    number, last = numbers.start, numbers.stop
    while number < last:
        if not words.texts[number][0].isupper() or _only_begins(words.lower[number], lexicon):
            number += 1
            continue
        end = number + 1
        while end < last:
            size = _continues(words, number, end, last, lexicon)
            if not size:
                break
            end += size
        while end > number + 1 and words.lower[end - 1] in not_names:
            end -= 1
        runs.append((number, end))
        number = end
    return runs


def _only_begins(word: str, lexicon: SourceLexicon) -> bool:
    """Whether a word has its capital from the sentence or the calendar."""
    if word in lexicon.classes["date"]:
        return word not in lexicon.given_names
    return word in lexicon.classes["not_name"]


def _continues(words: Words, first: int, at: int, last: int, lexicon: SourceLexicon) -> int:
    """How many words from *at* on belong to the run that began with word *first*."""
    texts, lower = words.texts, words.lower
    text = texts[at]
    if text[0].isupper():
        return 0 if lower[at] == "i" else 1
    if at + 1 >= last:
        return 0
    following = texts[at + 1]
    if (
        text == "-"
        and words.ends[at - 1] == words.starts[at]
        and words.ends[at] == words.starts[at + 1]
    ):
        # Ki-moon, but no Trump-backed
        is_name = following[0].isupper() or (
            at - first > 1
            and following.isalpha()
            and following not in lexicon.classes["compound_end"]
            and not following.endswith("ed")
        )
        return 2 if is_name else 0
    if (
        text in ("'", "’")
        and lower[at - 1].endswith("s")
        and following[0].isupper()
        and following.lower() in lexicon.organisation_nouns
    ):
        # the Farmers' Party
        return 2
    particles = lexicon.classes["particle"]
    if lower[at] in particles and following[0].isupper():
        return 2
    if lower[at] in particles and lower[at + 1] in particles and at + 2 < last:
        # von der Leyen
        return 3 if texts[at + 2][0].isupper() else 0
    if (
        text in _MARKS
        and at + 3 < last
        and following[0].isupper()
        and texts[at + 2] in _MARKS
        and texts[at + 3][0].isupper()
        and words.starts[at + 1] == words.ends[at]
    ):
        # Maria “Masha” Ivanova
        return 4
    return 0


def find_names(
    words: Words, within: Sequence[Span], lexicon: SourceLexicon, seen: Seen | None = None
) -> list[Name]:
    """
    People named by more than a last name, or by a title and one, in reading order.

    Args:
        words: Of the article.
        within: Where to look.
        lexicon: Titles, given names and other words.
        seen: What the encoder sees: a name of a place or body is nobody's, and a person's
            whose words the lexicon does not know is one all the same.
    """
    seen = seen or Seen()
    names = []
    for span in within:
        for first, end in capitalised_runs(words, span, lexicon):
            name = name_in(words, first, end, lexicon)
            if name is not None and not name.titled and _is_no_person(name, words, seen):
                name = None
            if name is None:
                name, first, end = _seen_in(words, first, end, lexicon, seen)
            if name is not None:
                names.append(_with_roles(name, words, first, end, lexicon))
    return names


def _is_no_person(name: Name, words: Words, seen: Seen) -> bool:
    inside = words.inside(name.span)
    return seen.is_other_than_person(inside.start, inside.stop)


def _seen_in(
    words: Words, first: int, end: int, lexicon: SourceLexicon, seen: Seen
) -> tuple[Name | None, int, int]:
    """The first person of more than one word whom the encoder sees among capitalised words."""
    for number in range(first, end):
        one = seen.name_at(number)
        if one is None or one.kind != "person" or one.first < first or one.end > end:
            continue
        if one.end - one.first < 2 or not _is_like_a_name(words, one.first, one.end, lexicon):
            continue
        return _name(words, first, one.first, one.end, lexicon), first, one.end
    return None, first, end


def _is_like_a_name(words: Words, first: int, end: int, lexicon: SourceLexicon) -> bool:
    return not _cannot_end_a_name(words.lower[end - 1], lexicon) and not any(
        text.isdigit() for text in words.texts[first:end]
    )


def _name(words: Words, first: int, start: int, end: int, lexicon: SourceLexicon) -> Name:
    """A person whose name begins with word *start*, after titles that begin with *first*."""
    word = words.lower[start]
    given = "u" if word in lexicon.classes["particle"] else lexicon.given_names.get(word, "u")
    gender = _gender(words.lower[first:start], lexicon)
    return Name(
        span=words.span(start, end),
        text=" ".join(words.doc[start:end].text.split()),
        words=tuple(words.lower[n] for n in range(start, end) if words.texts[n] not in _MARKS),
        gender=gender if gender != "u" else given,
        titled=start > first,
        roles=frozenset(words.lower[first:start]),
    )


def _with_roles(name: Name, words: Words, first: int, end: int, lexicon: SourceLexicon) -> Name:
    """With the office that the words around a name give: "Ann Lee, the party's treasurer,"."""
    roles = set(name.roles)
    if first:
        before = words.lower[first - 1]
        if before in lexicon.person_nouns:
            roles.add(before)
    if end < len(words) and words.texts[end] == ",":
        for n in range(end + 1, min(end + 1 + APPOSITION_WORDS, len(words))):
            if words.texts[n] in (",", ".", ";", "”", '"'):
                break
            if words.lower[n] in lexicon.person_nouns:
                roles.add(words.lower[n])
    gender = name.gender if name.gender != "u" else _gender(sorted(roles), lexicon)
    return Name(name.span, name.text, name.words, gender, name.titled, frozenset(roles))


@define(eq=False)
class People:
    """The people that an article names, by the words that short forms use."""

    names: Sequence[Name]
    _by_last: dict[str, list[Name]] = field(factory=dict, init=False)
    _by_given: dict[str, list[Name]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        first_seen: dict[tuple[str, ...], Name] = {}
        for name in self.names:
            first_seen.setdefault(name.words, name)
        for words, name in first_seen.items():
            self._by_last.setdefault(name.last, []).append(name)
            if len(words) > 1:
                self._by_given.setdefault(words[0], []).append(name)

    def __contains__(self, word: str) -> bool:
        """Whether somebody has this last name, in lower case."""
        return word in self._by_last

    def full(self, name: Name) -> Name:
        """The fullest form that the article has of a name; the first of equally full ones."""
        forms = [one for one in self._by_last.get(name.last, ()) if _can_be(one, name)]
        forms = [one for one in forms if len(one.words) > len(name.words)]
        return max(forms, key=lambda one: len(one.words) > 1, default=name)

    def called(self, words: Sequence[str], gender: str = "u") -> Name | None:
        """Whom a last name, or a given name that only one person has, can mean."""
        forms = [
            one
            for one in self._by_last.get(words[-1], ())
            if "u" in (gender, one.gender) or gender == one.gender
        ]
        if forms:
            return max(forms, key=lambda one: len(one.words) > 1)
        if len(words) == 1:
            given = {one.last: one for one in self._by_given.get(words[0], ())}
            if len(given) == 1:
                return next(iter(given.values()))
        return None


def _can_be(full: Name, short: Name) -> bool:
    """Whether a fuller name can be the same person's: "H. Clinton" is no "Bill Clinton"."""
    if "u" not in (full.gender, short.gender) and full.gender != short.gender:
        return False
    if full.words[-len(short.words) :] == short.words:
        return True
    one, other = full.words[0].rstrip("."), short.words[0].rstrip(".")
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
