"""Reads the beginning of a number, such as "0170", as the whole number would be read."""

import random
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from app.numbering import numbering_plan
from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

NEXT_DIGITS = tuple(f"{digits:02}" for digits in range(100))
"""All that is tried where a country has more than one rule for what stands in front, such as 15 in Argentina."""

LONGEST_PREFIX = 3
BEGINNING = re.compile(rf"\+[1-9][0-9]{{0,{numbers.MOST_DIGITS - 1}}}", re.ASCII)


def beginning(plan: NumberingPlan | None, written: str) -> str:
    """Return in E.164 what is only the beginning of a number, such as "+49170" for "0170".

    It is "" for what can't be read, or what may begin different numbers, as "011" does in Argentina.
    """
    number = numbers.dialled(written)
    if not numbers.DIALLED.fullmatch(number):
        return ""
    if abroad := numbers.international_prefix(plan, number):
        number = f"+{number.removeprefix(abroad)}"
    found = _in_full(plan, number) if number.startswith("+") else _national(plan, number)
    return found if BEGINNING.fullmatch(found) else ""


def _in_full(plan: NumberingPlan | None, number: str) -> str:
    """Return what begins with a country code, without the national prefix behind it."""
    if plan is None or not number.startswith(f"+{plan['code']}"):
        return number
    code, rest = number[: len(plan["code"]) + 1], number[len(plan["code"]) + 1 :]
    if plan["national_prefix"] == "0" and not plan["replacement"]:
        return code + rest.removeprefix("0")
    prefix = re.match(plan["national_prefix"], rest) if plan["national_prefix"] else None
    return _completed(plan["country"], number) if prefix and prefix.end() else number


def _national(plan: NumberingPlan | None, number: str) -> str:
    if plan is None:
        return ""
    prefix, code = plan["national_prefix"], plan["code"]
    is_simple = not plan["replacement"] and (prefix.isdecimal() or not prefix)
    if is_simple and prefix and number.startswith(prefix):
        return f"+{code}{number.removeprefix(prefix)}"
    if is_simple and not plan["needs_prefix"] and not number.startswith(code):
        return f"+{code}{number}"
    return _completed(plan["country"], number)


@lru_cache(maxsize=4096)
def _completed(country: str, number: str) -> str:
    """Return the beginning of all numbers that *number* may be the beginning of; "" if they begin differently, or if
    there are none."""
    plan, found, whole = numbering_plan(country), set(), set()
    for tail in filter(None, _tails(country, number)):
        full = numbers.read(plan, number + tail)
        digits = full.removeprefix(f"+{plan['code']}")
        if digits != full and re.fullmatch(plan["national_number"], digits, re.ASCII):
            whole.add(full)
            if full.endswith(tail):
                found.add(full.removesuffix(tail))
    first = found.pop() if len(found) == 1 else ""
    return first if all(each.startswith(first) for each in whole) else ""


def _tails(country: str, number: str) -> Iterator[str]:
    """Yield what may follow: as in numbers that are examples of each kind, and all digits with others behind
    them by chance."""
    yield from (each.removeprefix(number) for each in _examples(country) if each.startswith(number))
    plan, chance = numbering_plan(country), random.Random(number)
    shortest, longest = min(plan["lengths"]), max(plan["lengths"]) + len(plan["code"]) + LONGEST_PREFIX
    for length in range(max(1, shortest - len(number)), longest - len(number) + 1):
        for digits in NEXT_DIGITS:
            yield (digits + "".join(chance.choices("0123456789", k=length)))[:length]


@cache
def _examples(country: str) -> tuple[str, ...]:
    """Return an example of each kind of number, as people there dial it."""
    found = (phonenumbers.example_number_for_type(country, kind) for kind in PhoneNumberType.values())
    national = (phonenumbers.format_number(each, PhoneNumberFormat.NATIONAL) for each in found if each)
    return tuple(map(numbers.dialled, national))
