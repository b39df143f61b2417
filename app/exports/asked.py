"""Writes into a URL which table is meant, and reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from app.ports.exports import BadTable, CallTable, FigureTable, Table
from app.ports.figures import Question, Selection, figures
from app.web.urls import public_link

MOST_MEASURES = 30
MOST_SPLITS = 2
MOST_TITLE_CHARACTERS = 120
SORTS = ("started_at", "waited_s", "talked_s", "caller", "number", "outcome", "employee")
Args = Mapping[str, Sequence[str]]


def args_of(table: Table) -> list[tuple[str, str]]:
    """Return the parameters that say *table*: "measures", "splits" and "title" for figures, "measure" and "sort" for
    calls, and those of the selection."""
    if isinstance(table, CallTable):
        return [*figures().args(table.selection), ("measure", table.measure), ("sort", table.sort)]
    asked = table.question
    own = [("measures", ",".join(asked.measures)), ("splits", ",".join(asked.splits)), ("title", table.title)]
    return [*figures().args(asked.selection), *((name, value) for name, value in own if value)]


def table_of(args: Args) -> Table:
    """Return what ``args_of`` said. Raise BadTable or BadSelection with a sentence for the user."""
    selection = figures().selection(args)
    if "measures" in args:
        measures, splits = _names(args, "measures"), _names(args, "splits")
        _refuse_unknown(measures, splits)
        title = " ".join(_one(args, "title").split())[:MOST_TITLE_CHARACTERS]
        return FigureTable(Question(selection, measures, splits), title)
    measure, sort = _one(args, "measure") or "calls", _one(args, "sort") or "-started_at"
    _refuse_unknown((measure,), ())
    if sort.removeprefix("-") not in SORTS:
        raise BadTable(_("Calls can't be sorted by %(column)s.", column=sort[:20]))
    return CallTable(selection, measure, sort)


def _one(args: Args, name: str) -> str:
    return next(iter(args.get(name, ())), "")


def _names(args: Args, name: str) -> tuple[str, ...]:
    return tuple(each for each in _one(args, name).split(",") if each)


def _refuse_unknown(measures: tuple[str, ...], splits: tuple[str, ...]) -> None:
    if not measures or len(measures) > MOST_MEASURES:
        raise BadTable(_("Choose one to %(most)s figures.", most=MOST_MEASURES))
    if len(splits) > MOST_SPLITS:
        raise BadTable(_("Split figures by at most two things."))
    for name in measures:
        if name not in figures().measures():
            raise BadTable(_("There is no figure called “%(name)s”.", name=name[:40]))
    for name in splits:
        if name not in figures().splits():
            raise BadTable(_("Figures can't be split by “%(name)s”.", name=name[:40]))


def grouped(args: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the parameters by name, as a URL is made of them."""
    found: dict[str, list[str]] = {}
    for name, value in args:
        found.setdefault(name, []).append(value)
    return found


def page_of(selection: Selection, measure: str) -> str:
    """Return the address of the calls that *measure* counts in *selection*. It names the days, so that it leads to the
    same calls whenever somebody follows it."""
    said = figures().args(replace(selection, period=""))
    return public_link("calls.index", **grouped([*said, ("measure", measure)]))
