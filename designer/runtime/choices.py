"""Defines what may happen to a call while it waits: the words in which ops tell the verifier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from designer.runtime.directory import Directory
from designer.runtime.events import CallArrived

KEYS = "1234567890*#"
"""All keys of a telephone."""
SOON_S = 1.0
"""How soon a phone is answered if nothing speaks against it."""
THINK_MS = 1_000
"""How long a caller takes to press a key that is asked for."""

KEY_MS = 500
"""The time between two keys of one number."""

NOT_ANSWERING = ("silent", "busy", "unavailable")


@dataclass(frozen=True)
class WebAnswer:
    """Describes what a web server says: *outcome* is "ok", "error" or "timeout"; *values* maps variables to their
    texts."""

    outcome: str = "ok"
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """Describes one thing that may happen. *keys* are pressed after so many ms each. Phones that ring do what *phones*
    says: answer after so many seconds, or a word of ``NOT_ANSWERING``. With *is_late* all are silent but the last,
    which answers only just in time. *facts*, *web* and *queue* are the answers to the effects Ask, AskWeb and Join;
    *arrival* begins a call.

    *queue* is "full", "nobody", "wait", "offer" (at once) or "late" (an offer after *after_s*).
    """

    keys: tuple[tuple[int, str], ...] = ()
    phones: float | str = "silent"
    is_late: bool = False
    facts: int = 0
    web: WebAnswer | None = None
    queue: str = ""
    after_s: int = 0
    arrival: CallArrived | None = None


NOTHING = Choice()
PHONES = (Choice(phones=SOON_S), Choice(is_late=True), *(Choice(phones=cause) for cause in NOT_ANSWERING))


@dataclass(frozen=True)
class World:
    """Holds what choices depend on: *here* are the people of the op who may be rung now, and *compared* has, by
    variable, the texts that comparisons of the program can tell apart."""

    directory: Directory
    here: tuple[str, ...]
    compared: Mapping[str, tuple[str, ...]]


def typed(keys: str, then: str = "", silence_ms: int = 0) -> Choice:
    """Return the choice to press *keys*, and *then* one more after a silence."""
    pressed = [(THINK_MS + index * KEY_MS, key) for index, key in enumerate(keys)]
    if then:
        pressed.append((pressed[-1][0] + KEY_MS + silence_ms, then))
    return Choice(keys=tuple(pressed))


def near(value: str) -> tuple[str, ...]:
    """Return texts that a comparison with *value* can tell apart."""
    found = [value, "", f"{value}1", f"0{value}"]
    if value.isdecimal():
        found += [str(count) for count in numbers_near(value) if count >= 0]
    return tuple(found)


def numbers_near(value: str) -> tuple[int, ...]:
    """Return the whole numbers around *value*, or 0 if it is no number."""
    return (int(value) - 1, int(value), int(value) + 1) if value.isdecimal() and len(value) < 10 else (0,)


def around(value: str) -> Iterator[str]:
    """Yield texts of which some are equal to *value*, begin with it, contain it, or are less or more."""
    yield from (value, f"{value}5", f"+{value}5", "", "0", "~")
    if value.isdecimal():
        yield from (str(max(0, int(value) - 1)), str(int(value) + 1))
