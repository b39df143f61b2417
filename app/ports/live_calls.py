"""Calls in progress, and who rests after one, for whoever shows them: the calls provide, the live page asks."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app

Provider = Callable[[], list[dict[str, Any]]]
Counter = Callable[[], int]
Names = Callable[[], set[str]]


def provide_calls(app: Flask, provider: Provider) -> None:
    """*provider* lists the calls in progress of the company in force, as JSON for the browser.

    Each has "flow", the id of the flow whose drawing it goes through, or None; "stops", the blocks of that drawing to
    which it came last, each with the "outlet" of the block before and "at" in milliseconds; and "stops_in_all".
    """
    app.extensions["calls_in_progress"] = provider


def provide_wrap_ups(app: Flask, provider: Provider) -> None:
    """*provider* lists who of the company in force has a rest after a talk: "extension" and "left_ms"."""
    app.extensions["wrap_ups"] = provider


def provide_counter(app: Flask, counter: Counter) -> None:
    """*counter* is cheap, and grows whenever any call changes."""
    app.extensions["calls_counter"] = counter


def provide_texts(app: Flask, names: Names) -> None:
    """*names* are those of the programs, "p:<sha>", and of the directories, "d:<sha>", that calls in progress of all
    companies go by."""
    app.extensions["texts_of_calls"] = names


def texts_of_calls() -> set[str]:
    return cast(Names, current_app.extensions["texts_of_calls"])()


def calls_in_progress() -> list[dict[str, Any]]:
    return cast(Provider, current_app.extensions["calls_in_progress"])()


def wrap_ups() -> list[dict[str, Any]]:
    return cast(Provider, current_app.extensions["wrap_ups"])()


def changes() -> int:
    return cast(Counter, current_app.extensions["calls_counter"])()
