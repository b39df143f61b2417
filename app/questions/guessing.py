"""Proposes what may have been meant by a word that means nothing."""

from app.ports.questions import Guess
from app.questions.lexicon import Lexicon
from app.questions.spelling import MOST_GUESSES, MOST_MISTAKES, guessed_mistakes, near
from app.questions.vocabulary import Thing, Vocabulary
from app.questions.words import plain


def guesses(word: str, lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[Guess, ...]:
    """Return up to three guesses: names that the company gave, then countries and words, the nearest of each first."""
    said = plain(word)
    countries = vocabulary.words - vocabulary.own_words
    names = near(said, vocabulary.own_words, MOST_MISTAKES) + near(said, countries, guessed_mistakes(said))
    found = [*_names(names, vocabulary), *_words(said, lexicon)]
    return tuple(dict.fromkeys(found))[:MOST_GUESSES]


def _names(found: list[tuple[int, str]], vocabulary: Vocabulary) -> list[Guess]:
    things = dict.fromkeys(thing for _mistakes, each in found for thing in vocabulary.things_with(each))
    return [_guess(thing, vocabulary) for thing in things]


def _guess(thing: Thing, vocabulary: Vocabulary) -> Guess:
    kind = vocabulary.filters.get(thing.filter, "")
    return Guess(thing.names[0], f"{kind} {thing.names[0]}".strip())


def _words(word: str, lexicon: Lexicon) -> list[Guess]:
    said = [
        each for _mistakes, each in near(word, lexicon.words, guessed_mistakes(word)) if _says_something(each, lexicon)
    ]
    return [Guess(each, each) for each in said]


def _says_something(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word means something alone."""
    return any(
        sense.kind not in ("filler", "glue", "cue", "noun", "and", "into", "outof")
        for sense in lexicon.phrases.get((word,), ())
    )
