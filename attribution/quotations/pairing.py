"""
Pair quotation marks, nested and across paragraphs.

The news conventions (Associated Press, Guardian and Reuters style guides agree):
a quotation that runs over several paragraphs is opened at each of them and closed
at the last; a quotation inside it takes the other kind of mark, or the same.
Typists leave marks out, turn them round and double them; none of that is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from attribution.marks import Family, Mark, find_marks
from attribution.spans import Span, trim
from attribution.vocabulary import DiagnosticCode

__all__ = ["Pair", "Slip", "pair_marks"]

AHEAD = 64
"""How many marks after one can decide what it is."""
DEEPEST = 8
"""Quotations inside quotations; a mark that would open a deeper one is none."""
LEAD = 60
"""Code points before a quotation that can announce it, and after it that can say who spoke."""
ANNOUNCED_BLOCKS = 12
"""How many paragraphs an announced quotation may run on without a mark."""


@frozen(kw_only=True)
class Pair:
    """A quotation by its marks alone."""

    span: Span
    """The marks included."""
    inner: Span
    """Without them."""
    closed: bool
    continues: bool = False
    level: int = 0


@frozen
class Slip:
    """A mark that could not be taken as it stands."""

    code: DiagnosticCode
    span: Span


@define
class _Open:
    mark: Mark
    continues: bool = False


@define
class _Pairing:
    """The state of one pass over the blocks of a text."""

    text: str
    stack: list[_Open] = field(factory=list)
    pairs: list[Pair] = field(factory=list)
    slips: list[Slip] = field(factory=list)
    runs_on: bool = False
    """The outermost quotation is known to go on into the next block."""

    def is_open(self, family: Family) -> bool:
        return any(entry.mark.family is family for entry in self.stack)

    def open(self, mark: Mark, *, continues: bool = False) -> None:
        self.stack.append(_Open(mark, continues))

    def close(self, mark: Mark) -> None:
        """End the innermost quotation of this family; those inside it were never closed."""
        while self.stack[-1].mark.family is not mark.family:
            self.abandon(mark.start)
        entry = self.stack.pop()
        self._add(entry, Span(entry.mark.start, mark.end), Span(entry.mark.end, mark.start), True)

    def abandon(self, end: int) -> None:
        """End the innermost quotation without a mark, before *end*."""
        entry = self.stack.pop()
        span = trim(self.text, Span(entry.mark.start, end))
        # An unclosed single mark is more often an apostrophe than a quotation.
        if entry.mark.family is Family.SINGLE and entry.mark.turned is not True:
            return
        self._add(entry, span, Span(entry.mark.end, max(span.end, entry.mark.end)), False)

    def _add(self, entry: _Open, span: Span, inner: Span, closed: bool) -> None:
        if trim(self.text, inner):
            self.pairs.append(
                Pair(span=span, inner=inner, closed=closed, continues=entry.continues)
            )

    def note_turned(self, mark: Mark, *, expected: bool) -> None:
        """Note a mark whose shape says the opposite; »so« and «so» are both in use."""
        if mark.turned is (not expected) and not _either_way(mark):
            self.slip(DiagnosticCode.REVERSED_MARK, Span(mark.start, mark.end))

    def slip(self, code: DiagnosticCode, span: Span) -> None:
        self.slips.append(Slip(code, span))


def pair_marks(text: str, blocks: Sequence[Span]) -> tuple[tuple[Pair, ...], tuple[Slip, ...]]:
    """
    Pair the quotation marks of *text* that stand inside *blocks*.

    A mark left open by a typist never swallows the next paragraph: its
    quotation runs to the end of its block and comes back with ``closed=False``.
    One that the next paragraph re-opens is continued there; one announced by a
    colon or comma may run on over paragraphs without marks to where a mark too many
    closes it.

    Args:
        text: The whole article. Offsets in the result count into it.
        blocks: The prose blocks to search, in order.

    Returns:
        Quotations in reading order, each outer one before those inside it, and
        the marks that had to be read against their shape or place.

    >>> text = "“It rained,” she said. “All day"
    >>> pairs, slips = pair_marks(text, [Span(0, len(text))])
    >>> [(text[pair.span.slice], pair.closed) for pair in pairs]
    [('“It rained,”', True), ('“All day', False)]
    >>> [slip.code.value for slip in slips]
    ['unclosed_quotation']
    """
    marked = [(block, tuple(find_marks(text, block))) for block in blocks]
    state = _Pairing(text)
    runs_until = -1
    for number, (block, marks) in enumerate(marked):
        carried = state.stack[0] if state.stack else None
        if carried is not None and number > runs_until:
            reopened = bool(marks) and _reopens(text, block, marks[0], carried.mark)
            while state.stack:
                state.abandon(marked[number - 1][0].end)
            if reopened:
                state.open(marks[0], continues=True)
                marks = marks[1:]
            else:
                _note_unclosed(state, carried.mark)
        state.runs_on = number < runs_until
        _pair_block(state, marks)
        if state.stack and number > runs_until:
            while len(state.stack) > 1:
                state.abandon(block.end)
            opening = state.stack[0].mark
            if number > 0 or _opens_after(text, opening, (":", ",")):
                runs_until = _surplus_block(
                    marked,
                    number,
                    opening.family,
                    announced=_opens_after(text, opening, (":",)),
                )
        elif not state.stack:
            runs_until = -1
    if state.stack:
        unclosed = state.stack[0].mark
        while state.stack:
            state.abandon(blocks[-1].end)
        _note_unclosed(state, unclosed)
    return _with_levels(state.pairs), tuple(sorted(state.slips, key=lambda slip: slip.span))


def _either_way(mark: Mark) -> bool:
    return mark.family in (Family.GUILLEMET, Family.SINGLE_GUILLEMET)


def _note_unclosed(state: _Pairing, mark: Mark) -> None:
    if mark.family is not Family.SINGLE or mark.turned:
        state.slip(DiagnosticCode.UNCLOSED_QUOTATION, Span(mark.start, mark.end))


def _pair_block(state: _Pairing, marks: Sequence[Mark]) -> None:
    """Take the marks of one block, one after the other."""
    for number, mark in enumerate(marks):
        rest = marks[number + 1 : number + 1 + AHEAD]
        is_open = state.is_open(mark.family)
        match _role(state, mark, rest, is_open):
            case "close":
                if not _low_opened(state, mark.family):
                    state.note_turned(mark, expected=False)
                state.close(mark)
            case "open":
                state.note_turned(mark, expected=True)
                reopened = is_open and _is_reopened(state, mark, rest)
                if reopened:
                    state.slip(
                        DiagnosticCode.UNCLOSED_QUOTATION,
                        Span(state.stack[-1].mark.start, state.stack[-1].mark.end),
                    )
                    state.abandon(mark.start)
                state.open(mark, continues=reopened)
            case "stray":
                state.slip(DiagnosticCode.UNOPENED_QUOTATION, Span(mark.start, mark.end))


def _role(state: _Pairing, mark: Mark, rest: Sequence[Mark], is_open: bool) -> str:
    """What a mark does: ``open``, ``close``, ``stray`` or nothing at all."""
    role = _role_by_shape(state, mark, rest, is_open)
    return "stray" if role == "open" and len(state.stack) >= DEEPEST else role


def _role_by_shape(state: _Pairing, mark: Mark, rest: Sequence[Mark], is_open: bool) -> str:
    if mark.family is Family.SINGLE:
        return _single_role(state, mark, rest, is_open)
    if mark.after_number and (
        not is_open or (mark.turned is None and _count(rest, mark.family) % 2)
    ):
        # 12" deep, outside a quotation or inside one that another mark will close.
        return ""
    if mark.turned is True:
        if is_open and mark.closes and (not mark.opens or _low_opened(state, mark.family)):
            return "close"
        return "open"
    if mark.turned is False:
        if is_open:
            return "close"
        begins = not mark.closes or mark.start == 0 or state.text[mark.start - 1].isspace()
        return "open" if begins and any(m.family is mark.family for m in rest) else "stray"
    if is_open:
        return "open" if mark.opens and not mark.closes else "close"
    if mark.opens or not mark.closes:
        return "open"
    return "stray"


def _count(marks: Sequence[Mark], family: Family) -> int:
    return sum(mark.family is family for mark in marks)


def _single_role(state: _Pairing, mark: Mark, rest: Sequence[Mark], is_open: bool) -> str:
    """Single marks are apostrophes unless they pair."""
    if is_open and mark.closes and (mark.turned is not True or _low_opened(state, mark.family)):
        return "" if _is_possessive(state.text, mark, rest) else "close"
    closed_later = any(
        m.family is Family.SINGLE and m.closes and m.turned is not True for m in rest
    )
    if mark.opens and (mark.turned is True or (mark.turned is None and closed_later)):
        return "open"
    return ""


def _is_possessive(text: str, mark: Mark, rest: Sequence[Mark]) -> bool:
    """Whether it is the apostrophe of "the ministers' decision": another mark can close."""
    if text[mark.start - 1] not in "sS" or not text[mark.end : mark.end + 2].strip()[:1].isalpha():
        return False
    for later in rest:
        if later.family is Family.SINGLE and later.opens and not later.closes:
            return False
        if later.family is Family.SINGLE and later.closes:
            return True
    return False


def _low_opened(state: _Pairing, family: Family) -> bool:
    """Whether the open quotation began with a low mark, which “ closes („so“)."""
    for entry in reversed(state.stack):
        if entry.mark.family is family:
            return state.text[entry.mark.start] in "„‚"
    return False


def _is_reopened(state: _Pairing, mark: Mark, rest: Iterable[Mark]) -> bool:
    """Whether an opening mark repeats one already open instead of nesting in it."""
    if state.runs_on or state.stack[-1].mark.family is not mark.family:
        return False
    depth = sum(entry.mark.family is mark.family for entry in state.stack) + 1
    for later in rest:
        if later.family is mark.family:
            opens = later.opens and not later.closes if later.turned is None else later.turned
            depth += 1 if opens else -1
    before = state.text[max(0, mark.start - LEAD) : mark.start].rstrip()[-1:]
    return depth > 0 and before in ".?!…,"


def _reopens(text: str, block: Span, mark: Mark, carried: Mark) -> bool:
    """Whether a block begins by re-opening the quotation carried into it."""
    return (
        mark.family is carried.family
        and (mark.opens or mark.turned is True)
        and not text[block.start : mark.start].strip()
    )


def _opens_after(text: str, mark: Mark, signs: tuple[str, ...]) -> bool:
    """Whether a quotation is set off by one of these signs, in its block or the one before."""
    return text[max(0, mark.start - LEAD) : mark.start].rstrip().endswith(signs)


def _surplus_block(
    marked: Sequence[tuple[Span, Sequence[Mark]]],
    number: int,
    family: Family,
    *,
    announced: bool,
) -> int:
    """
    The block in which a quotation open at the end of block *number* is closed, or -1.

    One that no colon announced runs on only to a mark that ends its block, but
    for a few words such as "she said".
    """
    for later in range(number + 1, min(number + 1 + ANNOUNCED_BLOCKS, len(marked))):
        block, marks = marked[later]
        depth = 0
        for mark in marks:
            if mark.family is not family or mark.after_number:
                continue
            opens = mark.turned if mark.turned is not None else mark.opens and not mark.closes
            if opens:
                depth += 1
            elif mark.closes and depth == 0:
                return later if announced or block.end - mark.end < LEAD else -1
            else:
                depth -= 1
        if depth > 0:
            return -1
    return -1


def _with_levels(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    ordered = sorted(pairs, key=lambda pair: (pair.span.start, -pair.span.end))
    levelled: list[Pair] = []
    around: list[Pair] = []
    for pair in ordered:
        while around and around[-1].span.end <= pair.span.start:
            around.pop()
        levelled.append(
            Pair(
                span=pair.span,
                inner=pair.inner,
                closed=pair.closed,
                continues=pair.continues,
                level=len(around),
            )
        )
        around.append(pair)
    return tuple(levelled)
