"""Defines the forms of lists of callers."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.lists.callers import MOST_NOTE_CHARACTERS
from app.settings.forms import MOST_REVISION, SettingsForm
from app.web.forms import ReadableForm, strip


class CallerListForm(SettingsForm):
    """Renames a list."""

    label = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    revision = IntegerField(_("Version"), [Optional(), NumberRange(0, MOST_REVISION)], widget=HiddenInput())


class NewCallerListForm(CallerListForm):
    """Adds a list."""

    many = TextAreaField(_("Callers"), render_kw={"rows": 8})


class CallerForm(ReadableForm):
    """Adds a caller."""

    number = StringField(_("Number"), [DataRequired()], filters=[strip])
    note = StringField(_("Note"), [Length(max=MOST_NOTE_CHARACTERS)], filters=[strip])


class ChangeCallerForm(CallerForm):
    """Changes a caller. *seen* is the caller that the page showed, as ``seen_as`` writes it."""

    seen = HiddenField()


class ManyCallersForm(ReadableForm):
    """Adds pasted callers."""

    many = TextAreaField(_("Callers, one a line"), [DataRequired()], render_kw={"rows": 8})


class CallerFileForm(FlaskForm):  # type: ignore[misc]
    """Uploads a file of callers."""

    table = FileField(
        _("CSV file"), [FileRequired(_("Choose a file first."))], render_kw={"accept": ".csv,.txt,text/*"}
    )
