"""Measures of callers, and of how well calls went."""

from flask_babel import lazy_gettext as _

from app.figures.measures.defined import defined
from app.figures.measures.rows import calls, column, known_quality, of_new, rated
from app.figures.reckoning import Count, Different, Ratio, Total
from app.figures.terms import MANY

MEASURES = (
    defined(
        "callers",
        _("Callers"),
        _("How many different outside numbers there were. Withheld numbers can't be told apart, and don't count."),
        _("number of different outside numbers"),
        Different(calls, "outside", (MANY, "")),
        "people",
    ),
    defined(
        "new_callers",
        _("New callers"),
        _("How many outside numbers were in a call for the first time."),
        _("number of different outside numbers with their first call"),
        Different(of_new, "outside", (MANY, "")),
        "people",
    ),
    defined(
        "rating",
        _("Rating"),
        _("The average of the ratings that calls were given, from 1 to 5. Calls without a rating don't count."),
        _("sum of all ratings / number of rated calls"),
        Ratio(Total(rated, column("rating"), 1.0), Count(rated)),
        "score",
        "more",
    ),
    defined(
        "mos",
        _("Speech quality"),
        _(
            "The average of each call's lowest opinion score (MOS), from 1 to 5. Calls of which no phone reported a "
            "score don't count."
        ),
        _("sum of the lowest scores / number of calls with a score"),
        Ratio(Total(known_quality, column("mos"), 100.0), Count(known_quality)),
        "score",
        "more",
    ),
)
