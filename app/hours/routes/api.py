"""Serves calendars to the canvas, as JSON."""

from flask import Blueprint, Response, jsonify, url_for

from app.db import find, now
from app.hours.models import Calendar
from app.hours.public_holidays import HolidayChoice
from app.hours.week import spread
from app.rights import right

api = Blueprint("hours_api", __name__, url_prefix="/api")


@api.get("/calendars/<name>")
@right("see settings")
def calendar(name: str) -> Response:
    """Return a calendar's week, Monday first, each day as [from, to] in minutes.

    *exceptions* counts special days and this year's public holidays.
    """
    found = find(Calendar, name=name)
    edit = url_for("hours.calendar", calendar_id=found.id)
    closed = HolidayChoice(**found.holidays).holidays([now().year]) if found.holidays else ()
    count = len(found.special_days) + sum(each.counts for each in closed)
    return jsonify(name=name, label=found.label, week=spread(found.week), exceptions=count, edit=edit)
