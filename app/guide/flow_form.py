"""Asks for a template and what to fill it with."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from app.guide.flow_templates import TEMPLATES
from app.hours.models import Calendar
from app.hours.week import read_span
from app.people.models import Employee, Group
from app.web.forms import ReadableForm, strip
from designer.runtime.target import Target

EVERYBODY, WORKDAYS = "everybody", ""


class GuideFlowForm(ReadableForm):
    """Defines the choice of a template and its content.

    The fields from *second* on apply only to the template "hours"; *opens* and *closes* only without a calendar.
    """

    template = RadioField(
        _("Begin with"),
        choices=[SelectChoice(key, name) for key, (name, _why) in TEMPLATES.items()],
        default="everybody",
    )
    who = SelectField(_("Who is rung"))
    what_1 = StringField(_("Key 1 is for"), [Length(max=40)], filters=[strip], default=_("Sales"))
    second = SelectField(_("Who is rung by key 2"))
    what_2 = StringField(_("Key 2 is for"), [Length(max=40)], filters=[strip], default=_("Support"))
    calendar = SelectField(_("When you are open"))
    opens = StringField(_("Opens at"), filters=[strip], default="09:00", render_kw={"type": "time"})
    closes = StringField(_("Closes at"), filters=[strip], default="17:00", render_kw={"type": "time"})

    def offer(self, people: list[Employee], groups: list[Group], calendars: list[Calendar]) -> None:
        """Offer these choices. *people* must not be empty."""
        targets = [
            *([SelectChoice(EVERYBODY, gettext("Everybody"))] if len(people) > 1 else []),
            *(SelectChoice(Target.group(each.name), each.label) for each in groups),
            *(SelectChoice(Target.employee(each.extension), f"{each.name} ({each.extension})") for each in people),
        ]
        self.who.choices = self.second.choices = targets
        self.calendar.choices = [
            *(SelectChoice(each.name, each.label) for each in calendars),
            SelectChoice(WORKDAYS, gettext("Monday to Friday, at these times")),
        ]

    @property
    def has_menu(self) -> bool:
        """Return whether the chosen template has a menu."""
        return bool(self.template.data == "hours")

    @property
    def span(self) -> list[int]:
        """Return the opening hours, in minutes since midnight."""
        return read_span(self.opens.data, self.closes.data)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether all fields that apply are valid."""
        return bool(super().validate(extra_validators)) and (not self.has_menu or self._has_all_of_menu())

    def _has_all_of_menu(self) -> bool:
        for item in (self.what_1, self.what_2):
            if not item.data:
                item.errors = [gettext("Say in a word what the key is for.")]
        if self.calendar.data == WORKDAYS:
            try:
                _opens = self.span
            except ValueError as problem:
                self.opens.errors = [str(problem)]
        return not self.errors


class PublishForm(ReadableForm):
    """Asks for the number to which the flow is assigned."""

    number = SelectField(_("Which number leads there"), coerce=int)
