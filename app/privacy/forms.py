"""Defines how long calls are kept, and the form that deletes a person's data."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.settings.forms import SettingsForm
from app.web.forms import ReadableForm, strip

FOR_EVER = ""
DAYS = (
    SelectChoice(FOR_EVER, _l("For ever")),
    SelectChoice("30", _l("30 days")),
    SelectChoice("90", _l("90 days")),
    SelectChoice("180", _l("6 months")),
    SelectChoice("365", _l("1 year")),
    SelectChoice("730", _l("2 years")),
    SelectChoice("1095", _l("3 years")),
    SelectChoice("3650", _l("10 years")),
)


def _days(text: str | None) -> int | None:
    return int(text) if text else None


def _choice(days: int | str | None) -> str:
    return FOR_EVER if days is None else str(days)


class KeepingForm(SettingsForm):
    """Says how long calls and recordings are kept."""

    keeps_calls_days = SelectField(
        _l("Names and numbers of callers"), choices=DAYS, coerce=lambda each: "" if each is None else str(each)
    )
    keeps_recordings_days = SelectField(_l("Recordings"), choices=DAYS, coerce=_choice)

    def validate_keeps_recordings_days(self, field: Field) -> None:
        """Refuse to keep recordings longer than calls, with which they go."""
        calls_days, recordings_days = _days(self.keeps_calls_days.data), _days(field.data)
        if calls_days is not None and recordings_days is not None and recordings_days > calls_days:
            raise ValidationError(_("Recordings go with the call at the latest. Choose a shorter time."))

    def days(self) -> tuple[int | None, int | None]:
        """Return the days for calls and for recordings, None for ever."""
        return _days(self.keeps_calls_days.data), _days(self.keeps_recordings_days.data)


class PersonForm(ReadableForm):
    """Asks for the number of the person whose data to delete."""

    number = StringField(_l("Telephone number"), [DataRequired(), Length(max=60)], filters=[strip])


class ConfirmForm(PersonForm):
    """Asks to type the number once more."""

    keeps_lists = BooleanField(_l("Keep them on lists of callers"))
    confirm = StringField(_l("Type the number once more"), [DataRequired()], filters=[strip])

    def validate_confirm(self: Form, field: Field) -> None:
        """Refuse another number."""
        if field.data != self["number"].data:
            raise ValidationError(_("This is another number."))
