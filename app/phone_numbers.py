"""Reads numbers that people type, for forms, tables and JSON routes alike.

Each kind is read in one place, which has the sentence for what is wrong with it.
"""

import re
from typing import Self

import phonenumbers
from flask_babel import gettext as _

from app.number_beginnings import beginning
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

LEAST_OUTSIDE_DIGITS = 3
SIGN = re.compile(r"[!-/:-~\u2010-\u2015\u2212]")
"""Matches what stands in numbers of the public network, but never in an extension."""


class PhoneNumber(str):
    """Represents a number of the public network in E.164, such as "+4930555010"."""

    __slots__ = ()

    @classmethod
    def read(cls, written: str, plan: NumberingPlan | None) -> Self:
        """Raise ValueError, with a sentence for the person, if *written* is no complete number by the *plan*."""
        number = numbers.read(plan, written)
        if not is_complete(number):
            raise ValueError(_("In full, such as +49 30 555010."))
        return cls(number)


class Extension(str):
    """Represents a number that only colleagues dial: an employee's, or one that a flow answers."""

    __slots__ = ()

    @classmethod
    def read(cls, written: str, plan: NumberingPlan | None) -> Self:
        """Raise ValueError, with a sentence for the person, if *written* can't be one, or is an emergency number."""
        number = _extension(written)
        if not number:
            raise ValueError(_("Two to six digits, the first one not 0."))
        return cls(refuse_emergency(number, plan))


def read_own_number(written: str, plan: NumberingPlan | None) -> str:
    """Return a ``PhoneNumber``, or an ``Extension`` that a flow is to answer. Raise ValueError with a sentence."""
    number = refuse_emergency(numbers.read(plan, written), plan)
    if not _extension(written) and not is_complete(number):
        raise ValueError(_("In full, such as +49 30 555010, or two to six digits for colleagues."))
    return number


def _extension(written: str) -> str:
    """Return the digits of an extension, in any script and perhaps with spaces; "" for anything else, such as "12.0",
    which a spreadsheet makes of 12."""
    number = "" if SIGN.search(written) else numbers.dialled(written)
    return number if numbers.is_extension(number) else ""


def read_outside_number(written: str, plan: NumberingPlan | None) -> str:
    """Return a number that calls are forwarded to: E.164, a short code, or a local number that is longer than an
    extension. Raise ValueError with a sentence."""
    number = numbers.read(plan, written)
    if numbers.reaches_emergency(plan, number):
        raise ValueError(_("This is an emergency number."))
    if not numbers.DIALLED.fullmatch(number) or not _may_be_outside(number, plan):
        raise ValueError(_("Write a number such as +49 30 1234567."))
    return number


def _may_be_outside(number: str, plan: NumberingPlan | None) -> bool:
    """Return whether *number* is none that colleagues dial. Short codes have the same form."""
    if numbers.is_extension(number):
        return plan is not None and numbers.is_short(plan, number)
    return len(number) >= LEAST_OUTSIDE_DIGITS


def searched_parts(text: str, plan: NumberingPlan | None) -> set[str]:
    """Return the parts of a stored number of which one must be there to match a search for *text*; none for other text.

    "0170 12" finds "+4917012345" in Germany.
    """
    number = numbers.dialled(text)
    if not numbers.DIALLED.fullmatch(number):
        return set()
    return {number.lstrip("0") or number, beginning(plan, number) or number}


def refuse_emergency(number: str, plan: NumberingPlan | None) -> str:
    """Return *number*. Raise ValueError, with a sentence, if it leads to the police, rescuers or firefighters."""
    if numbers.is_emergency(plan, number):
        raise ValueError(_("This is an emergency number."))
    return number


def is_complete(number: str) -> bool:
    """Return whether *number* is in E.164, has a country code that exists, and as many digits as numbers there have."""
    if not numbers.E164.fullmatch(number):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
