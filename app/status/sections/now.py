"""Makes the section "now": the day, and who is there."""

from dataclasses import astuple

from app.status.picture import Picture, Row, Rows, ms
from app.status.sections.day_figures import never_called_back
from app.status.sections.live_figures import in_menu
from app.status.sections.queues import waiting_in
from app.status.sections.says import weekday


def now(picture: Picture) -> Rows:
    """Return the one row."""
    states = [each.state for each in picture.people]
    row = {
        "day": picture.today.date().isoformat(),
        "zone": picture.zone.key,
        "weekday": weekday(picture),
        "midnight": ms(picture.midnight),
        "in_menu": in_menu(picture),
        "waiting": sum(map(len, waiting_in(picture).values())),
        "people": len(states),
        "free": states.count("free"),
        "talking": states.count("talking"),
        "inside": states.count("internal"),
        "last_wait_s": picture.last_wait_s,
        **_missed(picture),
        "groups": [group.name for group in picture.groups],
        "targets": list(astuple(picture.targets)),
    }
    return {"now": row}


def _missed(picture: Picture) -> Row:
    """Return how many missed calls nobody has called back, and when the oldest began."""
    shown = never_called_back(picture)
    return {"missed": round(shown.value or 0), "missed_since": ms(shown.since)}
