"""Reads and writes groups, and the limit of supervisors to groups, in the cells of a table.

A group is written by its label if that stands for this group alone, else by its name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.auth.models import Invitation, User
from app.people.employee_csv import words_in
from app.people.models import Group

EVERY_GROUP = frozenset({"(all)", "(alle)"})
NO_GROUP = frozenset({"(none)", "(keine)"})
"""What stands for all groups and for no group, in all languages. No name of a group has parentheses."""


@dataclass(frozen=True)
class Limit:
    """Describes the groups whose calls a supervisor sees, by name; None for all, and empty for none."""

    groups: frozenset[str] | None

    @property
    def listed(self) -> list[str] | None:
        """Return the groups as an account has them."""
        return None if self.groups is None else sorted(self.groups)


class GroupWords:
    """Finds groups by the words of a table, and the words of a table for groups."""

    def __init__(self, groups: Iterable[Group]) -> None:
        """Know the company's *groups*."""
        self._by_name = {group.name.casefold(): group for group in groups}
        self._by_label: defaultdict[str, list[Group]] = defaultdict(list)
        for group in self._by_name.values():
            self._by_label[group.label.casefold()].append(group)

    def find(self, word: str) -> Group:
        """Return the group with this name, else the one with this label. Raise ValueError unless there is one only."""
        key = word.casefold()
        found = [self._by_name[key]] if key in self._by_name else self._by_label.get(key, [])
        if not found:
            raise ValueError(_("There is no group “%(group)s”.", group=word[:40]))
        if len(found) > 1:
            names = ", ".join(sorted(group.name for group in found))
            raise ValueError(_("Several groups are called “%(group)s”. Write %(names)s.", group=word[:40], names=names))
        return found[0]

    def groups_in(self, cell: str) -> list[Group]:
        """Return the groups in a cell. Raise ValueError for a word that isn't one group."""
        return list(dict.fromkeys(map(self.find, words_in(cell))))

    def limit_in(self, cell: str) -> Limit | None:
        """Return the limit in a cell, or None for an empty one. Raise ValueError for a word that isn't one group."""
        key = cell.casefold()
        if key in EVERY_GROUP:
            return Limit(None)
        if key in NO_GROUP:
            return Limit(frozenset())
        groups = self.groups_in(cell)
        return Limit(frozenset(group.name for group in groups)) if groups else None

    def limit_of(self, access: User | Invitation | None) -> Limit | None:
        """Return the limit of a supervisor's account or invitation, or None for anybody else."""
        if access is None or access.role != "supervisor":
            return None
        groups = access.groups
        return Limit(None if groups is None else frozenset(name for name in groups if name.casefold() in self._by_name))

    def written(self, groups: Collection[Group]) -> str:
        """Return *groups* as a cell has them."""
        return ", ".join(sorted(map(self._word, groups)))

    def written_limit(self, limit: Limit | None) -> str:
        """Return *limit* as a cell has it: "" for None."""
        if limit is None:
            return ""
        if limit.groups is None:
            return str(_("(all)"))
        return self.written([self._by_name[name.casefold()] for name in limit.groups]) or str(_("(none)"))

    def _word(self, group: Group) -> str:
        label = group.label.casefold()
        is_reserved = words_in(group.label) != [group.label] or label in EVERY_GROUP | NO_GROUP
        found = [self._by_name[label]] if label in self._by_name else self._by_label[label]
        return group.name if is_reserved or found != [group] else group.label
