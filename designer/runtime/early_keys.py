"""Uses keys that were pressed before they were asked for."""

from collections.abc import Callable

from designer.runtime.call import Call


def take_early(call: Call, early: str, take: Callable[[str], None]) -> None:
    """Let an op *take* keys that were pressed early, until it is done; the rest is kept for the next op.

    Each key stops what an earlier one has begun to play.
    """
    for index, key in enumerate(early):
        call.stop_if_playing()
        take(key)
        if call.state["doing"] is None:
            call.state["keys"] = early[index + 1 :]
            return
