"""Ring one number outside; the talk that follows is the end of the flow."""

import re

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Event, LegAnswered, LegFailed, TimerFired
from designer.runtime.ops import talk

BUSY = ("busy", "rejected")
NUMBER = re.compile(r"\+?[0-9]{1,20}")


def begin(call: Call, op: program.Outside) -> None:
    number = "".join(character for character in call.fill(op.number) if character not in " ()/-.")
    if not NUMBER.fullmatch(number):
        call.warn("“{number}” is no number to call", number=number)
        call.finish("failed")
        return
    talk.entertain(call, op.music)
    leg = talk.new_leg(call)
    call.state["doing"] = {"leg": leg, "token": call.wait(op.ring_s), "talk": "", "number": number}
    call.do(effects.Dial(leg, "", (), number))


def handle(call: Call, op: program.Outside, event: Event) -> bool:
    doing = call.state["doing"]
    if doing["talk"]:
        return talk.handle(call, event)
    match event:
        case LegAnswered(leg=leg) if leg == doing["leg"]:
            talk.bridge(call, leg, "company", op.record)
            if op.most_min:
                doing["limit"] = call.wait(op.most_min * 60)
        case LegFailed(leg=leg, cause=cause) if leg == doing["leg"]:
            del call.state["legs"][leg]
            call.finish("busy" if cause in BUSY else "no_answer" if cause == "no_answer" else "failed")
        case TimerFired(token=token) if token == doing["token"]:
            call.do(effects.Cancel(doing["leg"]))
            del call.state["legs"][doing["leg"]]
            call.finish("no_answer")
        case _:
            return False
    return True
