"""The queues of all companies in shared memory: ``designer.queue`` under the lock of each queue.

What a queue wants of calls is sent as datagrams to our own listener, so that no worker ever holds a queue while it
waits for a call.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from designer import effects, queue
from designer.effects import Effect
from designer.events import EVENTS, Event, QueueFull, QueueOffer, QueuePlace
from switch import store, timers
from switch.journal import Journal

JsonObject = dict[str, Any]


class Queues:
    """One worker's hands on all queues."""

    def __init__(self, event_port: int, journal: Journal) -> None:
        self._event_port = event_port
        self._journal = journal

    def take(self, call: str, company: str, effect: Effect) -> None:
        """What a call does about its queue."""
        at = timers.now_ms()
        match effect:
            case effects.Join(group, priority, skill, most_waiting, wrap_up_s):
                self.step(company, group, queue.Joined(at, call, priority, skill, most_waiting, wrap_up_s))
            case effects.Leave(group, callback):
                self.step(company, group, queue.Left(at, call, callback))
            case effects.QueueTalk(group, agent):
                self.step(company, group, queue.Talks(at, call, agent))
            case effects.QueueMissed(group, agent):
                self.step(company, group, queue.Missed(at, call, agent))
            case effects.QueueDone(group, agent):
                self.step(company, group, queue.Done(at, agent))

    def step(self, company: str, group: str, event: queue.QueueEvent) -> None:
        key = f"{company}:{group}"
        members = queue.members_of(store.company_directory(company), group)
        with store.locked_queue(key):
            state, done = queue.step(members, store.load_queue(key) or queue.empty(), event)
            store.save_queue(key, state)
            self._journal.queue(company, group, event, done)
        for effect in done:
            self._react(company, group, event.at, effect)

    def rested(self, key: str, agent: str, token: int) -> None:
        """A rest that ``timers`` was asked to end is over."""
        company, _, group = key.partition(":")
        self.step(company, group, queue.Rested(timers.now_ms(), agent, token))

    def _react(self, company: str, group: str, at: int, effect: queue.QueueEffect) -> None:
        match effect:
            case queue.Offer(call, agent):
                self._send(call, QueueOffer(at, agent, group))
            case queue.Refuse(call, reason):
                self._send(call, QueueFull(at, reason, group))
            case queue.Place(call, place, wait_s):
                self._send(call, QueuePlace(at, place, wait_s, group))
            case queue.Rest(agent, token, after_ms):
                timers.start(f"{company}:{group}", f"rest:{agent}", token, after_ms)
            case queue.CallBack(number, agent, wrap_up_s):
                timers.send(self._event_port, {"call_back": [company, group, number, agent, wrap_up_s]})

    def _send(self, call: str, event: Event) -> None:
        timers.send(self._event_port, {"event": [call, EVENTS.to_json(event)]})


def pending_callbacks(folder: Path) -> Iterator[tuple[str, str, queue.Again]]:
    """(company, group, event) of everybody who was promised a call before the switch stopped, from its journal.

    The last two days of it are read: an older promise is not kept any more.
    """
    wanted: dict[tuple[str, str, str], int] = {}
    for path in sorted(folder.glob("*.jsonl"))[-2:]:
        for raw in path.read_bytes().splitlines():
            if b'"type":"queue"' in raw:
                _note(wanted, json.loads(raw))
    for (company, group, number), wrap_up_s in wanted.items():
        yield company, group, queue.Again(timers.now_ms(), number, wrap_up_s)


def _note(wanted: dict[tuple[str, str, str], int], line: JsonObject) -> None:
    said, event = line["event"], line["event"]["event"]
    number = event.get("callback") or (event["number"] if event["type"] == "again" else "")
    if number:
        wanted[said["company"], said["group"], number] = event.get("wrap_up_s", 0)
    for effect in line["effects"]:
        if effect["type"] == "call_back":
            wanted.pop((said["company"], said["group"], effect["number"]), None)
