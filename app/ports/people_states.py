"""Says what each person is doing now: one set of states for the whole product, taken from the switch.

``app.people`` provides it, as a pure function of the calls in progress, the presence that people chose, their phones,
wrap-ups and working hours. Every page that shows a person asks here, so that no two pages differ.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args

from flask_babel import LazyString, pgettext
from flask_babel import lazy_pgettext as _p

from app.port import Port

State = Literal[
    "free",
    "ringing",
    "talking",
    "internal",
    "wrap_up",
    "paused",
    "do_not_disturb",
    "away",
    "not_connected",
    "outside_hours",
]
"""What somebody is doing.

"talking" is with somebody outside, "internal" with a colleague or the exchange alone, so it is no customer's call.
"paused", "do_not_disturb" and "away" are chosen; "not_connected" means that no phone of theirs is registered.
"""

STATES: tuple[State, ...] = get_args(State)

LABELS: Mapping[State, LazyString] = {
    "free": _p("person", "Free"),
    "ringing": _p("person", "Ringing"),
    "talking": _p("person", "Talking"),
    "internal": _p("person", "On an internal call"),
    "wrap_up": _p("person", "Wrap-up"),
    "paused": _p("person", "Paused"),
    "do_not_disturb": _p("person", "Do not disturb"),
    "away": _p("person", "Away"),
    "not_connected": _p("person", "Not connected"),
    "outside_hours": _p("person", "Outside hours"),
}
"""What people call each state, on every page."""

IN_A_CALL: frozenset[State] = frozenset(("ringing", "talking", "internal"))


@dataclass(frozen=True, slots=True)
class PersonState:
    """Describes what an employee is doing.

    *since* is None if nobody knows. *until* is when a wrap-up or a chosen state ends by itself, None for no end.
    *reason* is why they paused. In a call, *call* is its ID, *group* the name of the group for which it came, and
    *others* are the extensions and numbers of those with whom they talk, or who ring them. All three are empty if the
    user may not see the call. *chosen* is what they say of themselves, also while they talk: "free", "paused",
    "do_not_disturb" or "away".
    """

    id: int
    extension: str
    name: str
    groups: tuple[str, ...]
    state: State
    since: datetime | None
    until: datetime | None = None
    reason: str = ""
    call: str = ""
    group: str = ""
    others: tuple[str, ...] = ()
    chosen: str = "free"

    @property
    def words(self) -> str:
        """Return the state as people read it: "Paused: Lunch"."""
        label = str(LABELS[self.state])
        return pgettext("person", "%(state)s: %(reason)s", state=label, reason=self.reason) if self.reason else label


class PeopleStates(Protocol):
    """Declares the states of people in the company in force, and in the groups to which the user is limited."""

    def states(self, extensions: Collection[str] | None = None) -> list[PersonState]:
        """Return the state of each employee, or of those with these *extensions*, by extension."""

    def past(self, begins: datetime, ends: datetime) -> Callable[[datetime], list[PersonState]]:
        """Return what gives the states of the employees of now at any moment from *begins* to *ends*, as the record has
        them. What is needed for it is read once."""


people_states: Port[PeopleStates] = Port("the states of people")
