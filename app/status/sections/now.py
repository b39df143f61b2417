"""Makes the section "now": the day, and who is there."""

from app.status.picture import Picture, Rows, ms
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
        "groups": [group.name for group in picture.groups],
    }
    return {"now": row}
