"""Deletes saved views and own cards that name somebody outside: a view of nobody's calls would be of no use."""

from urllib.parse import unquote_plus

from sqlalchemy import select

from app.db import db
from app.ports.outsiders import Outsider
from app.statistics.models import Board, SavedView


def count(outsider: Outsider) -> int:
    """Return how many views and cards name somebody."""
    return len(_views(outsider)) + sum(len(_named(board, outsider)) for board in db.session.scalars(select(Board)))


def forget(outsider: Outsider) -> None:
    """Delete them."""
    for view in _views(outsider):
        db.session.delete(view)
    for board in db.session.scalars(select(Board)):
        gone = _named(board, outsider)
        board.cards = [card for card in board.cards if card not in gone]
    db.session.flush()


def _views(outsider: Outsider) -> list[SavedView]:
    views = db.session.scalars(select(SavedView))
    return [view for view in views if outsider.has_number_in(view.name, unquote_plus(view.query))]


def _named(board: Board, outsider: Outsider) -> list[object]:
    return [card for card in board.cards if outsider.has_number_in(str(card.get("title", "")))]
