"""Keys that were pressed before they were asked for."""

from collections.abc import Callable

from designer.runtime.call import Call


def take_early(call: Call, early: str, take: Callable[[str], None]) -> None:
    """Let an op *take* keys that were pressed early; those that are left when it is done are kept on.

    A key stops what an earlier one let play.
    """
    for place, key in enumerate(early):
        call.stop_if_playing()
        take(key)
        if call.state["doing"] is None:
            call.state["keys"] = early[place + 1 :]
            return
