"""Finds what was meant by a word that is misspelt, or proposes some."""

from collections.abc import Callable, Hashable, Iterable

LEAST_LETTERS = 4
"""A shorter word could be anything."""

FEW_LETTERS = 6
SHORT_NAME = 3
"""A name of so few letters is meant only by these letters, in another order or one of them twice: "Benn"."""

LONG = 9
"""A word of so many letters may have two mistakes."""

MOST_GUESSES = 3
MOST_MISTAKES = 2


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are missing, too many, wrong or swapped with their neighbour; *most* + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for place, against in enumerate(other, 1):
            cost = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != against))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == against:
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def near(word: str, words: Iterable[str], most: int) -> list[tuple[int, str]]:
    """Return those of *words* that differ from *word* by at most so many letters, the nearest first."""
    letters = set(word)
    alike = (each for each in words if len(each) >= LEAST_LETTERS and abs(len(each) - len(word)) <= most)
    found = (
        (distance(word, each, most), each) for each in alike if len(letters.symmetric_difference(each)) <= 2 * most
    )
    return sorted((mistakes, each) for mistakes, each in found if mistakes <= most)


def allowed_mistakes(word: str) -> int:
    """Return how many mistakes a word may have and still be read."""
    if len(word) < LEAST_LETTERS:
        return 0
    return 2 if len(word) >= LONG else 1


def guessed_mistakes(word: str) -> int:
    """Return how many mistakes a word may have for a guess."""
    return 1 if len(word) < FEW_LETTERS else MOST_MISTAKES


def meant(
    word: str,
    names: Iterable[str],
    words: Iterable[str],
    sense: Callable[[str], Hashable],
    says_nothing: Callable[[str], bool],
    denies: Callable[[str], bool],
) -> str:
    """Return what was meant by a misspelt *word*; "" if that isn't clear.

    It is clear if all that is as near has the same *sense*. A name is more than a word: it isn't clear if another name
    has one more mistake. Few mistake the first letter: "sales" isn't Wales. A word that says nothing is the last that
    was meant, and never by a short word with a letter that it doesn't have: "Kevin" isn't "kein".
    """
    most = allowed_mistakes(word)
    if not most:
        return ""
    of_names = sorted(near(word, names, most + 1) + _short(word, names))
    near_words = near(word, words, most)
    of_words = [each for each in near_words if _may_be(word, each[1], says_nothing)]
    if of_names and of_words and of_names[0][0] == of_words[0][0]:
        of_words = [each for each in of_words if not says_nothing(each[1])]
    best = min(of_names[:1] + of_words[:1], default=(most + 1, ""))
    if best[0] > most or (best in of_words and _may_deny(near_words, best, denies)):
        return ""
    nearest = [each for mistakes, each in of_names + of_words if mistakes == best[0]]
    if of_names and of_names[0][0] == best[0]:
        nearest += [each for _mistakes, each in of_names]
    return nearest[0] if len({sense(each) for each in nearest}) == 1 else _alike(word, nearest, sense)


def _may_deny(near_words: list[tuple[int, str]], best: tuple[int, str], denies: Callable[[str], bool]) -> bool:
    """Return whether a word that is as near denies others: "nocht" may be "nicht", and is no "Nacht" then."""
    return not denies(best[1]) and any(mistakes <= best[0] and denies(word) for mistakes, word in near_words)


def _short(word: str, names: Iterable[str]) -> list[tuple[int, str]]:
    found = [each for each in names if len(each) == SHORT_NAME and set(each) == set(word)]
    return [(1, each) for each in found if distance(word, each, 1) == 1]


def _may_be(word: str, other: str, says_nothing: Callable[[str], bool]) -> bool:
    is_foreign = len(word) < FEW_LETTERS and not set(word) <= set(other)
    return _begins_alike(word, other) and not (is_foreign and says_nothing(other))


def _begins_alike(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]


def _alike(word: str, nearest: list[str], sense: Callable[[str], Hashable]) -> str:
    """Return the one of *nearest* that has the same letters in another order, or one of them twice; "" for several."""
    found = [each for each in nearest if set(each) == set(word)]
    return found[0] if len({sense(each) for each in found}) == 1 else ""
