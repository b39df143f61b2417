"""Shows the numbers outside with which most calls were made."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure, filled, length
from app.ports.figures import Answer, Question, Selection, figures
from app.ports.figures import Row as Counted
from app.statistics.asked import OUTCOMES, Asked, Grid, cell, column, count, grid, narrowed
from app.statistics.cards.card import Card
from app.statistics.sentences import together
from app.statistics.shown import Cell, Column, Option, Row, Shown, Table

TOP, NEW, REPEAT = Option("top", _l("Top")), Option("new", _l("New")), Option("repeat", _l("Repeat"))
MOST = 25
FIRST = 5
FEW_ANSWERED = 0.6
LEAST_CALLS = 4


def options(_selection: Selection) -> tuple[Option, ...]:
    """Return all callers, those who called for the first time, and the others."""
    return (TOP, NEW, REPEAT)


def build(asked: Asked) -> Shown:
    """List those with most calls, and how their calls ended."""
    meant = asked.selection
    if asked.option != "top":
        meant = narrowed(meant, {"caller": "new" if asked.option == "new" else "returning"})
    asked = replace(asked, selection=meant)
    found = asked.alone(["calls", "answered_share", "minutes"], "outside")
    rows = sorted((row for row in found.rows if row.values[0] and row.keys[0]), key=lambda row: -(row.values[0] or 0))
    if not rows:
        return Shown(is_empty=True)
    top = tuple(row.keys[0] for row in rows[:MOST])
    outcomes = _outcomes(meant, top)
    new = {row.keys[0] for row in outcomes.rows if row.values[1]}
    by_outcome = grid(outcomes.rows)
    lines = tuple(_row(asked, row.keys[0], row.values, by_outcome, row.keys[0] in new) for row in rows[:MOST])
    columns = [Column(_("Caller")), column("calls"), Column(_("Outcome")), column("minutes", _("Talked"))]
    return Shown(
        say=together(_how_many(asked), _in_vain(rows[:MOST])),
        table=Table(tuple(columns), lines, 1, is_falling=True),
        question=found.question,
        open_rows=FIRST,
        note=_("The %(count)s with most calls.", count=MOST) if len(rows) > MOST else "",
    )


def _outcomes(meant: Selection, numbers: tuple[str, ...]) -> Answer:
    """Return the calls of these numbers by outcome, and which of them are new."""
    filters = dict(meant.filters) | {"outside": numbers}
    few = replace(meant, filters=tuple(filters.items()), compare="")
    return figures().ask(Question(few, ("calls", "new_callers"), ("outside", "outcome")))


def _row(asked: Asked, number: str, values: tuple[float | None, ...], outcomes: Grid, is_new: bool) -> Row:
    parts = tuple((outcome, count(outcomes, number, outcome)) for outcome in OUTCOMES)
    counted = sum(amount for _outcome, amount in parts)
    rest = (("rest", max(0.0, (values[0] or 0) - counted)),)
    said = ", ".join(
        f"{figure(amount, 'calls')} {figures().label('outcome', each)}" for each, amount in parts if amount
    )
    label = figures().label("outside", number)
    cells = (
        cell("calls", values[0], asked.calls("calls", outside=number)),
        Cell(said, values[0], bars=parts + rest),
        _talked(values[2], asked.calls("minutes", outside=number)),
    )
    return Row(label, label.casefold(), cells, asked.page(outside=number), mark=_("New") if is_new else "")


def _talked(minutes: float | None, href: str) -> Cell:
    text = length(60 * (minutes or 0))
    return Cell(text, minutes, href if minutes else "", filled=filled(text, None))


def _how_many(asked: Asked) -> Markup:
    """Say how many numbers there are, and how many of them are new."""
    found = [round(value or 0) for value in asked.alone(["callers", "new_callers"]).total.values]
    number = figure(found[0], "people")
    if asked.option != "top" or not found[1]:
        return Markup("{}").format(
            ngettext("%(count)s number in all.", "%(count)s numbers in all.", found[0], count=number)
        )
    return Markup(_("<b>%(new)s of %(all)s callers are new</b>.")) % {"new": figure(found[1], "people"), "all": number}


def _in_vain(rows: Sequence[Counted]) -> Markup:
    """Say who got through least, among those who call often."""
    often = [(row.values[1], row) for row in rows if (row.values[0] or 0) >= LEAST_CALLS and row.values[1] is not None]
    share, worst = min(often, key=lambda each: each[0], default=(1.0, None))
    if worst is None or share > FEW_ANSWERED:
        return Markup()
    return Markup(_("%(name)s got through in only %(share)s of %(calls)s calls.")) % {
        "name": figures().label("outside", worst.keys[0]),
        "share": figure(share, "share"),
        "calls": figure(worst.values[0], "calls"),
    }


CARD = Card("numbers", _l("Outside numbers"), 6, 0, build, options)
