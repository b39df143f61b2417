"""What a change of the settings would mean for flows that are published. The flows know, and the settings ask before
they keep the change; here they meet without knowing each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from app.db import as_committed, db
from app.flow_texts import said
from designer.drawing.diagnostics import Diagnostic


@dataclass(frozen=True)
class Consequence:
    """A fault of a flow to which *numbers* lead. *place* is what people call the node, "" for the flow as a whole."""

    flow_id: int
    flow: str
    numbers: tuple[str, ...]
    place: str
    diagnostic: Diagnostic

    @property
    def message(self) -> str:
        return said(self.diagnostic.words)


Finder = Callable[[], list[Consequence]]


def provide_faults(app: Flask, finder: Finder) -> None:
    """*finder* gives the faults that the published flows of the company in force have, by what is set up now."""
    app.extensions["published_faults"] = finder


def consequences() -> list[Consequence]:
    """The faults that published flows get by what was changed, but isn't committed yet."""
    db.session.flush()
    finder = cast(Finder, current_app.extensions["published_faults"])
    after = finder()
    if not after:
        return []
    with as_committed():
        before = set(finder())
    return [each for each in after if each not in before]
