"""The ways of calls through drawings: the calls provide them, and the flows ask."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import Flask, current_app

from designer.drawing.ids import INSIDE
from designer.drawing.ways import Ways


@dataclass(frozen=True)
class Walk:
    """One call. *path* is as ``app.calls.models.Call`` has it; *talked* is true once somebody has picked up. *ended*
    and *ended_at* are None while it is in progress."""

    call: str
    caller: str
    caller_name: str
    number: str
    program: str
    started_at: datetime
    ended_at: datetime | None
    ended: str | None
    talked: bool
    path: list[dict[str, Any]]


@dataclass(frozen=True)
class Stop:
    """A call came to a block of the drawing *at* some millisecond, by an *outlet* of the block before it: "" for the
    first block, and when nobody can tell."""

    block: str
    outlet: str
    at: int


Finder = Callable[[Collection[str], Collection[tuple[str, str]], datetime, datetime, int], tuple[list[Walk], int]]
One = Callable[[str], Walk | None]


def provide_walks(app: Flask, finder: Finder, one: One) -> None:
    app.extensions["walks"], app.extensions["walk"] = finder, one


def walks(
    programs: Collection[str], but: Collection[tuple[str, str]], begins: datetime, ends: datetime, most: int
) -> tuple[list[Walk], int]:
    """The newest calls of the company in force through *programs* that began from *begins* until before *ends*, at
    most so many; and how many there are in all. Calls with a (program, number) of *but* are none of them."""
    return cast(Finder, current_app.extensions["walks"])(programs, but, begins, ends, most)


def walk_of(call: str) -> Walk | None:
    """None when the company in force has no such call."""
    return cast(One, current_app.extensions["walk"])(call)


def drawn(node: str) -> str:
    """The block of the drawing: one of a sub-flow stands for the block that calls it."""
    return node.partition(INSIDE)[0]


def stops(path: Iterable[dict[str, Any]], ways: Ways) -> list[Stop]:
    """*path* on the drawing itself: what happens within a sub-flow happens at the block that calls it."""
    found: list[Stop] = []
    for step in path:
        node = step["node"]
        if INSIDE not in node:
            outcome = step.get("outcome", step.get("outlet", ""))
            outlet = ways.outlet(found[-1].block, outcome, node) if found else ""
            found.append(Stop(node, outlet, step["at"]))
    return found
