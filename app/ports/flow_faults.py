"""What a change of the settings would mean for flows that are published.

``app.flows`` knows, and the settings ask before they keep the change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from app.db import as_committed, db
from app.flow_texts import translate_words
from designer.drawing.diagnostics import Diagnostic


@dataclass(frozen=True)
class Consequence:
    """A fault of a flow to which *numbers* lead.

    *place* is what people call the node; "" if the fault is of the flow as a whole.
    """

    flow_id: int
    flow: str
    numbers: tuple[str, ...]
    place: str
    diagnostic: Diagnostic

    @property
    def message(self) -> str:
        """The fault as a sentence for people."""
        return translate_words(self.diagnostic.words)


Finder = Callable[[], list[Consequence]]


def provide_faults(app: Flask, finder: Finder) -> None:
    """Let *finder* return the faults that the current company's published flows have now."""
    app.extensions["published_faults"] = finder


def consequences() -> list[Consequence]:
    """Return the faults that published flows get by what was changed, but isn't committed yet."""
    db.session.flush()
    finder = cast(Finder, current_app.extensions["published_faults"])
    after = finder()
    if not after:
        return []
    with as_committed():
        before = set(finder())
    return [each for each in after if each not in before]
