"""Defines the form of a group, whose members are lines that the page adds, moves and removes."""

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation

from app.db import db
from app.people.models import MOST_WRAP_UP_S, STRATEGIES, Employee, Group
from app.people.service.groups import employees_by_id
from app.settings.forms import SettingsForm
from app.web.forms import strip

MOST_MEMBERS = 500
MOST_DELAY_S = 120


def _seconds(_form: object, item: IntegerField) -> None:
    """Read the wrap-up time.

    An empty field is 0. Anything that is not a number gets the same message as a value out of range.
    """
    text = item.raw_data[0].strip() if item.raw_data else str(item.data)
    item.errors = []
    if not text:
        item.data = 0
    elif not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= MOST_WRAP_UP_S):
        raise StopValidation(_("Write a number of seconds, from 0 to %(most)s.", most=MOST_WRAP_UP_S))


class GroupForm(SettingsForm):
    """Defines the fields of a group.

    *members* are ids in order, each with a field "delay-<id>"; *add* is the extension of one more.
    """

    label = StringField(_l("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    strategy = SelectField(_l("How it rings"), choices=[SelectChoice(*each) for each in STRATEGIES.items()])
    wrap_up_s = IntegerField(_l("Wrap-up time, in seconds"), [_seconds], default=0)
    members = SelectMultipleField(_l("Members"), coerce=int, validate_choice=False)
    add = StringField(_l("Add an employee"), filters=[strip])

    def read(self, group: Group | None) -> None:
        """Fill ``lines``, [(employee, delay as typed)], from the submitted form, or else from the group."""
        self.lines: list[tuple[Employee, str]] = []
        if not self.is_submitted():
            self.lines = [(each.employee, str(each.delay_s)) for each in group.members] if group else []
            return
        ids = list(dict.fromkeys(self.members.data or ()))
        found = employees_by_id(ids)
        self.lines = [(found[each], request.form.get(f"delay-{each}", "0").strip()) for each in ids if each in found]
        self.unknown = len(ids) - len(self.lines)

    def check(self) -> bool:
        """Return whether a submitted form fits the company, and append the employee to be added to ``lines``."""
        faults = []
        if self.unknown:
            faults.append(_("Somebody is no employee any more, and was left out."))
        faults += [
            _("%(name)s: write a delay from 0 to %(most)s seconds.", name=employee.name, most=MOST_DELAY_S)
            for employee, delay in self.lines
            if not _is_delay(delay)
        ]
        if self.add.data:
            self._add_one()
        if len(self.lines) > MOST_MEMBERS:
            faults.append(_("A group has at most %(most)s members.", most=MOST_MEMBERS))
        self.members.errors = [*(self.members.errors or ()), *faults]
        return not faults and not self.add.errors

    def _add_one(self) -> None:
        extension = self.add.data.split()[0]
        employee = db.session.scalar(select(Employee).where(Employee.extension == extension))
        if employee is None:
            self.add.errors = [_("Nobody has the extension “%(extension)s”.", extension=extension[:20])]
        elif employee not in self.people:
            self.lines.append((employee, "0"))
            self.add.data = ""

    @property
    def people(self) -> Sequence[Employee]:
        """Return the members in order."""
        return [employee for employee, _delay in self.lines]

    @property
    def delays(self) -> dict[int, int]:
        """Return the delay in seconds by employee id, in a valid form."""
        return {employee.id: int(delay or 0) for employee, delay in self.lines}


def _is_delay(text: str) -> bool:
    return not text or (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) <= MOST_DELAY_S)
