"""The directory of a company: all that a call needs to know of its settings, as one JSON value."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from app.company.models import Company
from app.port import Registry
from designer.runtime import directory

FORMAT = 1

Spoken = Iterable[tuple[str, str]]
"""(language, text) of what flows let the exchange say."""

PARTS: Registry[Callable[[Spoken], dict[str, Any]]] = Registry("parts of the directory")
"""Each feature adds a function that returns its keys of the directory of the company in force."""


def compile_directory(company: Company, spoken: Spoken = ()) -> directory.Directory:
    """Read from the tables of the company in force; the same settings give the same JSON.

    Of each (language, text) of *spoken* that has no sound yet, there is an entry with an estimated length.
    """
    found: dict[str, Any] = {"format": FORMAT, "company": company.customer_number, "name": company.name}
    for part in PARTS():
        found |= part(spoken)
    return cast(directory.Directory, found)
