"""What the checks of a drawing ask about the company, besides names."""

from itertools import pairwise

from app.account.service import own_company
from app.settings.hours import spread
from app.settings.models import Calendar
from app.settings.service.calendars import list_calendars
from app.settings.service.employees import list_employees
from app.settings.service.groups import list_groups


def facts() -> dict[str, set[str]]:
    """As ``app.references.known`` says."""
    return {
        "rule": {"consent"} if own_company().requires_consent else set(),
        "phoneless": _phoneless(),
        "overlapping": {calendar.name for calendar in list_calendars() if _overlaps(calendar)},
    }


def _phoneless() -> set[str]:
    people = {f"employee:{each.extension}" for each in list_employees() if not each.phones}
    groups = {
        f"group:{group.name}"
        for group in list_groups()
        if all(f"employee:{member.employee.extension}" in people for member in group.members)
    }
    return people | groups


def _overlaps(calendar: Calendar) -> bool:
    days = [*spread(calendar.week), *(day["hours"] for day in calendar.special_days)]
    return any(after[0] < before[1] for day in days for before, after in pairwise(sorted(day)))
