"""Shows the pages of calls: the list, and the story of one call."""

from collections.abc import Collection
from datetime import date, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.calls import service
from app.calls.models import Call
from app.calls.service import OUTCOMES, PAGE, SORTS, Search
from app.calls.words import Words, is_refused
from app.company.service import own_company
from app.db import find
from app.flow_texts import warning
from app.paging import page_count
from app.ports.flows import drawing_of, flows
from app.ports.recordings import recordings
from app.rights import right
from app.web.errors import Refused

calls = Blueprint("calls", __name__, url_prefix="/calls", template_folder="templates")


class BadSearch(Refused):
    """Reports that the request asks for what can't be searched for."""

    code = "bad_search"


@calls.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """Show a page of the calls that match the search."""
    search = _search()
    company = own_company()
    found = service.find_calls(search, company.zone)
    return render_template(
        "calls/index.html",
        rows=list(zip(found.calls, service.paths_of(found.calls), strict=True)),
        count=found.call_count,
        search=search,
        pages=page_count(found.row_count, PAGE),
        words=_words(found.calls),
        outcomes=OUTCOMES,
    )


@calls.get("/<call_id>")
@right("see calls", scope="groups")
def show(call_id: str) -> ResponseReturnValue:
    """Show one call: its path, its story, and what was recorded."""
    call = find(Call, id=call_id)
    return render_template(
        "calls/show.html",
        call=call,
        drawing=drawing_of(call.program, call.number),
        went_by_a_drawing=service.went_by_a_drawing(call),
        path=service.paths_of([call])[0],
        story=service.story_of(call),
        warnings=[warning(each) for each in call.warnings],
        recordings=recordings().recordings_of(call.id),
        words=_words([call]),
        outcomes=OUTCOMES,
    )


def _search() -> Search:
    """Return the search in the query string. Raise ``BadSearch`` if it makes no sense."""
    asked = request.args
    day, sort = asked.get("day", ""), asked.get("sort", "started")
    try:
        wanted = date.fromisoformat(day) if day else None
    except ValueError as problem:
        raise BadSearch(_("%(day)s is no day; write it as 2026-11-24.", day=day[:20])) from problem
    if sort not in SORTS:
        raise BadSearch(_("Calls can't be sorted by %(column)s.", column=sort[:20]))
    outcome = asked.get("outcome", "")
    if outcome and outcome not in OUTCOMES:
        raise BadSearch(_("No call ends as %(outcome)s.", outcome=outcome[:20]))
    page = asked.get("page", 1, type=int)
    span = {name: _moment(asked.get(name, "")) for name in ("begins", "ends")}
    number = asked.get("number", "")[:64]
    is_falling = asked.get("order") != "asc"
    return Search(asked.get("text", "").strip()[:80], wanted, sort, is_falling, max(1, page), number, outcome, **span)


def _moment(text: str) -> datetime | None:
    """Return the moment in *text*; None if it is empty. Raise ``BadSearch`` if it is no moment."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError as problem:
        raise BadSearch(
            _("%(moment)s is no moment; write it as 2026-11-24T09:30+01:00.", moment=text[:40])
        ) from problem
    return found.replace(tzinfo=own_company().clock) if found and found.tzinfo is None else found


def _words(told: Collection[Call]) -> Words:
    refused = {call.number for call in told if is_refused(call)}
    owned = flows().owned(refused) if refused else ()
    return Words(own_company().numbering_plan, service.people(), owned)
