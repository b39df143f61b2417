"""What ringing somebody and talking with them have in common, whoever it is."""

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.events import Event, LegEnded, TimerFired

RINGBACK = "sys:ringback"


def entertain(call: Call, music: str) -> None:
    """Music, or ringing once the call is answered; before that the caller's own phone rings."""
    call.state["keys"] = ""
    if music:
        call.play(music, repeat=True)
    elif call.state["answered"]:
        call.play(RINGBACK, repeat=True)


def new_leg(call: Call) -> str:
    leg = f"b{call.token()}"
    call.state["legs"][leg] = False
    return leg


def bridge(call: Call, leg: str, owner: str, record: bool, group: str = "") -> None:
    """The caller and *leg*, which has answered, talk; a recording of it is *owner*'s. *group* is as in the effect."""
    call.state["doing"]["talk"] = leg
    call.state["legs"][leg] = True
    call.answer()
    call.do(effects.Bridge(leg, group))
    if record:
        call.record("call", owner)


def handle(call: Call, event: Event) -> bool:
    """Of a talk: whether the event was its own. The end of the talk is the end of the call."""
    doing = call.state["doing"]
    if isinstance(event, LegEnded) and event.leg == doing["talk"]:
        del call.state["legs"][event.leg]
        call.end("callee_hung_up", hangup="normal")
        return True
    if isinstance(event, TimerFired) and event.token == doing.get("limit"):
        call.end("time_is_up", hangup="normal")
        return True
    return False
