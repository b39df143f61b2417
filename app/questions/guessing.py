"""Proposes what may have been meant by a word that means nothing."""

from app.ports.questions import Guess
from app.questions.lexicon import Lexicon
from app.questions.spelling import MOST_GUESSES, guessed_mistakes, near
from app.questions.vocabulary import COUNTRY, Vocabulary
from app.questions.words import plain


def guesses(word: str, lexicon: Lexicon, vocabulary: Vocabulary) -> tuple[Guess, ...]:
    """Return up to three guesses: names first, the nearest first."""
    found = [*_names(plain(word), vocabulary), *_words(plain(word), lexicon)]
    return tuple(dict.fromkeys(found))[:MOST_GUESSES]


def _names(word: str, vocabulary: Vocabulary) -> list[Guess]:
    things = {
        thing: None
        for _mistakes, each in near(word, vocabulary.words, guessed_mistakes(word))
        for thing in vocabulary.things_with(each)
    }
    own_first = sorted(things, key=lambda thing: thing.filter == COUNTRY)
    return [
        Guess(thing.names[0], f"{vocabulary.filters.get(thing.filter, '')} {thing.names[0]}".strip())
        for thing in own_first
    ]


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
