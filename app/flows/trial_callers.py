"""Reads whom a trial takes for its caller."""

from flask_babel import gettext as _

from app.company.service import own_company
from app.web.errors import Refused
from designer.runtime import numbers


class NoCaller(Refused):
    """Says that the caller's number is not valid."""

    code = "no_caller"


def caller_of_a_trial(written: str) -> str:
    """Return the caller's number as a call from outside would have it: without a number, or with one that a colleague
    may have, it is anonymous. Raise NoCaller if *written* is no number."""
    plan = own_company().numbering_plan
    if not numbers.DIALLED.fullmatch(numbers.read(plan, written)) and written.strip() not in ("", numbers.ANONYMOUS):
        raise NoCaller(_("“%(caller)s” is no number to call from, such as +49 170 12345.", caller=written[:40]))
    return numbers.from_carrier(plan, written)
