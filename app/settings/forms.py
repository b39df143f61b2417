"""The forms of the settings; ``wtforms`` checks what a person wrote before a service sees it."""

from typing import Any
from zoneinfo import available_timezones

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from app.emergency_numbers import EMERGENCY
from app.settings.callers import MOST_NOTE_CHARACTERS
from app.settings.skills import parse_skills
from app.web.forms import ReadableForm

ZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")), "UTC"]
PICTURES = "image/jpeg,image/png,image/webp,image/gif"
TABLES = ".csv,.txt,text/*"
RECONSIDER = "reconsider"
MOST_REVISION = 2**31 - 1
DAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class SettingsForm(ReadableForm):
    """Who was told what a change would break, and goes back to it, finds the form as they sent it."""

    def validate(self, extra_validators: Any = None) -> bool:
        return RECONSIDER not in request.form and bool(super().validate(extra_validators))


def strip(value: str | None) -> str:
    return (value or "").strip()


def _no_emergency_number(_form: FlaskForm, item: Field) -> None:
    if item.data in EMERGENCY:
        raise ValidationError(_("This is an emergency number."))


def _readable_by(parse: Any) -> Any:
    def check(_form: FlaskForm, item: Field) -> None:
        try:
            parse(item.data or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    return check


class EmployeeForm(SettingsForm):
    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    email = EmailField(
        _("E-mail"),
        [Optional(), Length(max=254), Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_("This is no e-mail address."))],
        filters=[strip],
    )
    skills = StringField(_("Skills"), [_readable_by(parse_skills), Length(max=400)], filters=[strip])


class ChangeEmployeeForm(EmployeeForm):
    revision = IntegerField(_("Version"), [InputRequired(), NumberRange(0, MOST_REVISION)], widget=HiddenInput())


class NewEmployeeForm(EmployeeForm):
    extension = StringField(
        _("Extension"),
        [
            DataRequired(),
            Regexp(r"[1-9][0-9]{1,5}\Z", message=_("Two to six digits, the first one not 0.")),
            _no_emergency_number,
        ],
        filters=[strip],
        render_kw={"inputmode": "numeric"},
    )


class PhotoForm(FlaskForm):  # type: ignore[misc]
    photo = FileField(_("Picture"), [FileRequired(_("Choose a picture first."))], render_kw={"accept": PICTURES})


class CallerListForm(SettingsForm):
    label = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    revision = IntegerField(_("Version"), [Optional(), NumberRange(0, MOST_REVISION)], widget=HiddenInput())


class NewCallerListForm(CallerListForm):
    many = TextAreaField(_("Callers"), render_kw={"rows": 8})


class CallerForm(ReadableForm):
    number = StringField(_("Number"), [DataRequired()], filters=[strip])
    note = StringField(_("Note"), [Length(max=MOST_NOTE_CHARACTERS)], filters=[strip])


class ChangeCallerForm(CallerForm):
    """*seen* is the caller that the person looked at, as ``seen_as`` writes it."""

    seen = HiddenField()


class ManyCallersForm(ReadableForm):
    many = TextAreaField(_("Callers, one a line"), [DataRequired()], render_kw={"rows": 8})


class CallerFileForm(FlaskForm):  # type: ignore[misc]
    table = FileField(
        _("CSV file"), [FileRequired(_("Choose a file first."))], render_kw={"accept": ".csv,.txt,text/*"}
    )


class CompanyForm(SettingsForm):
    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    zone = SelectField(_("Time zone"), choices=[SelectChoice(each, each) for each in ZONES])
    requires_consent = BooleanField(_("Callers must be told before they are recorded"))
    requires_second_factor = BooleanField(_("Owners and managers must have a second factor"))
