"""Keeps how a user has arranged the page, and the cards of their own."""

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.actor import current_actor
from app.db import db
from app.ports.figures import figures
from app.rights import right
from app.statistics import service
from app.statistics.asked import page_of
from app.statistics.cards import cards_of
from app.statistics.routes.page import selected, statistics
from app.statistics.service import BadCard
from app.web.forms import fault_of, strip
from app.web.saving import commit


@statistics.post("/board")
@right("see calls", scope="groups")
def arrange() -> ResponseReturnValue:
    """Put the cards into the order that is sent, and hide those that are named. Without any card that there is, end the
    request with 422 and keep what was."""
    by = current_actor()
    known = cards_of(service.board_of(by))
    order = request.form.getlist("order")
    if known.keys().isdisjoint(order):
        abort(422)
    service.arrange(by, order, request.form.getlist("hidden"), known)
    db.session.commit()
    return "", 204


@statistics.post("/own-cards")
@right("see calls", scope="groups")
def add_card() -> ResponseReturnValue:
    """Add a card of the user's own."""
    sent = request.form
    splits = [each for each in (sent.get("split", ""), sent.get("second", "")) if each]
    measure = sent.get("measure", "")
    if measure not in figures().measures() or not set(splits) <= figures().splits().keys():
        raise BadCard(_("Choose what to count, and one or two things to split it by."))
    title = strip(sent.get("title"))
    if fault := fault_of(title):
        raise BadCard(fault)
    made = service.add_card(current_actor(), title, measure, splits, sent.get("chart", ""))
    commit(_("The card %(name)s was added.", name=title))
    return redirect(f"{page_of(selected())}#card-own-{made}")


@statistics.post("/own-cards/<int:card_id>/delete")
@right("see calls", scope="groups")
def delete_card(card_id: int) -> ResponseReturnValue:
    """Delete a card of the user's own."""
    service.delete_card(current_actor(), card_id)
    commit(_("The card was deleted."))
    return redirect(page_of(selected()))
