"""What happens to a call to an extension, while nobody has drawn anything else for it."""

from designer.program import Branch, Dial, Hangup, Message, Play, Program

RING_S = 30
MOST_MESSAGE_S = 120


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
