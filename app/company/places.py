"""Lists where a company can be: countries and time zones."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import Locale, get_global

from app.numbering import COUNTRIES

Option = tuple[str, str]

ZONES = (*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")), "UTC")
"""IANA names."""


@cache
def countries(language: str) -> list[Option]:
    """Return (ISO 3166 alpha-2 code, name) of all countries with a numbering plan, by name."""
    names = Locale.parse(language).territories
    return sorted(((code, names.get(code, code)) for code in COUNTRIES), key=lambda option: option[1])


def country_of(zone: str) -> str:
    """Return the country of a time zone, also by an older name of it, such as "US/Eastern"; "" when it can't be told,
    as for "UTC"."""
    territories = get_global("zone_territories")
    found = str(territories.get(zone) or territories.get(get_global("zone_aliases").get(zone, ""), ""))
    return found if found in COUNTRIES else ""
