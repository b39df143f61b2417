"""Tells who abandoned a queue from who hung up at once, by the target of the company.

Facts are stored by the usual target. Another one of a company is applied when they are read, so that a changed target
counts for all days at once, and totals of calls that are no longer in the record stay.
"""

import numpy as np

from app.company.targets import USUAL
from app.figures.columns import Column
from app.figures.facts import UNKNOWN, WAITS
from app.figures.outcomes import CODES

ABANDONED, MENU = CODES.index("abandoned"), CODES.index("menu")
GAVE_UP = WAITS.index("hung_up")
MS = 1000


def is_stored(after_s: int) -> bool:
    """Return whether stored outcomes are those of this target."""
    return after_s == USUAL.abandoned_after_s


def by_target(after_s: int, outcome: Column, call: dict[str, Column], wait: dict[str, Column]) -> Column:
    """Return the outcomes of calls by a target. *call* and *wait* have the columns of the rows of these kinds."""
    calls = wait["call"]
    is_last = np.ones(len(calls), dtype=bool)
    is_last[:-1] = calls[1:] != calls[:-1]
    rows = np.flatnonzero(is_last & (wait["result"] == GAVE_UP))
    rows = rows[np.isin(outcome[calls[rows]], [ABANDONED, MENU])]
    theirs = calls[rows]
    ends_ms = call["began_ms"][theirs].astype(np.int64) + call["lasted_ms"][theirs]
    until_end = np.maximum(ends_ms - wait["at_ms"][rows], 0)
    waited = np.where(wait["waited_ms"][rows] == UNKNOWN, until_end, wait["waited_ms"][rows])
    found: Column = outcome.astype(np.int64)
    found[theirs] = np.where(waited >= after_s * MS, ABANDONED, MENU)
    return found
