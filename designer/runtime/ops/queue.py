"""Wait for somebody of a group: the caller's side of ``designer.runtime.queue``."""

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import (
    Digit,
    Event,
    LegAnswered,
    LegFailed,
    OfTheQueue,
    PromptEnded,
    QueueFull,
    QueueOffer,
    QueuePlace,
    QueueWithdrawn,
    TimerFired,
)
from designer.runtime.ops import dial, talk
from designer.runtime.ops.instant import is_anonymous

PLACE, WAIT, MUSIC = "sys:queue-place", "sys:queue-wait", ""
MOST_SPOKEN = 20
"""Numbers up to this are spoken: places, and minutes."""


def begin(call: Call, op: program.Queue) -> None:
    call.answer()
    call.state["doing"] = {
        "token": call.wait(op.most_s) if op.most_s else 0,
        "ring": 0,
        "leg": "",
        "agent": "",
        "talk": "",
        "telling": [],
        "told": 0,
        "next": call.wait(op.tell_s) if op.tell_s else 0,
        "place": 0,
        "wait_s": -1,
    }
    talk.entertain(call, op.music)
    call.state["queue"] = op.group
    call.do(effects.Join(op.group, op.priority, op.skill, op.most_waiting, op.wrap_up_s))


def handle(call: Call, op: program.Queue, event: Event) -> bool:
    doing = call.state["doing"]
    if doing["talk"]:
        return talk.handle(call, event)
    if isinstance(event, OfTheQueue):
        return event.group in ("", op.group) and _of_the_queue(call, op, event)
    match event:
        case LegAnswered(leg=leg) if leg == doing["leg"]:
            _talk(call, op)
        case LegFailed(leg=leg) if leg == doing["leg"]:
            _missed(call, op)
        case TimerFired(token=token):
            _time(call, op, token)
        case PromptEnded(token=token) if token == doing["told"]:
            _tell(call, op)
        case Digit(key=key):
            _pressed(call, op, key)
        case _:
            return False
    return True


def _of_the_queue(call: Call, op: program.Queue, event: OfTheQueue) -> bool:
    """What comes of waiting; of a queue that the caller has left, nothing does."""
    match event:
        case QueueFull(reason=reason):
            call.state["queue"] = ""
            call.finish(reason)
        case QueuePlace(place=place, wait_s=wait_s):
            call.state["doing"] |= {"place": place, "wait_s": wait_s}
        case QueueOffer(agent=agent):
            _offer(call, op, agent)
        case QueueWithdrawn(agent=agent):
            if call.state["doing"]["leg"] and call.state["doing"]["agent"] == agent:
                _stop_ringing(call, op)
    return True


def _pressed(call: Call, op: program.Queue, key: str) -> None:
    if key == op.leave_key:
        _leave(call, op, "left")
    elif key == op.callback_key:
        if is_anonymous(call.state["caller"]):
            call.warn("who has no number can't be called back")
        else:
            _leave(call, op, "callback")


def _offer(call: Call, op: program.Queue, agent: str) -> None:
    doing = call.state["doing"]
    if doing["leg"] or agent == call.state["extension"]:
        call.do(effects.QueueMissed(op.group, agent))
        return
    doing["agent"] = agent
    doing["leg"] = dial.dial(call, agent)
    if doing["leg"]:
        doing["ring"] = call.wait(op.ring_s)
    else:
        call.do(effects.QueueMissed(op.group, agent))


def _talk(call: Call, op: program.Queue) -> None:
    doing = call.state["doing"]
    call.state["queue"] = f"{op.group}:{doing['agent']}"
    call.do(effects.QueueTalk(op.group, doing["agent"]))
    talk.bridge(call, doing["leg"], f"employee:{doing['agent']}", op.record)


def _stop_ringing(call: Call, op: program.Queue) -> None:
    call.do(effects.Cancel(call.state["doing"]["leg"]))
    _missed(call, op)


def _missed(call: Call, op: program.Queue) -> None:
    doing = call.state["doing"]
    del call.state["legs"][doing["leg"]]
    doing["leg"] = ""
    call.do(effects.QueueMissed(op.group, doing["agent"]))


def _time(call: Call, op: program.Queue, token: int) -> None:
    doing = call.state["doing"]
    if token == doing["token"] and op.most_s:
        _leave(call, op, "timeout")
    elif token == doing["ring"] and doing["leg"]:
        _stop_ringing(call, op)
    elif token == doing["next"] and op.tell_s:
        doing["next"] = call.wait(op.tell_s)
        if doing["place"] and not doing["leg"] and not doing["telling"]:
            doing["telling"] = _sentence(doing["place"], doing["wait_s"])
            _tell(call, op)


def _sentence(place: int, wait_s: int) -> list[str]:
    """Sounds of the exchange's own: "You are number 3 in line. The wait is about 2 minutes"."""
    said = [PLACE, f"sys:number-{min(place, MOST_SPOKEN)}"]
    if wait_s >= 0:
        said += [WAIT, f"sys:minutes-{min(max(1, round(wait_s / 60)), MOST_SPOKEN)}"]
    return [*said, MUSIC]


def _tell(call: Call, op: program.Queue) -> None:
    """The next sound of the sentence, which ends with the music."""
    doing = call.state["doing"]
    while doing["telling"]:
        sound = doing["telling"].pop(0)
        token = None if sound == MUSIC else call.play(sound)
        if token is not None:
            doing["told"] = token
            return
    talk.entertain(call, op.music)


def _leave(call: Call, op: program.Queue, outcome: str) -> None:
    """A phone that rings for the caller stops, and its owner has missed nothing; who leaves may be called back."""
    if leg := call.state["doing"]["leg"]:
        call.do(effects.Cancel(leg))
        del call.state["legs"][leg]
    call.do(effects.Leave(op.group, call.state["caller"] if outcome == "callback" else ""))
    call.state["queue"] = ""
    call.do(effects.Stop())
    call.finish(outcome)
