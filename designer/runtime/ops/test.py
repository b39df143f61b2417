"""Compare something with a value; what only the exchange knows is asked for first."""

import re

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Event, Told
from designer.runtime.ops.instant import clock

WHOLE = re.compile(r"-?[0-9]{1,100}")


def begin(call: Call, op: program.Test) -> None:
    kind, _, name = op.subject.partition(":")
    match kind:
        case "free" | "waiting":
            token = call.token()
            call.state["doing"] = {"token": token}
            call.do(effects.Ask(token, (op.subject,)))
        case "time":
            _decide(call, op, clock(call))
        case _:
            _decide(call, op, str(call.state["vars"].get(name or kind, "")))


def handle(call: Call, op: program.Test, event: Event) -> bool:
    if not isinstance(event, Told):
        return False
    if event.token == call.state["doing"]["token"]:
        _decide(call, op, str(event.facts.get(op.subject, 0)))
    return True


def _decide(call: Call, op: program.Test, found: str) -> None:
    call.finish("yes" if compare(found, op.operator, call.fill(op.value)) else "no")


def compare(found: str, operator: str, value: str) -> bool:
    """ "less" and "more" by number where both are whole numbers, else by letters, which suits "08:30"."""
    match operator:
        case "is":
            return found == value
        case "is_not":
            return found != value
        case "begins":
            return found.startswith(value)
        case "contains":
            return value in found
        case "empty":
            return not found
    if WHOLE.fullmatch(found) and WHOLE.fullmatch(value):
        return int(found) < int(value) if operator == "less" else int(found) > int(value)
    return found < value if operator == "less" else found > value
