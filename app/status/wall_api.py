"""Serves what pages ask of the wall besides Socket.IO: the user's figures, and TV screens (docs/wall.md)."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.actor import current_actor
from app.company.service import own_company
from app.config import config
from app.db import company_in_force, company_scope, db, now
from app.db.groups import group_scope
from app.rights import public, right
from app.status import choices, past, screens
from app.status.live.events import groups_in_view, tell_choice
from app.status.track import track
from app.status.words import page
from app.web.errors import Refused

FIRST_DAY = date(1980, 1, 1)

wall = Blueprint("wall", __name__, template_folder="templates")


class NoJson(Refused):
    """Says that the request has no JSON that the route knows."""

    status = 400
    code = "no_json"


def _body() -> dict[str, Any]:
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise NoJson(_("Expected a JSON object."))
    return found


@wall.put("/status/choice")
@right("watch", scope="groups")
def choose() -> ResponseReturnValue:
    """Keep which large figures the user wants."""
    data = _body()
    chosen = choices.read(data.get("figures"), choices.names())
    choices.choose(current_user.id, chosen)
    db.session.commit()
    tell_choice(company_in_force(), current_user.id, chosen)
    return jsonify(figures=chosen)


@wall.delete("/status/choice")
@right("watch", scope="groups")
def forget_choice() -> ResponseReturnValue:
    """Show the user the usual figures again."""
    choices.forget(current_user.id)
    db.session.commit()
    chosen = choices.default(choices.own_catalog())
    tell_choice(company_in_force(), current_user.id, chosen)
    return jsonify(figures=chosen)


@wall.get("/status/past")
@right("watch", scope="groups")
def past_wall() -> ResponseReturnValue:
    """Show the wall of a moment of the past, and what changed after it."""
    begins, ends = _moment("at"), _moment("until")
    limit = groups_in_view(request.args.get("view"))
    with group_scope(limit):
        return jsonify(past.played(past.stretch(begins, ends, limit)))


@wall.get("/status/past/track")
@right("watch", scope="groups")
def past_track() -> ResponseReturnValue:
    """Show how a day went."""
    limit = groups_in_view(request.args.get("view"))
    with group_scope(limit):
        return jsonify(track(_day(), limit))


def _moment(name: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(request.args.get(name, "")) / 1000, UTC)
    except (ValueError, OverflowError, OSError) as problem:
        raise past.NoPast(_("Choose a moment of the past, and at most an hour from there.")) from problem


def _day() -> date:
    today = now().astimezone(own_company().clock).date()
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError as problem:
        raise past.NoPast(_("Choose a day such as 2026-11-24.")) from problem
    if not FIRST_DAY <= day <= today:
        raise past.NoPast(_("Choose a day of the past."))
    return day


@wall.get("/status/screens")
@right("screens", scope="groups")
def all_screens() -> ResponseReturnValue:
    """List the TV screens."""
    return jsonify(screens=[screens.to_json(each) for each in screens.all_screens(current_user.sees_groups)])


@wall.post("/status/screens")
@right("screens", scope="groups")
def make_screen() -> ResponseReturnValue:
    """Make a TV screen, and give its link this once."""
    wanted = screens.read(_body(), choices.names(), current_user.sees_groups)
    screen, token = screens.make(wanted, current_actor())
    db.session.commit()
    link = f"{config().portal_url}{url_for('wall.tv', token=token)}"
    return jsonify({**screens.to_json(screen), "link": link}), 201


@wall.put("/status/screens/<int:screen_id>")
@right("screens", scope="groups")
def change_screen(screen_id: int) -> ResponseReturnValue:
    """Change a TV screen."""
    screen = screens.own(screen_id, current_user.sees_groups)
    screens.change(screen, screens.read(_body(), choices.names(), current_user.sees_groups))
    db.session.commit()
    return jsonify(screens.to_json(screen))


@wall.delete("/status/screens/<int:screen_id>")
@right("screens", scope="groups")
def end_screen(screen_id: int) -> ResponseReturnValue:
    """End a TV screen: its link shows nothing from now on."""
    screens.end(screens.own(screen_id, current_user.sees_groups))
    db.session.commit()
    return "", 204


@wall.get("/tv/<token>")
@public
def tv(token: str) -> ResponseReturnValue:
    """Show the page of a TV screen, which its link alone opens."""
    screen = screens.of_token(token)
    if screen is None:
        return render_template("status/tv_ended.html"), 404
    with company_scope(screen.company_id), group_scope(screen.shows), force_locale(screen.language):
        data = {**page(name=own_company().name, token=token), "language": screen.language}
        return render_template("status/screen.html", screen=screen, page=data)
