"""Saves views of Statistics, and how a user has arranged its cards."""

from collections.abc import Collection, Sequence

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import or_, select

from app.auth.actor import Actor
from app.db import db
from app.statistics.models import MOST_QUERY, Board, SavedView
from app.web.errors import Refused
from app.web.forms import fault_of

MOST_CARDS = 40
MOST_VIEWS = 60
MOST_TITLE = 60
CHARTS = ("bars", "line", "heat", "table")


class TooMany(Refused):
    """Refuses to save more than a page can show."""

    code = "too_many"


class BadCard(Refused):
    """Refuses a card that asks for what can't be counted or drawn."""

    code = "bad_card"


class BadView(Refused):
    """Refuses a view without a name, or one that is too long."""

    code = "bad_view"


def views(by: Actor) -> list[SavedView]:
    """Return the user's own views and those that others share, by name."""
    mine = or_(SavedView.user_id == by.id, SavedView.is_shared)
    return list(db.session.scalars(select(SavedView).where(mine).order_by(SavedView.name, SavedView.id)))


def view_of(by: Actor, view_id: int) -> SavedView:
    """Return a view that the user may see, or end the request with 404."""
    return next((each for each in views(by) if each.id == view_id), None) or abort(404)


def own_view(by: Actor, view_id: int) -> SavedView:
    """Return a view of the user's own, which they may change, or end the request with 404."""
    found = view_of(by, view_id)
    return found if found.user_id == by.id else abort(404)


def save_view(by: Actor, name: str, query: str, is_shared: bool) -> SavedView:
    """Save a new view. Raise BadView or TooMany."""
    _check(name, query)
    if len([each for each in views(by) if each.user_id == by.id]) >= MOST_VIEWS:
        raise TooMany(_("There are %(count)s views already. Delete one first.", count=MOST_VIEWS))
    made = SavedView(user_id=by.id, name=name, query=query, is_shared=is_shared)
    db.session.add(made)
    db.session.flush()
    return made


def _check(name: str, query: str) -> None:
    if not name or len(name) > MOST_TITLE:
        raise BadView(_("Give the view a name of up to %(count)s characters.", count=MOST_TITLE))
    if fault := fault_of(name):
        raise BadView(fault)
    if len(query) > MOST_QUERY:
        raise BadView(_("There are too many filters to save."))


def change_view(view: SavedView, name: str, query: str, is_shared: bool) -> None:
    """Change a view of the user's own. Raise BadView."""
    _check(name, query)
    view.name, view.query, view.is_shared = name, query, is_shared


def delete_view(view: SavedView) -> None:
    """Delete a view."""
    db.session.delete(view)


def board_of(by: Actor) -> Board:
    """Return how the user has arranged the page; a new board if they haven't."""
    found = db.session.get(Board, by.id)
    if found is None or found.company_id != by.company_id:
        return Board(user_id=by.id, order=[], hidden=[], cards=[], made=0)
    return found


def arrange(by: Actor, order: Sequence[str], hidden: Collection[str], known: Collection[str]) -> None:
    """Put the cards into this order, and hide some. Names that are not *known* are left out."""
    board = _kept(by)
    board.order = list(dict.fromkeys(name for name in order if name in known))
    board.hidden = [name for name in dict.fromkeys(hidden) if name in known]


def add_card(by: Actor, title: str, measure: str, splits: Sequence[str], chart: str) -> int:
    """Add a card of the user's own, and return its id. Raise BadCard or TooMany."""
    if not title or len(title) > MOST_TITLE:
        raise BadCard(_("Give the card a name of up to %(count)s characters.", count=MOST_TITLE))
    if chart not in CHARTS or not 1 <= len(splits) <= 2 or len(set(splits)) != len(splits):
        raise BadCard(_("Choose what to count, and one or two things to split it by."))
    board = _kept(by)
    if len(board.cards) >= MOST_CARDS:
        raise TooMany(_("There are %(count)s cards already. Delete one first.", count=MOST_CARDS))
    board.made += 1
    made = {"id": board.made, "title": title, "measure": measure, "splits": list(splits), "chart": chart}
    board.cards = [*board.cards, made]
    return board.made


def delete_card(by: Actor, card_id: int) -> None:
    """Delete a card of the user's own, or end the request with 404."""
    board = _kept(by)
    left = [card for card in board.cards if card["id"] != card_id]
    if len(left) == len(board.cards):
        abort(404)
    board.cards = left


def _kept(by: Actor) -> Board:
    board = board_of(by)
    db.session.add(board)
    return board
