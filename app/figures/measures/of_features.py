"""Makes measures of what features register."""

from app.figures.measures.defined import Defined
from app.figures.measures.rows import column
from app.figures.reckoning import Count, Finds, Ratio, Reckoning, Rows, Total
from app.figures.view import View
from app.ports import figure_features as port
from app.ports.figure_features import Amounts, FeatureMeasure, How
from app.ports.figures import Measure


def measure_of(each: FeatureMeasure) -> Defined:
    """Return a feature's measure, and how it is reckoned."""
    return Defined(each.measure, _reckoning(each.how, each.measure))


def _reckoning(how: How, measure: Measure) -> Reckoning:
    known, amounts = _known(how.amounts), how.amounts
    total = Total(known, column(amounts.name), amounts.per, may_be_negative=True)
    match how:
        case port.Total():
            return total
        case port.Mean():
            return Ratio(total, Count(known), measure.unit, currency=measure.currency)
        case port.CallsWith():
            return Count(known)


def _known(amounts: Amounts) -> Finds:
    """Return what finds the calls of which an amount is known."""

    def find(view: View) -> Rows:
        return Rows("call", view.rows("call") & (view.column("call", amounts.name) != 0))

    return find
