"""Makes the section "missed": callers whom nobody has called back."""

from app.status.picture import Missed as MissedCaller
from app.status.picture import Picture, Row, Rows, missed_key, ms
from app.status.sections.queues import who


def missed(picture: Picture) -> Rows:
    """Return a row for each caller, those who called last first."""
    labels = {group.name: group.label for group in picture.groups}
    found = sorted(picture.sums.missed, key=lambda each: each.call.started_at, reverse=True)
    return {missed_key(each.call): _row(picture, each, labels) for each in found}


def _row(picture: Picture, each: MissedCaller, labels: dict[str, str]) -> Row:
    return {
        "call": each.call.id,
        **who(picture, each.call),
        "group": each.group,
        "label": labels.get(each.group, ""),
        "calls": each.calls,
        "last_at": ms(each.call.started_at),
        "can_call": each.can_call,
        "called_back_by": each.called_back_by,
        "href": f"/calls/{each.call.id}",
    }
