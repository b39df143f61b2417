"""Keeps which large figures each user wants, with their targets, sounds and notifications."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _

from app.company.service import own_company
from app.db import company_in_force, db
from app.ports.figures import figures
from app.status.asking import more_measures
from app.status.models import WallChoice
from app.status.picture import Row
from app.status.reading import more_catalog
from app.status.sections.figures import OWN, catalog, of_features
from app.web.errors import Refused

MOST_THRESHOLD = 1e6
LEVELS = ("", "watch", "act")
NOTICES = ("sound", "notify", "message")
THRESHOLDS = ("watch", "act")


class BadChoice(Refused):
    """Says what is wrong with a choice of figures."""

    code = "bad_choice"


def own_catalog() -> list[Row]:
    """Return the figures that there are in the company in force, in the language in force."""
    return catalog(more_catalog(), figures().measures(), own_company().targets)


def names() -> list[str]:
    """Return the names of all figures."""
    return [*(each.figure.name for each in (*OWN, *of_features(more_measures()))), *more_catalog()]


def default(known: Sequence[Row]) -> list[Row]:
    """Return the choice of somebody who has not chosen."""
    return [entry(each["name"]) for each in known if each["is_default"]]


def entry(name: str, **values: Any) -> Row:
    """Return a figure of a choice."""
    return {"name": name, "watch": None, "act": None, "off": False, "sound": "", "notify": "", "message": "", **values}


def choice_of(user_id: int, known: Sequence[Row]) -> list[Row]:
    """Return what the user has chosen, without figures that there are no more."""
    row = db.session.get(WallChoice, (company_in_force(), user_id))
    there = {each["name"] for each in known}
    chosen = [entry(**each) for each in row.figures if each["name"] in there] if row else []
    return chosen or default(known)


def choose(user_id: int, chosen: list[Row]) -> None:
    """Keep a choice that ``read`` returned."""
    db.session.merge(WallChoice(company_id=company_in_force(), user_id=user_id, figures=chosen))


def forget(user_id: int) -> None:
    """Let the user see the usual figures again."""
    row = db.session.get(WallChoice, (company_in_force(), user_id))
    if row:
        db.session.delete(row)


def read(data: object, there: Collection[str]) -> list[Row]:
    """Return the figures that *data*, JSON from a page, chooses among those that are *there*. Raise BadChoice."""
    if not isinstance(data, list) or not 1 <= len(data) <= len(there):
        raise BadChoice(_("Choose between 1 and %(most)s figures.", most=len(there)))
    found = [_read(each, there) for each in data]
    if len({each["name"] for each in found}) < len(found):
        raise BadChoice(_("A figure is there twice."))
    return found


def _read(data: object, there: Collection[str]) -> Row:
    if not isinstance(data, dict) or data.get("name") not in there or not data.keys() <= entry("").keys():
        raise BadChoice(_("One of these figures does not exist."))
    found = entry(**data)
    if not all(found[each] is None or _is_number(found[each]) for each in THRESHOLDS):
        raise BadChoice(_("A target is a number from 0 to %(most)s.", most=int(MOST_THRESHOLD)))
    if any(found[each] not in LEVELS for each in NOTICES) or not isinstance(found["off"], bool):
        raise BadChoice(_("A sound or a message comes at the level “watch” or “act”, or not at all."))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_THRESHOLD
