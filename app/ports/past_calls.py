"""The calls of a period, for whoever goes through them again: the calls provide them."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import cast

from flask import Flask, current_app

Finder = Callable[[Collection[str], datetime, datetime], list[str]]


def provide_past_calls(app: Flask, finder: Finder) -> None:
    app.extensions["past_calls"] = finder


def past_calls(numbers: Collection[str], begins: datetime, ends: datetime) -> list[str]:
    """Names of the calls of the company in force to these *numbers* that began from *begins* until before *ends* and
    are over, in the order in which they came."""
    return cast(Finder, current_app.extensions["past_calls"])(numbers, begins, ends)
