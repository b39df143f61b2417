"""Says in a sentence when a report comes, and which days it covers."""

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _

from app.exports.schedule import DAILY, WEEKLY, Schedule


def sentence(schedule: Schedule) -> str:
    """Return a sentence such as "Every Monday at 06:00, about the seven days before"."""
    at = f"{schedule.minute // 60:02}:{schedule.minute % 60:02}"
    if schedule.rhythm == DAILY:
        return str(_("Every day at %(at)s, about the day before", at=at))
    if schedule.rhythm == WEEKLY:
        day = get_day_names("wide", locale=get_locale())[schedule.day]
        return str(_("Every %(day)s at %(at)s, about the seven days before", day=day, at=at))
    return str(_("On day %(day)s of each month at %(at)s, about the month before", day=schedule.day, at=at))
