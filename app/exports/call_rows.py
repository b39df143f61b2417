"""Makes the table of calls: one call a row, whatever happened in it."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.call_story import known_as
from app.company.service import own_company
from app.exports import words
from app.exports.asked import page_of
from app.exports.sheet import Column, Row, Sheet
from app.ports.call_records import CallRecord, call_records
from app.ports.exports import CallTable
from app.ports.figures import CallFacts, figures
from app.web.urls import public_link

AT_ONCE = 500
MOST = 10_000_000
"""More calls than any company has in a period: the calls are listed once, so that none comes twice or is left out
while new ones arrive."""


def sheet_of(table: CallTable, title: str = "") -> Sheet:
    """Return the table as it is now, for the groups in force."""
    found = figures().calls(table.selection, table.measure, table.sort, 0, MOST)
    measure = figures().measures()[table.measure]
    counted = ngettext("%(count)s call", "%(count)s calls", len(found.calls), count=format_decimal(len(found.calls)))
    about = (*words.about(table.selection), counted)
    return Sheet(
        title or str(measure.label),
        about,
        _columns(),
        _rows(found.calls, own_company().clock),
        len(found.calls),
        page=page_of(table.selection, table.measure),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Began"), "moment", 21),
        Column(_("Zone"), "text", 5, _("Tells the two hours apart that have the same name when clocks go back.")),
        Column(_("Direction"), "text", 12),
        Column(_("Caller"), "text", 15),
        Column(_("Name"), "text", 16),
        Column(_("Number"), "text", 15),
        Column(_("Outcome"), "text", 11),
        Column(_("Group"), "text", 12),
        Column(_("Employee"), "text", 18),
        Column(_("Waited"), "seconds", 7),
        Column(_("Talked"), "seconds", 7),
        Column(_("Recorded"), "text", 10),
        Column(_("Rating"), "number", 7, _("1 to 5, as people rated the call.")),
        Column(
            _("Quality"), "tenths", 7, _("Mean opinion score from 1 to 5 (ITU-T P.800); empty where it is unknown.")
        ),
        Column(_("Tags"), "text", 14),
        Column(_("Page"), "link", 24),
    )


def _rows(calls: Sequence[str], clock: ZoneInfo) -> Iterator[Row]:
    labels = _Labels()
    for at in range(0, len(calls), AT_ONCE):
        some = calls[at : at + AT_ONCE]
        records = {each.id: each for each in call_records().records(some)}
        facts = figures().facts_of(records.values())
        yield from (
            _row(records[call], facts[call], clock, labels) for call in some if call in records and call in facts
        )


class _Labels:
    """Remembers what people call each value."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, value: str) -> str:
        if not value:
            return ""
        if (name, value) not in self._known:
            self._known[name, value] = figures().label(name, value)
        return self._known[name, value]


def _row(call: CallRecord, facts: CallFacts, clock: ZoneInfo, labels: _Labels) -> Row:
    began = call.started_at.astimezone(clock)
    return (
        began,
        began.tzname() or "",
        labels("direction", call.direction),
        known_as(call.caller),
        call.caller_name,
        call.number,
        labels("outcome", facts.outcome),
        labels("group", facts.group),
        labels("employee", facts.employee),
        facts.waited_s,
        facts.talked_s,
        _("yes") if call.is_recorded else "",
        "" if call.rating is None else call.rating,
        "" if call.mos is None else call.mos,
        ", ".join(call.tags),
        public_link("calls.show", call_id=call.id),
    )
