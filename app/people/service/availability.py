"""Changes do not disturb, working hours and forwarding of an employee."""

from sqlalchemy import select

from app.company.service import own_company
from app.db import db, now
from app.hours.directory import calendar_entry, offsets
from app.hours.models import Calendar
from app.people.availability import Availability
from app.people.directory import directory_entry
from app.people.models import Employee
from designer.runtime.availability import absence
from designer.runtime.directory import Directory


def set_availability(employee: Employee, wanted: Availability) -> None:
    """Save an employee's availability."""
    employee.hours_id = wanted.hours_id
    employee.forward_always, employee.forward_busy = wanted.always, wanted.busy
    employee.forward_no_answer, employee.forward_after_s = wanted.no_answer, wanted.after_s


def working_by(calendar: Calendar) -> list[str]:
    """Return the names of the employees whose working hours are *calendar*."""
    return list(db.session.scalars(select(Employee.name).where(Employee.hours_id == calendar.id)))


def absent_now(employee: Employee) -> str:
    """Return why calls to the employee alone don't ring at this moment, in the words of
    ``designer.runtime.availability``."""
    zone, calendar = own_company().zone, employee.hours
    directory: Directory = {
        "employees": {employee.extension: directory_entry(employee)},
        "groups": {},
        "prompts": {},
        "calendars": {},
        "zones": {zone: offsets(zone)},
    }
    if calendar:
        hours = calendar_entry(zone, calendar.week, calendar.special_days, calendar.holidays)
        directory["calendars"][calendar.name] = hours
    return absence(directory, employee.extension, round(now().timestamp() * 1000), alone=True)
