"""Measures of callers."""

from flask_babel import lazy_gettext as _

from app.figures.measures.defined import defined
from app.figures.measures.rows import calls, of_new
from app.figures.reckoning import Different
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
)
