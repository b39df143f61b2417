"""Defines the search for recordings. Days and times are the company's."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, IntegerField, SelectField, TimeField
from wtforms.validators import NumberRange, Optional, StopValidation, ValidationError

from app.recordings.service import Search
from app.web.forms import PageForm

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
DAYS = {"min": FIRST.isoformat(), "max": LAST.isoformat()}
MOST_PAGES = 1_000_000


def _known_century(_form: PageForm, item: Field) -> None:
    if item.data and not FIRST <= item.data <= LAST:
        raise StopValidation(gettext("This must be a day from 2000 to 2099."))


class SearchForm(PageForm):
    """Defines a search, sent by GET. Without a time, a day counts from its beginning, or to its end."""

    class Meta:
        """Turns off CSRF protection, because the form changes nothing."""

        csrf = False

    who = SelectField(_("Employee or group"), default="")
    from_day = DateField(_("From"), [Optional(), _known_century], render_kw=DAYS)
    from_time = TimeField(_("From what time"), [Optional()])
    until_day = DateField(_("Until"), [Optional(), _known_century], render_kw=DAYS)
    until_time = TimeField(_("Until what time"), [Optional()])
    page = IntegerField(_("Page"), [NumberRange(1, MOST_PAGES)], default=1)

    def validate_from_time(self, _item: Field) -> None:
        """Require a day for the time."""
        _needs(self.from_day)

    def validate_until_time(self, _item: Field) -> None:
        """Require a day for the time."""
        _needs(self.until_day)

    def validate_until_day(self, _item: Field) -> None:
        """Refuse an end before the beginning."""
        since, until = self._since(), self._until()
        if since and until and since >= until:
            raise ValidationError(gettext("The end lies before the beginning."))

    def search(self, zone: str) -> Search:
        """Return the search. A local time that occurs twice in *zone*, or never, is taken as widely as possible."""
        since, until = self._since(), self._until()
        return Search(
            self.who.data,
            min(_moments(since, zone)) if since else None,
            max(_moments(until, zone)) if until else None,
            self.page.data,
        )

    def _since(self) -> datetime | None:
        """Return the beginning, in local time."""
        day = self.from_day.data
        return datetime.combine(day, self.from_time.data or time()) if day else None

    def _until(self) -> datetime | None:
        """Return the end, in local time: when the minute or the day is over."""
        day, minute = self.until_day.data, self.until_time.data
        if day and minute:
            return datetime.combine(day, minute) + timedelta(minutes=1)
        return datetime.combine(day, time()) + timedelta(days=1) if day else None


def _needs(day: Field) -> None:
    if not day.raw_data or not day.raw_data[0]:
        raise ValidationError(gettext("A time needs a day."))


def _moments(wall: datetime, zone: str) -> Iterable[datetime]:
    return (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
