"""Makes the section "missed": callers whom nobody has called back."""

from app.status.picture import Missed as MissedCaller
from app.status.picture import Picture, Row, Rows, ms
from app.status.sections.queues import who
from designer.runtime import numbers


def missed(picture: Picture) -> Rows:
    """Return a row for each caller, those who called last first."""
    labels = {group.name: group.label for group in picture.groups}
    found = sorted(picture.missed, key=lambda each: each.call.started_at, reverse=True)
    return {key_of(each): _row(picture, each, labels) for each in found}


def key_of(each: MissedCaller) -> str:
    """Return the caller's number; the call where there is none."""
    return each.call.caller if can_call(each) else each.call.id


def can_call(each: MissedCaller) -> bool:
    """Return whether there is a number to call."""
    return bool(numbers.DIALLED.fullmatch(each.call.caller))


def _row(picture: Picture, each: MissedCaller, labels: dict[str, str]) -> Row:
    return {
        "call": each.call.id,
        **who(picture, each.call),
        "group": each.group,
        "label": labels.get(each.group, ""),
        "calls": each.calls,
        "last_at": ms(each.call.started_at),
        "can_call": can_call(each),
        "called_back_by": each.called_back_by,
        "href": f"/calls/{each.call.id}",
    }
