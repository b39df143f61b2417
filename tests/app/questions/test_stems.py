"""Other forms of a word are known where one of them is."""

import pytest

from app.questions.english import ENGLISH
from app.questions.german import GERMAN
from app.questions.stems import stem

LEXICONS = {"en": ENGLISH, "de": GERMAN}


@pytest.mark.parametrize(
    ("language", "word", "known"),
    [
        ("en", "refusals", "refused"),
        ("en", "rejecting", "rejected"),
        ("de", "ablehnung", "abgelehnt"),
        ("de", "ablehnen", "abgelehnt"),
        ("de", "angemeldeten", "angemeldet"),
    ],
)
def test_a_form_is_known_by_another(language, word, known):
    assert LEXICONS[language].of_stem(word) == known
    assert stem(word, language) == stem(known, language)


@pytest.mark.parametrize(("language", "word"), [("en", "invoices"), ("en", "does"), ("de", "neueste"), ("de", "nie")])
def test_other_words_are_no_forms(language, word):
    assert LEXICONS[language].of_stem(word) == ""
