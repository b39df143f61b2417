"""Play one prompt to its end."""

from designer.runtime import program
from designer.runtime.call import Call
from designer.runtime.events import Event, PromptEnded


def begin(call: Call, op: program.Play) -> None:
    token = call.play(op.prompt)
    if token is None:
        call.finish("next")
    else:
        call.state["doing"] = {"token": token}


def handle(call: Call, op: program.Play, event: Event) -> bool:
    if not isinstance(event, PromptEnded):
        return False
    if event.token == call.state["doing"]["token"]:
        call.finish("next")
    return True
