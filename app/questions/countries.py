"""Names countries as people do: by their name, by what comes from them, and by a few short forms."""

from functools import cache

from babel import Locale

from app.numbering import COUNTRIES
from app.questions.vocabulary import COUNTRY, Thing

SHORT = {
    "en": {
        "GB": "UK|Britain|Great Britain|England|Scotland|Wales",
        "US": "USA|America|the States|United States of America",
        "NL": "Holland",
        "CZ": "Czech Republic|Czechia",
        "AE": "Emirates",
        "TR": "Turkey",
    },
    "de": {
        "GB": "UK|Großbritannien|England|Schottland",
        "US": "USA|Amerika|Vereinigte Staaten|den Staaten",
        "NL": "Holland|den Niederlanden",
        "CZ": "Tschechien|Tschechei",
        "AE": "Emirate",
        "CH": "die Schweiz",
    },
}

OF_COUNTRY = {
    "en": {
        "DE": "German",
        "AT": "Austrian",
        "CH": "Swiss",
        "FR": "French",
        "GB": "British|English",
        "US": "American",
        "PL": "Polish",
        "IT": "Italian",
        "ES": "Spanish",
        "NL": "Dutch",
        "BE": "Belgian",
        "DK": "Danish",
        "SE": "Swedish",
        "NO": "Norwegian",
        "FI": "Finnish",
        "CZ": "Czech",
        "TR": "Turkish",
        "PT": "Portuguese",
        "IE": "Irish",
        "GR": "Greek",
        "HU": "Hungarian",
        "RO": "Romanian",
        "UA": "Ukrainian",
        "RU": "Russian",
        "LU": "Luxembourgish",
    },
    "de": {
        "DE": "deutsch",
        "AT": "österreichisch",
        "CH": "schweizer|schweizerisch",
        "FR": "französisch",
        "GB": "britisch|englisch",
        "US": "amerikanisch",
        "PL": "polnisch",
        "IT": "italienisch",
        "ES": "spanisch",
        "NL": "niederländisch|holländisch",
        "BE": "belgisch",
        "DK": "dänisch",
        "SE": "schwedisch",
        "NO": "norwegisch",
        "FI": "finnisch",
        "CZ": "tschechisch",
        "TR": "türkisch",
        "PT": "portugiesisch",
        "IE": "irisch",
        "GR": "griechisch",
        "HU": "ungarisch",
        "RO": "rumänisch",
        "UA": "ukrainisch",
        "RU": "russisch",
        "LU": "luxemburgisch",
    },
}

PEOPLE_OF = {
    "en": {
        "GB": "Brits|Britons",
        "PL": "Poles",
        "DK": "Danes",
        "SE": "Swedes",
        "FI": "Finns",
        "TR": "Turks",
        "ES": "Spaniards",
    },
    "de": {
        "DE": "Deutsche",
        "AT": "Österreicher",
        "CH": "Schweizer",
        "FR": "Franzose",
        "GB": "Brite|Engländer|Schotte",
        "US": "Amerikaner|Ami",
        "PL": "Pole",
        "IT": "Italiener",
        "ES": "Spanier",
        "NL": "Niederländer|Holländer",
        "BE": "Belgier",
        "DK": "Däne",
        "SE": "Schwede",
        "NO": "Norweger",
        "FI": "Finne",
        "CZ": "Tscheche",
        "TR": "Türke",
        "PT": "Portugiese",
        "IE": "Ire",
        "GR": "Grieche",
        "HU": "Ungar",
        "RO": "Rumäne",
        "UA": "Ukrainer",
        "RU": "Russe",
        "LU": "Luxemburger",
    },
}
ENDINGS_OF_PEOPLE = {"en": ("",), "de": ("", "n", "s")}

ENDINGS = {"en": ("",), "de": ("", "e", "en", "er", "es", "em")}


@cache
def countries(*languages: str) -> tuple[Thing, ...]:
    """Return the countries of which there are telephone numbers, as these languages name them."""
    things = [thing for language in languages for thing in _of(language)]
    names: dict[str, list[str]] = {}
    for thing in things:
        names.setdefault(thing.value, []).extend(thing.names)
    return tuple(Thing(COUNTRY, code, tuple(dict.fromkeys(each))) for code, each in names.items())


def _of(language: str) -> tuple[Thing, ...]:
    names = Locale(language).territories
    return tuple(
        Thing(COUNTRY, each, tuple(_names(each, names[each], language))) for each in COUNTRIES if each in names
    )


def _names(code: str, name: str, language: str) -> list[str]:
    short = SHORT[language].get(code, "").split("|")
    belonging = [
        word + end for word in OF_COUNTRY[language].get(code, "").split("|") if word for end in ENDINGS[language]
    ]
    people = [
        word + end
        for word in PEOPLE_OF[language].get(code, "").split("|")
        if word
        for end in ENDINGS_OF_PEOPLE[language]
    ]
    return [name, *filter(None, short), *belonging, *people]
