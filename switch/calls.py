"""Calls in progress: an event comes in, the machine steps, the journal has it, the effects are carried out.

All of it happens under the call's lock, in whichever worker the event came to.
"""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import KSR

from designer.runtime.directory import Directory
from designer.runtime.effects import Ended
from designer.runtime.events import EVENTS, CallArrived, CallerGone, Digit, Event, Fault, LegAnswered, LegFailed
from designer.runtime.machine import step
from designer.runtime.program import Program
from switch import dialogs, legs, store, timers
from switch.effects import Carrier
from switch.journal import Journal
from switch.media import LEARNED_MS, Media
from switch.ng import MediaDown, MediaRefused
from switch.published import NotPublished
from switch.slots import Slot

JsonObject = dict[str, Any]

NOT_IN_A_USER_PART = re.compile(r"[^A-Za-z0-9+*#_.-]")
CHECK_MS = 30_000
"""How often a call asks rtpengine whether it still has it, so that no call outlives its media unseen."""

AGAIN_MS = 500
LONGEST_PUT_OFF_MS = 30_000
"""For so long a call waits for its program to be there again."""


def _may_wait(call: JsonObject, event: Event) -> bool:
    """A new caller is better told to try again."""
    return call["state"] is not None and timers.now_ms() - event.at < LONGEST_PUT_OFF_MS


def new_call(event: CallArrived, caller: JsonObject, shown_caller: str) -> JsonObject:
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
        "offer": "",
        "encrypted_offer": "",
        "offers_encrypted": False,
        "keys": {},
        "peer": None,
        "caller_port": 0,
        "legs": {},
        "talkers": [],
    }


class Calls:
    """One worker's hands on all calls."""

    def __init__(self, carrier: Carrier, media: Media, journal: Journal, longest_unanswered_ms: int) -> None:
        self._carrier = carrier
        self._media = media
        self._journal = journal
        self._longest_unanswered_ms = longest_unanswered_ms

    def begin(self, slot: Slot, event: CallArrived, caller: JsonObject, shown_caller: str) -> None:
        """A new call, in the route of its INVITE. rtpengine knows its caller."""
        store.remember_caller(caller, event.call)
        slot.keep()
        self.advance(new_call(event, caller, shown_caller), event)
        timers.start(event.call, "check", 0, CHECK_MS)

    def begin_answered(self, call: JsonObject, event: CallArrived) -> None:
        """A new call whose caller was rung by us and has picked up. Its lock is held."""
        store.remember_caller(call["caller"], event.call)
        self.advance(call, event)
        timers.start(event.call, "check", 0, CHECK_MS)
        if self._media.is_learning(call):
            timers.start(event.call, "learned", 0, LEARNED_MS)

    def deliver(self, call_id: str, event: Event) -> bool:
        """Hand *event* to a call. False: there is no such call."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None or "caller" not in call:
                return False
            self.advance(call, event)
        return True

    def pressed(self, call_id: str, key: str, tag: str, host: str) -> None:
        """Somebody at *host* whose voice has the *tag* has pressed a key. Only the caller's own are for the call."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and "caller" in call and call["caller"]["tag"] == tag and self._media.counts(call, host):
                self.advance(call, Digit(timers.now_ms(), key))

    def caller_gone(self, call: JsonObject) -> None:
        """The caller has given up or hung up. The call's lock is held, and *call* was loaded under it."""
        if not call["caller"]["replied"]:
            dialogs.reply(call["caller"], self._carrier.contact, 487, "Request Terminated")
        self.advance(call, CallerGone(timers.now_ms()))

    def given_up(self, call_id: str) -> bool:
        """tm has ended the caller's INVITE, which nobody had answered for too long."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None or "caller" not in call or call["caller"]["replied"]:
                return False
            call["caller"]["replied"] = True
            self.advance(call, CallerGone(timers.now_ms()))
        return True

    def ring_again(self, call_id: str) -> None:
        """Keep a caller who is still waiting for an answer from being given up by a proxy on the way."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and "caller" in call and not call["caller"]["replied"]:
                dialogs.ring_again(call["caller"])
                timers.start(call_id, "ringing", 0, dialogs.RINGING_AGAIN_MS)

    def answered(self, call_id: str, leg: str, dialog: JsonObject) -> bool:
        """A phone of *leg* has answered with *dialog*. False: nobody waits for it, and it has to be hung up.

        Of several phones of one employee that answer together the first is connected. Who says so again has got no ACK:
        tm may have seen another phone's answer first, and acknowledges no other.
        """
        with store.locked(call_id):
            call = store.load(call_id)
            known = call["legs"].get(leg) if call and "legs" in call else None
            if call is None or known is None or known["call_id"] != dialog["call_id"]:
                return False
            if "remote" in known:
                if known["tag"] != dialog["tag"]:
                    return False
                legs.acknowledge(dialog)
                return True
            at = timers.now_ms()
            if self._media.takes(dialog["sdp"]):
                known.update(dialog, accounts=list(known["phones"]))
                self.advance(call, LegAnswered(at, leg))
            else:
                legs.hang_up(dialog)
                self.advance(call, LegFailed(at, leg, "failed"))
        return True

    def failed(self, call_id: str, leg: str, cause: str, sip_call_id: str, *, may_insist: bool) -> None:
        """No phone of *leg* has answered the INVITE *sip_call_id*. If one *may insist* on an encrypted voice they are
        rung with that, which the flow doesn't notice."""
        with store.locked(call_id):
            call = store.load(call_id)
            known = call["legs"].get(leg) if call and "legs" in call else None
            if call is None or known is None or "remote" in known or known["call_id"] != sip_call_id:
                return
            if may_insist and self._carrier.ring_encrypted(call, leg):
                store.save(call)
            else:
                self.advance(call, LegFailed(timers.now_ms(), leg, cause))

    def silent(self, call_id: str, leg: str) -> None:
        """The carrier has had its time. If it has said nothing at all to our INVITE, that is taken back."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and leg in call["legs"] and not store.was_heard(call["legs"][leg]["call_id"]):
                self._carrier.cancel(call["legs"][leg])
                self.advance(call, LegFailed(timers.now_ms(), leg, "failed"))

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

    def learned(self, call_id: str) -> None:
        """rtpengine has had its time to find out where the voice of a side comes from. Look until that is right."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None or not call.get("peer"):
                return
            try:
                self._media.relearn(call)
            except (MediaDown, MediaRefused) as error:
                KSR.warn(f"call {call_id}: {error}\n")
            store.save(call)
            if self._media.is_learning(call):
                timers.start(call_id, "learned", 0, LEARNED_MS)

    def advance(self, call: JsonObject, *events: Event) -> None:
        """Step until nothing more follows at once; then save the call, or forget it. Its lock is held, and *call* was
        loaded under it."""
        came = deque([*map(EVENTS.from_json, call.pop("put_off", ())), *events])
        last = came[-1]
        try:
            self._run(call, came)
            if not call["state"]["ended"]:
                self._keep(call)
                return
        except Exception as error:  # noqa: BLE001 - a process edge: whatever broke, the caller must hear of it
            self._break_off(call, last, error)
        self._forget(call)

    def again(self, call_id: str) -> None:
        """Go on with what was put off."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and call.get("put_off"):
                self.advance(call)

    def _run(self, call: JsonObject, came: deque[Event]) -> None:
        """What follows from each event comes before the next one."""
        if isinstance(came[0], CallArrived):
            self._carrier.begin(call, came[0].extension)
        while came and not (call["state"] and call["state"]["ended"]):
            waiting = deque([came.popleft()])
            while waiting:
                try:
                    program, directory = self._texts(call)
                except NotPublished:
                    if not _may_wait(call, waiting[0]):
                        raise
                    self._put_off(call, [*waiting, *came])
                    return
                waiting.extend(self._step(call, waiting.popleft(), program, directory))

    def _texts(self, call: JsonObject) -> tuple[Program, Directory]:
        return store.program(call["program"]), store.directory_of(call["company"], call["directory"])

    def _put_off(self, call: JsonObject, events: list[Event]) -> None:
        """What the call goes by can't be read: somebody has deleted the files, and they are written again within
        seconds."""
        call["put_off"] = [EVENTS.to_json(event) for event in events]
        timers.start(call["id"], "again", 0, AGAIN_MS)

    def _keep(self, call: JsonObject) -> None:
        """Until its next event. Who called and got no answer yet is left waiting."""
        caller = call["caller"]
        if not caller["replied"] and caller["suspended"] is None:
            dialogs.suspend(caller, self._longest_unanswered_ms)
        store.save(call)

    def _step(self, call: JsonObject, event: Event, program: Program, directory: Directory) -> list[Event]:
        before = call["state"]
        call["state"], effects = step(program, directory, before, event)
        if effects or call["state"] != before:  # else a timer of something that is long over
            self._journal.step(call["id"], call["seq"], event, effects, program)
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
        """A defect of ours: refuse or hang up both sides, and say where it was."""
        place = f"at node {call['state']['block']!r}" if call["state"] else "on its arrival"
        where = f"call {call['id']} {place}: {type(event).__name__}: {error!r}"
        KSR.err(f"{where}\n")
        with self._each_of(call) as last:
            last.callback(self._note_fault, call, event, where)
            for leg in call["legs"].values():
                last.callback(legs.hang_up if "remote" in leg else self._carrier.cancel, leg)
            last.callback(self._turn_away, call["caller"])

    def _turn_away(self, caller: JsonObject) -> None:
        if caller["replied"]:
            dialogs.bye(caller, dialogs.OUR_CSEQ)
        else:
            dialogs.reply(caller, self._carrier.contact, 503, "Service Unavailable")

    def _note_fault(self, call: JsonObject, event: Event, where: str) -> None:
        if call["state"] is None:  # broke at its very arrival
            self._journal.step(call["id"], 0, event, ())
            call["seq"] = 1
        self._journal.step(call["id"], call["seq"], Fault(event.at, where), (Ended("fault"),))

    def _forget(self, call: JsonObject) -> None:
        """Nothing of the call stays, whatever fails of it."""
        with self._each_of(call) as last:
            last.callback(self._carrier.over, call)
            last.callback(self._carrier.close, call)
            last.callback(store.one_call_less)
            last.callback(store.forget, call)

    @contextmanager
    def _each_of(self, call: JsonObject) -> Iterator[ExitStack]:
        """What is added is done when the context is left, the last first, also when some of it fails."""
        try:
            with ExitStack() as last:
                yield last
        except Exception as error:  # noqa: BLE001 - a process edge: the rest has been done
            KSR.err(f"call {call['id']}: while it was ended: {error!r}\n")
