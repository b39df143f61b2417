"""What is kept of an employee outside the settings: whoever keeps it says how much it is, and can let it go for ever.
The settings ask before an employee is deleted; here they meet without knowing each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app
from flask_babel import LazyString


@dataclass(frozen=True)
class Belongings:
    """*count* and *delete* are given an extension of the company in force. *staying* says what becomes of it when it is
    kept."""

    name: str
    label: LazyString
    staying: LazyString
    count: Callable[[str], int]
    delete: Callable[[str], None]


def provide_belongings(app: Flask, belongings: Belongings) -> None:
    app.extensions.setdefault("belongings", []).append(belongings)


def all_belongings() -> list[Belongings]:
    return cast(list[Belongings], current_app.extensions.get("belongings", []))
