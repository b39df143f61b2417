"""Declares the facts that a call gives: rows of whole numbers and of terms, by kind.

A row of the kind "call" is there for each call; those of other kinds belong to one of its rows. The annotations say
which columns are terms: texts that ``app.figures.terms`` gives a number.
"""

from typing import Annotated, NamedTuple, get_type_hints

Extension = Annotated[str, "extension"]
Group = Annotated[str, "group"]
Outside = Annotated[str, "outside"]
OwnNumber = Annotated[str, "number"]
Country = Annotated[str, "country"]
Program = Annotated[str, "program"]
Carrier = Annotated[str, "carrier"]
Way = Annotated[str, "way"]

UNKNOWN = -1
"""Stands for a time that has not come, or is not known."""

DIRECTIONS = ("inbound", "internal", "callback", "trial", "outbound")
RESULTS = (
    "",
    "talk",
    "not_taken",
    "elsewhere",
    "busy",
    "rejected",
    "unavailable",
    "withdrawn",
    "failed",
    "caller",
    "forwarded",
)
"""What became of a leg: "not_taken" has rung, and nobody else took it; "withdrawn" has not even rung; "forwarded"
went on to a number outside, which is the employee's own. "caller" is no
leg, but the employee who called: they have a row, too, so that it says how long they talked. New ones come last."""

WAITS = ("", "talk", "full", "nobody", "callback", "left", "hung_up", "lost")


class CallFacts(NamedTuple):
    """Gives what one call is. Times are in milliseconds: *began* from the midnight on which the local day begins,
    *waited* from when somebody was first asked for until somebody answered or the caller gave up, UNKNOWN if nobody was
    asked for. *talked* and *lasted* are UNKNOWN until the call has ended, *talked* also if nobody answered. *hung_up*
    is 1 if the caller hung up without having talked to anybody."""

    key: int
    began_ms: int
    minute: int
    direction: int
    number: OwnNumber
    outside: Outside
    country: Country
    program: Program
    extension: Extension
    outcome: int
    waited_ms: int
    talked_ms: int
    lasted_ms: int
    calls: int
    is_recorded: int
    is_new: int
    hung_up: int


class LegFacts(NamedTuple):
    """Gives one attempt to reach somebody. *at* is in milliseconds since the day began, *rang* how long it rang,
    UNKNOWN if it did not, *talked* how long they talked, UNKNOWN if they did not."""

    call: int
    extension: Extension
    group: Group
    outside: Outside
    carrier: Carrier
    result: int
    at_ms: int
    rang_ms: int
    talked_ms: int
    lasted_ms: int


class WaitFacts(NamedTuple):
    """Gives one wait in the queue of a group."""

    call: int
    group: Group
    result: int
    at_ms: int
    waited_ms: int


class WayFacts(NamedTuple):
    """Gives one step through a drawing: the block, the outcome by which the call left it, and the block that it came to
    then, with a tab in between. The last one leads nowhere."""

    call: int
    way: Way
    stayed_ms: int


class PersonFacts(NamedTuple):
    """Says that an employee called, was called, or talked in the call: once for each."""

    call: int
    extension: Extension


class GroupFacts(NamedTuple):
    """Says that the call belongs to a group: once for each."""

    call: int
    group: Group


KINDS: dict[str, type[tuple[object, ...]]] = {
    "call": CallFacts,
    "leg": LegFacts,
    "wait": WaitFacts,
    "way": WayFacts,
    "person": PersonFacts,
    "group": GroupFacts,
}


def _terms_of(kind: type) -> dict[str, str]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


COLUMNS: dict[str, tuple[str, ...]] = {name: kind._fields for name, kind in KINDS.items()}  # type: ignore[attr-defined]
TERMS: dict[str, dict[str, str]] = {name: _terms_of(kind) for name, kind in KINDS.items()}
"""The kinds of the columns that are terms, by kind of fact."""


class Own(NamedTuple):
    """Gives what features have of one call, in their order: an amount each, and any number of texts each."""

    amounts: tuple[int, ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()


class Facts(NamedTuple):
    """Gives all facts of one call. *day* is the ordinal of its local day; *id* is the call's. The rows of *legs* and so
    on have 0 as their call."""

    id: str
    day: int
    call: CallFacts
    leg: tuple[LegFacts, ...]
    wait: tuple[WaitFacts, ...]
    way: tuple[WayFacts, ...]
    person: tuple[PersonFacts, ...]
    group: tuple[GroupFacts, ...]
    is_over: bool
    own: Own = Own()
