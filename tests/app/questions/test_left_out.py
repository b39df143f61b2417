"""A part of a question that no filter can leave out is no filter, and is named."""

import pytest

from tests.app.questions.conftest import words_of

DENIED = {
    "en": {
        "calls except sales": "sales",
        "calls except sales and support": "sales and support",
        "not from support": "support",
        "calls not from germany": "germany",
        "non-german calls": "german",
        "calls, support and sales excluded": "support and sales",
        "calls outside of sales": "sales",
        "per group except sales": "sales",
        "not by Ben": "Ben",
        "not in October": "October",
        "except longer than 5 minutes": "longer than 5 minutes",
    },
    "de": {
        "alle außer Verkauf": "Verkauf",
        "außer Verkauf und Support": "Verkauf und Support",
        "nicht Verkauf, Support": "Verkauf, Support",
        "nicht vom Support": "Support",
        "anrufe die nicht aus Polen kamen": "Polen",
        "keine Anrufe vom Verkauf": "Verkauf",
        "alles bis auf den Verkauf": "Verkauf",
        "verkauf ausgenommen": "verkauf",
        "nicht gestern": "gestern",
        "ohne reklamation": "reklamation",
    },
}
ALL = [(language, text, left_out) for language, asked in DENIED.items() for text, left_out in asked.items()]
BESIDE = [
    ("en", "sales without support", "support", "group:sales"),
    ("en", "not Sales but Support", "Sales", "group:support"),
    ("en", "missed, but not in sales", "sales", "outcome:missed"),
    ("de", "nicht Verkauf, sondern Support", "Verkauf", "group:support"),
]


@pytest.mark.parametrize(("language", "text", "left_out"), ALL)
def test_what_cannot_be_left_out_is_no_filter_and_is_named(understand_in, language, text, left_out):
    found = understand_in(text, language)
    assert not found.args
    assert [word.left_out for word in found.unknown if word.left_out] == [left_out]


@pytest.mark.parametrize(("language", "text", "left_out", "kept"), BESIDE)
def test_the_rest_of_the_question_is_understood(understand_in, language, text, left_out, kept):
    found = understand_in(text, language)
    (word,) = found.unknown
    assert (word.left_out, words_of(found) - {f"unknown:{word.text}"}) == (left_out, {kept})


def test_a_word_that_means_nothing_keeps_its_own_denial(understand_in):
    found = understand_in("außer Vertrieb letzte Woche", "de")
    assert {"from:2026-11-09", "unknown:vertrieb"} <= words_of(found)
    assert not any(word.left_out for word in found.unknown)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "not rated 5 stars"), ("en", "not 5 stars"), ("de", "nicht mit 5 Sternen bewertet")]
)
def test_not_so_many_stars_are_all_others(understand_in, language, text):
    assert words_of(understand_in(text, language)) == {f"rating:{each}" for each in "1234"}


def test_who_is_not_in_a_filter_that_has_all_values_is_in_the_others(understand_in):
    assert words_of(understand_in("calls without recordings")) == {"recorded:no"}
    assert "weekday:mon" not in words_of(understand_in("not on Mondays"))
