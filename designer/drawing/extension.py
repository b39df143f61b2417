"""Defines what happens to calls for which nobody has drawn anything: to an extension, and to a caller who is called
back."""

from designer.runtime.ops.branch import Branch
from designer.runtime.ops.dial import Dial
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.message import Message
from designer.runtime.ops.outside import Outside
from designer.runtime.ops.play import Play
from designer.runtime.program import Program

RING_S = 30
MOST_MESSAGE_S = 120
CALLBACK_RING_S = 45


def extension_program() -> Program:
    """Return the program that rings the extension that was dialled; then busy, or a message for its owner."""
    return Program(
        "ring",
        {
            "ring": (
                Dial("called", "all", RING_S, music="", record=False),
                Branch((("busy", "busy"), ("no_answer", "message"), ("unavailable", "message"))),
            ),
            "busy": (Hangup("busy"),),
            "message": (
                Play("sys:leave-message"),
                Message("called", MOST_MESSAGE_S),
                Branch((("next", "end"),)),
            ),
            "end": (Hangup("normal"),),
        },
    )


def callback_program() -> Program:
    """Return the program by which an employee, who has picked up, hears ringing until the caller who wanted to be
    called back answers."""
    return Program(
        "call",
        {
            "call": (
                Outside("{caller}", CALLBACK_RING_S, most_min=0, music="", record=True),
                Branch((("busy", "end"), ("failed", "end"), ("no_answer", "end"))),
            ),
            "end": (Hangup("normal"),),
        },
    )
