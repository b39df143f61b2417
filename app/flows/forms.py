"""Defines the forms of flows and numbers."""

import re

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from app.emergency_numbers import EMERGENCY
from app.flows.firms import templates
from app.phone_numbers import squeeze
from app.web.forms import ReadableForm

NUMBER = re.compile(r"(?:\+[1-9][0-9]{5,14}|[1-9][0-9]{1,5})\Z")
"""E.164, or an internal number of two to six digits."""


class FlowForm(ReadableForm):
    """Creates a flow."""

    name = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[lambda value: (value or "").strip()])
    template = SelectField(
        _("Begin with"),
        choices=lambda: [("", _("an empty drawing")), *((firm.key, firm.name) for firm in templates())],
        default="",
    )


class OneNumberForm(ReadableForm):
    """Adds a number."""

    number = StringField(
        _("Number"),
        [
            DataRequired(),
            Length(max=16),
            Regexp(NUMBER, message=_("In full, such as +49 30 555010, or two to six digits for colleagues.")),
        ],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )

    def validate_number(self, field: StringField) -> None:
        """Refuse an emergency number."""
        if field.data in EMERGENCY:
            raise ValidationError(_("This is an emergency number."))


class NumberForm(OneNumberForm):
    """Adds a number and assigns a flow to it."""

    flow = SelectField(_("Leads to"), coerce=int)
