"""Derives the numbering plan of a country from ``phonenumbers``, as ``designer.runtime.numbers`` applies it."""

import re
from functools import cache

import phonenumbers
from phonenumbers import NumberFormat, PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

GEOGRAPHIC = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
"""The kinds of numbers that people have, unlike those of services."""

COUNTRIES = tuple(sorted(phonenumbers.SUPPORTED_REGIONS))
"""All that have a numbering plan, by their codes in ISO 3166 alpha-2."""


def plan_of(country: str) -> NumberingPlan | None:
    """Return the plan of the country; None for what is none of ``COUNTRIES``, such as ""."""
    return numbering_plan(country) if country in COUNTRIES else None


@cache
def numbering_plan(country: str) -> NumberingPlan:
    """Return the plan of one of ``COUNTRIES``."""
    known = PhoneMetadata.metadata_for_region(country)
    assert known is not None  # it is one of those that are supported
    assert known.general_desc is not None
    short = PhoneMetadata.short_metadata_for_region(country)
    return {
        "country": country,
        "code": str(known.country_code),
        "international_prefix": known.international_prefix or "",
        "national_prefix": known.national_prefix_for_parsing or "",
        "replacement": known.national_prefix_transform_rule or "",
        "needs_prefix": _needs_prefix(country, known.national_prefix or ""),
        "without_prefix": _without_prefix(country),
        "national_number": known.general_desc.national_number_pattern or "",
        "lengths": list(known.general_desc.possible_length),
        "emergency": _pattern(short.emergency if short else None),
        "short_codes": _pattern(short.short_code if short else None),
    }


@cache
def ways_to_emergency(country: str) -> frozenset[str]:
    """Return the emergency numbers of the country, or those of any, each in all the ways that a carrier may understand:
    "112", "0112" and "+49112"."""
    plan = plan_of(country)
    code = plan["code"] if plan else ""
    found = {each for each in map(str, range(10, 10**4)) if numbers.is_emergency(plan, each)}
    ways = ("", "0", "+", "00", code, f"+{code}", f"00{code}", f"{code}0", f"+{code}0", f"00{code}0")
    return frozenset(way + each for each in found for way in ways)


def _pattern(numbers: phonenumbers.PhoneNumberDesc | None) -> str:
    return (numbers.national_number_pattern or "") if numbers else ""


def _needs_prefix(country: str, prefix: str) -> bool:
    """Return whether people there write landline and mobile numbers with the national prefix in front."""
    examples = [phonenumbers.example_number_for_type(country, kind) for kind in GEOGRAPHIC]
    written = [phonenumbers.format_number(each, PhoneNumberFormat.NATIONAL) for each in examples if each]
    digits = ["".join(filter(str.isdecimal, each)) for each in written]
    return bool(prefix and digits) and all(each.startswith(prefix) for each in digits)


def _without_prefix(country: str) -> str:
    """Return the pattern of the numbers of services that people there write without the national prefix; "" if there
    are none."""
    kinds = [kind for kind in PhoneNumberType.values() if kind not in GEOGRAPHIC]
    examples = [phonenumbers.example_number_for_type(country, kind) for kind in kinds]
    formats = [_format_of(country, phonenumbers.national_significant_number(each)) for each in examples if each]
    found = [_matching(each) for each in formats if each and not _has_prefix(each)]
    return "|".join(dict.fromkeys(found))


def _format_of(country: str, national: str) -> NumberFormat | None:
    """Return how a national number is written: the first format that fits, of the country that comes first among those
    with its country code."""
    code = phonenumbers.country_code_for_valid_region(country)
    known = PhoneMetadata.metadata_for_region(phonenumbers.region_code_for_country_code(code))
    formats = known.number_format if known else []
    return next((each for each in formats if re.fullmatch(_matching(each), national, re.ASCII)), None)


def _matching(written: NumberFormat) -> str:
    """Return the pattern of the national numbers that are written so."""
    first = f"(?={written.leading_digits_pattern[-1]})" if written.leading_digits_pattern else ""
    return f"{first}{written.pattern}"


def _has_prefix(written: NumberFormat) -> bool:
    """Return whether the rule has digits besides the numbers of groups."""
    return re.search(r"(?<!\\)\d", written.national_prefix_formatting_rule or "") is not None
