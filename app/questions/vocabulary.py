"""Holds the names that a company gave: of groups, employees, numbers, flows, tags, and of people who call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from app.questions.words import cut_words, spellings

PEOPLE = ("employee", "caller")
"""The filters whose names are those of people and firms: a part of the name will do, such as the first name."""

CALLER = "caller"
COUNTRY = "country"

MOST_REMEMBERED = 8192
"""Things whose words are remembered; there are about 500 countries in both languages."""

LEAST_PART = 3
"""A part of a name has at least so many letters: "de" and "of" are no name of anybody."""

LEGAL_FORMS = frozenset(
    (
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "co",
        "ltd",
        "inc",
        "llc",
        "gbr",
        "ev",
        "mbh",
        "und",
        "and",
        "the",
        "der",
        "die",
        "das",
    )
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Describes one thing that a filter can name. *names* are what people call it, the usual one first."""

    filter: str
    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Says that pages call by *text* what the grammar calls *value*; *kind* is "measure", "noun" or a filter's name."""

    kind: str
    value: str
    text: str


@dataclass(frozen=True)
class Vocabulary:
    """Holds the things of one company. *country* is where its own numbers are, "" if that is not known."""

    things: tuple[Thing, ...]
    country: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    """What people call each filter: "Group" for "group"."""

    labels: tuple[Label, ...] = ()
    """What pages call the figures, the splits and the outcomes."""

    @cached_property
    def whole(self) -> dict[tuple[str, ...], list[Thing]]:
        """Return the things by the words of their whole names."""
        return _by_words((words, thing) for thing in self.things for words in _whole(thing))

    @cached_property
    def parts(self) -> dict[tuple[str, ...], list[Thing]]:
        """Return the people by single words of their names."""
        people = (thing for thing in self.things if thing.filter in PEOPLE)
        return _by_words(((word,), thing) for thing in people for word in _parts(thing))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return each word of any name."""
        return frozenset(word for phrase in (*self.whole, *self.parts) for word in phrase)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Return each word of a name that the company gave, so none of a country's."""
        own = (thing for thing in self.things if thing.filter != COUNTRY)
        return frozenset(word for thing in own for phrase in _whole(thing) for word in phrase)

    @cached_property
    def longest(self) -> int:
        """Return how many words the longest name has."""
        return max(map(len, self.whole), default=0)

    def called(self, words: tuple[str, ...]) -> list[Thing]:
        """Return the things of this name, or the people who have it as a part of theirs."""
        return self.whole.get(words) or self.parts.get(words, [])

    def things_with(self, word: str) -> list[Thing]:
        """Return the things that have this word in their names."""
        return self._by_word.get(word, [])

    @cached_property
    def _by_word(self) -> dict[str, list[Thing]]:
        named = (((word,), thing) for thing in self.things for words in _whole(thing) for word in words)
        return {word: things for (word,), things in _by_words(named).items()}


@lru_cache(MOST_REMEMBERED)
def _whole(thing: Thing) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words) for name in thing.names for text in spellings(name) if (words := cut_words(text)))


def _parts(thing: Thing) -> set[str]:
    words = {word for phrase in _whole(thing) for word in phrase}
    return {word for word in words - LEGAL_FORMS if len(word) >= LEAST_PART and not word.isdecimal()}


def _by_words(named: Iterable[tuple[tuple[str, ...], Thing]]) -> dict[tuple[str, ...], list[Thing]]:
    found: dict[tuple[str, ...], dict[Thing, None]] = {}
    for words, thing in named:
        found.setdefault(words, {})[thing] = None
    return {words: [*things] for words, things in found.items()}
