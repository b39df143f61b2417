"""Calls in progress: an event comes in, the machine steps, the journal has it, the effects are carried out.

All of it happens under the call's lock, in whichever worker the event came to.
"""

import re
from collections import deque
from collections.abc import Callable
from typing import Any

import KSR

from designer.effects import Ended
from designer.events import CallArrived, Event, Fault
from designer.machine import step
from switch import dialogs, store, timers
from switch.effects import Carrier
from switch.journal import Journal
from switch.media import Media
from switch.ng import MediaDown, MediaRefused

JsonObject = dict[str, Any]

NOT_IN_A_USER_PART = re.compile(r"[^A-Za-z0-9+*#_.-]")
CHECK_MS = 30_000
"""How often a call asks rtpengine whether it still has it, so that no call outlives its media unseen."""


def new_call(event: CallArrived, caller: JsonObject, shown_caller: str, offer: str) -> JsonObject:
    """What is kept of a call in shared memory."""
    return {
        "id": event.call,
        "company": event.company,
        "seq": 0,
        "state": None,
        "program": event.program,
        "directory": event.directory,
        "caller": caller,
        "shown_caller": shown_caller,
        "shown_number": NOT_IN_A_USER_PART.sub("", event.number) or "anonymous",
        "offer": offer,
        "peer_sdp": "",
        "caller_port": 0,
        "legs": {},
        "talkers": [],
    }


class Calls:
    """One worker's hands on all calls."""

    def __init__(self, carrier: Carrier, media: Media, journal: Journal) -> None:
        self._carrier = carrier
        self._media = media
        self._journal = journal

    def begin(self, event: CallArrived, caller: JsonObject, shown_caller: str, offer: str) -> None:
        """A new call, in the route of its INVITE. *offer* is what rtpengine made of the caller's SDP."""
        call = new_call(event, caller, shown_caller, offer)
        with store.locked(event.call):
            store.remember_dialog(caller["call_id"], event.call, "")
            self._advance(call, event)
            if not caller["replied"]:
                dialogs.suspend(caller)
                store.save(call)
        timers.start(event.call, "check", 0, CHECK_MS)

    def begin_answered(self, call: JsonObject, event: CallArrived) -> None:
        """A new call whose caller was rung by us and has picked up."""
        with store.locked(event.call):
            store.remember_dialog(call["caller"]["call_id"], event.call, "")
            self._advance(call, event)
        timers.start(event.call, "check", 0, CHECK_MS)

    def deliver(self, call_id: str, event: Event, prepare: Callable[[JsonObject], object] | None = None) -> bool:
        """Hand *event* to a call; *prepare* may note something on the call first. False: there is no such call."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None:
                return False
            if prepare:
                prepare(call)
            self._advance(call, event)
        return True

    def check(self, call_id: str) -> None:
        """End a call that rtpengine has lost."""
        call = store.load(call_id)
        if call is None:
            return
        try:
            known = self._media.is_known(call)
        except MediaDown:
            known = True
        if known:
            timers.start(call_id, "check", 0, CHECK_MS)
        else:
            self.deliver(call_id, Fault(timers.now_ms(), "the media server lost the call"))

    def _advance(self, call: JsonObject, event: Event) -> None:
        """Step until nothing more follows at once; then save the call, or forget it."""
        waiting = deque([event])
        try:
            if isinstance(event, CallArrived):
                self._carrier.begin(call, event.extension)
            while waiting:
                waiting.extend(self._step(call, waiting.popleft()))
        except Exception as error:  # noqa: BLE001 - a process edge: whatever broke, the caller must hear of it
            self._break_off(call, event, error)
            return
        if call["state"]["ended"]:
            self._forget(call)
        else:
            store.save(call)

    def _step(self, call: JsonObject, event: Event) -> list[Event]:
        program, directory = store.program(call["program"]), store.directory_of(call["company"], call["directory"])
        before = call["state"]
        call["state"], effects = step(program, directory, before, event)
        if effects or call["state"] != before:  # else a timer of something that is long over
            self._journal.step(call["id"], call["seq"], event, effects)
            call["seq"] += 1
        followed: list[Event] = []
        for effect in effects:
            try:
                led_to = self._carrier.carry_out(effect, call)
            except (MediaDown, MediaRefused) as error:
                if call["state"]["ended"]:
                    KSR.warn(f"call {call['id']}: while ending: {error}\n")
                    continue
                return [*followed, Fault(timers.now_ms(), str(error))]
            if led_to:
                followed.append(led_to)
        return followed

    def _break_off(self, call: JsonObject, event: Event, error: Exception) -> None:
        """A defect of ours: say where, refuse or hang up both sides, and leave nothing behind."""
        place = f"at node {call['state']['block']!r}" if call["state"] else "on its arrival"
        where = f"call {call['id']} {place}: {type(event).__name__}: {error!r}"
        KSR.err(f"{where}\n")
        if call["state"] is None:  # broke at its very arrival
            self._journal.step(call["id"], 0, event, ())
            call["seq"] = 1
        self._journal.step(call["id"], call["seq"], Fault(event.at, where), (Ended("fault"),))
        if call["caller"]["replied"]:
            dialogs.bye(call["caller"], dialogs.OUR_CSEQ)
        else:
            dialogs.reply(call["caller"], self._carrier.contact, 503, "Service Unavailable")
        for leg in call["legs"].values():
            if "remote" in leg:
                dialogs.bye(leg, dialogs.LEG_CSEQ + 1)
            else:
                self._carrier.cancel(leg)
        self._forget(call)

    def _forget(self, call: JsonObject) -> None:
        store.forget(call)
        store.one_call_less()
        try:
            self._carrier.close(call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']}: not closed: {error}\n")
        self._carrier.over(call)
