"""Understands a question: which days, filters, figure and split it names, and which words mean nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.ports.questions import Correction, Understood, UnknownWord
from app.questions.composing import Composed, compose
from app.questions.denying import deny
from app.questions.english import ENGLISH
from app.questions.findings import Finding, FoundCue, Placed
from app.questions.german import GERMAN
from app.questions.grammar import RULES
from app.questions.guessing import guesses
from app.questions.items import Item, Reader
from app.questions.lexicon import Lexicon, Sense
from app.questions.parsing import Parse
from app.questions.vocabulary import Label, Vocabulary
from app.questions.words import cut_words, spellings

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
MOST_REMEMBERED = 16
"""Languages of which what pages call their figures is remembered."""

MOST_LETTERS = 400
"""The rest of a longer question is one unknown word."""


def understand(text: str, vocabulary: Vocabulary, language: str, today: date) -> Understood:
    """Return what *text* means in *language*, or in the other one if that knows more of its words."""
    own = _read(text, _called(language, vocabulary.labels), vocabulary, today)
    others = [LANGUAGES[each] for each in LANGUAGES if each != language and own.strange]
    foreign = [_read(text, each, vocabulary, today) for each in others]
    best = next((each for each in foreign if each.foreignness < len(own.strange)), own)
    mixed = [_read(text, each, vocabulary, today) for each in _mixed(best.lexicon) if best.strange]
    best = next((each for each in mixed if each.foreignness < best.foreignness), best)
    unknown = _unknown(text, best, vocabulary)
    return replace(_understood(text, best.composed, unknown), corrections=best.corrections)


@lru_cache(MOST_REMEMBERED)
def _called(language: str, labels: tuple[Label, ...]) -> Lexicon:
    """Return the language with what pages in it call their figures."""
    called = [(Sense(each.kind, each.value), tuple(cut_words(way))) for each in labels for way in spellings(each.text)]
    return LANGUAGES[language].calling(called)


@lru_cache(MOST_REMEMBERED)
def _mixed(lexicon: Lexicon) -> tuple[Lexicon, ...]:
    """Return the language with what each other one has for it: "missed calls gestern"."""
    return tuple(lexicon.borrowing(each) for each in LANGUAGES.values() if each.language != lexicon.language)


@dataclass(frozen=True)
class _Read:
    """Holds a question as one language has it: what it means, and its *strange* items, which mean nothing.

    *left_out* says which part of the question an item denies, by where the item begins.
    """

    lexicon: Lexicon
    composed: Composed
    strange: list[Item]
    corrections: tuple[Correction, ...]
    left_out: Mapping[int, str]

    @property
    def foreignness(self) -> int:
        """Return how many words this language does not have: a mistake in the other language is no word of this."""
        return len(self.strange) + len(self.corrections)


def _read(text: str, lexicon: Lexicon, vocabulary: Vocabulary, today: date) -> _Read:
    items = Reader(lexicon, vocabulary).items(text[:MOST_LETTERS])
    found, unread = _find(Parse(items, RULES, today, vocabulary))
    denied = deny(text, items, found, unread)
    composed = compose(items, denied.found, today)
    unused = [
        each for each in denied.found if isinstance(each.finding, FoundCue) and each.finding.name not in composed.used
    ]
    places = {*unread, *composed.unread, *(at for each in unused for at in range(each.first, each.last + 1))}
    understood = [item for at, item in enumerate(items) if at not in places]
    corrections = tuple(each for item in understood for each in item.corrections)
    left_out = {
        items[at].start: text[items[first].start : items[last].end] for at, (first, last) in denied.parts.items()
    }
    return _Read(lexicon, composed, [items[at] for at in sorted(places)], corrections, left_out)


def _understood(text: str, composed: Composed, unknown: tuple[UnknownWord, ...]) -> Understood:
    args = composed.args
    measure = next((value for name, value in args if name == "measure"), "")
    splits = tuple(value for name, value in args if name == "by")[:2]
    rest = tuple(arg for arg in args if arg[0] not in ("measure", "by"))
    return Understood(text, rest, measure, splits, tuple(composed.meanings), unknown)


def _find(parse: Parse) -> tuple[list[Placed[Finding]], list[int]]:
    """Return what the question has, and the places of items that no rule reads."""
    found: list[Placed[Finding]] = []
    unread: list[int] = []
    at = 0
    while at < len(parse.items):
        best = parse.best("TOP", at)
        if best is None:
            unread.append(at)
            at += 1
            continue
        findings, end = best
        found += [Placed(each, at, end - 1) for each in (findings if isinstance(findings, list) else [findings])]
        at = end
    return found, unread


def _unknown(text: str, read: _Read, vocabulary: Vocabulary) -> tuple[UnknownWord, ...]:
    spans = dict.fromkeys((item.start, item.end) for item in read.strange)
    words = [_word(text, start, end, read, vocabulary) for start, end in spans]
    if len(text) > MOST_LETTERS:
        words.append(UnknownWord(MOST_LETTERS, len(text), text[MOST_LETTERS:]))
    return tuple(words)


def _word(text: str, start: int, end: int, read: _Read, vocabulary: Vocabulary) -> UnknownWord:
    if left_out := read.left_out.get(start, ""):
        return UnknownWord(start, end, text[start:end], left_out=left_out)
    return UnknownWord(start, end, text[start:end], guesses(text[start:end], read.lexicon, vocabulary))
