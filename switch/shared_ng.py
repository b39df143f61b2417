"""rtpengine as all workers see it: once it hasn't answered one of them, none waits for it for long.

Without this, every message would hold a worker for the full time limit, and soon all of them. New calls are refused
meanwhile; the wheel has one worker ask again every now and then.
"""

from contextlib import suppress
from typing import Any

import KSR

from switch.ng import MediaDown, MediaRefused, Ng

SHORT_S = 0.2
"""How long a worker waits while rtpengine is silent."""


class SharedNg(Ng):
    """Raises as ``Ng`` does."""

    def ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        was_silent = is_silent()
        self.limit(*((SHORT_S, 1) if was_silent else (self.TIMEOUT_S, self.TRIES)))
        try:
            answer = super().ask(command, **arguments)
        except MediaDown:
            _note(True)
            raise
        if was_silent:
            _note(False)
        return answer

    def look(self) -> None:
        """Find out whether it answers by now."""
        with suppress(MediaDown, MediaRefused):
            self.ask("ping")


def is_silent() -> bool:
    """Whether the last question to rtpengine got no answer."""
    return bool(int(KSR.htable.sht_get("counters", "media_silent") or 0))


def _note(silent: bool) -> None:
    KSR.htable.sht_seti("counters", "media_silent", int(silent))
