"""Knows what the words of a language mean: phrases of one or more words, each with one or more senses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from app.questions.stems import stem
from app.questions.words import spellings

ENDINGS = ("", "e", "em", "en", "er", "es")
"""The endings of German adjectives, for which "~" stands: "verpasst~"."""


STEMMED = ("outcome", "direction", "known", "recorded", "quality", "rating", "cue", "measure")
"""The kinds of words of which other forms mean the same."""

LEAST_BORROWED = 4
"""A word of another language that is mixed into a question has at least so many letters."""

SILENT = ("filler", "glue", "and", "into", "outof", "genitive", "not", "so", "on", "instead", "excluded")
"""The kinds of words that say nothing alone."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Describes what a phrase can mean: *kind* is what the grammar calls it, *value* what it stands for."""

    kind: str
    value: str = ""


Table = Mapping[str, str]
"""Has for each sense, "kind" or "kind:value", the phrases that have it, with "|" between them. In a phrase, "{a,b}"
stands for either, and a word in brackets may be missing."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Holds all phrases of a language, by their plain words. *heads* are words that end a compound, as "anrufe" does in
    "Montagsanrufe"."""

    language: str
    phrases: Mapping[tuple[str, ...], tuple[Sense, ...]]
    heads: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """Return each word of any phrase."""
        return frozenset(word for phrase in self.phrases for word in phrase)

    def says_nothing(self, word: str) -> bool:
        """Return whether a word alone only links or denies others."""
        senses = self.phrases.get((word,), ())
        return bool(senses) and all(sense.kind in SILENT for sense in senses)

    def denies(self, word: str) -> bool:
        """Return whether a word turns a question round."""
        senses = self.phrases.get((word,), ())
        return any(sense.kind in ("not", "excluded") or sense == Sense("cue", "nobody") for sense in senses)

    def values(self, kind: str) -> set[str]:
        """Return all that phrases of a *kind* stand for."""
        return {sense.value for senses in self.phrases.values() for sense in senses if sense.kind == kind}

    def calling(self, called: Iterable[tuple[Sense, tuple[str, ...]]]) -> "Lexicon":
        """Return this language with more phrases. It knows better what its own mean, except that an outcome is what
        pages call so."""
        found = dict(self.phrases)
        for sense, phrase in called:
            if phrase and (phrase not in found or sense.kind == "outcome"):
                found[phrase] = (sense,)
        return Lexicon(self.language, found, self.heads)

    def borrowing(self, other: "Lexicon") -> "Lexicon":
        """Return this language with those phrases of the *other* one that say something, and that it has no words for.

        Short words are not borrowed: too many are another word in this language.
        """
        borrowed = {
            phrase: senses
            for phrase, senses in other.phrases.items()
            if all(len(word) >= LEAST_BORROWED for word in phrase)
            and any(sense.kind not in SILENT for sense in senses)
            and not all(word in self.words for word in phrase)
        }
        return Lexicon(self.language, {**borrowed, **self.phrases}, self.heads)

    @cached_property
    def _stems(self) -> dict[str, str]:
        """Return by their stem the words that say something alone, where all of one stem say the same."""
        found: dict[str, dict[tuple[Sense, ...], str]] = {}
        for phrase, senses in sorted(self.phrases.items(), key=lambda each: (len(each[0][0]), each[0])):
            if len(phrase) == 1 and all(sense.kind in STEMMED for sense in senses):
                found.setdefault(stem(phrase[0], self.language), {}).setdefault(senses, phrase[0])
        return {each: next(iter(words.values())) for each, words in found.items() if each and len(words) == 1}

    def of_stem(self, word: str) -> str:
        """Return a word of the same stem, such as "refused" for "refusals"; "" if there is none."""
        return self._stems.get(stem(word, self.language), "")

    @cached_property
    def longest(self) -> int:
        """Return how many words the longest phrase has."""
        return max(map(len, self.phrases), default=0)


def lexicon(language: str, tables: Iterable[Table], heads: str = "") -> Lexicon:
    """Return the lexicon of these tables. *heads* are plain words with spaces between them."""
    phrases: dict[tuple[str, ...], dict[Sense, None]] = {}
    for table in tables:
        for name, written in table.items():
            kind, _, value = name.partition(":")
            for phrase in expand(written):
                phrases.setdefault(phrase, {})[Sense(kind, value)] = None
    return Lexicon(language, {phrase: tuple(senses) for phrase, senses in phrases.items()}, frozenset(heads.split()))


def expand(written: str) -> set[tuple[str, ...]]:
    """Return all phrases for which *written* stands, in the notation of ``Table``."""
    return {phrase for each in written.split("|") for phrase in _phrases(each)}


def _phrases(written: str) -> set[tuple[str, ...]]:
    words = [_ways(word) for word in written.split()]
    return {tuple(word for word in way if word) for way in product(*words)}


def _ways(word: str) -> list[str]:
    if word.startswith("["):
        return ["", *_ways(word[1:-1])]
    begin, brace, rest = word.partition("{")
    if not brace:
        inflected = [word[:-1] + ending for ending in ENDINGS] if word.endswith("~") else [word]
        spelt = {way for each in inflected for way in spellings(each)}
        return sorted(spelt | {way.replace("'", "") for way in spelt if len(way) > len("'s")})
    choices, _, end = rest.partition("}")
    return [way for choice in choices.split(",") for way in _ways(begin + choice + end)]
