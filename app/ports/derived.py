"""What is derived from the journal: features say here how a line changes their rows, and never read the journal
themselves. Deriving everything again gives the same rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app

Line = dict[str, Any]


@dataclass(frozen=True)
class Derived:
    """*fold* takes one line of the journal, in the order of the journal; *forget* deletes all that was derived.

    *rows_of* reads at once what the database has of the calls in some lines; *fold* gets it with each of these lines,
    and adds to it the rows that it makes. *looks_back* says whether *fold* asks for the lines of the call so far, which
    are then at hand."""

    name: str
    fold: Callable[[Line, Any], None]
    forget: Callable[[], None]
    rows_of: Callable[[Sequence[Line]], Any] = lambda lines: None
    looks_back: Callable[[Line], bool] = lambda line: False


def derive(app: Flask, derived: Derived) -> None:
    app.extensions.setdefault("derived", []).append(derived)


def all_derived() -> list[Derived]:
    return cast(list[Derived], current_app.extensions.get("derived", []))
