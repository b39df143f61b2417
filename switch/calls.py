"""Carries calls on: an event comes in, the machine steps, the journal notes it, the effects are carried out.

All of it happens under the call's lock, in whichever worker the event came to.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import KSR

from designer.runtime.directory import Directory
from designer.runtime.effects import Ended
from designer.runtime.events import (
    EVENTS,
    CallArrived,
    CallerGone,
    Digit,
    Event,
    Fault,
    LegAnswered,
    LegFailed,
    LegRinging,
)
from designer.runtime.machine import step
from designer.runtime.numbers import ANONYMOUS, is_extension
from designer.runtime.program import Program
from switch import dialogs, legs, store, timers
from switch.effects import EffectRunner
from switch.entries import PhoneEntry
from switch.journal import Journal
from switch.media import LEARNED_MS, Media
from switch.message import user_part
from switch.ng import MediaDown, MediaRefused
from switch.published import NotPublished
from switch.slots import Slot
from switch.switch_call import Caller, Dialog, Leg, MediaCall, SwitchCall, media_call

CHECK_MS = 30_000
"""How often a call asks rtpengine whether it still has it, so that no call outlives its media unnoticed."""

AGAIN_MS = 500
LONGEST_PUT_OFF_MS = 30_000
"""How long a call waits for its program to be there again."""


def _may_wait(call: SwitchCall, event: Event) -> bool:
    """Return whether the call may wait for its program; it is better to tell a new caller to try again."""
    return call["state"] is not None and 0 <= timers.now_ms() - event.at < LONGEST_PUT_OFF_MS


def new_call(event: CallArrived, caller: Caller, media: MediaCall, phone: PhoneEntry | None = None) -> SwitchCall:
    """Return a call that has just arrived, perhaps from the *phone* of an employee of any company. *media* is what
    rtpengine was told of it so far."""
    company, extension = (phone["company"], phone["extension"]) if phone else (event.company, event.extension)
    return {
        "id": event.call,
        "keys": media["keys"],
        "peer": media["peer"],
        "caller_port": media["caller_port"],
        "offers_encrypted": media["offers_encrypted"],
        "speakers": media["speakers"],
        "company": event.company,
        "seq": 0,
        "state": None,
        "program": event.program,
        "directory": event.directory,
        "caller": caller,
        "shown_caller": user_part(event.caller),
        "shown_number": ANONYMOUS if is_extension(event.number) else user_part(event.number),
        "offer": "",
        "encrypted_offer": "",
        "legs": {},
        "placed_by": [company, extension] if extension else [],
        "talkers": [],
        "put_off": [],
    }


class Calls:
    """Carries on all calls, for one worker."""

    def __init__(self, runner: EffectRunner, media: Media, journal: Journal, longest_unanswered_ms: int) -> None:
        self._runner = runner
        self._media = media
        self._journal = journal
        self._longest_unanswered_ms = longest_unanswered_ms

    def begin(self, slot: Slot, event: CallArrived, caller: Caller, phone: PhoneEntry | None) -> None:
        """Begin a call in the route of its INVITE, which came from that *phone*, or from outside. rtpengine knows its
        caller already."""
        store.remember_caller(caller, event.call)
        slot.keep()
        self.advance(new_call(event, caller, media_call(event.call), phone), event)
        timers.start(event.call, "check", 0, CHECK_MS)

    def begin_answered(self, call: SwitchCall, event: CallArrived) -> None:
        """Begin a call whose caller we have rung and who has picked up. The call's lock must be held."""
        store.remember_caller(call["caller"], event.call)
        self.advance(call, event)
        timers.start(event.call, "check", 0, CHECK_MS)
        if self._media.is_learning(call):
            timers.start(event.call, "learned", 0, LEARNED_MS)

    def deliver(self, call_id: str, event: Event) -> bool:
        """Hand *event* to a call. Return False if there is no such call."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None:
                return False
            self.advance(call, event)
        return True

    def pressed(self, call_id: str, key: str, tag: str, host: str) -> None:
        """Hand a key to the call that came from *host* with a voice of this *tag*, if it is the caller's."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and call["caller"]["tag"] == tag and self._media.counts(call, host):
                self.advance(call, Digit(timers.now_ms(), key))

    def caller_gone(self, call: SwitchCall) -> None:
        """End a call whose caller has given up or hung up. *call* must be loaded under its lock, which is held."""
        if not call["caller"]["replied"]:
            dialogs.reply(call["caller"], self._runner.contact, 487, "Request Terminated")
        self.advance(call, CallerGone(timers.now_ms()))

    def given_up(self, call_id: str) -> bool:
        """End a call whose INVITE tm has ended, because it was not answered for too long. Return whether it was
        there."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None or call["caller"]["replied"]:
                return False
            call["caller"]["replied"] = True
            self.advance(call, CallerGone(timers.now_ms()))
        return True

    def ring_again(self, call_id: str) -> None:
        """Tell a caller who is still waiting that it rings, so that no proxy on the way gives the call up."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and not call["caller"]["replied"]:
                dialogs.ring_again(call["caller"])
                timers.start(call_id, "ringing", 0, dialogs.RINGING_AGAIN_MS)

    def answered(self, call_id: str, leg: str, dialog: Dialog) -> bool:
        """Connect a phone of *leg* that has answered with *dialog*. Return False if nobody waits for it and it has to
        be hung up.

        If several phones of one employee answer together, the first is connected. A phone that repeats its answer has
        got no ACK: tm may have seen another phone's answer first, and acknowledges no other.
        """
        with store.locked(call_id):
            call = store.load(call_id)
            known = call["legs"].get(leg) if call else None
            if call is None or known is None or known["call_id"] != dialog["call_id"]:
                return False
            if known["dialog"]:
                if known["dialog"]["tag"] != dialog["tag"]:
                    return False
                legs.acknowledge(dialog)
                return True
            at = timers.now_ms()
            if self._media.takes(dialog["sdp"]):
                known["dialog"] = {**dialog, "accounts": known["phones"], "gateway": known["gateway"]}
                self.advance(call, LegAnswered(at, leg))
            else:
                legs.hang_up(dialog)
                self.advance(call, LegFailed(at, leg, "failed"))
        return True

    def rings(self, call_id: str, leg: str) -> None:
        """Note that a phone of *leg* rings, or that the carrier says so, the first time."""
        with store.locked(call_id):
            call = store.load(call_id)
            known = call["legs"].get(leg) if call else None
            if call is None or known is None or known["rings"] or known["cancelled"] or known["dialog"]:
                return
            known["rings"] = True
            self.advance(call, LegRinging(timers.now_ms(), leg))

    def failed(self, call_id: str, leg: str, cause: str, sip_call_id: str, *, may_insist: bool) -> None:
        """Carry a call on after no phone of *leg* has answered the INVITE *sip_call_id*. If one *may insist* on an
        encrypted voice, they ring with that, which the flow doesn't notice."""
        with store.locked(call_id):
            call = store.load(call_id)
            known = call["legs"].get(leg) if call else None
            if call is None or known is None or known["dialog"] or known["call_id"] != sip_call_id:
                return
            if may_insist and self._runner.ring_encrypted(call, leg):
                store.save(call)
            else:
                self.advance(call, LegFailed(timers.now_ms(), leg, cause))

    def silent(self, call_id: str, leg: str) -> None:
        """Take our INVITE back if the carrier has had its time and has sent no reply at all."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and leg in call["legs"] and not store.was_heard(call["legs"][leg]["call_id"]):
                legs.cancel(call["legs"][leg]["call_id"])
                self.advance(call, LegFailed(timers.now_ms(), leg, "failed"))

    def check(self, call_id: str) -> None:
        """End a call that rtpengine has lost."""
        if store.load(call_id) is None:
            return
        try:
            known = self._media.is_known(call_id)
        except MediaDown:
            known = True
        if known:
            timers.start(call_id, "check", 0, CHECK_MS)
        else:
            self.deliver(call_id, Fault(timers.now_ms(), "the media server lost the call"))

    def learned(self, call_id: str) -> None:
        """Check where rtpengine thinks that a side's voice comes from, until that is right."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call is None or not call["peer"]:
                return
            try:
                self._media.relearn(call)
            except (MediaDown, MediaRefused) as error:
                KSR.warn(f"call {call_id}: {error}\n")
            store.save(call)
            if self._media.is_learning(call):
                timers.start(call_id, "learned", 0, LEARNED_MS)

    def advance(self, call: SwitchCall, *events: Event) -> None:
        """Step until nothing more follows at once; then save the call, or forget it. *call* must be loaded under its
        lock, which is held."""
        came = deque([*map(EVENTS.from_json, call["put_off"]), *events])
        call["put_off"], last = [], came[-1]
        try:
            self._run(call, came)
            if not (call["state"] and call["state"]["ended"]):
                self._keep(call)
                return
        except Exception as error:  # noqa: BLE001 - a process edge: whatever broke, the caller must hear of it
            self._break_off(call, last, error)
        self._forget(call)

    def again(self, call_id: str) -> None:
        """Carry on the call with the events that were put off."""
        with store.locked(call_id):
            call = store.load(call_id)
            if call and call["put_off"]:
                self.advance(call)

    def _run(self, call: SwitchCall, came: deque[Event]) -> None:
        """Step by each event, and by what follows from it before the next one."""
        if isinstance(came[0], CallArrived):
            self._runner.begin(call)
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

    def _texts(self, call: SwitchCall) -> tuple[Program, Directory]:
        return store.program(call["program"]), store.directory_of(call["company"], call["directory"])

    def _put_off(self, call: SwitchCall, events: list[Event]) -> None:
        """Keep *events* until the program can be read again: somebody has deleted its file, which is written again
        within seconds."""
        call["put_off"] = [EVENTS.to_json(event) for event in events]
        timers.start(call["id"], "again", 0, AGAIN_MS)

    def _keep(self, call: SwitchCall) -> None:
        """Save the call until its next event. A caller who got no answer yet is left waiting."""
        caller = call["caller"]
        if not caller["replied"] and caller["suspended"] is None:
            dialogs.suspend(caller, self._longest_unanswered_ms)
        store.save(call)

    def _step(self, call: SwitchCall, event: Event, program: Program, directory: Directory) -> list[Event]:
        before = call["state"]
        state, effects = step(program, directory, before, event)
        call["state"] = state
        if effects or state != before or isinstance(event, LegRinging):  # else a timer of something that is long over
            self._journal.step(call["id"], call["seq"], event, effects, program)
            call["seq"] += 1
        followed: list[Event] = []
        for effect in effects:
            try:
                led_to = self._runner.carry_out(effect, call)
            except (MediaDown, MediaRefused) as error:
                if state["ended"]:
                    KSR.warn(f"call {call['id']}: while ending: {error}\n")
                    continue
                return [*followed, Fault(timers.now_ms(), str(error))]
            if led_to:
                followed.append(led_to)
        return followed

    def _break_off(self, call: SwitchCall, event: Event, error: Exception) -> None:
        """Refuse or hang up both sides after a defect of ours, and log where it was."""
        place = f"at node {call['state']['block']!r}" if call["state"] else "on its arrival"
        where = f"call {call['id']} {place}: {type(event).__name__}: {error!r}"
        KSR.err(f"{where}\n")
        with self._each_of(call) as last:
            last.callback(self._note_fault, call, event, where)
            for leg in call["legs"].values():
                last.callback(_drop, leg)
            last.callback(self._turn_away, call["caller"])

    def _turn_away(self, caller: Caller) -> None:
        if caller["replied"]:
            dialogs.bye(caller, dialogs.OUR_CSEQ)
        else:
            dialogs.reply(caller, self._runner.contact, 503, "Service Unavailable")

    def _note_fault(self, call: SwitchCall, event: Event, where: str) -> None:
        if call["state"] is None:  # broke at its very arrival
            self._journal.step(call["id"], 0, event, ())
            call["seq"] = 1
        self._journal.step(call["id"], call["seq"], Fault(event.at, where), (Ended("fault"),))

    def _forget(self, call: SwitchCall) -> None:
        """Forget everything about the call, even if some of that fails."""
        with self._each_of(call) as last:
            last.callback(self._runner.over, call)
            last.callback(self._close, call)
            last.callback(store.one_call_less)
            last.callback(store.forget, call)

    def _close(self, call: SwitchCall) -> None:
        """End everything that rtpengine has of the call, and note how well its sides heard each other."""
        for reported in self._runner.close(call):
            self._journal.note(reported)

    @contextmanager
    def _each_of(self, call: SwitchCall) -> Iterator[ExitStack]:
        """Yield a stack whose callbacks are all called at the end, the last first, even if some of them fail."""
        try:
            with ExitStack() as last:
                yield last
        except Exception as error:  # noqa: BLE001 - a process edge: the rest has been done
            KSR.err(f"call {call['id']}: while it was ended: {error!r}\n")


def _drop(leg: Leg) -> None:
    """Hang up or stop ringing."""
    if leg["dialog"]:
        legs.hang_up(leg["dialog"])
    else:
        legs.cancel(leg["call_id"])
