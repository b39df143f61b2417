"""Calls that the exchange begins itself: an employee is rung, and becomes the caller once they have picked up.

So whoever asked for it is called back, by ``callback_program``, and so a drawing is tried before it is published. From
then on it is a call like any other.
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import KSR

from designer.runtime.events import CallArrived
from designer.runtime.queue_events import Missed, RetryCallback, Talks
from switch import browsers, legs, store, timers
from switch.calls import Calls, new_call
from switch.media import Media
from switch.ng import MediaDown, MediaRefused
from switch.published import NotPublished
from switch.queues import Queues
from switch.settings import Settings
from switch.slots import Slot, close_media, slot

JsonObject = dict[str, Any]

NO_PHONES: JsonObject = {"phones": []}
CALLER = "caller"
"""What the employee is called where a leg's name stands."""

LONGEST_RINGING_MS = 60_000
NO_REPLY = 408


@dataclass(frozen=True)
class Wanted:
    """A call with *agent*, as from *caller* to *number*. Without a *program* it is a promise to call *number* back that
    the queue of *group* has made, and *tries* to keep. Only their *phone* is rung, if it is named.
    *shown* is what phones show as who calls."""

    company: str
    agent: str
    number: str
    caller: str
    program: str = ""
    group: str = ""
    wrap_up_s: int = 0
    phone: str = ""
    shown: str = ""
    tries: int = 0


class Callbacks:
    def __init__(self, settings: Settings, media: Media, calls: Calls, queues: Queues) -> None:
        self._settings, self._media, self._calls, self._queues = settings, media, calls, queues

    def take(self, message: JsonObject) -> None:
        """What a queue, or the portal, wants: somebody called back or no longer, or a drawing tried."""
        match message:
            case {"call_back": [company, group, number, agent, wrap_up_s, tries]}:
                self.begin(Wanted(company, agent, number, number, "", group, wrap_up_s, shown=group, tries=tries))
            case {"withdraw": [company, agent]}:
                self.withdraw(company, agent)
            case {"try": [company, agent, number, caller, program, phone, shown]}:
                self.begin(Wanted(company, agent, number, caller, program, phone=phone, shown=shown))

    def begin(self, wanted: Wanted) -> None:
        """Ring the employee. In a queue, who can't be rung is left alone for a while, and the number waits on."""
        at = timers.now_ms()
        call = f"{at:x}-{secrets.token_hex(6)}"
        with slot(self._settings.max_calls, call) as room:
            if room is None or not self._ring(wanted, room):
                self._try_again(wanted)

    def _ring(self, wanted: Wanted, room: Slot) -> bool:
        directory = store.company_directory(wanted.company)
        phones = [wanted.phone] if wanted.phone else directory["employees"].get(wanted.agent, NO_PHONES)["phones"]
        call = room.call
        leg: JsonObject = {"call_id": legs.sip_call_id(CALLER, call), "extension": wanted.agent, "phones": phones}
        room.held.callback(close_media, self._media, call)
        try:
            opened: JsonObject = {"id": call}
            leg["sdp"] = self._media.invite(opened)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call} with {wanted.agent}: {error}\n")
            return False
        self._invite(leg, wanted)
        store.save({**opened, "pending": vars(wanted), "leg": {**leg, **browsers.gateway_of(leg)}})
        timers.start(call, "unanswered", 0, LONGEST_RINGING_MS)
        room.keep()
        return True

    def _ring_encrypted(self, pending: JsonObject) -> bool:
        """Ring the employee's phones, which have refused a plain voice, with an encrypted one; False: they have refused
        that as well, or are not to be rung any more."""
        wanted, leg = Wanted(**pending["pending"]), pending["leg"]
        if legs.is_encrypted(leg) or not (wanted.program or store.ringing(wanted.company, wanted.agent)):
            return False
        try:
            leg["sdp"] = self._media.invite(pending, encrypted=True)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {pending['id']} with {wanted.agent}: {error}\n")
            return False
        leg["call_id"] += legs.ENCRYPTED
        leg.update(browsers.gateway_of(leg))
        self._invite(leg, wanted)
        store.save(pending)
        return True

    def _invite(self, leg: JsonObject, wanted: Wanted) -> None:
        host, contact = self._settings.sip_address, f"sip:exchange@{self._settings.sip_address}"
        legs.invite(leg, host, contact, _dialled(wanted.number), self._settings.leg_secret, wanted.shown)
        if not wanted.program:
            store.remember_ringing(wanted.company, wanted.agent, leg["call_id"])

    def withdraw(self, company: str, agent: str) -> None:
        """The employee talks in another call: who is to be called back waits on, and that was no try."""
        if ringing := store.ringing(company, agent):
            store.forget_ringing(company, agent)
            legs.cancel({"call_id": ringing})

    def replied(self, call_id: str, code: int, answered: JsonObject) -> None:
        """A final reply of the employee's phone, perhaps not the first one: *answered* is the dialog made by a 200, or
        has just the Call-ID of any other."""
        with store.locked(call_id):
            pending = store.load(call_id)
            if pending and "pending" in pending and pending["leg"]["call_id"] == answered["call_id"]:
                if code not in legs.NOT_ACCEPTABLE or not self._ring_encrypted(pending):
                    self._first_reply(pending, code, answered)
            elif code < 300:
                legs.acknowledge(answered)  # tm may have seen another phone's answer first, and acknowledges no other
                if pending is None or pending.get("caller", {}).get("tag") != answered["tag"]:
                    legs.hang_up(answered)

    def unanswered(self, call_id: str) -> None:
        """The employee's phone has rung for long enough."""
        with store.locked(call_id):
            pending = store.load(call_id)
            if pending and "pending" in pending:
                legs.cancel(pending["leg"])
                self._first_reply(pending, NO_REPLY, {})

    def _first_reply(self, pending: JsonObject, code: int, answered: JsonObject) -> None:
        wanted = Wanted(**pending["pending"])
        was_withdrawn = not wanted.program and not store.ringing(wanted.company, wanted.agent)
        if not wanted.program:
            store.forget_ringing(wanted.company, wanted.agent)
        try:
            if code < 300:
                self._answered(pending, wanted, answered)
        except Exception:  # whatever it was, the phone is not left talking to nobody
            legs.hang_up(answered)
            self._give_up(pending["id"], wanted)
            raise
        if code >= 300:
            self._give_up(pending["id"], replace(wanted, tries=wanted.tries - was_withdrawn))

    def _answered(self, pending: JsonObject, wanted: Wanted, answered: JsonObject) -> None:
        call_id, leg = pending["id"], pending["leg"]
        gateway = {"gateway": leg["gateway"]} if "gateway" in leg else {}
        caller = {**answered, **gateway, "accounts": leg["phones"], "replied": True, "suspended": None}
        event = CallArrived(
            at=timers.now_ms(),
            call=call_id,
            company=wanted.company,
            caller=wanted.caller,
            caller_name="",
            number=wanted.number,
            program=wanted.program or _callback_program(wanted.company),
            directory=store.company_directory_hash(wanted.company),
            direction="trial" if wanted.program else "callback",
            extension=wanted.agent,
            chance=secrets.randbits(32),
            queue=f"{wanted.group}:{wanted.agent}" if wanted.group else "",
        )
        ours = {name: pending[name] for name in ("peer", "caller_port", "keys")}
        call = new_call(event, caller, _dialled(wanted.caller)) | ours
        try:
            self._media.invited(call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call_id} with {wanted.agent}: {error}\n")
            legs.hang_up(answered)
            self._give_up(call_id, wanted)
            return
        if not wanted.program:
            self._queues.step(wanted.company, Talks(event.at, call_id, wanted.agent))
        self._calls.begin_answered(call, event)

    def _give_up(self, call_id: str, wanted: Wanted) -> None:
        store.forget_call(call_id)
        store.one_call_less()
        close_media(self._media, call_id)
        self._try_again(wanted)

    def _try_again(self, wanted: Wanted) -> None:
        if wanted.program:
            return
        at = timers.now_ms()
        self._queues.step(wanted.company, Missed(at, "", wanted.agent))
        self._queues.step(
            wanted.company, RetryCallback(at, wanted.group, wanted.number, wanted.wrap_up_s, wanted.tries + 1)
        )


def _callback_program(company: str) -> str:
    inner = store.routing(f"x:{company}:callback")
    if inner is None:
        raise NotPublished(f"x:{company}:callback")
    return store.program_in(inner)


def _dialled(number: str) -> str:
    """*number* as it may stand in a SIP URI."""
    return "".join(character for character in number if character in "+0123456789") or "anonymous"
