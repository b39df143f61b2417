"""Defines the voicemail of an employee whose calls are forwarded to it: what the caller says is recorded, and the call
ends."""

from designer.runtime.op import Op
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.message import Message
from designer.runtime.ops.play import Play
from designer.runtime.target import Target

PROMPT = "sys:leave-message"
MOST_S = 120


def voicemail_of(extension: str) -> tuple[Op, ...]:
    """Return the ops for a call that is forwarded to the voicemail of *extension*."""
    return Play(PROMPT), Message(Target.employee(extension), MOST_S), Hangup("normal")
