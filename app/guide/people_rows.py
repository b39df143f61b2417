"""Provides the rows in which employees are entered. A row without a name is ignored."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from app.people.forms import NewEmployeeForm
from app.people.service.employees import next_extensions

FIRST, MORE, MOST = 3, 2, 40


class RowForm(NewEmployeeForm):
    """Defines the fields of one employee."""

    is_me = BooleanField()


@dataclass
class PeopleRows:
    """Reads all rows of the page.

    *wants_more*: add rows instead of saving. *invites*: employees with an address get an invitation.
    """

    rows: list[RowForm]
    invites: bool = True
    wants_more: bool = False
    fault: str = field(default="")

    @classmethod
    def offered(cls, me: tuple[str, str] | None) -> "PeopleRows":
        """Return empty rows; the first is for *me* (name, e-mail)."""
        return cls(_empty(0, FIRST, me))

    @classmethod
    def sent(cls, data: "MultiDict[str, str]") -> "PeopleRows":
        """Return the rows of a submitted page."""
        count = min(max(data.get("count", FIRST, type=int), 1), MOST)
        rows = [_row(index, data) for index in range(count)]
        wants_more = "more" in data
        if wants_more:
            rows += _empty(count, min(MORE, MOST - count), None, {row.extension.data for row in rows})
        return cls(rows, "invites" in data, wants_more)

    @property
    def filled(self) -> list[RowForm]:
        """Return the rows that have a name or an address."""
        return [row for row in self.rows if row.name.data or row.email.data]

    @property
    def has_errors(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self.fault) or any(row.errors for row in self.filled)

    def validate(self) -> bool:
        """Return whether at least one row is filled and all of them are valid."""
        if not self.filled:
            self.fault = _("Enter at least one name.")
            return False
        found = [row.validate() for row in self.filled]
        return all(found) and not self._refuse_twins()

    def _refuse_twins(self) -> bool:
        """Refuse two rows with the same extension."""
        seen: set[str] = set()
        for row in self.filled:
            if row.extension.data in seen:
                row.extension.errors = [_("This extension is in another row, too.")]
            seen.add(row.extension.data)
        return any(row.errors for row in self.filled)


def _row(index: int, data: "MultiDict[str, str] | None", **values: object) -> RowForm:
    return RowForm(data, prefix=f"row{index}-", meta={"csrf": False}, data=values)


def _empty(begin: int, count: int, me: tuple[str, str] | None, taken: set[str | None] | None = None) -> list[RowForm]:
    """Return empty rows with free extensions, except *taken* ones of other rows."""
    free = [each for each in next_extensions(count + len(taken or ())) if each not in (taken or ())][:count]
    rows = [_row(begin + index, None, extension=extension) for index, extension in enumerate(free)]
    if me and rows:
        rows[0].name.data, rows[0].email.data = me
        rows[0].is_me.data = True
    return rows
