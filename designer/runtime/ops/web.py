"""Ask a web server; the caller waits no longer than the time limit.

What is put in for a variable may come from outside: it stays one value, wherever it stands.
"""

import json
from urllib.parse import quote

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Event, TimerFired, WebReplied


def begin(call: Call, op: program.Web) -> None:
    call.state["doing"] = {"token": call.wait(op.timeout_s), "asked": call.token()}
    call.do(
        effects.AskWeb(
            call.state["doing"]["asked"],
            op.method,
            call.fill(op.url, _in_url),
            tuple(call.fill(header, _in_header) for header in op.headers),
            call.fill(op.body, _in_json),
            op.answers,
            op.timeout_s * 1000,
        )
    )


def _in_url(value: str) -> str:
    return quote(value, safe="")


def _in_header(value: str) -> str:
    return " ".join(value.split())


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def handle(call: Call, op: program.Web, event: Event) -> bool:
    doing = call.state["doing"]
    if isinstance(event, WebReplied):
        if event.token == doing["asked"]:
            for name, value in event.values.items():
                call.set_variable(name, value)
            call.finish(event.outcome)
    elif isinstance(event, TimerFired):
        if event.token == doing["token"]:
            call.finish("timeout")
    else:
        return False
    return True
