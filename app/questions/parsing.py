"""Matches patterns of kinds of items, as "last int span", and tries all rules at a place in a question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.questions.items import Item
from app.questions.vocabulary import Vocabulary

GLUE = "glue"
"""The kind of words such as "the", which may stand anywhere between others."""

MOST_GLUE = 3
"""More of these words in a row keep others apart."""

DIRECTLY = "."
"""Begins an element before which no such words may stand."""

THING = "@"
"""Begins the name of an element that stands for the name of something: "@country" for a country's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Describes that *pattern* means what *make* returns for its context and what the elements stand for.

    An element is a kind of item, a name in capitals of other rules, or "@" and a filter; "|" stands between choices and
    "?" behind what may be missing. Elements that stand for nothing give *make* nothing. None means that it doesn't fit.
    """

    pattern: str
    make: Callable[..., Any]


Rules = Mapping[str, Sequence[Rule]]


@dataclass(frozen=True)
class Parse:
    """Holds a question in parts, and finds what rules say of it."""

    items: Sequence[Item]
    rules: Rules
    today: date
    vocabulary: Vocabulary
    _found: dict[tuple[str, int], list[tuple[Any, int]]] = field(default_factory=dict)

    def best(self, name: str, at: int) -> tuple[Any, int] | None:
        """Return what the rules *name* make of the most items from *at* on, and where these end."""
        found = self.all(name, at)
        return max(found, key=lambda each: each[1]) if found else None

    def all(self, name: str, at: int) -> list[tuple[Any, int]]:
        """Return all that the rules *name* make of items from *at* on, in their order, and where these end."""
        if (name, at) not in self._found:
            self._found[name, at] = []
            self._found[name, at] = [
                (value, end)
                for rule in self.rules[name]
                for captured, end in self._matches(rule.pattern.split(), at, glue=0)
                if (value := rule.make(self, *captured)) is not None
            ]
        return self._found[name, at]

    def _matches(self, elements: list[str], at: int, glue: int = MOST_GLUE) -> Iterator[tuple[list[Any], int]]:
        if not elements:
            yield [], at
            return
        element, *rest = elements
        if element.startswith(DIRECTLY):
            yield from self._matches([element.removeprefix(DIRECTLY), *rest], at, glue=0)
            return
        for choice in element.removesuffix("?").split("|"):
            for values, end in self._of(choice, at):
                for more, last in self._matches(rest, end):
                    yield values + more, last
        if element.endswith("?") and glue in (0, MOST_GLUE):
            yield from self._matches(rest, at, glue)
        if glue and at < len(self.items) and self.items[at].values(GLUE):
            yield from self._matches(elements, at + 1, glue - 1)

    def _of(self, element: str, at: int) -> Iterator[tuple[list[Any], int]]:
        if at >= len(self.items):
            return
        if element.isupper():
            yield from (([value], end) for value, end in self.all(element, at))
        elif element.startswith(THING):
            things = [each for each in self.items[at].things if element in (THING, THING + each.filter)]
            if things:
                yield [things], at + 1
        else:
            for value in self.items[at].values(element):
                yield [value] if value else [], at + 1
