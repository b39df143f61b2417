"""Folds the steps of a call into its record, and says what happened.

The fold is pure, except that it changes the record in place. ``EVENT`` and ``EFFECT`` have an entry for every event and
every effect, also for those that change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.calls.record import CALLING_BACK, REFUSED, Leg, Record, Visit, Wait
from app.moments import moment
from app.ports.calls import (
    CallArrived,
    CallEnded,
    CallMissed,
    Happened,
    NoteSent,
    RecordingBegan,
    RecordingEnded,
    TalkBegan,
)
from designer.runtime import effects, events
from designer.runtime.effects import EFFECTS
from designer.runtime.journal_entries import CallRefused, MessageMade, Step

CHUNK = 200
"""How many characters of a block's name are kept."""

BY_CALLEE = ("busy", "rejected", "no_answer")
"""Why a leg fails if that is for the one who was called, or for their phone."""

OTHER_SIDE = {"caller": "callee", "callee": "caller"}


@dataclass(slots=True)
class Folding:
    """Describes one step on its way into *record*."""

    record: Record
    step: Step
    at: datetime
    happened: list[Happened]


def begin(company_id: int, step: Step, arrived: events.CallArrived, run: int = 0) -> Record:
    """Return the record of a call before its first step."""
    return Record(
        company_id=company_id,
        id=step.call,
        switch=step.switch,
        number=arrived.number[:64],
        caller=arrived.caller[:120],
        caller_name=arrived.caller_name[:120],
        direction=arrived.direction,
        program=arrived.program,
        directory=arrived.directory,
        started_at=moment(arrived.at),
        extension=arrived.extension[:16],
        fold_run=run,
    )


def fold(record: Record, step: Step, happened: list[Happened]) -> bool:
    """Take *step* into *record*, and append to *happened*; return False if it was in there already."""
    if step.seq < record.next_seq:
        return False
    record.next_seq = step.seq + 1
    folding = Folding(record, step, moment(step.at), happened)
    EVENT[type(step.event)](folding, step.event)
    for effect in step.effects:
        EFFECT[type(effect)](folding, effect)
    return True


def refuse(company_id: int, refused: CallRefused, run: int = 0) -> Record:
    """Return the record of a call that the switch refused."""
    at = moment(refused.at)
    return Record(
        company_id=company_id,
        id=refused.call,
        switch=refused.switch,
        number=refused.number[:64],
        caller=refused.caller[:120],
        caller_name="",
        direction=refused.direction,
        program="",
        directory="",
        started_at=at,
        ended_at=at,
        ended=f"{REFUSED}{refused.status}{f'_{refused.why}' if refused.why else ''}"[:24],
        count=refused.count,
        next_seq=1,
        fold_run=run,
    )


def judge(record: Record, made: MessageMade) -> bool:
    """Take into *record* whether something is said in a message; return whether that is new."""
    if record.messages.get(made.recording) in (None, made.has_speech):
        return False
    record.messages[made.recording] = made.has_speech
    return True


def lose(record: Record, at: datetime, happened: list[Happened]) -> None:
    """End a call whose switch has stopped."""
    record.ended_at, record.ended = at, "lost"
    _end_all(record, at, "lost", "exchange", "lost")
    happened.append(CallEnded(record.company_id, record.id, at, "lost"))


def _nothing(folding: Folding, said: Any) -> None:
    """Change nothing."""


def _arrived(folding: Folding, event: events.CallArrived) -> None:
    record = folding.record
    folding.happened.append(
        CallArrived(record.company_id, record.id, folding.at, record.caller, record.number, record.direction)
    )
    if event.direction == "callback":
        group = event.queue.partition(":")[0][:60]
        leg = Leg(CALLING_BACK, len(record.legs), record.extension, "", folding.at, group)
        leg.rang_at = leg.answered_at = folding.at
        record.legs[CALLING_BACK] = leg


def _leg_ringing(folding: Folding, event: events.LegRinging | events.LegAnswered) -> None:
    """Note when the leg rang first. One that is answered has rung, whether or not its phone has said so."""
    leg = folding.record.legs.get(event.leg)
    if leg and leg.rang_at is None and leg.ended_at is None:
        leg.rang_at = folding.at


def _leg_failed(folding: Folding, event: events.LegFailed) -> None:
    by = "callee" if event.cause in BY_CALLEE else "exchange"
    _end_leg(folding.record.legs.get(event.leg), folding.at, event.cause, by)


def _leg_ended(folding: Folding, event: events.LegEnded) -> None:
    _end_leg(folding.record.legs.get(event.leg), folding.at, "hung_up", "callee")


def _queue_offer(folding: Folding, event: events.QueueOffer) -> None:
    wait = _wait(folding.record, event.group)
    if wait:
        wait.offered_at = wait.offered_at or folding.at
        wait.taken_by = event.agent[:16] if event.reserved else ""


def _queue_position(folding: Folding, event: events.QueuePosition) -> None:
    if wait := _wait(folding.record, event.group):
        wait.position = event.position


def _queue_missed(folding: Folding, effect: effects.QueueMissed) -> None:
    wait = _wait(folding.record, effect.group)
    if wait and wait.taken_by == effect.agent[:16]:
        wait.taken_by = ""


def _queue_full(folding: Folding, event: events.QueueFull) -> None:
    _end_wait(_wait(folding.record, event.group), folding.at, event.reason)


def _enter(folding: Folding, effect: effects.Enter) -> None:
    record = folding.record
    visit = Visit(record.visit_count, effect.node[:CHUNK], effect.outcome[:80], folding.step.at)
    record.visit_count += 1
    record.visits.append(visit)


def _answer(folding: Folding, effect: effects.Answer) -> None:
    folding.record.answered_at = folding.at


def _dial(folding: Folding, effect: effects.Dial) -> None:
    """Begin a leg. In lines of earlier versions, the queue's offer tells the group."""
    legs, offer = folding.record.legs, folding.step.event
    leg = Leg(effect.leg[:32], len(legs), effect.extension[:16], effect.number[:32], folding.at, effect.group[:60])
    if not leg.group and isinstance(offer, events.QueueOffer) and offer.agent == effect.extension:
        wait = _wait(folding.record, offer.group)
        leg.group = wait.group if wait else offer.group[:60]
    leg.carrier = folding.step.carrier[:60] if effect.number else ""
    leg.forwarded_by = effect.employee[:16]
    legs[effect.leg] = leg


def _cancel(folding: Folding, effect: effects.Cancel) -> None:
    cause = "elsewhere" if effect.elsewhere else "cancelled"
    _end_leg(folding.record.legs.get(effect.leg), folding.at, cause, _ender(folding))


def _release(folding: Folding, effect: effects.Release) -> None:
    _end_leg(folding.record.legs.get(effect.leg), folding.at, "hung_up", _ender(folding))


def _bridge(folding: Folding, effect: effects.Bridge) -> None:
    record, leg = folding.record, folding.record.legs.get(effect.leg)
    record.bridged_at = record.bridged_at or folding.at
    calling_back = record.legs.get(CALLING_BACK)
    talking = calling_back or leg
    record.answered_by = talking.who if talking else None
    if leg:
        leg.answered_at = folding.at
        leg.group = effect.group[:60] or leg.group
        group = leg.group or (calling_back.group if calling_back else "")
        folding.happened.append(TalkBegan(record.company_id, record.id, folding.at, leg.who, group))


def _record(folding: Folding, effect: effects.Record) -> None:
    record = folding.record
    if effect.kind == "message":
        record.messages[effect.recording] = True
    folding.happened.append(
        RecordingBegan(
            record.company_id,
            record.id,
            folding.at,
            folding.step.switch,
            effect.recording,
            effect.kind,
            effect.owner[:80],
            record.answered_by if effect.kind == "call" else None,
            record.extension if record.direction == "callback" else record.caller,
            record.number,
        )
    )


def _stop_recording(folding: Folding, effect: effects.StopRecording) -> None:
    record = folding.record
    folding.happened.append(RecordingEnded(record.company_id, record.id, folding.at, effect.recording))


def _join(folding: Folding, effect: effects.Join) -> None:
    waits = folding.record.waits
    waits.append(Wait(len(waits), effect.group[:60], folding.at))


def _leave(folding: Folding, effect: effects.Leave) -> None:
    otherwise = "moved" if isinstance(folding.step.event, events.QueueMoved) else "left"
    outcome = "callback" if effect.callback else "hung_up" if _ender(folding) == "caller" else otherwise
    _end_wait(_wait(folding.record, effect.group), folding.at, outcome)


def _queue_talk(folding: Folding, effect: effects.QueueTalk) -> None:
    _end_wait(_wait(folding.record, effect.group), folding.at, "talk")


def _notify(folding: Folding, effect: effects.Notify) -> None:
    record, step = folding.record, folding.step
    notes = [each for each in step.effects if isinstance(each, effects.Notify)]
    place = next(at for at, each in enumerate(notes) if each is effect)
    folding.happened.append(
        NoteSent(
            record.company_id,
            record.id,
            folding.at,
            step.seq,
            place,
            effect.employee[:16],
            effect.text,
            record.caller,
        )
    )


def _tag(folding: Folding, effect: effects.Tag) -> None:
    if effect.tag not in folding.record.tags:
        folding.record.tags.append(effect.tag)


def _warn(folding: Folding, effect: effects.Warn) -> None:
    folding.record.warnings.append(EFFECTS.to_json(effect))


def _ended(folding: Folding, effect: effects.Ended) -> None:
    record, step, at = folding.record, folding.step, folding.at
    record.ended_at, record.ended = at, effect.how
    by = {"caller_hung_up": "caller", "callee_hung_up": "callee"}.get(effect.how, "exchange")
    _end_all(record, at, "hung_up", by, "hung_up" if by == "caller" else "left")
    rung = tuple(dict.fromkeys(leg.employee for leg in record.legs.values() if leg.employee))
    is_settled = record.bridged_at is not None or record.outcome == "callback"
    if rung and not is_settled and record.direction in events.FROM_CALLERS:
        folding.happened.append(CallMissed(record.company_id, record.id, at, step.seq, record.caller, rung))
    folding.happened.append(CallEnded(record.company_id, record.id, at, effect.how))


def _ender(folding: Folding) -> str:
    """Return who ends a leg by what this step does: "caller", "callee" or "exchange"."""
    match folding.step.event:
        case events.CallerGone():
            return "caller"
        case events.LegEnded():
            return "callee"
    return "exchange"


def _end_leg(leg: Leg | None, at: datetime, cause: str, by: str) -> None:
    if leg and leg.ended_at is None:
        leg.ended_at, leg.cause, leg.ended_by = at, cause[:16], by


def _wait(record: Record, group: str) -> Wait | None:
    """Return the wait of *group* that goes on, or of any group if it is ""; None if there is none."""
    going_on = (each for each in reversed(record.waits) if each.left_at is None)
    return next((each for each in going_on if not group or each.group == group[:60]), None)


def _end_wait(wait: Wait | None, at: datetime, outcome: str) -> None:
    if wait:
        wait.left_at, wait.outcome = at, outcome[:16]


def _end_all(record: Record, at: datetime, cause: str, by: str, outcome: str) -> None:
    """End the legs and the waits that go on."""
    for leg in record.legs.values():
        ender = OTHER_SIDE.get(by, by) if leg.leg == CALLING_BACK else by
        _end_leg(leg, at, "cancelled" if cause == "hung_up" and leg.answered_at is None else cause, ender)
    for wait in record.waits:
        if wait.left_at is None:
            _end_wait(wait, at, outcome)


EVENT: dict[type, Callable[[Folding, Any], None]] = {
    events.CallArrived: _arrived,
    events.PromptEnded: _nothing,
    events.TimerFired: _nothing,
    events.Digit: _nothing,
    events.LegRinging: _leg_ringing,
    events.LegAnswered: _leg_ringing,
    events.LegFailed: _leg_failed,
    events.LegEnded: _leg_ended,
    events.FactsAnswered: _nothing,
    events.WebReplied: _nothing,
    events.QueueFull: _queue_full,
    events.QueuePosition: _queue_position,
    events.QueueOffer: _queue_offer,
    events.QueueWithdrawn: _nothing,
    events.QueueMoved: _nothing,
    events.CallerGone: _nothing,
    events.Dismissed: _nothing,
    events.Fault: _nothing,
}
EFFECT: dict[type, Callable[[Folding, Any], None]] = {
    effects.Enter: _enter,
    effects.Answer: _answer,
    effects.Play: _nothing,
    effects.Stop: _nothing,
    effects.Wait: _nothing,
    effects.Ask: _nothing,
    effects.AskWeb: _nothing,
    effects.Dial: _dial,
    effects.Cancel: _cancel,
    effects.Bridge: _bridge,
    effects.Release: _release,
    effects.Record: _record,
    effects.StopRecording: _stop_recording,
    effects.Join: _join,
    effects.Leave: _leave,
    effects.QueueTalk: _queue_talk,
    effects.QueueMissed: _queue_missed,
    effects.QueueDone: _nothing,
    effects.Notify: _notify,
    effects.Tag: _tag,
    effects.Hangup: _nothing,
    effects.Warn: _warn,
    effects.Ended: _ended,
}
