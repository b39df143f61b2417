"""Takes notes, tags, ratings and list entries from the pages of calls.

Each answers a browser that runs no scripts with the page of the call, and htmx with the part that has changed.
"""

from collections.abc import Callable

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.actor import current_actor
from app.calls import remarking
from app.calls.models import Call
from app.calls.remark_models import CallNote
from app.calls.remarking import BadRemark
from app.calls.routes import calls
from app.db import db, find
from app.phone_numbers import readable
from app.ports.callers import callers
from app.rights import OWNERS, right
from app.web.i18n import same_site
from app.web.saving import commit

blueprint = calls
"""The pages of calls, with what this module adds."""

REMARKED = "remarked"
"""Tells the page that a remark has changed, so that its marks on the time line are drawn anew."""


@calls.post("/<call_id>/notes")
@right("see calls", scope="groups")
def add_note(call_id: str) -> ResponseReturnValue:
    """Write a note about the call."""
    call, text, at_s = find(Call, id=call_id), request.form.get("text", ""), request.form.get("at_s", type=float)
    return _changed(call, "calls/notes.html", lambda: remarking.write_note(call, current_actor(), text, at_s))


@calls.post("/<call_id>/notes/<note>/remove")
@right("see calls", scope="groups")
def remove_note(call_id: str, note: str) -> ResponseReturnValue:
    """Remove a note: one's own, or any as an owner."""
    call, written, actor = find(Call, id=call_id), find(CallNote, note=note, call=call_id), current_actor()
    if written.user != actor.id and actor.role not in OWNERS:
        abort(403)
    return _changed(call, "calls/notes.html", lambda: remarking.remove_note(written))


@calls.post("/<call_id>/tags")
@right("see calls", scope="groups")
def add_tag(call_id: str) -> ResponseReturnValue:
    """Put a tag on the call."""
    call, tag = find(Call, id=call_id), request.form.get("tag", "")
    return _changed(call, "calls/tags.html", lambda: remarking.put_tag(call, current_actor(), tag))


@calls.post("/<call_id>/tags/off")
@right("see calls", scope="groups")
def remove_tag(call_id: str) -> ResponseReturnValue:
    """Take a tag off the call."""
    call, tag = find(Call, id=call_id), request.form.get("tag", "")
    return _changed(call, "calls/tags.html", lambda: remarking.take_tag_off(call, current_actor(), tag))


@calls.post("/<call_id>/rating")
@right("see calls", scope="groups")
def rate(call_id: str) -> ResponseReturnValue:
    """Rate the call, or take the rating back."""
    call, stars = find(Call, id=call_id), request.form.get("rating", 0, type=int)
    return _changed(call, "calls/rating.html", lambda: remarking.rate(call, current_actor(), stars))


@calls.post("/<call_id>/list")
@right("set up", scope="groups")
def add_to_list(call_id: str) -> ResponseReturnValue:
    """Put the caller on a list."""
    call = find(Call, id=call_id)
    chosen = callers().add_to_list(request.form.get("list", 0, type=int), call.caller, call.caller_name)
    commit(_("%(number)s is on the list “%(list)s” now.", number=readable(call.caller), list=chosen.label))
    return redirect(same_site(request.referrer) or url_for("calls.show", call_id=call.id))


def _changed(call: Call, template: str, change: Callable[[], None]) -> ResponseReturnValue:
    """Carry out *change*, and return the part of the page that *template* draws, or lead back to the page."""
    fault = ""
    is_part = "HX-Request" in request.headers
    try:
        change()
        db.session.commit()
    except BadRemark as problem:
        if not is_part:
            raise
        fault = problem.message
    if not is_part:
        flash(_("Saved."), "success")
        return redirect(same_site(request.referrer) or url_for("calls.show", call_id=call.id))
    part = make_response(render_template(template, call=call, fault=fault, **remarking.remarks_on(call)))
    if not fault:
        part.headers["HX-Trigger"] = REMARKED
    return part
