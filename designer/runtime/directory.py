"""Defines the directory of a company as calls see it: plain JSON, described by types."""

from typing import NotRequired, TypedDict

from designer.runtime.numbers import NumberingPlan

Span = list[int]
"""Hours as [from, to] in minutes since midnight; an end after 1440 is on the next day."""

Offsets = list[list[int]]
"""A time zone as [[from_epoch_s, utc_offset_s], ...], sorted."""


class NoAnswer(TypedDict):
    """Names where calls go that nobody answers for *after_s* seconds."""

    to: str
    after_s: int


class Forwards(TypedDict, total=False):
    """Names where an employee's calls go instead: "employee:102", "group:sales", "outside:+49301234" or "voicemail"."""

    always: str
    busy: str
    no_answer: NoAnswer


class Chosen(TypedDict):
    """Describes what an employee says of themselves: *state* is "paused", "do_not_disturb" or "away", until the moment
    *until_ms*, if that is there. With *rings*, calls to them alone ring although they pause."""

    state: str
    until_ms: NotRequired[int]
    rings: NotRequired[bool]


class Employee(TypedDict):
    """Describes an employee. *phones* are SIP accounts; *hours* names the calendar by which they work; *chosen* is
    missing for those who are free."""

    name: str
    phones: list[str]
    skills: NotRequired[list[str]]
    chosen: NotRequired[Chosen]
    hours: NotRequired[str]
    forward: NotRequired[Forwards]


class Group(TypedDict):
    """Describes a group. *members* are extensions in their order; each may ring later than the first by its own of
    *delays*, in s."""

    members: list[str]
    name: NotRequired[str]
    strategy: NotRequired[str]
    delays: NotRequired[dict[str, int]]
    wrap_up_s: NotRequired[int]


class Prompt(TypedDict):
    """Describes a sound file, which lasts *duration_ms*; *text* is what it says."""

    file: str
    duration_ms: int
    text: NotRequired[str]


class Calendar(TypedDict):
    """Describes opening hours. *week* has the hours of Monday to Sunday, *exceptions* those of single days by ISO
    date."""

    zone: str
    week: list[list[Span]]
    exceptions: NotRequired[dict[str, list[Span]]]


class Directory(TypedDict):
    """Holds all that a call needs to know of a company's settings. *lists* has callers' numbers by the list's name.
    Numbers are read by *numbering*; without it, only those with a "+" are known to be E.164. *carriers* is the plan of
    the country in which the carrier is, if that is another one."""

    employees: dict[str, Employee]
    groups: dict[str, Group]
    prompts: dict[str, Prompt]
    calendars: dict[str, Calendar]
    zones: dict[str, Offsets]
    lists: NotRequired[dict[str, list[str]]]
    numbering: NotRequired[NumberingPlan]
    carriers: NotRequired[NumberingPlan]
    format: NotRequired[int]
    company: NotRequired[str]
    name: NotRequired[str]


def plans_to_call_by(directory: Directory) -> tuple[NumberingPlan | None, ...]:
    """Return the plans by which a number outside may be an emergency number: the company's and the carrier's."""
    return directory.get("numbering"), directory.get("carriers")
