"""Shows the pages of calls: the list, one call, and the lines of the journal that it is made of."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.calls import call_page, list_rows, listing, remarking, service, store
from app.calls.models import Call
from app.calls.words import Words, is_refused
from app.company.service import own_company
from app.db import find
from app.ports.callers import callers
from app.ports.exports import CallTable, exports
from app.ports.figures import BadSelection, figures
from app.ports.flows import flows
from app.rights import right
from app.web.errors import Refused
from app.web.i18n import long_moment

calls = Blueprint("calls", __name__, url_prefix="/calls", template_folder="templates")


class BadSearch(Refused):
    """Reports that the request asks for what can't be searched for."""

    code = "bad_search"


@calls.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """Show a page of the calls that the URL asks for."""
    try:
        listed = listing.call_list(request.args.to_dict(flat=False))
        if text := request.args.get("text", "").strip()[:80]:
            return redirect(url_for("calls.index", **listing.searched(listed, text)))  # type: ignore[arg-type]
        return render_template("calls/index.html", **_list_values(listed))
    except BadSelection as problem:
        raise BadSearch(str(problem)) from problem


@calls.get("/<call_id>")
@right("see calls", scope="groups")
def show(call_id: str) -> ResponseReturnValue:
    """Show one call: its time line, its path, and what was recorded and noted."""
    call = find(Call, id=call_id)
    return render_template(
        "calls/show.html",
        **call_page.page_of(call),
        **_around(call),
        call_moment=long_moment(call.started_at),
        words=_words([call]),
    )


@calls.get("/<call_id>/steps.jsonl")
@right("see calls", scope="groups")
def raw(call_id: str) -> ResponseReturnValue:
    """Return the lines of the journal about the call, as the switch wrote them."""
    call = find(Call, id=call_id)
    return Response(store.text_of([call.id]).get(call.id, ""), mimetype="text/plain; charset=utf-8")


def _list_values(listed: listing.CallList) -> dict[str, Any]:
    rows = list_rows.rows_of(listed.found.calls, (listed.page - 1) * listing.PAGE)
    return {
        "listed": listed,
        "rows": rows,
        "has_calls": bool(rows) or service.has_calls(),
        "filter_labels": {name: each.label for name, each in figures().filters().items()},
        "lists": callers().lists(),
        "known_tags": remarking.known_tags(),
        "chips": figures().chips(listed.selection),
        "measure": figures().measures().get(listed.measure),
        "ranges": listing.RANGES,
        "filters": list_rows.offered(),
        "files": exports().links(CallTable(listed.selection, listed.measure, listed.sort)),
        "words": _words([row.call for row in rows]),
        "names": list_rows.names_of(rows),
    }


def _around(call: Call) -> dict[str, Any]:
    """Return where the page leads: to the list it was opened from, and to the calls before and after it there."""
    args = request.args.to_dict(flat=False)
    known = {*listing.PARAMETERS, *figures().filters()}
    kept = {name: values for name, values in args.items() if name in known}
    earlier, later, place = listing.neighbours(args, call.id)

    def link(other: str, at: int) -> str:
        return url_for("calls.show", call_id=other, **kept, at=at) if other else ""  # type: ignore[arg-type]

    page = place // listing.PAGE + 1
    own = kept | ({"page": [str(page)]} if page > 1 else {})
    outside = call.caller if call.direction == "inbound" else ""
    return {
        "list_url": url_for("calls.index", **own),  # type: ignore[arg-type]
        "earlier": link(earlier, place - 1),
        "later": link(later, place + 1),
        "more_calls": url_for("calls.index", period="year", outside=outside) if outside else "",
        "outside": outside,
    }


def _words(told: Collection[Call]) -> Words:
    refused = {call.number for call in told if is_refused(call)}
    owned = flows().owned(refused) if refused else ()
    return Words(own_company().numbering_plan, service.people(), owned)
