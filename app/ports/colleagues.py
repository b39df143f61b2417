"""Who works in a company, for the features that write to people: ``app.people`` provides it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from designer.runtime.target import Target


@dataclass(frozen=True)
class Colleague:
    """An employee. *groups* are the names of the groups that the employee is in."""

    id: int
    extension: str
    name: str
    groups: tuple[str, ...]


Finder = Callable[[Collection[int]], list[Colleague]]
Addressed = Callable[[str], list[int]]


def provide_colleagues(app: Flask, finder: Finder, addressed: Addressed) -> None:
    """Let ``colleagues`` ask *finder*, and ``addressed`` ask *addressed*."""
    app.extensions["colleagues"] = finder
    app.extensions["colleagues_addressed"] = addressed


def colleagues(employee_ids: Collection[int]) -> list[Colleague]:
    """Return those employees of the current company."""
    return cast(Finder, current_app.extensions["colleagues"])(employee_ids) if employee_ids else []


def addressed(addressee: str) -> list[int]:
    """Return the ids of the employees whom "employee:101" or "group:sales" means now."""
    return cast(Addressed, current_app.extensions["colleagues_addressed"])(addressee)


def extensions_of(groups: Collection[str]) -> set[str]:
    """Return the extensions of those who are in any of *groups* now."""
    ids = {each for group in groups for each in addressed(Target.group(group))}
    return {each.extension for each in colleagues(ids)}
