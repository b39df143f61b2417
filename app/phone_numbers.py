"""Reads numbers that people type, for forms, tables and JSON routes alike.

Each kind is read in one place, which has the sentence for what is wrong with it.
"""

import re
from functools import lru_cache
from typing import Self

import phonenumbers
from flask_babel import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from app.number_beginnings import beginning
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

LEAST_OUTSIDE_DIGITS = 3
SIGN = re.compile(r"[!-/:-~\u2010-\u2015\u2212]")
"""Matches what stands in numbers of the public network, but never in an extension."""

COMPLETE = (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)
DIGITS = re.compile(r"\+?[0-9]+", re.ASCII)
FEW_DIGITS = 7
"""A number with no more characters is called too short: some plans know numbers of two digits."""

TROUBLES = {
    NumberParseException.INVALID_COUNTRY_CODE: ValidationResult.INVALID_COUNTRY_CODE,
    NumberParseException.TOO_SHORT_NSN: ValidationResult.TOO_SHORT,
    NumberParseException.TOO_SHORT_AFTER_IDD: ValidationResult.TOO_SHORT,
    NumberParseException.TOO_LONG: ValidationResult.TOO_LONG,
}
"""What can't even be parsed, in the terms of what can."""


class PhoneNumber(str):
    """Represents a number of the public network in E.164, such as "+4930555010"."""

    __slots__ = ()

    @classmethod
    def read(cls, written: str, plan: NumberingPlan | None) -> Self:
        """Raise ValueError, with a sentence for the person, if *written* is no complete number by the *plan*."""
        number = refuse_emergency(numbers.read(plan, written), plan)
        if not is_complete(number):
            raise ValueError(number_fault(number, plan))
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
        fault = number_fault(number, plan)
        if len(number) <= numbers.MOST_EXTENSION_DIGITS:
            fault += " " + _("Numbers that only colleagues dial have two to six digits, the first one not 0.")
        raise ValueError(fault)
    return number


def _extension(written: str) -> str:
    """Return the digits of an extension, in any script and perhaps with spaces; "" for anything else, such as "12.0",
    which a spreadsheet makes of 12."""
    number = "" if SIGN.search(written) else numbers.dialled(written)
    return number if numbers.is_extension(number) else ""


def read_outside_number(written: str, plan: NumberingPlan | None, carriers: NumberingPlan | None = None) -> str:
    """Return a number that calls are forwarded to: E.164, a short code, or a local number that is longer than an
    extension. Raise ValueError with a sentence, as for an emergency number by the *plan* or that of the *carriers*."""
    number = numbers.read(plan, written)
    if numbers.reaches_emergency(plan, number) or numbers.reaches_emergency(carriers, number):
        raise ValueError(_("This is an emergency number."))
    if not numbers.DIALLED.fullmatch(number) or not _may_be_outside(number, plan):
        raise ValueError(number_fault(number, plan))
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


@lru_cache(maxsize=8192)
def readable(number: str) -> str:
    """Return *number* as people read it, "+49 30 23125418". What is no number in E.164 is returned as it is."""
    if not numbers.E164.fullmatch(number):
        return number
    try:
        return _abroad(phonenumbers.parse(number))
    except NumberParseException:
        return number


def refuse_emergency(number: str, plan: NumberingPlan | None) -> str:
    """Return *number*. Raise ValueError, with a sentence, if it leads to the police, rescuers or firefighters. An
    extension does only if it is their number itself: 0112 leads there, but not 49112."""
    is_inner = numbers.is_extension(number)
    if numbers.is_emergency(plan, number) if is_inner else numbers.reaches_emergency(plan, number):
        raise ValueError(_("This is an emergency number."))
    return number


def is_complete(number: str) -> bool:
    """Return whether *number* is in E.164, has a country code that exists, and as many digits as numbers there have."""
    return bool(numbers.E164.fullmatch(number)) and _length(number) in COMPLETE


def number_fault(number: str, plan: NumberingPlan | None) -> str:
    """Return what is wrong with *number*, which the *plan* has read: a sentence with an example of the country."""
    example = example_of(plan)
    if not DIGITS.fullmatch(number):
        return str(_("Write the number in digits, such as %(example)s.", example=example))
    if plan is None and not number.startswith("+"):
        return str(_("Write the number with its country code, such as %(example)s.", example=example))
    code = plan["code"] if plan else ""
    match _length(number if number.startswith("+") else f"+{code}{number.lstrip('0')}"):
        case ValidationResult.INVALID_COUNTRY_CODE:
            return str(_("No country has this code. Write the number like %(example)s.", example=example))
        case ValidationResult.TOO_LONG:
            return str(_("The number is too long. Write it like %(example)s.", example=example))
        case length if length != ValidationResult.TOO_SHORT and len(number) > FEW_DIGITS:
            return str(_("Write the number like %(example)s.", example=example))
    return str(_("The number is too short. Write all of it, such as %(example)s.", example=example))


def example_of(plan: NumberingPlan | None) -> str:
    """Return a number of the country as people write it there and abroad: "030 123456 or +49 30 123456"."""
    found = phonenumbers.example_number(plan["country"]) if plan else None
    if found is None:
        return "+49 30 123456"
    national = phonenumbers.format_number(found, PhoneNumberFormat.NATIONAL)
    return str(_("%(national)s or %(abroad)s", national=national, abroad=_abroad(found)))


def _abroad(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


def _length(number: str) -> int:
    """Return what ``phonenumbers`` says of the country code and the length of *number*, which begins with "+"."""
    try:
        return int(phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException as problem:
        return TROUBLES.get(problem.error_type, ValidationResult.INVALID_LENGTH)
