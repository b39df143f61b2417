"""Shows the page Statistics: its bar of filters, and the frames that the cards come into."""

from datetime import date, datetime

from babel.dates import get_timezone_location
from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.auth.actor import current_actor
from app.company.service import own_company
from app.ports.exports import CallTable, ExportLinks, exports
from app.ports.figures import BadSelection, Selection, figures
from app.rights import right
from app.statistics import bar, service
from app.statistics.asked import Asked, page_of, query_of
from app.statistics.cards import cards_of
from app.statistics.cards.card import Card
from app.statistics.cards.own import question_card
from app.statistics.models import SavedView
from app.statistics.service import CHARTS
from app.statistics.sums import nearest_with_calls, sums_of
from app.web.errors import Refused

statistics = Blueprint("statistics", __name__, url_prefix="/statistics", template_folder="../templates")
VIEW = "view"
MEASURE, SPLIT = "measure", "by"
"""What a question asks for, besides the calls that are meant."""

UNDERSTAND = "questions_api.understand"
OTHERS = frozenset({VIEW, MEASURE, SPLIT, "option"})
USUAL = "7d"


class BadQuery(Refused):
    """Reports that the address says no selection of calls."""

    code = "bad_selection"


def selected() -> Selection:
    """Return the calls that the address means. Raise BadQuery."""
    asked = {name: values for name, values in request.args.lists() if name not in OTHERS}
    try:
        return figures().selection(asked, default=USUAL)
    except BadSelection as problem:
        raise BadQuery(str(problem)) from problem


def today() -> date:
    """Return the company's local day."""
    return datetime.now(own_company().clock).date()


@statistics.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """Show the page. Each card loads when it comes into view."""
    by = current_actor()
    selection, now = selected(), datetime.now(own_company().clock)
    board = service.board_of(by)
    view = _view()
    return render_template(
        "statistics/index.html",
        selection=selection,
        args=figures().args(selection),
        chips=bar.chips_of(selection),
        compared=bar.compared_chip(selection),
        period=bar.period_words(selection, now.date()),
        bar=bar,
        page_of=page_of,
        cards=list(cards_of(board).values()),
        hidden=set(board.hidden),
        views=service.views(by),
        view=view,
        is_changed=view is not None and view.query != query_of(selection),
        query=query_of(selection),
        user_id=by.id,
        clock=f"{now:%H:%M}",
        zone=get_timezone_location(own_company().zone, locale=get_locale(), return_city=True),
        files=_files(selection),
        measures=figures().measures(),
        splits=figures().splits(),
        filters=figures().filters(),
        understand=url_for(UNDERSTAND) if UNDERSTAND in current_app.view_functions else "",
        asked=asked_card(),
        question_args=[(name, value) for name in (MEASURE, SPLIT) for value in request.args.getlist(name)],
        charts=CHARTS,
    )


def asked_card() -> Card | None:
    """Return the card that answers the question in the address, None if it asks for nothing but calls."""
    measure, splits = request.args.get(MEASURE, ""), [*dict.fromkeys(request.args.getlist(SPLIT))][:2]
    if not measure or measure not in figures().measures() or not set(splits) <= figures().splits().keys():
        return None
    return question_card(measure, splits)


def _view() -> SavedView | None:
    """Return the saved view that the address names, if it is still there."""
    wanted = request.args.get(VIEW, type=int)
    return next((each for each in service.views(current_actor()) if each.id == wanted), None)


def _files(selection: Selection) -> ExportLinks | None:
    """Return where the calls of the page are as files."""
    return exports().links(CallTable(selection))


@statistics.get("/sums")
@right("see calls", scope="groups")
def sums() -> ResponseReturnValue:
    """Return the strip of sums; and what to do if no call is like that."""
    asked = Asked(selected(), today())
    found = sums_of(asked)
    if found.is_empty:
        nearest = nearest_with_calls(asked)
        return render_template(
            "statistics/nothing.html", nearest=nearest, selection=asked.selection, page_of=page_of, bar=bar
        )
    return render_template("statistics/sums.html", sums=found.sums)


@statistics.get("/filters/<name>")
@right("see calls", scope="groups")
def filter_form(name: str) -> ResponseReturnValue:
    """Return the form of one filter, with what is chosen."""
    found = figures().filters().get(name)
    if found is None:
        return "", 404
    selection = selected()
    chosen = dict(selection.filters).get(name, ())
    choices = figures().choices(name) if found.kind in ("choice", "block") else []
    return render_template(
        "statistics/filter_form.html",
        filter=found,
        chosen=chosen,
        choices=choices,
        fields=bar.fields_of(selection, name),
    )
