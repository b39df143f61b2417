"""Says which callers the user may have the exchange call back: ``app.live_calls`` provides it, and does it."""

from typing import Protocol

from app.port import Port


class CallBacks(Protocol):
    """Declares what pages need to know before they offer to call somebody back."""

    def are_offered(self) -> bool:
        """Return whether the user may call back, and there is a carrier to do so."""

    def reaches(self, caller: str) -> bool:
        """Return whether a *caller* from outside came with a complete number, which may be called."""


call_backs: Port[CallBacks] = Port("calling callers back")


def can_call_back(caller: str) -> bool:
    """Return whether the page offers the user to call this *caller* from outside back."""
    return call_backs().are_offered() and call_backs().reaches(caller)
