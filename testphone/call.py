"""Carries on one call of a phone, in either direction: its dialog (RFC 3261 section 12), its state, its sound."""

import threading
import time
from typing import TYPE_CHECKING

from testphone import sip
from testphone.rtp import PATIENCE_S, Rtp
from testphone.sip import Message

if TYPE_CHECKING:
    from testphone.agent import UserAgent

STATES = ("calling", "ringing", "answered", "ended")
ACK_S = 32.0
"""Who has answered may hang up once the ACK is there, or after so long (RFC 3261 section 15)."""


class Call:
    """Represents a call. *state* goes from "calling" through "ringing" and "answered" to "ended".

    *status* is the last status code seen or sent; *ended_by* is "us", "them" or "refused"; *reason* is why they
    ended it (RFC 3326), or "".
    """

    def __init__(self, agent: "UserAgent", call_id: str, local: str, remote: str, target: str) -> None:
        """*local* and *remote* are the From and To headers of our requests; *target* is the other side's Contact."""
        self.agent, self.call_id, self.local, self.remote, self.target = agent, call_id, local, remote, target
        self.routes: list[str] = []
        self.state = "calling"
        self.status = 0
        self.statuses: list[int] = []
        self.ended_by = self.reason = ""
        self.caller_name = ""
        self.began_at = time.monotonic()
        self.ringing_at = self.answered_at = self.ended_at = 0.0
        self.invite: Message | None = None
        self.invite_cseq = 0
        self.invite_branch = ""
        self.is_given_up = False
        self.final = b""
        self.voice_at: tuple[str, int] | None = None
        self.rtp = Rtp(agent.host, agent.tone_hz)
        self.acknowledged = threading.Event()
        self._changed = threading.Condition()

    @property
    def caller(self) -> str:
        """Return the user part of the other side's address."""
        return sip.user_of(self.remote)

    def become(self, state: str, by: str = "") -> None:
        """Change the state, and wake up whoever waits for it."""
        with self._changed:
            if self.state == "ended":
                return
            self.state, now = state, time.monotonic()
            if state == "ringing":
                self.ringing_at = self.ringing_at or now
            elif state == "answered":
                self.answered_at = now
            elif state == "ended":
                self.ended_at, self.ended_by = now, by
            self._changed.notify_all()

    def wait(self, state: str, limit_s: float = PATIENCE_S) -> bool:
        """Return whether the call reaches *state* within the limit. An ended call reaches nothing more."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._got_to(state) or self.state == "ended", limit_s
            ) and self._got_to(state)

    def _got_to(self, state: str) -> bool:
        moments = {"calling": self.began_at, "ringing": self.ringing_at, "answered": self.answered_at}
        return self.state == "ended" if state == "ended" else bool(moments[state]) or self.state == state

    def answer(self) -> None:
        """Answer an incoming call. It is answered before the other side knows, who may act on it at once."""
        with self._changed:
            if self.state != "ringing" or self.invite is None:
                return
            self.become("answered")
        self.agent.reply(self, self.invite, 200, "OK", self.agent.sdp(self.rtp.port))
        self.rtp.send_to(sip.media_address(self.invite.body))

    def refuse(self, status: int) -> None:
        """Refuse an incoming call."""
        if self.invite is not None:
            self.agent.reply(self, self.invite, status, "Refused")
        self.become("ended", "us")

    def press(self, keys: str) -> None:
        """Press keys as RFC 4733 events in the audio stream."""
        self.rtp.press(keys)

    def press_by_info(self, key: str) -> None:
        """Press a key by SIP INFO."""
        self.agent.request(self, "INFO", f"Signal={key}\r\nDuration=160\r\n", "application/dtmf-relay")

    def change(self, direction: str) -> str:
        """Send a re-INVITE, "sendonly" to hold or "sendrecv" to resume, and return the answer's direction."""
        offer = self.agent.sdp(self.rtp.port, direction)
        reply = self.agent.request(self, "INVITE", offer, "application/sdp")
        self.agent.acknowledge(self, reply)
        found = [word for word in ("sendonly", "recvonly", "inactive", "sendrecv") if f"a={word}" in reply.body]
        return found[0] if found else "sendrecv"

    def end_talk(self) -> None:
        """Send a BYE if the call is answered.

        An answer may cross a CANCEL, which then has no effect (RFC 3261 section 9.1).
        """
        if self.state == "answered" and self.invite is not None:
            self.acknowledged.wait(ACK_S)
        with self._changed:
            if self.state != "answered":
                return
            self.become("ended", "us")
        self.agent.request(self, "BYE")

    def hang_up(self) -> None:
        """End the call as its state requires: by BYE, CANCEL or a refusal."""
        if self.state == "answered":
            self.end_talk()
        elif self.state in ("calling", "ringing") and self.invite is None:
            self.is_given_up = True
            self.agent.cancel(self)
            self.end_talk()
        elif self.state == "ringing":
            self.refuse(486)
