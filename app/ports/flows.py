"""Lets calls and settings ask for the flows of the company in force: ``app.flows`` provides them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from app.db import as_committed, db
from app.flow_texts import translate_words
from app.port import Port
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.outlets import Outlets, outlets_of

Thing = tuple[str, str]
"""(kind, name) of what a flow refers to."""


@dataclass(frozen=True)
class Drawing:
    """Describes a *version* of a flow, 1, 2, 3 and so on. *labels* says what people call its nodes, and those of its
    sub-flows."""

    flow_id: int
    graph: dict[str, Any]
    labels: dict[str, str]
    version: int = 0

    @cached_property
    def outlets(self) -> Outlets:
        """Return the outlets of the drawing's blocks."""
        return outlets_of(self.graph)


@dataclass(frozen=True)
class Use:
    """Describes a node of a flow that refers to something. *is_published* says whether a call to a number can reach it
    now; otherwise only the draft has it."""

    kind: str
    name: str
    flow_id: int
    flow: str
    node: str
    label: str
    is_published: bool


@dataclass(frozen=True)
class Consequence:
    """Describes a fault of a flow to which *numbers* lead. *place* is what people call the node, "" for the flow as a
    whole."""

    flow_id: int
    flow: str
    numbers: tuple[str, ...]
    place: str
    diagnostic: Diagnostic

    @property
    def message(self) -> str:
        """Return the fault in the language in force."""
        return translate_words(self.diagnostic.words)


@dataclass(frozen=True)
class Programs:
    """Tells which flow a call went through. *names* has the flows, *versions* (program, flow) of each version, oldest
    first, and *leads* to which flow a number leads."""

    names: dict[int, str]
    versions: tuple[tuple[str, int], ...]
    leads: dict[str, int]

    @cached_property
    def flows_of(self) -> dict[str, list[int]]:
        """Return the flows of each program, the newest version last."""
        found: dict[str, list[int]] = {}
        for program, flow_id in self.versions:
            found.setdefault(program, []).append(flow_id)
        return found

    def flow_of(self, program: str, number: str) -> int | None:
        """Return the flow of a call, None if it went through none. Of two that are drawn alike, it is the one to which
        *number* leads, or else the newest."""
        flows_of = self.flows_of.get(program)
        if not flows_of:
            return None
        leads = self.leads.get(number)
        return leads if leads in flows_of else flows_of[-1]


class Flows(Protocol):
    """Answers what other features ask about flows of the company in force."""

    def drawing_of_program(self, program_sha: str, number: str = "") -> Drawing | None:
        """Return the newest drawing that compiled to the program: one of the flow to which *number* leads, if any."""

    def programs(self) -> Programs:
        """Return which flows and programs there are."""

    def all_uses(self) -> list[Use]:
        """Return all that the flows refer to, drafts too, by the names of the flows."""

    def replace_uses(self, old: Thing, new: Thing, flow_ids: Collection[int], author: str) -> None:
        """Let these flows refer to *new* where they refer to *old*: their drafts and, where they are published, what
        calls go by from now on. Raise a ``Refused`` if one of them can't."""

    def published_faults(self) -> list[Consequence]:
        """Return the faults that the published flows have, by what is set up now."""

    def inner_numbers(self) -> set[str]:
        """Return the numbers that only colleagues dial, such as "200", whether a flow answers them or not."""

    def owned(self, numbers: Collection[str]) -> set[str]:
        """Return those of *numbers* that the company has, or any company under ``every_company``, whether a flow
        answers them or not."""


flows: Port[Flows] = Port("flows")


def drawing_of(program_sha: str, number: str = "") -> Drawing | None:
    """Return the drawing of a program. Two flows that are drawn alike have one program: then the *number* that was
    called tells which of them it was."""
    return flows().drawing_of_program(program_sha, number)


def node_labels(program_sha: str) -> dict[str, str]:
    """Return {node id: label} of the drawing, {} if there is none."""
    drawing = drawing_of(program_sha)
    return drawing.labels if drawing else {}


def uses() -> list[Use]:
    """Return all that the flows refer to, drafts too, by the names of the flows."""
    return flows().all_uses()


def uses_of(kind: str, name: str) -> list[Use]:
    """Return the nodes that refer to one thing."""
    return [use for use in uses() if (use.kind, use.name) == (kind, name)]


def published_uses(kind: str, name: str) -> list[str]:
    """Return the names of the flows that a call to a number may come by now and that refer to the thing."""
    return sorted({use.flow for use in uses_of(kind, name) if use.is_published})


def consequences() -> list[Consequence]:
    """Return the faults that published flows get by what was changed, but isn't committed yet."""
    db.session.flush()
    after = flows().published_faults()
    if not after:
        return []
    with as_committed():
        before = set(flows().published_faults())
    return [each for each in after if each not in before]
