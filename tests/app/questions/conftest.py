"""The company of the questions in ``tests/fixtures/questions``, and what its questions mean."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.questions.countries import countries
from app.questions.reading import understand
from app.questions.vocabulary import Thing, Vocabulary

FOLDER = Path(__file__).parents[2] / "fixtures" / "questions"
COMPANY = json.loads((FOLDER / "company.json").read_text())
TODAY = date.fromisoformat(COMPANY["today"])


@dataclass(frozen=True)
class Asked:
    """A question and what must be understood, as the files of questions have it."""

    language: str
    text: str
    expected: str

    @property
    def understood(self):
        """What is understood, in the words of the files."""
        found = understand(self.text, vocabulary(self.language), self.language, TODAY)
        return words_of(found)

    @property
    def is_right(self):
        """Whether that is what must be: nothing is missing, and nothing else is there."""
        found = set(self.understood)
        allowed = set()
        for expected in self.expected.split():
            if expected.startswith("?"):
                allowed.add(expected[1:])
                continue
            if not (either := found & set(expected.split("|"))):
                return False
            found -= either
        return found <= allowed


def words_of(understood):
    figure = {f"measure:{understood.measure}"} if understood.measure else set()
    return {
        *(f"{name}:{value}" for name, value in understood.args),
        *figure,
        *(f"by:{name}" for name in understood.splits),
        *(f"unknown:{word.text.casefold()}" for word in understood.unknown),
    }


@cache
def vocabulary(language):
    named = [Thing(kind, value, (name,)) for kind, names in COMPANY[language].items() for value, name in names.items()]
    return Vocabulary(
        (*named, *countries(language, *(each for each in ("en", "de") if each != language))),
        "DE",
        {"group": "Group", "employee": "Employee"},
    )


def asked_in(name, language):
    lines = (FOLDER / f"{name}.{language}.txt").read_text().splitlines()
    pairs = (line.split(" => ") for line in lines if line and not line.startswith("#"))
    return [Asked(language, text, expected) for text, expected in pairs]


@pytest.fixture
def understand_in():
    """Understands a question of that company in a language."""
    return lambda text, language="en": understand(text, vocabulary(language), language, TODAY)
