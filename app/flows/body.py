"""Reads and checks the JSON that is sent to the API."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app.flows.graph_json import NotJson, TooLarge, read_json
from app.flows.service import Malformed

MOST_NOTE_CHARACTERS = 200


def body(*keys: str, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the JSON object that was sent, with exactly these keys and perhaps *optional* ones. Raise Malformed if it
    is anything else."""
    try:
        data = read_json(request.get_data())
    except NotJson as problem:
        raise Malformed(_("This is no JSON: %(reason)s.", reason=problem)) from problem
    except TooLarge as problem:
        raise RequestEntityTooLarge from problem
    if not isinstance(data, dict) or not set(keys) <= data.keys() <= {*keys, *optional}:
        raise Malformed(_("Expected a JSON object with: %(keys)s.", keys=", ".join((*keys, *optional))))
    return data


def revision(data: dict[str, Any]) -> int:
    """Return the revision in *data*. Raise Malformed if it is anything else."""
    number = data["revision"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise Malformed(_("The revision must be a whole number."))
    return number


def text(data: dict[str, Any], key: str, most: int) -> str:
    """Return a text of 1 to *most* characters. Raise Malformed if it is anything else."""
    value = data[key]
    if not isinstance(value, str) or not 0 < len(value.strip()) <= most:
        raise Malformed(_("“%(key)s” must be text of at most %(most)s characters.", key=key, most=most))
    return value.strip()


def note(value: Any) -> str:
    """Return the note about a version. Raise Malformed if it is anything else."""
    if not isinstance(value, str) or len(value.strip()) > MOST_NOTE_CHARACTERS:
        raise Malformed(_("The note must be text of at most %(most)s characters.", most=MOST_NOTE_CHARACTERS))
    return value.strip()


def day(data: dict[str, Any], key: str) -> date:
    """Return a date. Raise Malformed if it is anything else."""
    try:
        return date.fromisoformat(data[key])
    except (TypeError, ValueError) as problem:
        raise Malformed(_("“%(key)s” must be a day such as 2026-11-24.", key=key)) from problem
