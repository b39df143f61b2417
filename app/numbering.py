"""Derives the numbering plan of a country from ``phonenumbers``, as ``designer.runtime.numbers`` applies it."""

from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from designer.runtime import numbers
from designer.runtime.numbers import NumberingPlan

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
    kinds = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    examples = [phonenumbers.example_number_for_type(country, kind) for kind in kinds]
    written = [phonenumbers.format_number(each, PhoneNumberFormat.NATIONAL) for each in examples if each]
    digits = ["".join(filter(str.isdecimal, each)) for each in written]
    return bool(prefix and digits) and all(each.startswith(prefix) for each in digits)
