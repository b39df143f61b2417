"""What forms of the settings have in common, and the form of the company."""

from typing import Any
from zoneinfo import available_timezones

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from app.web.forms import ReadableForm

ZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")), "UTC"]
RECONSIDER = "reconsider"
MOST_REVISION = 2**31 - 1


class SettingsForm(ReadableForm):
    """Who was told what a change would break, and goes back to it, finds the form as they sent it."""

    def validate(self, extra_validators: Any = None) -> bool:
        return RECONSIDER not in request.form and bool(super().validate(extra_validators))


def strip(value: str | None) -> str:
    return (value or "").strip()


class CompanyForm(SettingsForm):
    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES])
    requires_consent = BooleanField(_("Callers must be told before they are recorded"))
    requires_second_factor = BooleanField(_("Owners and managers must have a second factor"))
