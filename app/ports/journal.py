"""The lines of calls, for whoever tells their story: the journal provides them."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, cast

from flask import Flask, current_app

Reader = Callable[[str], list[dict[str, Any]]]
ManyReader = Callable[[Collection[str]], Iterator[list[dict[str, Any]]]]


def provide_lines(app: Flask, reader: Reader, many: ManyReader) -> None:
    app.extensions["journal_lines"] = reader
    app.extensions["journal_lines_of_many"] = many


def lines_of(call: str) -> list[dict[str, Any]]:
    """In their order. Whether the call may be seen is for the caller to know."""
    return cast(Reader, current_app.extensions["journal_lines"])(call)


def lines_of_many(calls: Collection[str]) -> Iterator[list[dict[str, Any]]]:
    """The same of each of *calls*, in any order."""
    return cast(ManyReader, current_app.extensions["journal_lines_of_many"])(calls)
