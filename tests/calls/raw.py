"""Where raw SIP was until it moved to the other peers."""

from tests.peers.raw import ask

__all__ = ["ask"]
