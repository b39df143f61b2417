"""Defines the form of an employee's availability."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange

from app.company.service import own_company
from app.config import config
from app.hours.models import Calendar
from app.numbering import plan_of
from app.people.availability import Availability
from app.people.models import Employee, Group
from app.phone_numbers import read_outside_number
from app.settings.forms import SettingsForm
from app.web.forms import strip
from designer.runtime.availability import VOICEMAIL
from designer.runtime.target import EMPLOYEE, GROUP, OUTSIDE, Target

ALWAYS = 0
"""Stands for "always", in the place of a calendar's id."""

LEAST_S, MOST_S = 5, 120
KINDS = (
    ("", _l("Not forwarded")),
    (VOICEMAIL, _l("To the voicemail")),
    (EMPLOYEE, _l("To a colleague")),
    (GROUP, _l("To a group")),
    (OUTSIDE, _l("To a number outside")),
)


class TargetForm(Form):  # type: ignore[misc]
    """Chooses a target; each kind has one of the fields after *kind*."""

    kind = SelectField(_l("Where to"), choices=[SelectChoice(*each) for each in KINDS])
    employee = StringField(_l("Extension of the colleague"), filters=[strip])
    group = SelectField(_l("Group"), validate_choice=False, default="")
    number = StringField(_l("Number"), filters=[strip])

    @property
    def target(self) -> Target:
        """Return the target of a valid form, in the directory's form."""
        match self.kind.data:
            case "employee":
                return Target.employee(self.employee.data)
            case "group":
                return Target.group(self.group.data)
            case "outside":
                return Target.outside(self.read_number())
        return Target(self.kind.data)

    def read_number(self) -> str:
        """Return the number outside, as it is dialled. Raise ValueError with what is wrong with it."""
        return read_outside_number(self.number.data, own_company().numbering_plan, plan_of(config().trunk_country))


class AvailabilityForm(SettingsForm):
    """Defines the fields of working hours and forwarding."""

    hours = SelectField(_l("Works by"), coerce=int)
    always = FormField(TargetForm, _l("Always"))
    busy = FormField(TargetForm, _l("When busy"))
    no_answer = FormField(TargetForm, _l("When nobody answers"))
    after_s = IntegerField(
        _l("Rings for, in seconds"),
        [NumberRange(LEAST_S, MOST_S, _l("From %(min)s to %(max)s seconds."))],
    )

    @property
    def targets(self) -> list[FormField]:
        """Return the three forms of targets."""
        return [self.always, self.busy, self.no_answer]

    def offer(self, calendars: Iterable[Calendar], groups: Iterable[Group]) -> None:
        """Offer these calendars and groups."""
        self.hours.choices = [
            SelectChoice(ALWAYS, _("always")),
            *(SelectChoice(each.id, each.label) for each in calendars),
        ]
        labels = [SelectChoice(each.name, each.label) for each in groups]
        for target in self.targets:
            target.form.group.choices = [SelectChoice("", _("Choose a group")), *labels]

    def check(self, employee: Employee, extensions: set[str]) -> bool:
        """Return whether a submitted form fits the company, whose employees have *extensions*."""
        if not self.is_submitted():
            return False
        faults = [fault for target in self.targets if (fault := self._check(target.form, employee, extensions))]
        return not faults

    def _check(self, form: TargetForm, employee: Employee, extensions: set[str]) -> bool:
        """Return whether a target has an error, which is shown beside its field."""
        field, fault = None, ""
        match form.kind.data:
            case "employee":
                field = form.employee
                if field.data == employee.extension:
                    fault = _("Nobody's calls can be forwarded to themselves.")
                elif field.data not in extensions:
                    fault = _("Nobody has the extension “%(extension)s”.", extension=field.data[:20])
            case "group":
                field = form.group
                if field.data not in {choice.value for choice in field.choices if choice.value}:
                    fault = _("Choose a group.")
            case "outside":
                field = form.number
                try:
                    form.read_number()
                except ValueError as problem:
                    fault = str(problem)
        if field is not None and fault:
            field.errors = [fault]
        return bool(fault)

    @property
    def values(self) -> Availability:
        """Return the settings of a valid form."""
        return Availability(
            hours_id=self.hours.data or None,
            always=self.always.form.target,
            busy=self.busy.form.target,
            no_answer=self.no_answer.form.target,
            after_s=self.after_s.data,
        )


def data_of(employee: Employee) -> dict[str, Any]:
    """Return the initial values of the form."""
    return {
        "hours": employee.hours_id or ALWAYS,
        "always": _target(employee.forward_always),
        "busy": _target(employee.forward_busy),
        "no_answer": _target(employee.forward_no_answer),
        "after_s": employee.forward_after_s,
    }


def _target(text: str) -> dict[str, str]:
    target = Target(text)
    field = "number" if target.kind == OUTSIDE else target.kind
    return {"kind": target.kind, **({field: target.name} if target.name else {})}
