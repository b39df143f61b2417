"""Provides a small phone in Python: SIP and RTP over UDP, for ``flask demo call`` and for tests that really listen.

It speaks G.711 u-law, presses keys (RFC 4733 and SIP INFO), and recognises what it hears. It needs only the standard
library.
"""
