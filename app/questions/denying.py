"""Finds what a question leaves out in a way that no filter can express: "calls except Sales".

Such a part is no filter, for as one it would answer the opposite.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.questions.findings import Finding, FoundDays, FoundFilter, FoundLength, Placed
from app.questions.items import Item

NEXT = ("not", "outside")
"""The kinds of words that deny what stands behind them: "not Sales"."""

BEFORE = "excluded"
"""The kind of words that deny what stands before them: "Sales excluded"."""

INSTEAD = "instead"
"""The kind of words behind which the question says what it does want: "not Sales but Support"."""

LINKS = ("glue", "and", "into", "outof", "filler")
COMMA = ","

Selecting = FoundDays | FoundFilter | FoundLength


@dataclass(frozen=True)
class Denied:
    """Holds what is left of a question, and by the place of each denying word the first and the last item that it
    denies."""

    found: list[Placed[Finding]]
    parts: Mapping[int, tuple[int, int]] = field(default_factory=dict)


def deny(text: str, items: Sequence[Item], found: Sequence[Placed[Finding]], unread: Sequence[int]) -> Denied:
    """Take out of *found* what words of *text* deny that no rule has read."""
    reader = _Reader(text, items, [each for each in found if isinstance(each.finding, Selecting)], set(unread))
    parts = {at: part for at in unread if (part := reader.denied_by(at))}
    gone = {at for first, last in parts.values() for at in range(first, last + 1)}
    return Denied([each for each in found if each.last not in gone], parts)


@dataclass(frozen=True)
class _Reader:
    text: str
    items: Sequence[Item]
    selecting: list[Placed[Finding]]
    unread: set[int]

    def denied_by(self, at: int) -> tuple[int, int] | None:
        """Return the first and the last item that the word at this place denies; None if it denies nothing."""
        if self._is(at, (BEFORE,)):
            return self._before(at)
        return (self._behind(at) or self._before(at)) if self._is(at, NEXT) else None

    def _behind(self, at: int) -> tuple[int, int] | None:
        """Return the next part, with all that is linked to it: "not Sales and Support"."""
        if not (part := self._next(at + 1)):
            return None
        first, last = part.first, part.last
        while (another := self._next(last + 1)) and self._is_linked(part, last + 1, another):
            part, last = another, another.last
        return self._named_from(first, last), last

    def _before(self, at: int) -> tuple[int, int] | None:
        """Return the part right before, with all that is linked to it: "Sales and Support excluded"."""
        ending = [each for each in self.selecting if each.last == at - 1]
        if not ending:
            return None
        part = ending[0]
        for other in reversed([each for each in self.selecting if each.last < part.first]):
            if not self._is_linked(other, other.last + 1, part):
                break
            part = other
        return self._named_from(part.first, part.last), at - 1

    def _next(self, at: int) -> Placed[Finding] | None:
        """Return the next part from *at* on, unless a word stands before it that means nothing."""
        part = next((each for each in self.selecting if each.first >= at), None)
        return part if part and not any(self._is_strange(each) for each in range(at, part.first)) else None

    def _is_strange(self, at: int) -> bool:
        return at in self.unread and not (self.items[at].senses or self.items[at].things)

    def _is_linked(self, one: Placed[Finding], at: int, other: Placed[Finding]) -> bool:
        between = range(at, other.first)
        is_link = all(self._is(place, LINKS) and not self._is(place, (INSTEAD,)) for place in between)
        has_comma = COMMA in self.text[self.items[at - 1].end : self.items[other.first].start]
        is_joined = has_comma or any(self._is(place, ("and",)) for place in between)
        return is_link and is_joined and self._kind(one) == self._kind(other)

    def _kind(self, part: Placed[Finding]) -> str:
        """Return what a part says, as far as "and" joins it: any two names, but not a name and a day."""
        if any(item.things for item in self.items[part.first : part.last + 1]):
            return "named"
        return part.finding.name if isinstance(part.finding, FoundFilter) else type(part.finding).__name__

    def _named_from(self, first: int, last: int) -> int:
        """Return where a part begins without "from the" and the like."""
        return next((at for at in range(first, last + 1) if not self._is(at, ("glue", "into", "outof"))), first)

    def _is(self, at: int, kinds: Sequence[str]) -> bool:
        return any(self.items[at].values(kind) for kind in kinds)
