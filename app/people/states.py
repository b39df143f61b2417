"""Decides what a person is doing: a pure function of their calls, what they chose, their phones, wrap-up and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.ports.engagements import Engagement, Stretch
from app.ports.people_states import PersonState, State

FREE = "free"
STATE_OF_CHOICE: dict[str, State] = {"paused": "paused", "do_not_disturb": "do_not_disturb", "away": "away"}
PHONE_BACK = "phone_back"


@dataclass(frozen=True, slots=True)
class Person:
    """Describes an employee. *has_phone* is False for those without any phone account; *is_off* is outside their
    hours."""

    id: int
    extension: str
    name: str
    groups: tuple[str, ...]
    has_phone: bool
    is_off: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Holds what is known of one person. *calls* has those in which they talk first, *wrap_up* its begin and end, and
    *last_call* when the last one ended."""

    calls: Sequence[Engagement] = ()
    chosen: Stretch | None = None
    phone: Stretch | None = None
    wrap_up: tuple[datetime, datetime] | None = None
    last_call: datetime | None = None


def state_of(person: Person, known: Known, at: datetime) -> PersonState:
    """Return what the person is doing at the moment *at*.

    A call comes first, because it is what the switch sees. Then comes what lasts longest: a choice, the hours, a phone
    that is not there, a wrap-up. So pressing *Pause* during a wrap-up shows at once, and since when.
    """
    chosen = known.chosen if known.chosen and not _is_over(known.chosen, at) else None
    choice = chosen.state if chosen else FREE
    if known.calls:
        return _in_call(person, known.calls[0], choice)
    if chosen and chosen.state in STATE_OF_CHOICE:
        state = STATE_OF_CHOICE[chosen.state]
        return _at_rest(person, state, chosen.since, choice, chosen.planned_until, chosen.reason)
    if person.is_off:
        return _at_rest(person, "outside_hours", None, choice)
    if known.phone is None or known.phone.state != PHONE_BACK or not person.has_phone:
        return _at_rest(person, "not_connected", known.phone.since if known.phone else None, choice)
    if known.wrap_up and known.wrap_up[0] <= at < known.wrap_up[1]:
        return _at_rest(person, "wrap_up", known.wrap_up[0], choice, known.wrap_up[1])
    return _at_rest(person, "free", _free_since(known), choice)


def _is_over(chosen: Stretch, at: datetime) -> bool:
    return chosen.planned_until is not None and chosen.planned_until <= at


def _free_since(known: Known) -> datetime | None:
    """Return the latest moment at which anything ended that kept the person from being free, as far as is known."""
    ends = [
        known.phone and known.phone.since,
        known.chosen and (known.chosen.planned_until or known.chosen.since),
        known.wrap_up and known.wrap_up[1],
        known.last_call,
    ]
    return max((each for each in ends if each), default=None)


def _at_rest(
    person: Person,
    state: State,
    since: datetime | None,
    choice: str,
    until: datetime | None = None,
    reason: str = "",
) -> PersonState:
    return PersonState(
        person.id, person.extension, person.name, person.groups, state, since, until, reason, chosen=choice
    )


def _in_call(person: Person, call: Engagement, choice: str) -> PersonState:
    state: State = "ringing" if call.kind == "rings" else "internal" if call.is_inside else "talking"
    return PersonState(
        id=person.id,
        extension=person.extension,
        name=person.name,
        groups=person.groups,
        state=state,
        since=call.since,
        call=call.call,
        group=call.group,
        others=call.others,
        chosen=choice,
    )
