"""Answers questions: measures of the selected calls, by up to two dimensions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from flask_babel import gettext as _

from app.company.service import own_company
from app.db import now
from app.db.groups import groups_in_force
from app.figures.dimensions import dimensions
from app.figures.dimensions.dimension import Dimension
from app.figures.facts import Facts
from app.figures.loading import Loaded, with_facts
from app.figures.measures import measures
from app.figures.own import own
from app.figures.periods import compared
from app.figures.reckoning import Key, Numbers, Ratio, Reckoning, Terms
from app.figures.registered import hidden_measures
from app.figures.selecting import days_in, splits
from app.figures.tally import tally
from app.figures.view import View
from app.ports.call_records import CallRecord
from app.ports.figures import Answer, BadSelection, Question, Quotient, Row, Selection

Result = TypeVar("Result")

MOST_SPLITS = 2


def ask(question: Question) -> Answer:
    """Return the answer. A period with today in it includes the calls in progress."""
    _check(question)
    answer = _answer(question)
    other = compared(question.selection)
    if other is None:
        return answer
    than = _answer(replace(question, selection=other), _minute_now(question.selection))
    return replace(answer, compared=than)


def consider(days: Selection, do: Callable[[Callable[[Question], Answer]], Result]) -> Result:
    """Return what *do* makes of answers to questions about *days*, whose facts are read once."""
    within = days_in(days)

    def answers(data: Loaded) -> Result:
        def ask_one(question: Question) -> Answer:
            assert days_in(question.selection) == within
            return answer_of(question, data)

        return do(ask_one)

    return with_facts(*within, answers)


def recount(calls: Iterable[CallRecord]) -> Callable[[Question], Answer]:
    """Return what answers questions by *calls* alone, as they are."""
    company = own_company()
    zone, targets = company.clock, company.targets
    facts = sorted(tallied(calls, zone), key=lambda each: (each.day, each.call.began_ms))

    @cache
    def loaded(first: int, last: int) -> Loaded:
        return Loaded(first, last, zone, targets, (), [each for each in facts if first <= each.day <= last])

    return lambda question: answer_of(question, loaded(*days_in(question.selection)))


@dataclass(frozen=True)
class Found:
    """Holds the values of a measure, and of what they are the quotients."""

    numbers: Numbers
    terms: Terms = field(default_factory=dict)


_tallied = lru_cache(maxsize=16_384)(tally)


def tallied(calls: Iterable[CallRecord], zone: ZoneInfo) -> list[Facts]:
    """Return the facts of *calls*, which are made once for calls that are the same."""
    known = [*calls]
    return [_tallied(call, zone, theirs) for call, theirs in zip(known, own().of(known), strict=True)]


def answer_of(question: Question, data: Loaded) -> Answer:
    """Return the answer that *data* gives, which has the days of the question."""
    _check(question)
    return _of_facts(question, data)


def _check(question: Question) -> None:
    known, hidden = measures(), hidden_measures()
    for measure in question.measures:
        if measure not in known or measure in hidden:
            raise BadSelection(_("There is no figure called “%(name)s”.", name=measure))
    offered = splits() if question.splits else {}
    for split in question.splits:
        if split not in offered:
            raise BadSelection(_("Calls can't be split by “%(name)s”.", name=split))
    if len(question.splits) > MOST_SPLITS or len(set(question.splits)) < len(question.splits):
        raise BadSelection(_("Split by at most two different things."))


def _minute_now(chosen: Selection) -> int | None:
    """Return at which minute of its last day the period is that ends today, None for others.

    It is compared with another one up to the same minute.
    """
    local = now().astimezone(own_company().clock)
    return local.hour * 60 + local.minute if chosen.last == local.date() else None


def _answer(question: Question, minute: int | None = None) -> Answer:
    def answer(data: Loaded) -> Answer:
        if minute is not None:
            data = data.only((data.day < data.last - data.first) | (data.column("call", "minute") < minute))
        return _of_facts(question, data)

    return with_facts(*days_in(question.selection), answer)


def _of_facts(question: Question, data: Loaded) -> Answer:
    filters = dict(question.selection.filters)
    total = _totals(View(data, filters), question.measures)
    row = _row(_with_hows(total), (), ())
    if not question.splits:
        return Answer(question, (), row)
    view = View(data, filters, question.splits)
    found = _reckon(view, question.measures[:1], question.splits)
    beyond = _keep_best(view, found, question.most)
    found |= _reckon(view, question.measures[1:], question.splits)
    keys = _keys(data, question, found)
    texts = [_texts(data, dimensions()[split], {key[at] for key in keys}) for at, split in enumerate(question.splits)]
    in_order = _with_hows({name: found[name] for name in question.measures})
    rows = [
        _row(in_order, key, tuple([text[code] for text, code in zip(texts, key, strict=True)]))
        for key in keys
        if all(code in text for text, code in zip(texts, key, strict=True))
    ]
    return Answer(question, rows, row, beyond=beyond)


def _reckon(view: View, names: Sequence[str], splits: Sequence[str]) -> dict[str, Found]:
    known = measures()
    return {name: _found(known[name].how, view, splits) for name in names}


def _totals(view: View, names: Sequence[str]) -> dict[str, Found]:
    """Return the measures of all selected calls together. Questions that differ in their splits have the same ones."""
    selected = "total", groups_in_force(), *sorted((name, *values) for name, values in view.filters.items())
    known: dict[str, Found] = view.data.once(selected, dict)
    known.update(_reckon(view, [each for each in names if each not in known], ()))
    return {name: known[name] for name in names}


def _with_hows(found: dict[str, Found]) -> list[tuple[Reckoning, Found]]:
    known = measures()
    return [(known[name].how, of) for name, of in found.items()]


def _found(how: Reckoning, view: View, splits: Sequence[str]) -> Found:
    if isinstance(how, Ratio):
        terms = how.terms(view, splits)
        return Found(how.divided(terms), terms)
    return Found(how.numbers(view, splits))


def _keep_best(view: View, found: dict[str, Found], most: int | None) -> Sequence[float]:
    """Ask for the best values alone of a split without an order that has too many, by the first measure; return the
    amounts of the others."""
    if most is None or len(view.splits) != 1 or dimensions()[view.splits[0]].is_ordered:
        return ()
    beyond: list[float] = []
    for name, numbers in ((name, each.numbers) for name, each in found.items()):
        if len(numbers) > most:
            codes = np.fromiter(chain.from_iterable(numbers), np.int64, len(numbers))
            amounts = np.fromiter(numbers.values(), float, len(numbers))
            order = np.lexsort((codes, -amounts))
            best = codes[order[:most]]
            found[name] = replace(found[name], numbers={(code,): numbers[code,] for code in best.tolist()})
            view.codes[view.splits[0]] = best
            beyond += amounts[order[most:]].tolist()
    return beyond


def _row(found: Sequence[tuple[Reckoning, Found]], key: Key, keys: tuple[str, ...]) -> Row:
    values = tuple([of.numbers.get(key, how.nothing) for how, of in found])
    return Row(keys, values, tuple([_quotient(how, of, key) for how, of in found]))


def _quotient(how: Reckoning, found: Found, key: Key) -> Quotient | None:
    if not isinstance(how, Ratio):
        return None
    return Quotient(*found.terms.get(key, (0.0, 0.0)), how.unit, how.per, how.currency)


def _texts(data: Loaded, dimension: Dimension, codes: Iterable[int]) -> dict[int, str]:
    return dict(dimension.texts(data, sorted(codes)))


def _keys(data: Loaded, question: Question, found: dict[str, Found]) -> list[Key]:
    """Return the combinations that have a row, in the order of the dimensions."""
    keys = {key for each in found.values() for key in each.numbers}
    known = [dimensions()[split] for split in question.splits]
    if len(known) == 1 and known[0].all_codes:
        keys |= {(int(code),) for code in known[0].all_codes(data)}
    first = found[question.measures[0]].numbers if question.measures else {}
    most = question.most
    orders = [_order(data, dimension, at, keys, first, most) for at, dimension in enumerate(known)]
    kept = [key for key in keys if all(code in order for order, code in zip(orders, key, strict=True))]
    return sorted(kept, key=lambda key: tuple(order[code] for order, code in zip(orders, key, strict=True)))


def _order(
    data: Loaded, dimension: Dimension, at: int, keys: Iterable[Key], first: Numbers, most: int | None
) -> dict[int, int]:
    """Return the place of each code."""
    codes = {key[at] for key in keys}
    if dimension.is_ordered:
        return {code: place for place, code in enumerate(sorted(codes, key=_by_choices(data, dimension, codes)))}
    sums = dict.fromkeys(codes, 0.0)
    for key, value in first.items():
        sums[key[at]] += value
    best = sorted(codes, key=lambda code: (-sums[code], code))[:most]
    return {code: place for place, code in enumerate(best)}


def _by_choices(data: Loaded, dimension: Dimension, codes: Iterable[int]) -> Callable[[int], tuple[int, int]]:
    """Return the order of the choices that a dimension offers; codes that are none come last."""
    offered = {value: place for place, (value, _label) in enumerate(dimension.choices())}
    texts = dimension.texts(data, sorted(codes)) if offered else {}
    return lambda code: (offered.get(texts.get(code, ""), len(offered)), code)
