"""Writes docs/figures.md from the measures, splits and filters: ``python -m app.figures.doc > docs/figures.md``."""

import sys
import tempfile
from collections.abc import Iterator

from flask import Flask

from app import create_app
from app.figures.outcomes import OUTCOMES
from app.figures.provided import filters, measures, splits
from config import Config

HEAD = """# What figures count

`make docs` writes this page from `app/figures/`. The wall, Statistics, the list of calls, exports and reports all ask
there, so they can't disagree ([why it is built so](adr/0012-facts-in-columns.md)).

Each call is counted once, on the day and at the hour at which it began by the company's clock. Where groups or
employees are selected or split by, what they did themselves counts: a call that rang Ben and that Cem answered is
answered in Cem's figures alone. So the figures of a company are not the sum of those of its groups. A figure with
nothing to divide by is empty, never 0 % or 100 %.

Calls between colleagues count like those from outside: a colleague whom nobody answers has been missed too, and waits
in the service level. The filter "Direction" leaves them out. Calls back that the exchange makes for a caller are never
missed: those that nobody takes count as "Nobody reached", and the service level leaves them out.

Seconds in these words are the usual targets. A company sets its own in Settings, Company: who is answered in time, who
has abandoned a queue, and when a queue turns amber and red. Its figures then count and say that instead, for past days
too. If each day kept the targets of its time, two weeks could not be compared once somebody has changed one between
them.

A period includes its first and its last day. The end of a range of seconds is not included. Filters narrow each other;
several values of one filter widen it.
"""
UNITS = {
    "calls": "calls",
    "seconds": "seconds",
    "minutes": "minutes",
    "share": "%",
    "people": "people",
    "score": "1 to 5",
    "clock": "time of day",
    "money": "money",
}
WRITTEN = {
    "choice": "one of the values offered",
    "number": "a telephone number in any spelling, or a part of one",
    "range": "such as `10-60`, `120-` or `-20` seconds; the time of day such as `9-17` or `9:30-17:15`",
    "block": "`flow:block` or `flow:block:outlet`",
}


def document(app: Flask) -> str:
    """Return the page."""
    with app.test_request_context():
        return "\n".join((HEAD, *_measures(), "", *_outcomes(), "", *_dimensions(), ""))


def _measures() -> Iterator[str]:
    yield "## Measures\n"
    yield "| Measure | In words | Formula | Unit | Better |"
    yield "|---|---|---|---|---|"
    for name, each in measures().items():
        cells = (f"**{each.label}** `{name}`", each.words, each.formula, UNITS[each.unit], each.better)
        yield f"| {' | '.join(str(cell) for cell in cells)} |"


def _outcomes() -> Iterator[str]:
    yield "## Outcomes\n"
    yield "Each call has one of these, whatever happened in it:\n"
    yield from (f"- {label} (`{name}`)" for name, label in OUTCOMES.items())


def _dimensions() -> Iterator[str]:
    yield "## Splits and filters\n"
    yield "| Name | In the URL | Split | Filter |"
    yield "|---|---|---|---|"
    split_by, filter_by = splits(), filters()
    for name in (*split_by, *(name for name in filter_by if name not in split_by)):
        label = filter_by[name].label if name in filter_by else split_by[name].label
        how = WRITTEN[filter_by[name].kind] if name in filter_by else ""
        yield f"| {label} | `{name}` | {'yes' if name in split_by else ''} | {how} |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        sys.stdout.write(document(create_app(Config.from_env({"ZENTRALE_HOME": home}))))
