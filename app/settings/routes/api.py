"""JSON for the canvas about what flows refer to, and prompts that are recorded beside it."""

from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.db import db, find, now
from app.exchange.switching import go_live
from app.gateways.audio import MOST_SOURCE_BYTES
from app.settings.hours import spread
from app.settings.models import Calendar, CallerList
from app.settings.public_holidays import HolidayChoice
from app.settings.service import callers, prompts
from app.settings.service.tts import given, wish_for
from app.web.errors import Refused
from app.web.uploads import takes_up_to

MOST_LABEL_CHARACTERS = 80

api = Blueprint("settings_api", __name__, url_prefix="/api")


class NoName(Refused):
    code = "no_name"


@api.get("/calendars/<name>")
def calendar(name: str) -> Response:
    """Its week, Monday first, each day as [from, to] in minutes; *exceptions* counts what is otherwise: special days,
    and the public holidays of this year."""
    found = find(Calendar, name=name)
    edit = url_for("settings.calendar", calendar_id=found.id)
    closed = HolidayChoice(**found.holidays).holidays([now().year]) if found.holidays else ()
    count = len(found.special_days) + sum(each.counts for each in closed)
    return jsonify(name=name, label=found.label, week=spread(found.week), exceptions=count, edit=edit)


@api.get("/lists/<name>")
def caller_list(name: str) -> Response:
    found = find(CallerList, name=name)
    edit = url_for("settings.caller_list", list_id=found.id)
    return jsonify(name=name, label=found.label, count=callers.count(found), edit=edit)


@api.post("/prompts")
@takes_up_to(MOST_SOURCE_BYTES)
def record_prompt() -> ResponseReturnValue:
    """A new prompt from the sound in "sound", called by "label"."""
    label, sound = request.form.get("label", "").strip(), request.files.get("sound")
    if not label or len(label) > MOST_LABEL_CHARACTERS or sound is None:
        raise NoName(_("A recorded prompt needs a name of up to %(most)s characters.", most=MOST_LABEL_CHARACTERS))
    made = given("microphone", sound.read(), wish_for("announcement"))
    prompt = prompts.add_prompt(label, made, author=current_user.name)
    db.session.commit()
    return jsonify(name=prompt.name, label=prompt.label, text=prompt.text, warning=go_live()), 201
