"""Figures and calls that a test makes up: what a file has of them doesn't depend on how they are counted."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from flask_babel import lazy_gettext

from app.db.groups import groups_in_force
from app.port import ProvidedTwice
from app.ports import call_records as records_port
from app.ports import figures as figures_port
from app.ports.call_records import CallRecord
from app.ports.figures import (
    Answer,
    BadSelection,
    CallFacts,
    CallPage,
    Chip,
    Filter,
    Measure,
    Row,
    Selection,
    Split,
)


def _said(text):
    return lazy_gettext(text)


MEASURES = {
    "calls": Measure("calls", _said("Calls"), _said("All calls."), _said("count"), "calls", ""),
    "missed": Measure("missed", _said("Missed"), _said("Nobody talked."), _said("count"), "calls", "less"),
    "asa": Measure("asa", _said("Average wait"), _said("How long."), _said("waits / calls"), "seconds", "less"),
    "service_level": Measure("service_level", _said("Service level"), _said("Share."), _said("a / b"), "share", "more"),
}
SPLITS = {"day": Split("day", _said("Day")), "group": Split("group", _said("Group"))}
FILTERS = {"group": Filter("group", _said("Group"), "choice"), "number": Filter("number", _said("Number"), "number")}


def call(place: int, began: datetime, **other) -> CallRecord:
    about = {
        "id": f"c{place:05}",
        "company_id": 1,
        "number": "+493023125000",
        "caller": "+493023125007",
        "caller_name": "",
        "direction": "in",
        "extension": "",
        "program": "p1",
        "started_at": began,
        "answered_at": began,
        "bridged_at": began + timedelta(seconds=4),
        "ended_at": began + timedelta(seconds=64),
        "answered_by": "101",
        "ended": "caller_hung_up",
        "outcome": "talk",
        "tags": (),
        "count": 1,
        "legs": (),
        "waits": (),
        "visits": (),
    }
    return CallRecord(**about | other)


class FakeFigures:
    """Has the calls of the group "sales", and says of each that it was answered."""

    def __init__(self, calls=()):
        self.made = {each.id: each for each in calls}
        self.when_read = lambda: None
        """Is called whenever somebody reads calls."""

    def measures(self):
        return MEASURES

    def splits(self):
        return SPLITS

    def filters(self):
        return FILTERS

    def selection(self, args: Mapping, default="7d"):
        try:
            first, last = (date.fromisoformat(args[name][0]) for name in ("from", "to"))
        except (KeyError, ValueError) as problem:
            raise BadSelection("Choose the days first.") from problem
        return Selection(first, last, filters=tuple((name, tuple(args[name])) for name in FILTERS if name in args))

    def args(self, selection):
        filters = [(name, value) for name, values in selection.filters for value in values]
        return [("from", selection.first.isoformat()), ("to", selection.last.isoformat()), *filters]

    def chips(self, selection):
        return [Chip(name, value, value.title()) for name, values in selection.filters for value in values]

    def label(self, name, value):
        return {"answered": "answered", "in": "incoming", "101": "Łucja Żak"}.get(value, value.title())

    def choices(self, name):
        return [("sales", "Sales")]

    def ask(self, question):
        rows = [
            Row(
                tuple(f"2026-10-{3 + at:02}" if name == "day" else "=sales" for name in question.splits),
                (float(at), *([None] * (len(question.measures) - 1))),
            )
            for at in range(3)
        ]
        return Answer(question, rows, Row((), tuple(3.0 for _each in question.measures)))

    def calls(self, selection, measure, sort, offset, limit):
        groups = groups_in_force()
        seen = list(self.made) if groups is None or "sales" in groups else []
        return CallPage(seen[offset : offset + limit], len(seen))

    def facts_of(self, calls):
        return {each.id: CallFacts(each.id, "answered", "sales", "101", 4.0, 60.0) for each in calls}

    def records(self, calls):
        self.when_read()
        return [self.made[each] for each in calls if each in self.made]


def put(app, fake):
    """Make *fake* what features are given."""
    for port in (figures_port.figures, records_port.call_records):
        with suppress(ProvidedTwice):
            port.provide(app, fake)
        port.replace(app, fake)


def many(count):
    began = datetime(2026, 10, 1, 6, tzinfo=UTC)
    return [call(place, began + timedelta(minutes=place)) for place in range(count)]
