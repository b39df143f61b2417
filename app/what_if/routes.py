"""Answers in JSON what would have been."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.company.service import own_company
from app.ports.what_if import CantTell
from app.rights import right
from app.web.errors import Refused
from app.what_if import service

what_if = Blueprint("what_if", __name__, url_prefix="/what-if")


class NoAnswer(Refused):
    """Reports that the question has no answer."""

    code = "no_answer"


@what_if.get("/")
@right("watch", scope="groups")
def ask() -> ResponseReturnValue:
    """Answer what would have been with more *people* in a *group* from *begins* to *ends*."""
    try:
        people = int(request.args.get("people", "1"))
        found = service.ask(request.args.get("group", ""), people, _moment("begins"), _moment("ends"))
    except CantTell as problem:
        raise NoAnswer(str(problem)) from problem
    except ValueError as problem:
        raise NoAnswer(_("Say since when, until when, and how many people to add.")) from problem
    answer: dict[str, Any] = asdict(found)
    answer["track"] = [[each.at.isoformat(), each.was_s, each.would_s] for each in found.track]
    return jsonify(answer)


def _moment(name: str) -> datetime:
    """Return the moment in the address; without an offset, it is one of the company's clock. Raise ValueError."""
    found = datetime.fromisoformat(request.args.get(name, ""))
    return found if found.tzinfo else found.replace(tzinfo=own_company().clock)
