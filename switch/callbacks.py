"""Begins calls by itself: it rings an employee, who becomes the caller once they pick up.

That is how callers are called back by ``callback_program``, because a queue has promised it or somebody wants to, and
how a drawing is tried before it is published. From then on it is a call like any other.
"""

import secrets

import KSR

from designer.runtime.events import CallArrived
from designer.runtime.numbers import ANONYMOUS
from designer.runtime.queue_events import CallBackAnswered, Missed, RetryCallback, Talks
from switch import browsers, legs, store, timers, voice
from switch.calls import Calls, new_call
from switch.media import Media
from switch.message import user_part
from switch.ng import MediaDown, MediaRefused
from switch.orders import CallBack, CallOutside, TryFlow, Withdraw
from switch.published import NotPublished
from switch.queues import Queues
from switch.settings import Settings
from switch.slots import Slot, close_media, slot
from switch.switch_call import MOST_HOPS, Caller, Dialog, Leg, PendingCall, Wanted, media_call, new_leg

CALLER = "caller"
"""Takes the place of a leg's name for the employee who becomes the caller."""

LONGEST_RINGING_MS = 60_000
NO_REPLY = 408


def wanted(
    company: str,
    agent: str,
    number: str,
    caller: str,
    program: str = "",
    group: str = "",
    wrap_up_s: int = 0,
    phone: str = "",
    shown: str = "",
    tries: int = 0,
    line: str = "",
    of_group: str = "",
) -> Wanted:
    """Return what somebody wants of the exchange, as ``Wanted`` has it."""
    return {
        "company": company,
        "agent": agent,
        "number": number,
        "caller": caller,
        "program": program,
        "group": group,
        "wrap_up_s": wrap_up_s,
        "phone": phone,
        "shown": shown,
        "tries": tries,
        "line": line,
        "of_group": of_group,
    }


def new_id(at: int) -> str:
    """Return the ID of a call that the exchange begins at this moment."""
    return f"{at:x}-{secrets.token_hex(6)}"


class Callbacks:
    """Begins calls for one worker."""

    def __init__(self, settings: Settings, media: Media, calls: Calls, queues: Queues) -> None:
        self._settings, self._media, self._calls, self._queues = settings, media, calls, queues

    def take(self, order: CallBack | CallOutside | Withdraw | TryFlow) -> None:
        """Carry out what a queue or the portal wants: call somebody back, stop that, or try a drawing."""
        match order:
            case CallBack(company, group, number, agent, wrap_up_s, tries, line):
                plan = wanted(company, agent, number, number, "", group, wrap_up_s, shown=group, tries=tries, line=line)
                self.begin(plan)
            case CallOutside(company, agent, number, group, line, shown, call):
                self.begin(wanted(company, agent, number, number, shown=shown, line=line, of_group=group), call)
            case Withdraw(company, agent):
                self.withdraw(company, agent)
            case TryFlow(company, agent, number, caller, program, phone, shown):
                self.begin(wanted(company, agent, number, caller, program, phone=phone, shown=shown))

    def begin(self, plan: Wanted, call: str = "") -> None:
        """Ring the employee; *call* is the ID of the call if it has one. If their phone can't be rung, the queue leaves
        them alone for a while and tries the next."""
        call = call or new_id(timers.now_ms())
        with slot(self._settings.max_calls, call) as room:
            if room is None or not self._ring(plan, room):
                self._try_again(plan)

    def _ring(self, plan: Wanted, room: Slot) -> bool:
        call = media_call(room.call)
        room.held.callback(close_media, self._media, call["id"])
        try:
            offer = self._media.invite(call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']} with {plan['agent']}: {error}\n")
            return False
        leg = new_leg(legs.sip_call_id(CALLER, call["id"]), plan["agent"], _phones(plan), offer)
        leg["gateway"] = browsers.gateway_of(leg["call_id"], leg["phones"])
        self._invite(leg, plan)
        store.save({**call, "wanted": plan, "leg": leg})
        timers.start(call["id"], "unanswered", 0, LONGEST_RINGING_MS)
        room.keep()
        return True

    def _ring_encrypted(self, pending: PendingCall) -> bool:
        """Ring the employee's phones, which have refused a plain voice, with an encrypted one. Return False if they
        have refused that as well, or are not to ring any more."""
        plan, leg = pending["wanted"], pending["leg"]
        if legs.is_encrypted(leg) or (plan["group"] and not store.ringing(plan["company"], plan["agent"])):
            return False
        try:
            leg["sdp"] = self._media.invite(pending, encrypted=True)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {pending['id']} with {plan['agent']}: {error}\n")
            return False
        leg["call_id"] += legs.ENCRYPTED
        leg["gateway"] = browsers.gateway_of(leg["call_id"], leg["phones"])
        self._invite(leg, plan)
        store.save(pending)
        return True

    def _invite(self, leg: Leg, plan: Wanted) -> None:
        host, contact = self._settings.sip_address, f"sip:exchange@{self._settings.sip_address}"
        legs.invite(leg, host, contact, user_part(plan["number"]), self._settings.leg_secret, plan["shown"])
        if plan["group"]:
            store.remember_ringing(plan["company"], plan["agent"], leg["call_id"])

    def withdraw(self, company: str, agent: str) -> None:
        """Stop ringing an employee who is in another call. The number waits on, and that counts as no attempt."""
        if ringing := store.ringing(company, agent):
            store.forget_ringing(company, agent)
            legs.cancel(ringing)

    def replied(self, call_id: str, code: int, sip_call_id: str, answered: Dialog | None) -> None:
        """Take a final reply of the employee's phone, perhaps not the first one, to the INVITE *sip_call_id*.
        *answered* is the dialog made by a 200, None for any other reply."""
        with store.locked(call_id):
            pending = store.load_pending(call_id)
            if pending and pending["leg"]["call_id"] == sip_call_id:
                if code not in legs.NOT_ACCEPTABLE or not self._ring_encrypted(pending):
                    self._first_reply(pending, answered)
            elif answered:
                legs.acknowledge(answered)  # tm may have seen another phone's answer first, and acknowledges no other
                call = store.load(call_id)
                if call is None or call["caller"]["tag"] != answered["tag"]:
                    legs.hang_up(answered)

    def unanswered(self, call_id: str) -> None:
        """Stop ringing an employee whose phone has rung for long enough."""
        with store.locked(call_id):
            pending = store.load_pending(call_id)
            if pending:
                legs.cancel(pending["leg"]["call_id"])
                self._first_reply(pending, None)

    def _first_reply(self, pending: PendingCall, answered: Dialog | None) -> None:
        plan = pending["wanted"]
        was_withdrawn = plan["group"] != "" and not store.ringing(plan["company"], plan["agent"])
        if plan["group"]:
            store.forget_ringing(plan["company"], plan["agent"])
        if answered is None:
            self._give_up(pending["id"], {**plan, "tries": plan["tries"] - was_withdrawn})
            return
        try:
            self._answered(pending, plan, answered)
        except Exception:  # whatever it was, the phone is not left talking to nobody
            legs.hang_up(answered)
            self._give_up(pending["id"], plan)
            raise

    def _answered(self, pending: PendingCall, plan: Wanted, answered: Dialog) -> None:
        call_id = pending["id"]
        group = plan["group"] or plan["of_group"]
        event = CallArrived(
            at=timers.now_ms(),
            call=call_id,
            company=plan["company"],
            caller=plan["caller"],
            caller_name="",
            number=plan["number"],
            program=plan["program"] or _callback_program(plan["company"]),
            directory=store.company_directory_hash(plan["company"]),
            direction="trial" if plan["program"] else "callback",
            extension=plan["agent"],
            chance=secrets.randbits(32),
            queue=f"{group}:{plan['agent']}" if group else "",
        )
        call = new_call(event, _caller(pending["leg"], answered), pending)
        if not plan["program"]:
            call["shown_number"] = _shown_number(plan)
        try:
            self._media.invited(call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call_id} with {plan['agent']}: {error}\n")
            legs.hang_up(answered)
            self._give_up(call_id, plan)
            return
        if plan["group"]:
            self._queues.step(plan["company"], Talks(event.at, call_id, plan["agent"]))
        elif not plan["program"]:
            self._queues.step(plan["company"], CallBackAnswered(event.at, plan["number"], plan["agent"]))
        self._calls.begin_answered(call, event)

    def _give_up(self, call_id: str, plan: Wanted) -> None:
        store.forget_call(call_id)
        store.one_call_less()
        close_media(self._media, call_id)
        self._try_again(plan)

    def _try_again(self, plan: Wanted) -> None:
        """Let the queue try again if it is what wants the call; else let anybody ask for it anew."""
        if not plan["group"]:
            if not plan["program"]:
                store.forget_outside(plan["company"], plan["agent"], plan["number"])
            return
        at = timers.now_ms()
        self._queues.step(plan["company"], Missed(at, "", plan["agent"]))
        again = RetryCallback(at, plan["group"], plan["number"], plan["wrap_up_s"], plan["tries"] + 1, plan["line"])
        self._queues.step(plan["company"], again)


def _shown_number(plan: Wanted) -> str:
    """Return what the person called back sees as the caller: the company's number that they had called. Nothing is
    shown if that is not the company's any more, or was never noted: never the person's own number."""
    entry = store.number_entry(plan["line"]) if plan["line"] else None
    return plan["line"] if entry and entry.get("company") == plan["company"] else ANONYMOUS


def _phones(plan: Wanted) -> list[str]:
    employee = store.company_directory(plan["company"])["employees"].get(plan["agent"])
    return [plan["phone"]] if plan["phone"] else employee["phones"] if employee else []


def _caller(leg: Leg, answered: Dialog) -> Caller:
    """Return the dialog of the employee's phone as that of a caller, who needs no further reply."""
    return {
        **answered,
        "gateway": leg["gateway"],
        "accounts": leg["phones"],
        "invite_cseq": 0,
        "hops": MOST_HOPS,
        "suspended": None,
        "ringing": False,
        "replied": True,
        "voice": voice.nobody(answered["sdp"]),
    }


def _callback_program(company: str) -> str:
    inner = store.inner_entry(company, "callback")
    if inner is None:
        raise NotPublished(f"x:{company}:callback")
    return store.program_in(inner)
