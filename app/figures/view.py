"""Gives the rows that a selection means: calls, and what belongs to them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from app.db.groups import groups_in_force
from app.figures.columns import Column
from app.figures.dimensions import OF_CALLS, dimensions
from app.figures.dimensions.dimension import Dimension, calls_with, of_numbers
from app.figures.loading import Loaded, Mask
from app.figures.members import members_of
from app.figures.outcomes import CODES, LEFT_OUT

Made = TypeVar("Made")
PARTIES = {name: each for name, each in OF_CALLS.items() if each.is_party}
TEST = "test"
"""The filter by which calls that no sum counts are counted, too."""


@dataclass
class View:
    """Selects by *filters* among the facts of *data*. *splits* are the names of the dimensions that are asked for.

    Where a party is filtered or split by, that is a group or an employee, what they did themselves counts: a call that
    rang Ben and that Cem answered is answered in Cem's figures alone.
    """

    data: Loaded
    filters: Mapping[str, Sequence[str]]
    splits: Sequence[str] = ()
    codes: dict[str, Column] = field(default_factory=dict)
    """By split, the only codes that are asked for; all of them if it is not there."""
    _rows: dict[str, Mask] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def calls(self) -> Mask:
        """Return the selected calls, which are the same for all questions that differ in their splits."""
        selected = "selected", groups_in_force(), *sorted((name, *values) for name, values in self.filters.items())
        return self.data.once(selected, self._calls)

    def _calls(self) -> Mask:
        if self._has_left_out:
            return self.with_left_out
        left_out = of_numbers(self.column("call", "outcome"), [CODES.index(each) for each in LEFT_OUT])
        return self.with_left_out & ~left_out

    @cached_property
    def with_left_out(self) -> Mask:
        """Return the selected calls with those that no sum counts."""
        found, known = self.data.valid & self._seen(), dimensions() if self.filters else {}
        for name, values in self.filters.items():
            if name in known:
                found &= self._having(known[name], tuple(self._seen_values(name, values)))
        return found

    def _having(self, dimension: Dimension, values: tuple[str, ...]) -> Mask:
        """Return the calls that have any of *values*."""
        return self.data.once((dimension.name, values), lambda: dimension.mask(self.data, values))

    def _seen_values(self, name: str, values: Sequence[str]) -> Sequence[str]:
        """Return those of *values* of a filter that the user may ask for."""
        seen = self._may_see(name) if name in PARTIES else None
        return values if seen is None else [value for value in values if value in seen]

    @property
    def is_by_party(self) -> bool:
        """Return whether what groups or employees did themselves counts."""
        return any(name in PARTIES for name in (*self.filters, *self.splits))

    @property
    def is_by_person(self) -> bool:
        """Return whether what employees did themselves counts."""
        return "employee" in self.filters or "employee" in self.splits

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what *make* returned when first asked under this *name*."""
        if name not in self._made:
            self._made[name] = make()
        found: Made = self._made[name]
        return found

    def column(self, kind: str, name: str) -> Column:
        """Return a column of all rows of a kind."""
        return self.data.column(kind, name)

    def rows(self, kind: str) -> Mask:
        """Return the rows of *kind* that belong to selected calls, and to the groups and employees selected."""
        if kind == "call":
            return self.calls
        if kind not in self._rows:
            found = self.calls[self.column(kind, "call")]
            for name, party in PARTIES.items():
                if column := party.own.get(kind):
                    found = found & self.of_party(name, self.column(kind, column))
            if kind == "leg":
                found = found & self._seen_legs()
            self._rows[kind] = found
        return self._rows[kind]

    def of_party(self, name: str, column: Column) -> Mask:
        """Return the rows of those parties that are selected, and that the user may see."""
        found = np.ones(len(column), dtype=bool)
        if values := self.filters.get(name):
            found &= self._are(name, column, values)
        if name in self.splits and (seen := self._may_see(name)) is not None:
            found &= self._are(name, column, seen)
        return found

    def _are(self, name: str, column: Column, values: Collection[str]) -> Mask:
        term = "extension" if name == "employee" else name
        return of_numbers(column, [self.data.number((term, value)) for value in values])

    @property
    def _has_left_out(self) -> bool:
        asked = self.filters.get("outcome", ())
        return "1" in self.filters.get(TEST, ()) or any(each in LEFT_OUT for each in asked)

    def _seen(self) -> Mask:
        """Return the calls of the groups in force."""
        groups = groups_in_force()
        if groups is None:
            return np.ones(self.data.count, dtype=bool)
        return calls_with(self.data, "group", self._are("group", self.column("group", "group"), groups))

    def _seen_legs(self) -> Mask:
        """Return the legs that were for the groups in force, or to their members."""
        groups = groups_in_force()
        if groups is None:
            return np.ones(len(self.column("leg", "call")), dtype=bool)
        by_group = self._are("group", self.column("leg", "group"), groups)
        return by_group | self._are("employee", self.column("leg", "extension"), members_of(groups))

    @staticmethod
    def _may_see(name: str) -> Collection[str] | None:
        groups = groups_in_force()
        if groups is None:
            return None
        return groups if name == "group" else members_of(groups)
