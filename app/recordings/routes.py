"""Serves the list of recordings, and their sound."""

import re

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file
from wtforms.fields.choices import SelectChoice

from app.call_story import known_as
from app.company.service import own_company
from app.db import find
from app.ports.directory import references
from app.recordings import service
from app.recordings.forms import SearchForm
from app.recordings.models import Recording
from app.recordings.words import KINDS, length, words
from app.rights import right
from designer.runtime.target import EMPLOYEE, GROUP, Target

NOT_IN_A_FILE_NAME = re.compile(r"[^\w+.-]+")

recordings = Blueprint("recordings", __name__, url_prefix="/recordings", template_folder="templates")


@recordings.context_processor
def _words() -> dict[str, object]:
    return {"kinds": KINDS, "words": words, "length": length}


@recordings.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """List the recordings."""
    people = _people()
    form = SearchForm(request.args)
    form.who.choices = _choices(people)
    if not form.validate():
        return render_template("recordings/index.html", form=form, people=people, rows=[], total=None), 422
    search = form.search(own_company().zone)
    return render_template(
        "recordings/index.html",
        form=form,
        people=people,
        rows=service.find_recordings(search),
        total=service.total(search),
        keep={name: value for name, value in request.args.items() if value and name != "page"},
    )


@recordings.get("/<recording_id>")
@right("see calls", scope="groups")
def row(recording_id: str) -> ResponseReturnValue:
    """Return one line of the list, which refreshes itself until its sound is there."""
    return render_template("recordings/row.html", recording=find(Recording, id=recording_id), people=_people())


@recordings.get("/<recording_id>/sound.wav")
@right("see calls", scope="groups")
def sound(recording_id: str) -> ResponseReturnValue:
    """Play a recording."""
    return play(recording_id)


@recordings.get("/<recording_id>/peaks")
@right("see calls", scope="groups")
def peaks(recording_id: str) -> ResponseReturnValue:
    """Return how loud each side is over the time of a recording, for its picture."""
    recording = find(Recording, id=recording_id)
    if recording.state != "ready":
        abort(404)
    answer = jsonify(service.peaks_of(recording))
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def play(recording_id: str) -> ResponseReturnValue:
    """Return a recording's sound, or the part that a Range header asks for (RFC 9110 section 14)."""
    recording = find(Recording, id=recording_id)
    if recording.state != "ready":
        abort(404)
    file, size_bytes = service.open_sound(recording)
    response = Response(wrap_file(request.environ, file), mimetype="audio/wav", direct_passthrough=True)
    response.content_length = size_bytes
    response.headers["Cache-Control"] = "private, no-store"
    if "download" in request.args:
        response.headers.set("Content-Disposition", "attachment", filename=_file_name(recording))
    try:
        return response.make_conditional(request.environ, accept_ranges=True, complete_length=size_bytes)
    except RequestedRangeNotSatisfiable:
        file.close()
        raise


def _file_name(recording: Recording) -> str:
    """Return a name such as "2026-05-04 14-32 +4917612345678 to 101.wav", in the company's time."""
    at = format_datetime(recording.began_at, "yyyy-MM-dd HH-mm")
    caller, who = (NOT_IN_A_FILE_NAME.sub("-", name) for name in (recording.caller, Target(recording.who).name))
    return f"{at} {known_as(caller)} {_('to')} {who}.wav"


def _people() -> dict[str, str]:
    """Return the labels of employees, groups and the company, by owner."""
    found: dict[str, str] = {
        Target.of(each.kind, each.name): each.label for each in references() if each.kind in (EMPLOYEE, GROUP)
    }
    return {"company": _("The company"), **found}


def _choices(people: dict[str, str]) -> list[SelectChoice]:
    """Return the owners to choose from, including former ones."""
    owners = service.owners()
    former = {owner: Target(owner).name for owner in owners if owner not in people}
    groups = (
        (None, {"company": people["company"]} if "company" in owners else {}),
        (_("Employees"), {who: label for who, label in people.items() if Target(who).kind == EMPLOYEE}),
        (_("Groups"), {who: label for who, label in people.items() if Target(who).kind == GROUP}),
        (_("No longer in the settings"), former),
    )
    choices = [SelectChoice(who, label, optgroup=name) for name, each in groups for who, label in each.items()]
    return [SelectChoice("", _("Everybody")), *choices]
