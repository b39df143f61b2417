"""Replays the real calls of a period against a drawing: how many take the same path, and where the others go."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.call_story import Happening, Story
from app.company.service import own_company
from app.flow_texts import translate, translate_words
from app.flows import service
from app.flows.period import period
from app.moments import moment
from app.ports.calls import calls
from app.ports.directory import directory_for
from app.ports.flows import node_labels
from app.web.errors import Refused
from designer.runtime.directory import Directory
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import Step
from designer.runtime.program import Program
from designer.trying.known_call import KnownCall, UnknownCall, known_call
from designer.trying.replay import Replayed, Unknown, replay

MOST_CALLS = 10_000
MOST_SHOWN = 200
"""How many calls with another path are listed one by one."""


class TooManyCalls(Refused):
    """Says that the period has too many calls."""

    code = "too_many_calls"


class NotKnown(Refused):
    """Says that too little of a call is left in the journal."""

    code = "not_known"


@dataclass
class _Report:
    labels: dict[str, str]
    counts: Counter[str] = field(default_factory=lambda: Counter(same=0, elsewhere=0, unknown=0))
    reasons: Counter[Unknown] = field(default_factory=Counter)
    elsewhere: list[tuple[KnownCall, Replayed]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        shown = sorted(self.elsewhere, key=lambda each: each[0].arrival.at)[:MOST_SHOWN]
        return {
            **self.counts,
            "calls": [self._call(known, replayed) for known, replayed in shown],
            "not_listed": len(self.elsewhere) - len(shown),
            "reasons": [
                {**reason.to_json(translate), "name": self.labels.get(reason.node, reason.node), "calls": count}
                for reason, count in self.reasons.most_common()
            ],
        }

    def _call(self, known: KnownCall, replayed: Replayed) -> dict[str, Any]:
        labels = node_labels(known.arrival.program)
        return {
            "call": known.arrival.call,
            "caller": known.arrival.caller,
            "number": known.arrival.number,
            "at": moment(known.arrival.at).isoformat(),
            "before": _path_json(known.path, known.end, labels),
            "after": _path_json(replayed.path, replayed.end, self.labels),
            "unknown": replayed.unknown.to_json(translate) if replayed.unknown else None,
        }


def _path_json(path: list[str], end: str, labels: dict[str, str]) -> dict[str, Any]:
    return {"path": path, "names": [labels.get(node, node) for node in path], "end": end}


def replay_calls(graph: Any, numbers: Collection[str], first: date, last: date) -> dict[str, Any]:
    """Replay the calls to *numbers* in these days, both included. Raise HasFaults or TooManyCalls.

    The result counts "same", "elsewhere" and "unknown"; "calls" are those that would go elsewhere, with both paths,
    and "not_listed" counts further ones; "reasons" say why a result is unknown.
    """
    result = service.faultless(graph)
    assert result.program is not None
    days = period(first, last)
    names = calls().past_calls(numbers, days.begins, days.ends)
    if len(names) > MOST_CALLS:
        sentence = _("There are %(count)s calls on these days. Choose fewer days: at most %(most)s are gone through.")
        raise TooManyCalls(sentence % {"count": len(names), "most": MOST_CALLS})
    report = _Report(service.labels_of(graph, result.inner))
    directory = directory_for(result.spoken)
    for journal in calls().steps_of_many(names):
        _replay_one(report, result.program, directory, journal)
    return report.to_json()


def replay_call(graph: Any, numbers: Collection[str], call: str) -> dict[str, Any] | None:
    """Return both paths of one call to *numbers*, step by step; None if there is no such call.

    Raise HasFaults, or NotKnown if too little of its journal is left.
    """
    result = service.faultless(graph)
    assert result.program is not None
    journal = calls().steps(call)
    arrival = journal[0].event if journal else None
    if not isinstance(arrival, CallArrived):
        return None
    if arrival.company != own_company().customer_number or arrival.number not in numbers:
        return None
    try:
        known = known_call(journal)
    except UnknownCall as problem:
        raise NotKnown(translate_words(problem.words)) from problem
    replayed = replay(result.program, directory_for(result.spoken), known)
    why = translate_words(replayed.unknown.why) if replayed.unknown else ""
    before, after = node_labels(known.arrival.program), service.labels_of(graph, result.inner)
    return {
        "call": call,
        "caller": known.arrival.caller,
        "number": known.arrival.number,
        "at": moment(known.arrival.at),
        "before": _story_json(known.path, [(step.event, step.effects) for step in journal], before, ""),
        "after": _story_json(replayed.path, replayed.steps, after, why),
    }


def _story_json(path: list[str], steps: Sequence[Happening], labels: dict[str, str], unknown: str) -> dict[str, Any]:
    names = [labels.get(node, node) for node in path]
    return {"names": names, "story": list(Story(labels).sentences(steps, steps[0][0].at)), "unknown": unknown}


def _replay_one(report: _Report, program: Program, directory: Directory, journal: list[Step]) -> None:
    try:
        known = known_call(journal)
    except UnknownCall as problem:
        report.counts["unknown"] += 1
        report.reasons[Unknown("", problem.words)] += 1
        return
    replayed = replay(program, directory, known)
    outcome = replayed.compared(known)
    report.counts[outcome] += 1
    if outcome == "elsewhere":
        report.elsewhere.append((known, replace(replayed, steps=())))
    elif replayed.unknown:
        report.reasons[replayed.unknown] += 1
