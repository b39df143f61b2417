"""Provides what the dialling ops share: hold music or ringback, naming a leg, bridging, the end of a talk."""

from typing import NotRequired, TypedDict, cast

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.events import Event, LegEnded, TimerFired

RINGBACK = "sys:ringback"


class Talking(TypedDict):
    """Describes what each op that connects people keeps: the leg that talks, "" for none, and the timer that ends
    it."""

    talk: str
    limit: NotRequired[int]


def play_hold_music(call: Call, music: str) -> None:
    """Play *music*, or ringing if that is "" and the caller is answered; until then their own phone lets them hear it
    ring. Keys pressed so far no longer count."""
    call.state["keys"] = ""
    if music:
        call.play(music, repeat=True)
    elif call.state["answered"]:
        call.play(RINGBACK, repeat=True)


def new_leg(call: Call) -> str:
    """Return the name of a new leg, which has not answered yet."""
    leg = f"b{call.token()}"
    call.state["legs"][leg] = False
    return leg


def release_late_answer(call: Call, leg: str) -> None:
    """Release a leg that answers when nobody waits for it any more, as when its CANCEL crosses the 200."""
    if leg not in call.state["legs"]:
        call.do(effects.Release(leg))


def bridge(call: Call, leg: str, owner: str, record: bool, group: str = "") -> None:
    """Let the caller and *leg*, which has answered, talk. A recording belongs to *owner*.

    *group* is that of the effect. The op keeps the leg as "talk".
    """
    _doing(call)["talk"] = leg
    call.state["legs"][leg] = True
    call.answer()
    call.do(effects.Bridge(leg, group))
    if record:
        call.record("call", owner)


def handle(call: Call, event: Event) -> bool:
    """Carry a talk on; its end is the end of the call. Return whether the event was for the talk."""
    doing = _doing(call)
    if isinstance(event, LegEnded) and event.leg == doing["talk"]:
        del call.state["legs"][event.leg]
        call.end("callee_hung_up", hangup="normal")
        return True
    if isinstance(event, TimerFired) and event.token == doing.get("limit"):
        call.end("time_is_up", hangup="normal")
        return True
    return False


def _doing(call: Call) -> Talking:
    assert call.state["doing"] is not None  # an op that rings somebody waits
    return cast(Talking, call.state["doing"])
