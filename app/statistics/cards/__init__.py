"""Makes the cards of the page Statistics, in the order in which they are shown until somebody moves them."""

from app.ports.figures import figures
from app.statistics.cards import (
    at_once,
    busy_hours,
    compared,
    days,
    never,
    numbers,
    over_time,
    paths,
    people,
    quality,
    waits,
)
from app.statistics.cards.card import Card
from app.statistics.cards.own import own_card
from app.statistics.models import Board

CARDS: dict[str, Card] = {
    card.name: card
    for card in (
        over_time.CARD,
        never.CARD,
        days.CARD,
        busy_hours.CARD,
        waits.CARD,
        compared.LINES,
        numbers.CARD,
        people.CARD,
        compared.DIRECTIONS,
        compared.COUNTRIES,
        compared.NUMBERS_CALLED,
        at_once.CARD,
        quality.CARD,
        paths.CARD,
    )
}


def cards_of(board: Board) -> dict[str, Card]:
    """Return all cards that a user has, by name, in their order. Those that they never moved keep their places."""
    known = figures().measures().keys() | figures().splits().keys()
    ours = {name: card for name, card in CARDS.items() if card.needs <= known}
    cards = ours | {card.name: card for card in map(own_card, board.cards)}
    moved = [name for name in board.order if name in cards]
    waiting = [name for name in cards if name not in moved]
    usual = list(cards)
    for name in waiting:
        before = usual[: usual.index(name)]
        place = max((moved.index(each) + 1 for each in before if each in moved), default=0)
        moved.insert(place, name)
    return {name: cards[name] for name in moved}
