"""The first call: one's own phone rings and goes through what is published, and what was heard is told."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.auth.service.employees import person_of
from app.browser_phone import service as browser_phone
from app.call_story import Sentence, Story
from app.calls.models import Call
from app.calls.service import labels_of, steps_of
from app.company.service import own_company
from app.db import db, find, now
from app.exchange.service import directory_of
from app.flows import number_calls
from app.flows.models import Number
from app.flows.numbers import list_numbers
from app.guide.pages import guide, step_page
from app.guide.routes.number import commit_and_tell
from app.guide.steps import is_test_call

LONGEST_RINGING_S = 60
"""So long the exchange rings one's own phone (switch/callbacks.py)."""


@guide.route("/call", methods=["GET", "POST"])
def call() -> ResponseReturnValue:
    person = person_of(current_user)
    if request.method == "POST":
        number = find(Number, id=request.form.get("number", 0, type=int))
        number_calls.ring(number, person.extension if person else None, request.form.get("caller", ""))
        return redirect(url_for("guide.call", since=int(now().timestamp())))
    since = _since()
    return step_page(
        "call",
        "guide/call.html",
        person=person,
        numbers=[each for each in list_numbers() if each.publication],
        has_number=bool(list_numbers()),
        since=since,
        **_heard(since),
    )


@guide.get("/call/heard/<int(max=9999999999):since>")
def heard(since: int) -> ResponseReturnValue:
    """A part of the page, while one waits for the call to be over."""
    since = _at_most_now(since)
    return render_template("guide/heard.html", since=since, **_heard(since))


@guide.post("/call/employee")
def become_employee() -> ResponseReturnValue:
    """Who has nobody's phone gets one. Raises OnlyEntered."""
    person = browser_phone.become_employee(current_user)
    commit_and_tell(_("You are an employee now, with the extension %(extension)s.", extension=person.extension))
    return redirect(url_for("guide.call"))


def _since() -> int:
    """When the phone was rung, in seconds since 1970; 0: not yet on this page."""
    return _at_most_now(request.args.get("since", 0, type=int))


def _at_most_now(since: int) -> int:
    return min(max(since, 0), int(now().timestamp()))


def _heard(since: int) -> dict[str, object]:
    """Of the newest test call since then, as far as the journal tells it."""
    begun = datetime.fromtimestamp(since, UTC)
    wanted = select(Call).where(is_test_call(), Call.started_at >= begun).order_by(Call.started_at.desc()).limit(1)
    found = db.session.scalar(wanted)
    return {"test": found, "story": _story(found) if found else [], "ringing": None if found else _ringing(since)}


def _ringing(since: int) -> str:
    """What has become of the phone that was rung then, and by which nobody has spoken yet: "rings", "unreachable" or
    "unanswered"."""
    if now().timestamp() - since > LONGEST_RINGING_S:
        return "unanswered"
    person = person_of(current_user)
    return "rings" if person and number_calls.is_reachable(person.extension) else "unreachable"


def _story(call: Call) -> list[Sentence]:
    directory = directory_of(own_company().customer_number)
    return list(Story(labels_of(call), directory["prompts"] if directory else None).sentences(steps_of(call)))
