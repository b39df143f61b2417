"""The calls of the company in force, for the features that show them: ``app.calls`` provides them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select

from app.port import Port
from designer.drawing.ids import INSIDE
from designer.drawing.outlets import Outlets


@dataclass(frozen=True)
class CallPath:
    """One call and its path. *path* is as ``app.calls.models.Call`` has it; *talked* is true once somebody has picked
    up. *ended* and *ended_at* are None while the call is in progress."""

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
class BlockVisit:
    """A call came to a block of the drawing *at* some millisecond, by an *outlet* of the block before it: "" for the
    first block, and when nobody can tell."""

    block: str
    outlet: str
    at: int


class Calls(Protocol):
    def paths_through(
        self,
        programs: Collection[str],
        but: Collection[tuple[str, str]],
        begins: datetime,
        ends: datetime,
        most: int,
    ) -> tuple[list[CallPath], int]:
        """Return the newest *most* calls through *programs* that began in [begins, ends), and how many there are in
        all. Calls with a (program, number) of *but* are left out."""

    def path_of(self, call_id: str) -> CallPath | None:
        """Return the call, or None if the company has no such call."""

    def past_calls(self, numbers: Collection[str], begins: datetime, ends: datetime) -> list[str]:
        """Return the ids of the calls to these *numbers* that began in [begins, ends) and are over, oldest first."""

    def ids_of_groups(self, groups: frozenset[str]) -> Select[str]:
        """Return a query for the ids of the calls of *groups*, to be part of another one."""

    def in_progress(self) -> list[dict[str, Any]]:
        """Return the calls in progress as JSON for the browser, newest first.

        Each has "flow", the id of the flow whose drawing it goes through, or None; "stops", the blocks of that drawing
        to which it came last, each with the "outlet" of the block before and "at" in milliseconds; "stops_in_all"."""

    def wrap_ups(self) -> list[dict[str, Any]]:
        """Return who rests after a talk, as {"extension", "left_ms"}; those who are back soonest come first."""

    def texts_in_use(self) -> set[str]:
        """Return the names of the programs, "p:<sha>", and of the directories, "d:<sha>", that calls in progress of
        all companies go by."""


calls: Port[Calls] = Port("calls")
change_counter: Port[Callable[[], int]] = Port("the counter of changes of calls")


def newest_change() -> int:
    """Return a number that grows whenever any call of any company changes; it is cheap to ask."""
    return change_counter()()


def block_of(node: str) -> str:
    """Return the block of the drawing: a node of a sub-flow stands for the block that calls it."""
    return node.partition(INSIDE)[0]


def visits(path: Iterable[dict[str, Any]], ways: Outlets) -> list[BlockVisit]:
    """Return *path* as seen on the drawing: what happens within a sub-flow happens at the block that calls it."""
    found: list[BlockVisit] = []
    for step in path:
        node = step["node"]
        if INSIDE not in node:
            outcome = step.get("outcome", step.get("outlet", ""))
            outlet = ways.outlet(found[-1].block, outcome, node) if found else ""
            found.append(BlockVisit(node, outlet, step["at"]))
    return found
