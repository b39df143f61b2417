"""Provides ``app.ports.questions``: understands questions about the company in force, in the words of its figures."""

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import get_locale

from app.company.service import own_company
from app.db import now
from app.ports.calls import calls
from app.ports.figure_features import texts_of_features
from app.ports.figures import figures
from app.ports.questions import Meaning, Understood, UnknownWord
from app.questions import reading
from app.questions.countries import countries
from app.questions.translated import in_figures, in_grammar, measure_in_grammar, value_in_grammar
from app.questions.vocabulary import CALLER, COUNTRY, Label, Thing, Vocabulary

NAMED = ("group", "employee", "number", "flow", "block", "tag", "carrier")
"""The filters of figures whose values have names that a company gave, besides those of features."""

SAID = ("outcome", "direction", "caller")
"""The filters of figures whose values people name without the name of the filter."""

MOST_CALLS = 5000
"""Callers are known by name if they are in the newest calls."""


def understand(text: str) -> Understood:
    """Return what *text* means today, in the language of the page."""
    company = own_company()
    language = _language()
    today = now().astimezone(company.clock).date()
    plan = company.numbering_plan
    country = plan["country"] if plan else ""
    vocabulary = Vocabulary(things_of(language), country, _filter_labels(), tuple(_labels()))
    return _offered(in_figures(reading.understand(text, vocabulary, language, today)))


def things_of(language: str) -> tuple[Thing, ...]:
    """Return all that questions can name: countries in any language, as pages in *language* call them first."""
    names = dict.fromkeys([*NAMED, *texts_of_features()])
    offered = [name for name in names if name in figures().filters()]
    named = [Thing(in_grammar(name), value, (label,)) for name in offered for value, label in figures().choices(name)]
    others = [each for each in reading.LANGUAGES if each != language]
    called = calls().names_of_callers(MOST_CALLS)
    callers = [Thing(CALLER, number, (name,)) for number, name in called.items() if number.startswith("+")]
    return (*named, *callers, *countries(language, *others))


def _language() -> str:
    code = str(get_locale() or "en").partition("_")[0]
    return code if code in reading.LANGUAGES else "en"


def _filter_labels() -> dict[str, str]:
    return {in_grammar(name): str(each.label) for name, each in figures().filters().items()} | {COUNTRY: ""}


def _labels() -> Iterator[Label]:
    for name, measure in figures().measures().items():
        yield Label("measure", measure_in_grammar(name), str(measure.label))
    for name, split in figures().splits().items():
        yield Label("noun", in_grammar(name), str(split.label))
    for name in SAID:
        for value, label in figures().choices(name):
            yield Label(in_grammar(name), value_in_grammar(name, value), label)


def _offered(understood: Understood) -> Understood:
    """Return *understood* without filters, figures and splits that the company's figures don't offer: their words mean
    nothing here."""
    kept = [each for each in understood.meanings if _is_offered(each)]
    gone = [each for each in understood.meanings if not _is_offered(each)]
    if not gone:
        return understood
    lost = {arg for each in gone for arg in each.args} - {arg for each in kept for arg in each.args}
    words = [UnknownWord(each.start, each.end, understood.text[each.start : each.end]) for each in gone]
    return replace(
        understood,
        args=tuple(arg for arg in understood.args if arg not in lost),
        measure="" if ("measure", understood.measure) in lost else understood.measure,
        splits=tuple(name for name in understood.splits if ("by", name) not in lost),
        meanings=tuple(kept),
        unknown=tuple(sorted((*understood.unknown, *words), key=lambda word: word.start)),
    )


def _is_offered(meaning: Meaning) -> bool:
    offered = {"filter": figures().filters(), "measure": figures().measures(), "split": figures().splits()}
    names = [value if name in ("measure", "by") else name for name, value in meaning.args]
    return meaning.kind not in offered or all(name in offered[meaning.kind] for name in names)
