"""Serves the first call: the user's own phone rings with the published flow, and the page tells what was heard."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.auth.service.employees import employee_of
from app.browser_phone import service as browser_phone
from app.call_story import Sentence
from app.calls.models import Call
from app.calls.service import story_of
from app.company.service import own_company
from app.db import db, find, now
from app.exchange.service import directory_of
from app.flows import number_calls
from app.flows.models import Number
from app.flows.numbers import list_numbers
from app.guide.pages import guide, step_page
from app.guide.steps import is_test_call
from app.rights import right
from app.web.saving import commit

LONGEST_RINGING_S = 60
"""How long the exchange rings the user's phone (switch/callbacks.py)."""


@guide.route("/call", methods=["GET", "POST"])
@right("set up")
def call() -> ResponseReturnValue:
    """Show the step, and ring the user's phone."""
    employee = employee_of(current_user)
    if request.method == "POST":
        number = find(Number, id=request.form.get("number", 0, type=int))
        number_calls.ring(number, employee.extension if employee else None, request.form.get("caller", ""))
        return redirect(url_for("guide.call", since=int(now().timestamp())))
    since = _since()
    return step_page(
        "call",
        "guide/call.html",
        employee=employee,
        numbers=[each for each in list_numbers() if each.publication],
        has_number=bool(list_numbers()),
        since=since,
        **_heard(since),
    )


@guide.get("/call/heard/<int(max=9999999999):since>")
@right("set up")
def heard(since: int) -> ResponseReturnValue:
    """Refresh the part of the page that tells the call, while the user waits for its end."""
    since = _at_most_now(since)
    return render_template("guide/heard.html", since=since, **_heard(since))


@guide.post("/call/employee")
@right("set up")
def become_employee() -> ResponseReturnValue:
    """Give the user an extension and a phone. Raise OnlyEntered if *user* works for another company."""
    employee = browser_phone.become_employee(current_user)
    commit(_("You are an employee now, with the extension %(extension)s.", extension=employee.extension))
    return redirect(url_for("guide.call"))


def _since() -> int:
    """Return when the phone was rung, in seconds since 1970; 0 if it was not yet."""
    return _at_most_now(request.args.get("since", 0, type=int))


def _at_most_now(since: int) -> int:
    return min(max(since, 0), int(now().timestamp()))


def _heard(since: int) -> dict[str, object]:
    """Return the newest test call since then, as far as the journal has it."""
    begun = datetime.fromtimestamp(since, UTC)
    wanted = select(Call).where(is_test_call(), Call.started_at >= begun).order_by(Call.started_at.desc()).limit(1)
    found = db.session.scalar(wanted)
    return {"test": found, "story": _story(found) if found else [], "ringing": None if found else _ringing(since)}


def _ringing(since: int) -> str:
    """Return what became of a ringing phone that nobody has answered yet.

    It is "rings", "unreachable" or "unanswered".
    """
    if now().timestamp() - since > LONGEST_RINGING_S:
        return "unanswered"
    employee = employee_of(current_user)
    return "rings" if employee and number_calls.is_reachable(employee.extension) else "unreachable"


def _story(call: Call) -> list[Sentence]:
    directory = directory_of(own_company().customer_number)
    return story_of(call, directory["prompts"] if directory else None)
