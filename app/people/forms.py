"""Defines the forms of employees."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    EmailField,
    Field,
    IntegerField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from app.company.service import own_company
from app.email_addresses import Email
from app.people.skills import parse_skills
from app.phone_numbers import Extension
from app.settings.forms import MOST_REVISION, SettingsForm
from app.web.forms import Read, strip

PICTURES = "image/jpeg,image/png,image/webp,image/gif"


def _extension(written: str) -> Extension:
    return Extension.read(written, own_company().numbering_plan)


def _readable_by(parse: Any) -> Any:
    def check(_form: FlaskForm, item: Field) -> None:
        try:
            parse(item.data or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    return check


class EmployeeForm(SettingsForm):
    """Defines the fields that new and existing employees have in common."""

    name = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    email = EmailField(_("E-mail"), [Optional(), Read(Email.read)], filters=[strip])
    skills = StringField(_("Skills"), [_readable_by(parse_skills), Length(max=400)], filters=[strip])


class ChangeEmployeeForm(EmployeeForm):
    """Changes an employee. *revision* is the one that the page showed."""

    revision = IntegerField(_("Version"), [InputRequired(), NumberRange(0, MOST_REVISION)], widget=HiddenInput())


class NewEmployeeForm(EmployeeForm):
    """Adds an employee."""

    extension = StringField(
        _("Extension"),
        [DataRequired(), Read(_extension)],
        filters=[strip],
        render_kw={"inputmode": "numeric"},
    )


class PhotoForm(FlaskForm):  # type: ignore[misc]
    """Uploads a photo."""

    photo = FileField(_("Picture"), [FileRequired(_("Choose a picture first."))], render_kw={"accept": PICTURES})
