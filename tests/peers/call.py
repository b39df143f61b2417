"""A call of a peer that we did not write, followed by what the peer says about it."""

import threading
from collections.abc import Callable

from tests.peers.heard import PATIENCE_S, Heard


class PeerCall:
    """*states* are all that it went through: ringing, answered, confirmed (the ACK came), ended.

    *status* is the last status code that the peer names, *codec* what it decodes, *keys* what it was sent as RFC 4733
    or SIP INFO.
    """

    def __init__(self, heard: Heard, caller: str = "", sip_id: str = "") -> None:
        self.heard, self.caller, self.sip_id = heard, caller, sip_id
        self.states: list[str] = []
        self.status = 0
        self.codec = self.media = self.why = ""
        self.keys = ""
        self._changed = threading.Condition()

    def __repr__(self) -> str:
        return f"<{self.sip_id} {self.states} {self.status} {self.codec} {self.media} {self.why}>"

    def note(self, state: str = "", keys: str = "", **what: str | int) -> None:
        with self._changed:
            self.states += [state] if state else []
            self.keys += keys
            vars(self).update(what)
            self._changed.notify_all()

    def wait(self, state: str, limit_s: float = PATIENCE_S) -> bool:
        """Whether it gets to *state* within the limit."""
        return self.wait_until(lambda call: state in call.states, limit_s)

    def wait_for_key(self, key: str, limit_s: float = PATIENCE_S) -> bool:
        return self.wait_until(lambda call: key in call.keys, limit_s)

    def wait_until(self, holds: Callable[["PeerCall"], bool], limit_s: float = PATIENCE_S) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: holds(self), limit_s)
