"""Divides a question into items: the longest phrases and names that it has, and words that are neither."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.ports.questions import Correction
from app.questions.lexicon import Lexicon, Sense
from app.questions.spelling import meant
from app.questions.vocabulary import CALLER, PEOPLE, Thing, Vocabulary
from app.questions.words import SIGNS, Piece, cut, cut_words

LEAST_STEM = 4
LEAST_SHARED = 6
"""A verb and the name of a tag begin with so many letters alike."""

TAG = "tag"
ENDINGS = ("s", "es", "n", "en", "e", "er", "ern")
"""Ends the other numbers and cases of a name: "complaints" for the tag "complaint"."""

JOINTS = ("", "s", "n", "en", "es")
"""Joins the parts of a German compound."""


@dataclass(frozen=True, slots=True)
class Item:
    """Describes ``question[start:end]``, what it can mean, and the *things* whose name it is.

    *words* are its plain words, as they were meant; *corrections* are those that were misspelt. Without senses and
    things it is unknown.
    """

    start: int
    end: int
    words: tuple[str, ...]
    senses: tuple[Sense, ...] = ()
    things: tuple[Thing, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Return whether a word of it was misspelt."""
        return bool(self.corrections)

    def values(self, kind: str) -> list[str]:
        """Return what it can stand for as *kind*."""
        return [sense.value for sense in self.senses if sense.kind == kind]


@dataclass(frozen=True, slots=True)
class _Word:
    piece: Piece
    plain: str
    is_corrected: bool = False


@dataclass(frozen=True)
class Reader:
    """Divides questions into items, with the words of a language and the names of a company."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    corrected: dict[str, str] = field(default_factory=dict)

    def items(self, question: str) -> list[Item]:
        """Return the items of *question*, in order."""
        words = [word for piece in cut(question) for word in self._words(piece)]
        return list(self._longest(words))

    def _words(self, piece: Piece) -> list[_Word]:
        if piece.kind != "word":
            return [_Word(piece, piece.plain)]
        if known := self._known(piece.plain):
            return [_Word(piece, known)]
        if parts := self._compound(piece.plain):
            return [_Word(piece, part) for part in parts]
        correction = self.lexicon.of_stem(piece.plain) or self._meant(piece.plain)
        return [_Word(piece, correction or piece.plain, bool(correction))]

    def _known(self, word: str) -> str:
        """Return the word of the tables or of a name that *word* is, perhaps in another number or case."""
        bare = word.removesuffix("'s").removesuffix("s'") if "'" in word else word
        candidates = (word, bare, bare.replace("'", ""))
        for each in candidates:
            if each in self.lexicon.words or each in self.vocabulary.words:
                return each
        stem = bare.removesuffix("s")
        if stem != bare and any(thing.filter in PEOPLE for thing in self.vocabulary.called((stem,))):
            return stem
        return self._inflected(bare)

    def _inflected(self, word: str) -> str:
        stems = [word] + [word.removesuffix(each) for each in ENDINGS if word.endswith(each)]
        names = [stem + each for stem in stems if len(stem) >= LEAST_STEM for each in ("", *ENDINGS)]
        return next((name for name in names if name in self.vocabulary.words), "")

    def _same_stem(self, word: str) -> str:
        """Return the tag that a verb is of: "complain" for "complaint", "reklamieren" for "Reklamation"."""
        tags = [word for thing in self.vocabulary.things if thing.filter == TAG for word in cut_words(thing.names[0])]
        found = {
            tag
            for tag in tags
            if min(len(tag), len(word)) >= LEAST_SHARED and tag[:LEAST_SHARED] == word[:LEAST_SHARED]
        }
        return found.pop() if len(found) == 1 else ""

    def _compound(self, word: str) -> list[str]:
        """Return the two words of a compound such as "sonntagsanrufe"; [] if it is none."""
        for at in range(len(word) - 3, 1, -1):
            first, head = word[:at], word[at:]
            if head in self.lexicon.heads and (known := self._joined(first)):
                return [known, head]
        return []

    def _joined(self, first: str) -> str:
        for joint in JOINTS:
            stem = first.removesuffix(joint)
            if (first == stem + joint) and ((stem,) in self.lexicon.phrases or self.vocabulary.called((stem,))):
                return stem
        return self._inflected(first)

    def _meant(self, word: str) -> str:
        if word not in self.corrected:
            names = self.vocabulary.own_words
            others = (self.lexicon.words | self.vocabulary.words) - names
            found = meant(word, names, others, self._sense, self.lexicon.says_nothing, self.lexicon.denies)
            self.corrected[word] = found or self._meant_name(word, names) or self._same_stem(word)
        return self.corrected[word]

    def _meant_name(self, word: str, names: frozenset[str]) -> str:
        """Return the name that is misspelt in another number or case: "compliants" for "complaint"."""
        stems = {word.removesuffix(each) for each in ENDINGS if word.endswith(each)}
        long = sorted((each for each in stems if len(each) > LEAST_STEM), key=len)
        found = (meant(each, names, (), self._sense, self.lexicon.says_nothing, self.lexicon.denies) for each in long)
        return next(filter(None, found), "")

    def _sense(self, word: str) -> object:
        return tuple(self.vocabulary.called((word,))) or self.lexicon.phrases.get((word,), word)

    def _longest(self, words: list[_Word]) -> Iterator[Item]:
        at = 0
        while at < len(words):
            item, length = self._item(words, at)
            yield item
            at += length

    def _item(self, words: list[_Word], at: int) -> tuple[Item, int]:
        if words[at].piece.kind not in ("word", "number"):
            return _item_of_piece(words[at].piece, self.lexicon, at == len(words) - 1), 1
        for length in range(min(max(self.lexicon.longest, self.vocabulary.longest), len(words) - at), 0, -1):
            found = words[at : at + length]
            plain = tuple(word.plain for word in found if not _is_hyphen(word))
            senses = self.lexicon.phrases.get(plain, ())
            things = self._things(plain, senses)
            if (senses or things) and not _is_hyphen(found[-1]):
                return _item(found, plain, _senses_of_number(found) + senses, things), length
        return _item([words[at]], (words[at].plain,), _senses_of_number(words[at : at + 1]), ()), 1

    def _things(self, plain: tuple[str, ...], senses: tuple[Sense, ...]) -> tuple[Thing, ...]:
        """Return the things of this name. A part of a name that is a word too is that word, and so is the name of
        somebody outside, who may call themselves anything."""
        if not senses:
            return tuple(self.vocabulary.called(plain))
        return tuple(each for each in self.vocabulary.whole.get(plain, ()) if each.filter != CALLER)


def _item(found: list[_Word], plain: tuple[str, ...], senses: tuple[Sense, ...], things: tuple[Thing, ...]) -> Item:
    wrong = [word for word in found if word.is_corrected]
    corrections = tuple(_correction(word.piece, word.plain, things) for word in wrong)
    return Item(found[0].piece.start, found[-1].piece.end, plain, senses, things, corrections)


def _correction(piece: Piece, meant: str, things: tuple[Thing, ...]) -> Correction:
    """Return how a word was read: as it is written in the name of a thing, if it is a name."""
    words = [word for thing in things for name in thing.names for word in cut(name) if word.plain == meant]
    return Correction(piece.start, piece.end, piece.text, words[0].text if words else meant)


def _is_hyphen(word: _Word) -> bool:
    return word.piece.kind == "sign" and SIGNS.get(word.plain) == "to"


def _senses_of_number(found: list[_Word]) -> tuple[Sense, ...]:
    is_number = len(found) == 1 and found[0].piece.kind == "number"
    return (Sense("int", found[0].plain),) if is_number else ()


def _item_of_piece(piece: Piece, words: Lexicon, is_last: bool) -> Item:
    """Return the item of a piece that is no word. "5." may be the fifth; at the end it may also be 5."""
    senses = [Sense(piece.kind, piece.plain.replace(" ", "") if piece.kind == "date" else piece.plain)]
    if piece.kind == "ordinal":
        digits = "".join(filter(str.isdecimal, piece.plain))
        senses = [Sense("ordinal", digits), *([Sense("int", digits)] if is_last else [])]
    elif piece.kind in ("clock", "decimal") and "." in piece.plain:
        senses.append(Sense("date", piece.plain))
    elif piece.kind == "sign":
        kind = SIGNS.get(piece.plain, "")
        senses = [Sense(kind), Sense("glue")] if kind else list(words.phrases.get((piece.plain,), ()))
    return Item(piece.start, piece.end, (piece.plain,), tuple(senses))
