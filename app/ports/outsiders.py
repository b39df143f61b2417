"""Registers what features keep about people outside by their telephone number, besides the record of calls.

Each feature registers how to count and delete it, so the page that deletes a person need not import the features. What
can't be deleted, since it says what happens to calls, is named with where to change it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import phonenumbers
from flask_babel import LazyString

from app.port import Registry
from designer.runtime import numbers

BETWEEN = r"[\s\-/().\u00a0\u202f]*"
"""Matches what people write between the digits of a number."""

LEAST_NAME = 3
"""A shorter name is found in too much."""


@dataclass(frozen=True)
class Outsider:
    """Describes somebody outside: their *number*, and the *names* by which lists and their own phone know them."""

    number: str
    names: frozenset[str] = frozenset()

    def has_number_in(self, *found: Any) -> bool:
        """Return whether any text has the number in it, in whatever spelling. *found* are texts, or JSON of them."""
        return any(self._spelled.search(text) for text in _texts(found))

    def is_in(self, *texts: str) -> bool:
        """Return whether any of *texts* has the number or a name in it."""
        return self.has_number_in(*texts) or any(self._named.search(text) for text in texts)

    def hidden_in(self, value: Any, instead: str = "…") -> Any:
        """Return a text, or JSON of texts, with *instead* in the place of the number and of the names."""
        match value:
            case str():
                return self._named.sub(instead, self._spelled.sub(instead, value))
            case dict():
                return {name: self.hidden_in(each, instead) for name, each in value.items()}
            case list():
                return [self.hidden_in(each, instead) for each in value]
        return value

    @cached_property
    def _spelled(self) -> re.Pattern[str]:
        found = [rf"(?:\+|%2B|00)?{_spaced(self.number.removeprefix('+'))}"]
        if numbers.E164.fullmatch(self.number):
            parsed = phonenumbers.parse(self.number)
            national = str(phonenumbers.national_significant_number(parsed))
            found.append(rf"(?:\+|%2B|00){_spaced(str(parsed.country_code))}\(?0?\)?{BETWEEN}{_spaced(national)}")
            found.append(rf"0{BETWEEN}{_spaced(national)}")
        return re.compile(rf"(?<!\d)(?:{'|'.join(found)})(?!\d)", re.IGNORECASE)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        found = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(self.names) if len(name) >= LEAST_NAME]
        return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from _texts(list(value.values()))
        case list() | tuple():
            for each in value:
                yield from _texts(each)


def _spaced(digits: str) -> str:
    return BETWEEN.join(re.escape(digit) for digit in digits)


@dataclass(frozen=True)
class Place:
    """Names something that people have made and that has somebody's number in it, such as a block of a flow. It is at
    *url*, where it has to be changed by hand."""

    label: str
    url: str


@dataclass(frozen=True)
class KeptOfOutsiders:
    """Describes one kind of such data. *count* and *delete* are about somebody in the company in force; *delete* works
    in the current transaction. *is_optional* says that the company may want to keep it; *places* finds where it is
    then."""

    name: str
    label: LazyString
    count: Callable[[Outsider], int]
    delete: Callable[[Outsider], None]
    is_optional: bool = False
    places: Callable[[Outsider], Iterable[Place]] = lambda _outsider: ()


places_of_outsiders: Registry[Callable[[Outsider], Iterable[Place]]] = Registry("places with numbers of people outside")
"""Each finds the places of the company in force that nothing deletes."""

kept_of_outsiders: Registry[KeptOfOutsiders] = Registry("what is kept of people outside", key=lambda kept: kept.name)
