"""Tells features that write to people who works in a company: the settings provide it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from app.port import Port
from designer.runtime.target import Target


@dataclass(frozen=True)
class Colleague:
    """Describes an employee. *groups* are the names of the groups that they are in."""

    id: int
    extension: str
    name: str
    groups: tuple[str, ...]


class Colleagues(Protocol):
    """Declares how to find the employees of the company in force."""

    def colleagues(self, employee_ids: Collection[int]) -> list[Colleague]:
        """Return these employees."""

    def addressed(self, addressee: str) -> list[int]:
        """Return the ids of the employees whom "employee:101" or "group:sales" means now."""


provided: Port[Colleagues] = Port("colleagues")


def colleagues(employee_ids: Collection[int]) -> list[Colleague]:
    """Return those employees of the company in force."""
    return provided().colleagues(employee_ids) if employee_ids else []


def addressed(addressee: str) -> list[int]:
    """Return the ids of the employees whom "employee:101" or "group:sales" means now."""
    return provided().addressed(addressee)


def extensions_of(groups: Collection[str]) -> set[str]:
    """Return the extensions of those who are in any of *groups* now."""
    ids = {each for group in groups for each in addressed(Target.group(group))}
    return {each.extension for each in colleagues(ids)}
