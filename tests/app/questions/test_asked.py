"""Questions as people type them are understood: all that were written with the grammar, and most of the others."""

import pytest

from tests.app.questions.conftest import asked_in

LANGUAGES = ("en", "de")
OTHERS = ("unseen", "fresh", "fresh2", "fresh3", *(f"stranger{number}" for number in ("", 2, 3, 4, 5, 6, 7, 8, 9)))
MOST_WRONG = 10
"""One of so many may be wrong."""


@pytest.mark.parametrize("asked", [each for language in LANGUAGES for each in asked_in("seen", language)], ids=str)
def test_a_question_is_understood(asked):
    assert asked.is_right, asked.understood


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OTHERS)
def test_most_questions_of_somebody_else_are_understood(name, language):
    asked = asked_in(name, language)
    wrong = [(each.text, each.understood) for each in asked if not each.is_right]
    assert len(wrong) * MOST_WRONG <= len(asked), wrong
