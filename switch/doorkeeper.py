"""Guards the ports that are only for the exchange's own parts. Everybody on the machine reaches them, and so do web
pages in its browsers, so each request and datagram must prove where it comes from."""

import KSR

from switch import signed, store
from switch.guests import know
from switch.message import pv
from switch.orders import Order, from_json
from switch.settings import Settings


class Doorkeeper:
    """Checks requests and datagrams, for one process."""

    def __init__(self, settings: Settings) -> None:
        self._secret = bytes.fromhex(settings.secret)
        self._host = f"127.0.0.1:{settings.rpc_port}"
        self._has_warned = False

    def admits(self, receiver: str) -> bool:
        """Return whether the HTTP request being worked on comes from a part of ours.

        No web page can sign. Browsers also add Origin to every POST, and the page's own name as Host if that name was
        made to lead here (DNS rebinding).
        """
        if KSR.hdr.is_present("Origin") > 0 or pv("$hdr(Host)") != self._host:
            return self._refuse("an HTTP request of a web page")
        try:
            mark = signed.check(self._secret, receiver, pv(f"$hdr({signed.HEADER})"), _bytes(pv("$rb")))
        except signed.Forged as problem:
            return self._refuse(f"an HTTP request: {problem}")
        if not store.is_first(mark):
            return self._refuse("an HTTP request that came before")
        know()  # many requests in a row may take long
        return True

    def message(self, text: str) -> Order | None:
        """Return the order in the datagram *text*; None if no part of ours has sent it, or if it has come before.

        Raise ValueError if one of our own parts has sent what is no order."""
        try:
            mark, message = signed.opened(self._secret, signed.EVENT, _bytes(text))
        except signed.Forged as problem:
            self._refuse(f"a datagram: {problem}")
            return None
        if not store.is_first(mark):
            self._refuse("a datagram that came before")
            return None
        return from_json(message)

    def _refuse(self, what: str) -> bool:
        """Return False. Each process logs the first refusal only, so that nobody can fill the disk."""
        if not self._has_warned:
            self._has_warned = True
            KSR.warn(f"refused {what} (from {pv('$si')}:{pv('$sp')}; further ones are not logged)\n")
        return False


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
