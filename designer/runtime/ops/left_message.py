"""A call that was forwarded to an employee's voicemail: what the caller says is recorded, and that is its end."""

from designer.runtime import program
from designer.runtime.call import Call
from designer.runtime.events import Event, PromptEnded
from designer.runtime.ops import message

PROMPT = "sys:leave-message"
MOST_S = 120


def begin(call: Call, extension: str) -> None:
    token = call.play(PROMPT)
    call.state["doing"] = {"token": token or 0, "mailbox": extension}
    if token is None:
        _beep(call, extension)


def handle(call: Call, event: Event) -> bool:
    doing = call.state["doing"]
    if "listening" in doing:
        taken = message.handle(call, _op(doing["mailbox"]), event)
        if call.state["doing"] is None:
            call.end("flow_ended", hangup="normal")
        return taken
    if isinstance(event, PromptEnded) and event.token == doing["token"]:
        _beep(call, doing["mailbox"])
        return True
    return False


def _beep(call: Call, extension: str) -> None:
    message.begin(call, _op(extension))
    call.state["doing"]["mailbox"] = extension


def _op(extension: str) -> program.Message:
    return program.Message(f"employee:{extension}", MOST_S)
