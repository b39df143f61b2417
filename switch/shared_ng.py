"""Shares between workers whether rtpengine answers: once it hasn't answered one of them, none waits for it for long.

Without this, every message would hold a worker for the full time limit, and soon all of them. New calls are refused
meanwhile; the wheel lets one worker ask again every now and then.
"""

from contextlib import suppress
from typing import Any

import KSR

from switch.ng import MediaDown, MediaRefused, Ng

SHORT_S = 0.2
"""How long a worker waits while rtpengine is silent."""


class SharedNg(Ng):
    """Asks rtpengine as ``Ng`` does, and notes whether it answers."""

    def ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a command and return its answer, as ``Ng.ask`` does."""
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
        """Find out whether rtpengine answers by now."""
        with suppress(MediaDown, MediaRefused):
            self.ask("ping")


def is_silent() -> bool:
    """Return whether the last question to rtpengine got no answer."""
    return bool(int(KSR.htable.sht_get("counters", "media_silent") or 0))


def _note(silent: bool) -> None:
    KSR.htable.sht_seti("counters", "media_silent", int(silent))
