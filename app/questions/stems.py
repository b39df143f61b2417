"""Finds the stem of a word, so that "refusals" is known where "refused" is, and „ablehnen“ where „abgelehnt“ is."""

import re

LEAST_STEM = 4
SUPERLATIVE = re.compile("est(e[mnrs]?)?$")
"""Ends what means more than its stem: „neueste“ are not „neue“."""

PREFIXES = ("zuruck", "zurueck", "entgegen", "durch", "auf", "aus", "ein", "weg", "her", "hin", "an", "ab", "zu")
"""What may stand before the "ge" or "zu" in the middle of a German verb, in plain letters."""

ENDINGS = {
    "en": "ions ion ments ment als ally al ings ing ed es s e",
    "de": "ungen ung enden ende end eten ete ten te et en em er es st n t e",
}
"""The endings of verbs and of what is made of them, longer ones first."""


def stem(word: str, language: str) -> str:
    """Return the stem of a plain word; "" if too little of it is left."""
    if SUPERLATIVE.search(word):
        return ""
    bare = _without_middle(word) if language == "de" else word
    for ending in ENDINGS[language].split():
        if bare.endswith(ending) and len(bare) - len(ending) >= LEAST_STEM:
            return bare.removesuffix(ending)
    return bare if len(bare) >= LEAST_STEM else ""


def _without_middle(word: str) -> str:
    for prefix in PREFIXES:
        for middle in ("ge", "zu"):
            if word.startswith(prefix + middle) and len(word) > len(prefix) + LEAST_STEM:
                return prefix + word.removeprefix(prefix + middle)
    return word
