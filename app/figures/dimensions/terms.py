"""Dimensions whose values are texts of the record: numbers, people, groups, tags, countries, callers."""

from collections.abc import Sequence

import numpy as np
from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from app.company.service import own_company
from app.db.groups import groups_in_force
from app.figures.dimensions.dimension import Choices, Codes, Dimension, calls_with, of_numbers
from app.figures.loading import Loaded, Mask
from app.figures.numbers import matching, written
from app.figures.once import once
from app.figures.terms import few_numbers, forgotten
from app.ports.colleagues import extensions_of
from app.ports.directory import Reference, references


def _of_call(name: str, kind: str, label: object, **how: object) -> Dimension:
    """Return a dimension that each call has once, in its column *name*."""

    def mask(data: Loaded, values: Sequence[str]) -> Mask:
        return of_numbers(data.column("call", name), [data.number((kind, value)) for value in values])

    return Dimension(
        **{  # type: ignore[arg-type]
            "name": name,
            "label": label,
            "codes": lambda data: Codes(data.column("call", name)),
            "texts": Loaded.texts,
            "mask": mask,
            "is_ordered": False,
            **how,
        }
    )


def of_rows(name: str, kind: str, column: str, label: object, **how: object) -> Dimension:
    """Return a dimension of which a call may have several, in rows of a *kind*."""

    def mask(data: Loaded, values: Sequence[str]) -> Mask:
        numbers = [data.number((column, value)) for value in values]
        return calls_with(data, kind, of_numbers(data.column(kind, column), numbers))

    return Dimension(
        **{  # type: ignore[arg-type]
            "name": name,
            "label": label,
            "codes": lambda data: Codes(data.column(kind, column), data.column(kind, "call")),
            "texts": Loaded.texts,
            "mask": mask,
            "is_ordered": False,
            "nothing": (column, ""),
            **how,
        }
    )


def _labels(kind: str) -> dict[str, str]:
    return {each.name: each.label for each in _references() if each.kind == kind}


def _references() -> list[Reference]:
    """Return what has a name in the company."""
    return once(("references", groups_in_force(), str(get_locale())), references)


def groups() -> Choices:
    """Return the groups that the user may see."""
    allowed = groups_in_force()
    return [(name, label) for name, label in _labels("group").items() if allowed is None or name in allowed]


def people() -> Choices:
    """Return the employees that the user may see."""
    allowed = groups_in_force()
    seen = None if allowed is None else extensions_of(allowed)
    return [(name, label) for name, label in _labels("employee").items() if seen is None or name in seen]


def known_terms(kind: str) -> list[str]:
    """Return the texts of a kind that any call has."""
    known = few_numbers().items()
    return sorted(value for (of, value), number in known if of == kind and value not in ("", forgotten(number)))


def country_name(code: str) -> str | None:
    """Return the country's name in the language of the page."""
    if not code:
        return str(_("Unknown"))
    return Locale.parse(str(get_locale() or "en")).territories.get(code)


def _numbers() -> Choices:
    return [(each, written(each)) for each in known_terms("number")]


def _countries() -> Choices:
    found = [(code, country_name(code) or code) for code in known_terms("country")]
    return sorted(found, key=lambda each: each[1])


def _outside_mask(data: Loaded, values: Sequence[str]) -> Mask:
    plan = own_company().numbering_plan
    numbers = {number for value in values for number in matching(data, value, plan)}
    column = data.column("call", "outside")
    return of_numbers(column, sorted(numbers)) if numbers else np.zeros(len(column), dtype=bool)


def _group_text(value: str) -> str | None:
    return dict(groups()).get(value)


def _person_text(value: str) -> str | None:
    return dict(people()).get(value)


def _texts_or_written(value: str) -> str:
    return written(value) if value else str(_("Anonymous"))


DIMENSIONS = (
    of_rows(
        "group",
        "group",
        "group",
        _("Group"),
        choices=groups,
        text=_group_text,
        own={"leg": "group", "wait": "group", "group": "group"},
        is_party=True,
        is_once=True,
    ),
    of_rows(
        "employee",
        "person",
        "extension",
        _("Employee"),
        choices=people,
        text=_person_text,
        own={"leg": "extension", "person": "extension"},
        is_party=True,
        is_once=True,
    ),
    _of_call("number", "number", _("Number"), choices=_numbers, text=written),
    _of_call("country", "country", _("Country"), choices=_countries, text=country_name),
    _of_call("outside", "outside", _("Outside number"), filter="number", mask=_outside_mask, text=_texts_or_written),
    of_rows(
        "carrier",
        "leg",
        "carrier",
        _("Carrier"),
        choices=lambda: [(each, each) for each in known_terms("carrier")],
        own={"leg": "carrier"},
    ),
)
