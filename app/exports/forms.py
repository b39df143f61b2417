"""Defines the form of a report that is mailed regularly."""

from datetime import time

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.auth.models import User
from app.exports.models import Report
from app.exports.schedule import DAILY, LAST_DAY, MONTHLY, WEEKLY, Schedule
from app.web.forms import ReadableForm, strip

RHYTHMS = {DAILY: _("every day"), WEEKLY: _("every week"), MONTHLY: _("every month")}
FORMATS = {"xlsx": "Excel (XLSX)", "pdf": "PDF", "csv": "CSV"}
USUAL_TIME = time(6)
"""By then, calls of the evening before have ended."""


class ReportForm(ReadableForm):
    """Makes or changes a report."""

    title = StringField(_("Name"), [DataRequired(), Length(max=120)], filters=[strip])
    rhythm = SelectField(_("How often"), choices=[SelectChoice(*each) for each in RHYTHMS.items()])
    weekday = SelectField(_("Day of the week"), coerce=int)
    month_day = SelectField(
        _("Day of the month"), coerce=int, choices=[SelectChoice(each, str(each)) for each in range(1, LAST_DAY + 1)]
    )
    at = TimeField(_("Time"), [InputRequired()], default=USUAL_TIME)
    format = SelectField(_("File"), choices=[SelectChoice(*each) for each in FORMATS.items()])
    readers = SelectMultipleField(
        _("Who gets it"),
        [InputRequired(_("Choose at least one person."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, people: list[User]) -> None:
        """Offer the days of the week and the readers in the user's language."""
        names = get_day_names("wide", locale=get_locale())
        self.weekday.choices = [SelectChoice(day, names[day]) for day in range(7)]
        self.readers.choices = [SelectChoice(each.id, f"{each.name}, {each.email}") for each in people]

    def show(self, report: Report) -> None:
        """Fill the form from a report that exists."""
        self.title.data, self.rhythm.data, self.format.data = report.title, report.rhythm, report.format
        self.at.data = time(report.minute // 60, report.minute % 60)
        field = self.weekday if report.rhythm == WEEKLY else self.month_day
        if report.rhythm != DAILY:
            field.data = report.day
        self.readers.data = [each.user_id for each in report.readers]

    @property
    def schedule(self) -> Schedule:
        """Return when the report comes."""
        day = {WEEKLY: self.weekday.data, MONTHLY: self.month_day.data}.get(self.rhythm.data, 0)
        return Schedule(self.rhythm.data, day, self.at.data.hour * 60 + self.at.data.minute)
