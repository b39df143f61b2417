"""Compiles a company's directory: everything that a call needs of its settings, as one JSON value."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from app.company.models import Company
from app.config import config
from app.numbering import numbering_plan
from app.port import Registry
from designer.runtime import directory

FORMAT = 1

Spoken = Iterable[tuple[str, str]]
"""(language, text) of what flows let the exchange say."""

PARTS: Registry[Callable[[Spoken], dict[str, Any]]] = Registry("parts of the directory")
"""Functions of the features that return their keys of the directory of the company in force."""


def compile_directory(company: Company, spoken: Spoken = ()) -> directory.Directory:
    """Compile the directory of the company in force; the same settings give the same JSON.

    Each (language, text) of *spoken* that has no sound yet gets an entry with an estimated length.
    """
    found: dict[str, Any] = {"format": FORMAT, "company": company.customer_number, "name": company.name}
    if plan := company.numbering_plan:
        found["numbering"] = plan
    if company.country != (country := config().trunk_country):
        found["carriers"] = numbering_plan(country)
    for part in PARTS():
        found |= part(spoken)
    return cast(directory.Directory, found)
