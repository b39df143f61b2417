"""SIP word for word, over UDP or TCP: what no honest telephone sends, and what only an odd one does."""

import re
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from testphone import sip
from testphone.rtp import Rtp
from testphone.sip import Message
from tests.peers.heard import PATIENCE_S
from tests.peers.raw_stream import messages_of

HOST = "127.0.0.9"
T1_S = 0.5
Changes = dict[str, str | None]
"""Headers that differ from the usual ones: by name; None leaves one out. New names are added."""


def ask(address: tuple[str, int], method: str, to: str, *more: str, call_id: str = "", user: str = "x") -> int:
    """Send one request from a stranger's port and return the status of the first final reply."""
    stranger = RawPeer(address)
    try:
        changes: Changes = {name: value.strip() for name, _, value in (line.partition(":") for line in more)}
        call = RawCall(stranger, to.partition(";")[0], call_id=call_id or secrets.token_hex(8), user=user, cseq=8)
        call.remote = f"<sip:{to.partition(';')[0]}@{address[0]}>{''.join(to.partition(';')[1:])}"
        call.send(method, changes)
        return call.final().status
    finally:
        stranger.close()


class RawPeer:
    """A socket that notes all that comes in. Close it."""

    def __init__(
        self, exchange: tuple[str, int], host: str = HOST, transport: str = "udp", port: int = 0, tone_hz: int = 0
    ) -> None:
        self.exchange, self.host, self.transport, self.tone_hz = exchange, host, transport, tone_hz
        self.unread: list[Message] = []
        self.seen: list[Message] = []
        self.calls: list[RawCall] = []
        self._came = threading.Condition()
        kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
        self._socket = socket.socket(socket.AF_INET, kind)
        try:
            self._socket.bind((host, port))
            if transport == "tcp":
                self._socket.connect(exchange)
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self._socket.settimeout(0.1)
        self._closed = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __repr__(self) -> str:
        return f"<{self.host} saw {[each.first for each in self.seen]}>"

    @property
    def via(self) -> str:
        return f"SIP/2.0/{self.transport.upper()} {self.host}:{self.port};branch={sip.branch()}"

    def contact(self, user: str = "raw") -> str:
        return f"<sip:{user}@{self.host}:{self.port};transport={self.transport}>"

    def send(self, data: bytes) -> None:
        if self.transport == "tcp":
            self._socket.sendall(data)
        else:
            self._socket.sendto(data, self.exchange)

    def expect(self, holds: Callable[[Message], bool], limit_s: float = PATIENCE_S) -> Message | None:
        """The first message not yet taken that is as wanted, now or within the limit."""
        with self._came:

            def find() -> Message | None:
                return next(filter(holds, self.unread), None)

            found = self._came.wait_for(find, limit_s)
            if found:
                self.unread.remove(found)
            return found

    def register(self, account: str, password: str, contact: str = "", expires_s: int = 300) -> Message:
        """The final reply to a REGISTER with credentials."""
        uri = f"sip:{self.exchange[0]}:{self.exchange[1]}"
        me = f"<sip:{account}@{self.exchange[0]}:{self.exchange[1]}>"
        call = RawCall(self, account, user=account)
        call.local, call.remote, call.target = f"{me};tag={secrets.token_hex(4)}", me, uri
        changes: Changes = {"Contact": contact or self.contact(account), "Expires": str(expires_s)}
        call.send("REGISTER", changes)
        asked = sip.challenge(call.final())
        secret = sip.md5(f"{account}:{asked.realm}:{password}")
        call.send("REGISTER", {**changes, asked.answer_in: sip.digest(asked, account, secret, "REGISTER", uri)})
        return call.final()

    def call(self, number: str, user: str = "+4917012345") -> "RawCall":
        """Not sent yet: ``invite()`` does that."""
        self.calls.append(RawCall(self, number, user=user))
        return self.calls[-1]

    def rung(self, limit_s: float = PATIENCE_S) -> "RawCall | None":
        """The next call that comes in."""
        invite = self.expect(lambda message: message.method == "INVITE" and not message.status, limit_s)
        if invite is None:
            return None
        call = RawCall(self, "", call_id=invite.call_id)
        call.local, call.remote = f"{invite.header('to')};tag={secrets.token_hex(4)}", invite.header("from")
        call.target, call.invited = sip.uri_of(invite.header("contact")), invite
        call.routes = invite.every("record-route")
        self.calls.append(call)
        return call

    def close(self) -> None:
        self._closed.set()
        self._reader.join(timeout=2)
        for call in self.calls:
            if call.rtp:
                call.rtp.close()
        self._socket.close()

    def _read(self) -> None:
        rest = b""
        while not self._closed.is_set():
            try:
                data = self._socket.recv(65535)
            except TimeoutError:
                continue
            except OSError:
                return
            if self.transport == "tcp":
                if not data:
                    return
                found, rest = messages_of(rest + data)
            else:
                found = [] if sip.is_media(data) else [data]
            with self._came:
                for each in map(sip.parse, found):
                    self.unread.append(each)
                    self.seen.append(each)
                self._came.notify_all()


@dataclass(eq=False, repr=False)
class RawCall:
    """A dialog, either way. Everything in it may be changed before the next message is sent."""

    peer: RawPeer
    number: str
    call_id: str = field(default_factory=lambda: secrets.token_hex(8))
    user: str = "raw"
    cseq: int = 0
    local: str = ""
    remote: str = ""
    target: str = ""
    routes: list[str] = field(default_factory=list)
    invited: Message | None = None
    branch: str = ""
    rtp: Rtp | None = None
    answer: bytes = b""
    """Our 200 to the INVITE that rang us."""

    def __repr__(self) -> str:
        return f"<{self.call_id} at {self.peer}>"

    def __post_init__(self) -> None:
        host, port = self.peer.exchange
        self.local = self.local or f"<sip:{self.user}@{self.peer.host}>;tag={secrets.token_hex(4)}"
        self.target = self.target or f"sip:{self.number}@{host}:{port}"
        self.remote = self.remote or f"<sip:{self.number}@{host}:{port}>"

    def send(self, method: str, changes: Changes | None = None, body: str = "", encoding: str = "utf-8") -> None:
        """A request: a new one, or (ACK, CANCEL) one that goes with the last INVITE."""
        goes_with = method in ("ACK", "CANCEL")
        if not goes_with:
            self.cseq += 1
        headers: Changes = {
            "Via": self.peer.via,
            "Max-Forwards": "70",
            "From": self.local,
            "To": self.remote,
            "Call-ID": self.call_id,
            "CSeq": f"{self.cseq} {method}",
            "Contact": self.peer.contact(self.user),
        }
        if body:
            headers["Content-Type"] = "application/sdp"
        lines = [(name, value) for name, value in (headers | (changes or {})).items() if value is not None]
        lines += [("Route", route) for route in self.routes]
        self.branch = next((value for name, value in lines if name == "Via"), "")
        text = "\r\n".join([f"{method} {self.target} SIP/2.0", *(f"{name}: {value}" for name, value in lines)])
        coded = body.encode(encoding)
        self.peer.send(f"{text}\r\nContent-Length: {len(coded)}\r\n\r\n".encode(encoding) + coded)

    def invite(self, changes: Changes | None = None, body: str | None = None, encoding: str = "utf-8") -> None:
        """With an SDP of its own sound, unless another *body* is given ("" for none)."""
        self.send("INVITE", changes, self.sdp() if body is None else body, encoding)

    def asks(self, method: str, changes: Changes | None = None, body: str = "") -> int:
        """The status of the final reply to this request."""
        self.send(method, changes, body)
        return self.final().status

    def sdp(self, **how: object) -> str:
        self.rtp = self.rtp or Rtp(self.peer.host, self.peer.tone_hz)
        return sip.sdp(self.peer.host, self.rtp.port, **how)  # type: ignore[arg-type]

    def answered(self, limit_s: float = PATIENCE_S) -> bool:
        """Whether our INVITE is answered within the limit; it is acknowledged, and the sound starts."""
        reply = self.final(limit_s)
        if reply.status != 200:
            return False
        self.remote, self.target = reply.header("to"), sip.uri_of(reply.header("contact"))
        self.routes = reply.every("record-route")[::-1]
        self.send("ACK")
        if self.rtp:
            self.rtp.send_to(sip.media_address(reply.body))
        return True

    def final(self, limit_s: float = PATIENCE_S) -> Message:
        """The final reply to what was sent last. Raises TimeoutError."""
        reply = self.peer.expect(lambda each: each.status >= 200 and self._is_mine(each), limit_s)
        if reply is None:
            raise TimeoutError(f"no final reply: {self}")
        return reply

    def provisional(self, status: int, limit_s: float = PATIENCE_S) -> Message | None:
        return self.peer.expect(lambda each: each.status == status and self._is_mine(each), limit_s)

    def _is_mine(self, reply: Message) -> bool:
        return reply.call_id == self.call_id and reply.cseq == self.cseq

    def asked(self, method: str, limit_s: float = PATIENCE_S) -> Message | None:
        """The next request of this kind that comes in on this call.

        Until the ACK comes, our 200 is repeated (RFC 3261 section 13.3.1.4): of two that come at once, tm acknowledges
        one, and the switch the other when it comes again."""

        def comes(within_s: float) -> Message | None:
            return self.peer.expect(
                lambda each: not each.status and each.method == method and each.call_id == self.call_id, within_s
            )

        if method != "ACK" or not self.answer:
            return comes(limit_s)
        end = time.monotonic() + limit_s
        while not (found := comes(T1_S)) and time.monotonic() < end:
            self.peer.send(self.answer)
        return found

    def reply(
        self,
        status: int,
        body: str = "",
        changes: Changes | None = None,
        to: Message | None = None,
        encoding: str = "utf-8",
    ) -> None:
        """To the INVITE that rang us, or to another request."""
        request = to or self.invited
        assert request
        tagged = request.header("to") if ";tag=" in request.header("to") else self.local
        headers: Changes = {"From": request.header("from"), "To": tagged, "Call-ID": self.call_id}
        headers |= {"CSeq": request.header("cseq"), "Contact": self.peer.contact(self.user)}
        if body:
            headers["Content-Type"] = "application/sdp"
        lines = [("Via", via) for via in request.every("via")]
        lines += [("Record-Route", route) for route in request.every("record-route")]
        lines += [(name, value) for name, value in (headers | (changes or {})).items() if value is not None]
        text = "\r\n".join([f"SIP/2.0 {status} Reply", *(f"{name}: {value}" for name, value in lines)])
        coded = body.encode(encoding)
        message = f"{text}\r\nContent-Length: {len(coded)}\r\n\r\n".encode(encoding) + coded
        if request is self.invited and 200 <= status < 300:
            self.answer = message
        self.peer.send(message)

    def talk(self) -> None:
        """Start our sound towards what the INVITE that rang us offers."""
        assert self.rtp
        assert self.invited
        self.rtp.send_to(sip.media_address(self.invited.body))

    @property
    def remote_tag(self) -> str:
        found = re.search(r";tag=([^;>]+)", self.remote)
        return found.group(1) if found else ""
