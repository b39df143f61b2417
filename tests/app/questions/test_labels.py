"""Whatever pages call their figures, splits and outcomes is understood by the field beside them."""

import pytest
from flask_babel import force_locale

from app.ports.figures import figures
from app.ports.questions import questions

LANGUAGES = {"en": "by", "de": "nach"}
SAID_OTHERWISE = {"calls", "callers", "new_callers", "not_taken"}
"""The labels of these are words for calls: "new callers" is rather the filter, and each figure counts calls."""

OTHER_SPLITS = {"caller", "number"}
"""The labels of these are also words for people outside and their numbers."""


@pytest.fixture(params=LANGUAGES)
def by(request, in_company):
    """Lets pages be in a language, and returns its word for "by"."""
    with force_locale(request.param):
        yield LANGUAGES[request.param]


def test_each_figure_is_known_by_its_label(by):
    found = {name: questions().understand(str(each.label)) for name, each in figures().measures().items()}
    assert [(name, each.unknown) for name, each in found.items() if each.unknown] == []
    outcomes = {value for value, _label in figures().choices("outcome")}
    others = {name: each for name, each in found.items() if name not in SAID_OTHERWISE | outcomes | {"recorded"}}
    assert {name: each.measure for name, each in others.items()} == {name: name for name in others}


def test_each_split_is_known_by_its_label(by):
    found = {name: questions().understand(f"{by} {each.label}") for name, each in figures().splits().items()}
    assert [(name, each.unknown) for name, each in found.items() if each.unknown] == []
    others = {name: each.splits for name, each in found.items() if name not in OTHER_SPLITS}
    assert others == {name: (name,) for name in others}


def test_each_outcome_is_known_by_its_label(by):
    for value, label in figures().choices("outcome"):
        found = questions().understand(label)
        assert (found.args, found.unknown) == ((("outcome", value),), ())
