"""Says what figures show. The point of each sentence is in bold."""

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure
from app.ports.figures import Answer
from app.statistics.asked import Asked

SAME_SHARE = 0.005
"""A change of less than this is none."""


def together(*sentences: Markup) -> Markup:
    """Return the sentences that say something, one after another."""
    return Markup(" ").join(each for each in sentences if each)


def calls_so_far(asked: Asked, sums: Answer) -> Markup:
    """Say how many calls there are, and how many more or fewer than in the other period."""
    calls = sums.total.values[0] or 0
    is_open = asked.selection.last >= asked.today
    number = figure(calls, "calls")
    if is_open:
        said = ngettext("%(number)s call so far", "%(number)s calls so far", round(calls), number=number)
    else:
        said = ngettext("%(number)s call", "%(number)s calls", round(calls), number=number)
    before = sums.compared.total.values[0] if sums.compared else None
    if not before:
        return Markup("{}.").format(said)
    return Markup("{}, {}.").format(said, _difference(calls / before - 1, asked.compared_words(sums)))


def _difference(part: float, period: str) -> Markup:
    if abs(part) < SAME_SHARE:
        return Markup(_("as many as in %(period)s")) % {"period": period}
    percent = figure(abs(part), "share")
    if part > 0:
        return Markup(_("<b>%(percent)s more</b> than in %(period)s")) % {"percent": percent, "period": period}
    return Markup(_("<b>%(percent)s fewer</b> than in %(period)s")) % {"percent": percent, "period": period}
