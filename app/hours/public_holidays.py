"""Provides public holidays by country and region, from the library ``holidays``, which needs no network."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

import holidays as library
from babel import Locale
from holidays.registry import COUNTRIES

FALLBACK_LANGUAGE = "en_US"
Option = tuple[str, str]
"""(code, name)."""


@dataclass(frozen=True)
class PublicHoliday:
    """Describes a public holiday. *key* is its name in the country's language, the same every year; *name* is for the
    reader."""

    day: date
    key: str
    name: str
    counts: bool


@dataclass(frozen=True)
class HolidayChoice:
    """Describes the holidays of a calendar. Holidays that are added in a future year count, too."""

    country: str
    region: str = ""
    left_out: list[str] = field(default_factory=list)
    """Keys of holidays on which the company works."""

    def holidays(self, years: Iterable[int], language: str = FALLBACK_LANGUAGE) -> Iterator[PublicHoliday]:
        """Yield the holidays by date; two on the same day are two."""
        for year in years:
            for day, key, name in _of_year(self.country, self.region, year, language):
                yield PublicHoliday(day, key, name, key not in self.left_out)

    def to_json(self) -> dict[str, Any]:
        """Return the choice as JSON."""
        return {"country": self.country, "region": self.region, "left_out": sorted(self.left_out)}


@cache
def countries(language: str) -> list[Option]:
    """Return all countries that the library knows, by name."""
    names = Locale.parse(language).territories
    codes = {entry[1] for entry in COUNTRIES.values()}
    return sorted(((code, names[code]) for code in codes if code in names), key=lambda option: option[1])


@lru_cache(maxsize=64)
def regions(country: str) -> list[Option]:
    """Return the regions of a country with holidays of their own, by name; none for an unknown country."""
    if not _is_known(country):
        return []
    known = library.country_holidays(country)
    names = {code: name for name, code in known.subdivisions_aliases.items()}
    codes = dict.fromkeys(known.subdivisions)
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda option: option[1])


def _is_known(country: str) -> bool:
    return any(country == code for code, _name in countries("en"))


@lru_cache(maxsize=1024)
def _of_year(country: str, region: str, year: int, language: str) -> tuple[tuple[date, str, str], ...]:
    known = library.country_holidays(country)
    languages = (known.default_language, _language_of(known.supported_languages, language))
    own, read = (
        library.country_holidays(country, subdiv=region or None, years=year, language=spoken) for spoken in languages
    )
    return tuple(
        (day, key, name)
        for day in sorted(own)
        for key, name in zip(own.get_list(day), read.get_list(day), strict=True)
        if day.year == year
    )


def _language_of(supported: tuple[str, ...] | None, language: str) -> str | None:
    """Return the best supported language; None if there is only one."""
    for wanted in (language, FALLBACK_LANGUAGE, "en"):
        if found := next((each for each in supported or () if each.split("_")[0] == wanted.split("_")[0]), None):
            return found
    return None
