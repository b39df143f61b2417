"""Defines the forms of flows and numbers."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from app.company.service import own_company
from app.flows.firms import templates
from app.phone_numbers import example_of, read_own_number
from app.web.forms import Read, ReadableForm, strip
from designer.runtime.numbers import NumberingPlan


class FlowForm(ReadableForm):
    """Creates a flow."""

    name = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    template = SelectField(
        _("Begin with"),
        choices=lambda: [("", _("an empty drawing")), *((firm.key, firm.name) for firm in templates())],
        default="",
    )


class OneNumberForm(ReadableForm):
    """Adds a number."""

    number = StringField(
        _("Number"),
        [DataRequired()],
        filters=[strip],
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """Show an example of the company's country."""
        super().__init__(*arguments, **more)
        self.number.render_kw = {"inputmode": "tel", "placeholder": example_of(self.plan())}

    def validate_number(self, field: StringField) -> None:
        """Refuse an emergency number."""
        Read(lambda written: read_own_number(written, self.plan()))(self, field)

    def plan(self) -> NumberingPlan | None:
        """Return the plan by which the number is read."""
        return own_company().numbering_plan


class NumberForm(OneNumberForm):
    """Adds a number and assigns a flow to it."""

    flow = SelectField(_("Leads to"), coerce=int)
