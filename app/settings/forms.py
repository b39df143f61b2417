"""Provides what forms of the settings share, and the form of the company."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.company.forms import country_field
from app.company.places import ZONES
from app.web.forms import ReadableForm, strip

RECONSIDER = "reconsider"
MOST_REVISION = 2**31 - 1


class SettingsForm(ReadableForm):
    """Defines a form that comes back as it was sent if the user reconsiders a change that would break something."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the form is valid and should be saved."""
        return RECONSIDER not in request.form and bool(super().validate(extra_validators))


class CompanyForm(SettingsForm):
    """Changes the company."""

    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES])
    country = country_field()
    requires_consent = BooleanField(_("Callers must be told before they are recorded"))
    requires_second_factor = BooleanField(_("Owners and managers must have a second factor"))
