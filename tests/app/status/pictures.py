"""Pictures for tests: a company with the groups Sales and Support, at 14:05 on a Tuesday."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.ports.call_records import CallRecord, LegRecord, WaitRecord
from app.ports.people_states import PersonState
from app.status.picture import Line, Picture

AT = datetime(2026, 11, 24, 13, 5, 32, tzinfo=UTC)
SALES, SUPPORT = Line("sales", "Sales"), Line("support", "Support")
OSKAR = "+493023125377"


def ago(**since: float) -> datetime:
    return AT - timedelta(**since)


def call(name: str = "a", **values) -> CallRecord:
    """A call from outside that listens to a menu."""
    made = CallRecord(
        id=name,
        company_id=1,
        number="+4930555010",
        caller=OSKAR,
        caller_name="Oskar Lindner",
        direction="inbound",
        extension="",
        program="",
        started_at=ago(seconds=60),
        answered_at=None,
        bridged_at=None,
        ended_at=None,
        answered_by=None,
        ended=None,
        outcome="",
        tags=(),
        count=1,
        legs=(),
        waits=(),
        visits=(),
    )
    return replace(made, **values)


def wait(joined_at: datetime, group: str = "sales", **values) -> WaitRecord:
    return replace(WaitRecord(group, joined_at, None, None, ""), **values)


def leg(extension: str = "101", **values) -> LegRecord:
    made = LegRecord("leg", extension, "", "sales", "", ago(seconds=50), ago(seconds=49), None, None, "", "")
    return replace(made, **values)


def waiting(name: str, seconds: float, group: str = "sales", **values) -> CallRecord:
    """A caller who has waited for so long."""
    return call(name, waits=(wait(ago(seconds=seconds), group),), **values)


def person(extension: str, name: str, state: str = "free", groups: tuple[str, ...] = ("sales",), **values):
    made = PersonState(int(extension), extension, name, groups, state, ago(minutes=5))
    return replace(made, **values)


LEA = person("101", "Lea Brandt", "talking", call="b", group="sales", others=(OSKAR,))
JONAS = person("102", "Jonas Keller", "talking", call="c", group="sales", others=(OSKAR,))
NADIA = person("103", "Nadia Sommer", "talking", call="d", group="sales", others=(OSKAR,))
TOM = person("104", "Tom Albers", "away", since=ago(hours=3, minutes=25, seconds=32))
INES = person("105", "Ines Falk", "wrap_up", until=AT + timedelta(seconds=24))
FINN = person("111", "Finn Ostermann", "free", ("support",))


def picture(**values) -> Picture:
    made = Picture(
        at=AT,
        zone=ZoneInfo("Europe/Berlin"),
        groups=(SALES, SUPPORT),
        people=(LEA, JONAS, NADIA, TOM, INES, FINN),
        channels=20,
    )
    return replace(made, **values)
