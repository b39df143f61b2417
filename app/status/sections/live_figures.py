"""Defines the figures of what happens now: made of the calls in progress and the states of people."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.ports.call_records import CallRecord
from app.ports.people_states import State
from app.ports.wall import Shown, WallFigure
from app.status.picture import Picture, talks
from app.status.sections.own_figure import OwnFigure
from app.status.sections.queues import waiting_in

NOT_THERE: tuple[State, ...] = ("away", "not_connected", "outside_hours")
"""The states of people who are not at work, in the order of the formula."""


def _calls_now(picture: Picture, value: str) -> str:
    """Return the address of calls in progress: those that the filter "now" has by this value, test calls, too. Those
    of the past are in progress no more."""
    return "" if picture.is_past else f"/calls/?period=30d&now={value}&test=1"


def direction_of(call: CallRecord) -> str:
    """Return "in", "out" or "internal"."""
    if call.direction == "inbound":
        return "in"
    return "out" if call.direction == "callback" or any(leg.number for leg in call.legs) else "internal"


def _load(picture: Picture) -> Shown:
    parts = {"in": 0.0, "out": 0.0, "internal": 0.0}
    for call in picture.calls:
        parts[direction_of(call)] += 1
    text = _(
        "%(in_)s in · %(out)s out · %(internal)s internal",
        in_=int(parts["in"]),
        out=int(parts["out"]),
        internal=int(parts["internal"]),
    )
    sum_ = " + ".join(f"{int(each)}" for each in parts.values())
    return Shown(
        len(picture.calls),
        text,
        picture.channels,
        parts,
        href=_calls_now(picture, "in_progress"),
        filled=sum_,
    )


def _active(picture: Picture) -> Shown:
    states = [each.state for each in picture.people]
    there = [each for each in states if each not in NOT_THERE]
    absent = [states.count(each) for each in NOT_THERE]
    parts: dict[str, float | None] = {name: states.count(name) for name in ("free", "talking", "internal", "paused")}
    text = _("%(free)s free · %(talking)s talking", free=states.count("free"), talking=states.count("talking"))
    sum_ = " − ".join(f"{each}" for each in (len(states), *absent))
    return Shown(len(there), text, len(states), parts, filled=sum_)


def _waiting(picture: Picture) -> Shown:
    waits = [pair for some in waiting_in(picture).values() for pair in some]
    since = min((wait.joined_at for _call, wait in waits), default=None)
    longest = (picture.at - since).total_seconds() if since else None
    return Shown(
        len(waits),
        "" if waits else _("Nobody is waiting"),
        None,
        {"longest_s": longest},
        since,
        href=_calls_now(picture, "waiting"),
    )


def _people_in(*states: str) -> Callable[[Picture], Shown]:
    def show(picture: Picture) -> Shown:
        found = [each for each in picture.people if each.state in states]
        since = min((each.since for each in found if each.since), default=None)
        names = ", ".join(sorted(each.name for each in found)[:3])
        return Shown(len(found), names + (" …" if len(found) > 3 else ""), len(picture.people), since=since)

    return show


def _in_menu(picture: Picture) -> Shown:
    return Shown(in_menu(picture), href=_calls_now(picture, "menu"))


def in_menu(picture: Picture) -> int:
    """Return how many callers talk to nobody, wait for nobody, and ring nobody."""
    waits = {call.id for some in waiting_in(picture).values() for call, _wait in some}
    return sum(
        call.direction == "inbound"
        and not talks(call)
        and call.id not in waits
        and not any(not leg.ended_at for leg in call.legs)
        for call in picture.calls
    )


def _channels(picture: Picture) -> Shown:
    used: dict[str, float | None] = {}
    for call in picture.calls:
        for leg in call.legs:
            if leg.number and not leg.ended_at:
                name = leg.carrier or _("Unknown carrier")
                used[name] = (used.get(name) or 0) + 1
    coming = sum(call.direction in ("inbound", "callback") for call in picture.calls)
    out = int(sum(each or 0 for each in used.values()))
    return Shown(
        out + coming,
        _("%(in_)s in · %(out)s out", in_=coming, out=out),
        parts=used,
        href=_calls_now(picture, "outside"),
        filled=f"{coming} + {out}",
    )


def _recordings(picture: Picture) -> Shown:
    return Shown(sum(call.is_recorded for call in picture.calls), href=_calls_now(picture, "recorded"))


LIVE = (
    OwnFigure(
        WallFigure(
            "load",
            _l("Calls now"),
            _l("Calls in progress, out of as many as are possible."),
            _l("in + out + internal"),
            "calls",
            "",
            is_default=True,
        ),
        _load,
    ),
    OwnFigure(
        WallFigure(
            "active",
            _l("People at work"),
            _l("People who are connected and neither away nor outside their hours."),
            _l("all − away − not connected − outside hours"),
            "people",
            "more",
            is_default=True,
        ),
        _active,
    ),
    OwnFigure(
        WallFigure(
            "waiting",
            _l("Waiting now"),
            _l("Callers in a queue, and how long the first of them has waited."),
            _l("joined a queue, and not left it"),
            "calls",
            "less",
            judged="since",
            is_default=True,
        ),
        _waiting,
        lambda targets: (targets.watch_s, targets.act_s),
    ),
    OwnFigure(
        WallFigure(
            "free", _l("Free people"), _l("People who can take a call now."), _l("people free"), "people", "more"
        ),
        _people_in("free"),
    ),
    OwnFigure(
        WallFigure(
            "talking",
            _l("Talking now"),
            _l("People who talk with somebody outside."),
            _l("people talking"),
            "people",
            "",
        ),
        _people_in("talking"),
    ),
    OwnFigure(
        WallFigure(
            "wrap_up",
            _l("In wrap-up"),
            _l("People who write their notes after a talk."),
            _l("people in wrap-up"),
            "people",
            "",
        ),
        _people_in("wrap_up"),
    ),
    OwnFigure(
        WallFigure(
            "paused",
            _l("Not available"),
            _l("People who paused, or do not want to be disturbed."),
            _l("people paused + do not disturb"),
            "people",
            "less",
        ),
        _people_in("paused", "do_not_disturb"),
    ),
    OwnFigure(
        WallFigure(
            "in_menu",
            _l("In the menu"),
            _l("Callers who listen to a menu or a greeting."),
            _l("callers who wait for nobody yet"),
            "calls",
            "",
        ),
        _in_menu,
    ),
    OwnFigure(
        WallFigure(
            "channels",
            _l("Outside lines in use"),
            _l("Calls to and from outside, by carrier."),
            _l("in + out"),
            "channels",
            "",
        ),
        _channels,
    ),
    OwnFigure(
        WallFigure(
            "recordings",
            _l("Recordings running"),
            _l("Calls that are recorded now."),
            _l("calls in progress with a recording"),
            "calls",
            "",
        ),
        _recordings,
    ),
)
