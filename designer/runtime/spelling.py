"""Finds names by how they are spelled on the keys of a telephone (ITU-T E.161)."""

import unicodedata
from collections.abc import Mapping

from designer.runtime.directory import Employee

LETTERS = {
    letter: key
    for key, letters in zip("23456789", ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), strict=True)
    for letter in letters
}


def named(employees: Mapping[str, Employee], keys: str) -> list[str]:
    """Return the extensions of employees with a first or last name that begins with these keys, in order."""
    return sorted(
        extension
        for extension, employee in employees.items()
        if keys and any(_keys(part).startswith(keys) for part in employee["name"].split())
    )


def _keys(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(LETTERS.get(character, character if character.isdecimal() else "") for character in plain)
