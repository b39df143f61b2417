"""Carries out what people do to live calls, or says why that can't be done now.

The queues decide under their lock. What a call has to do is sent to our own listener, as the queues do.
"""

from typing import assert_never

from designer.runtime import queue_acts
from designer.runtime.events import EVENTS, Dismissed, Event, QueueMoved
from designer.runtime.queue_events import CallBackBegan, HelpBegan, HelpEnded, Promoted, Reserved
from designer.runtime.queue_state import QueueState
from switch import orders, store, timers
from switch.act_orders import ActOrder, BeginHelp, CallOutside, Dismiss, EndHelp, Promote, Reserve, SendOn
from switch.callbacks import new_id
from switch.queues import Queues


class Acts:
    """Carries out acts, for one worker."""

    def __init__(self, event_port: int, queues: Queues) -> None:
        self._event_port = event_port
        self._queues = queues

    def carry_out(self, act: ActOrder) -> str:
        """Carry *act* out, and return "", or a word of ``queue_acts`` that says why it can't be done."""
        at = timers.now_ms()
        match act:
            case Reserve(company, call, agent):
                return self._queues.act(company, Reserved(at, call, agent))
            case Promote(company, call, to):
                return self._queues.act(company, Promoted(at, call, to))
            case BeginHelp(company, group, helper):
                return self._queues.act(company, HelpBegan(at, group, helper))
            case EndHelp(company, group, helper):
                return self._queues.act(company, HelpEnded(at, group, helper))
            case SendOn(company, call, group):
                return self._send_on(company, call, group, at)
            case Dismiss(company, call):
                return self._dismiss(company, call, at)
            case CallOutside():
                return self._call_outside(act, at)
            case _:
                assert_never(act)

    def _send_on(self, company: str, call: str, group: str, at: int) -> str:
        queues = store.load_queues(company)
        if why := queue_acts.refusal_of_caller(queues, call):
            return why
        if why := queue_acts.refusal_of_group(store.company_directory(company), group, at):
            return why
        self._deliver(call, QueueMoved(at, group, _group_of(queues, call)))
        return ""

    def _dismiss(self, company: str, call_id: str, at: int) -> str:
        call = store.load(call_id)
        if call is None or call["company"] != company:
            return queue_acts.GONE
        self._deliver(call_id, Dismissed(at))
        return ""

    def _call_outside(self, act: CallOutside, at: int) -> str:
        call = new_id(at)
        while True:
            noted = _noted(act)
            if why := _goes_on(noted, at):
                return why
            with store.locked_queues(act.company):
                if _noted(act) != noted:
                    continue
                why, done = self._queues.decide(act.company, CallBackBegan(at, act.number, act.agent))
                if not why:
                    store.remember_outside(act.company, act.agent, act.number, call)
            break
        self._queues.carry_out(act.company, at, done)
        if why:
            return why
        wanted = orders.CallOutside(act.company, act.agent, act.number, act.group, act.line, act.shown, call)
        timers.send(self._event_port, wanted)
        return ""

    def _deliver(self, call: str, event: Event) -> None:
        timers.send(self._event_port, orders.Deliver(call, EVENTS.to_json(event)))


def _group_of(queues: QueueState, call: str) -> str:
    return next(each["group"] for each in queues["waiting"] if each["call"] == call)


def _noted(act: CallOutside) -> tuple[str, str]:
    return store.noted_outside(act.company, act.agent, act.number)


def _goes_on(noted: tuple[str, str], at: int) -> str:
    """Return why no call can begin beside those that are noted. It looks at them, so no lock of a queue may be held."""
    mine, theirs = noted
    if store.who_calls(mine, at):
        return queue_acts.CALLING
    colleague = store.who_calls(theirs, at)
    return f"{queue_acts.CALLS_BACK}:{colleague}" if colleague else ""
