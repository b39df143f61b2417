"""What happens to calls for which nobody has drawn anything: to an extension, and back to a caller who asked for it."""

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
    """Ring whoever has the extension; then busy, or a message for them."""
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
    """The employee, who has picked up, hears ringing until the one who asked for the call answers."""
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
