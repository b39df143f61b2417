"""Makes the sections "lines" and "hours": which lines talk with customers most, and when the calls come."""

from collections.abc import Mapping

from app.status.picture import Picture, Row, Rows, talks
from app.status.sections.queues import level_of, waiting_in

MEASURES = ("calls", "minutes", "answered", "missed", "abandoned", "asa", "longest_wait", "service_level")
KINDS = ("group", "number", "flow")
HOURS = 24
OUTCOMES = ("answered", "missed", "voicemail", "abandoned")


def lines(picture: Picture) -> Rows:
    """Return a row for each group, and for each number and flow with calls today; those with most minutes first."""
    return {key: row for kind in KINDS for key, row in _of_kind(picture, kind).items()}


def _of_kind(picture: Picture, kind: str) -> Rows:
    labels = _labels(picture, kind)
    found = {key: _line(picture, key, label) for key, label in labels.items()}
    return dict(sorted(found.items(), key=lambda each: (-each[1]["minutes"], -each[1]["calls"], each[1]["label"])))


def _labels(picture: Picture, kind: str) -> dict[str, str]:
    """Return the labels of the lines of one kind by their keys: all groups, and of the others those with calls."""
    if kind == "group":
        return {f"group:{group.name}": group.label for group in picture.groups}
    keys = [key for key in picture.sums.lines if key.startswith(f"{kind}:") and not key.endswith(":")]
    return {key: picture.labels.get(key, key.partition(":")[2]) for key in keys}


def _line(picture: Picture, key: str, label: str) -> Row:
    kind, _colon, name = key.partition(":")
    sums = picture.sums
    today = sums.lines.get(key, {})
    waits = waiting_in(picture).get(name, []) if kind == "group" else []
    load = sums.load.get(key, {})
    return {
        "by": kind,
        "name": name,
        "label": label,
        "calls": round(today.get("calls") or 0),
        "minutes": round(today.get("minutes") or 0, 1),
        **{each: round(today.get(each) or 0) for each in ("answered", "missed", "abandoned")},
        "wait_s": today.get("asa"),
        "longest_s": today.get("longest_wait"),
        "service_level": today.get("service_level"),
        "waiting": len(waits),
        "talking": _talking(picture, kind, name),
        "level": level_of(picture, name, waits) if kind == "group" else "",
        "yesterday": _compared(sums.lines_yesterday, key),
        "usual": _compared(sums.lines_usual, key),
        "load": [load.get(hour, 0) for hour in range(picture.today.hour + 1)],
        "usual_load": [sums.usual_load.get(key, {}).get(hour, 0) for hour in range(HOURS)],
        "href": f"{picture.calls_of_day}&{kind}={name}",
    }


def _compared(sums: Mapping[str, Mapping[str, float | None]], key: str) -> Row | None:
    found = sums.get(key)
    return {"calls": found.get("calls"), "minutes": found.get("minutes")} if found else None


def _talking(picture: Picture, kind: str, name: str) -> int:
    if kind == "group":
        return sum(each.state == "talking" and each.group == name for each in picture.people)
    lines = ((call, call.number if kind == "number" else picture.flow_of.get(call.id)) for call in picture.calls)
    return sum(line == name and talks(call) for call, line in lines)


def hours(picture: Picture) -> Rows:
    """Return a row for each hour of the day from the first to the last with calls, today or usually."""
    sums = picture.sums
    used = [hour for hour in range(HOURS) if sums.hours.get(hour) or sums.usual_hours.get(hour)]
    shown = [hour for hour in range(HOURS) if used and used[0] <= hour <= used[-1]]
    return {str(hour): _hour(picture, hour) for hour in shown}


def _hour(picture: Picture, hour: int) -> Row:
    found = picture.sums.hours.get(hour, {})
    counts = {name: round(found.get(name) or 0) for name in ("calls", *OUTCOMES)}
    return {"hour": hour, **counts, "usual": picture.sums.usual_hours.get(hour)}
