"""A telephone behind a router: whatever it writes of itself is an address that nobody outside can reach."""

import contextlib
import secrets
import socket

from testphone import sip
from testphone.sip import BadMessage, Message

CLAIMED_HOST = "192.168.1.50"
CLAIMED = f"{CLAIMED_HOST}:5060"
HOST = "127.0.0.8"
"""Where it is seen."""

LIMIT_S = 10.0
CREDENTIALS_NEEDED = (401, 407)


class HiddenPhone:
    """By *transport* "udp" or "tcp"; *rport* asks for replies to the port that it sends from (RFC 3581). One that
    *is_open* is behind no router: it names its true address, at which it listens, and sends from another port. Close
    it."""

    def __init__(
        self, exchange, account: str, transport: str = "udp", rport: bool = True, is_open: bool = False
    ) -> None:
        self.address, self.account, self.transport = exchange.address, account, transport
        self._password, self._rport = exchange.passwords[account], ";rport" if rport else ""
        self._tag, self._cseq, self._rest = secrets.token_hex(4), 0, b""
        self._heard: list[Message] = []
        self._socket = self._out = self._connected()
        self.seen_at: tuple[str, int] = self._socket.getsockname()
        self.claims = CLAIMED
        if is_open:
            self._out, self.claims = self._connected(), "{}:{}".format(*self.seen_at)

    def _connected(self) -> socket.socket:
        """It hears the exchange alone, and only from the port that it knows, as behind a router."""
        kind = socket.SOCK_STREAM if self.transport == "tcp" else socket.SOCK_DGRAM
        found = socket.socket(socket.AF_INET, kind)
        found.bind((HOST, 0))
        found.settimeout(LIMIT_S)
        found.connect(self.address)
        return found

    def __enter__(self) -> "HiddenPhone":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()
        self._out.close()

    @property
    def contact(self) -> str:
        by = ";transport=tcp" if self.transport == "tcp" else ""
        return f"<sip:{self.account}@{self.claims}{by}>"

    @property
    def _me(self) -> str:
        return f"<sip:{self.account}@{self.address[0]}>"

    def register(self, expires_s: int = 300) -> Message:
        """The 200."""
        uri, headers = f"sip:{self.address[0]}", [("To", self._me), ("Expires", str(expires_s))]
        return self._ask("REGISTER", uri, secrets.token_hex(8), headers)

    def call(self, number: str) -> "HiddenCall":
        """Once it has been answered and acknowledged."""
        uri, call_id = f"sip:{number}@{self.address[0]}", secrets.token_hex(8)
        offer = sip.sdp(CLAIMED_HOST, 40000)
        answer = self._ask("INVITE", uri, call_id, [("To", f"<{uri}>"), ("Content-Type", "application/sdp")], offer)
        assert answer.status == 200, answer.first
        call = HiddenCall(self, call_id, f"{self._me};tag={self._tag}", answer.header("to"))
        call.contact = answer.header("contact")
        call.send("ACK", answer.cseq)
        return call

    def rings(self) -> Message:
        """The INVITE that comes in, after having said 180."""
        invite = self.wait_for("INVITE")
        self.reply(invite, 180, "Ringing")
        return invite

    def answer(self, invite: Message) -> "HiddenCall":
        answered = self.reply(invite, 200, "OK", sip.sdp(CLAIMED_HOST, 40000))
        call = HiddenCall(self, invite.call_id, answered.header("to"), invite.header("from"))
        call.contact = invite.header("contact")
        return call

    def reply(self, request: Message, status: int, reason: str, body: str = "") -> Message:
        tag = "" if ";tag=" in request.header("to") else f";tag={self._tag}"
        headers = [
            *(("Via", via) for via in request.every("via")),
            ("From", request.header("from")),
            ("To", request.header("to") + tag),
            ("Call-ID", request.call_id),
            ("CSeq", request.header("cseq")),
            ("Contact", self.contact),
        ]
        if body:
            headers.append(("Content-Type", "application/sdp"))
        data = sip.build(f"SIP/2.0 {status} {reason}", headers, body)
        self._out.sendall(data)
        return sip.parse(data)

    def wait_for(self, method: str, limit_s: float = LIMIT_S) -> Message:
        """The next request of that method. Raises TimeoutError."""
        return self._next(lambda message: not message.status and message.method == method, limit_s)

    def send(self, method: str, uri: str, call_id: str, cseq: int, headers: list[tuple[str, str]], body="") -> None:
        lines = [
            ("Via", f"SIP/2.0/{self.transport.upper()} {self.claims};branch={sip.branch()}{self._rport}"),
            ("Max-Forwards", "70"),
            ("Call-ID", call_id),
            ("CSeq", f"{cseq} {method}"),
            ("Contact", self.contact),
            *headers,
        ]
        self._out.sendall(sip.build(f"{method} {uri} SIP/2.0", lines, body))

    def final_reply(self, call_id: str, cseq: int) -> Message:
        return self._next(lambda found: found.status >= 200 and (found.call_id, found.cseq) == (call_id, cseq), LIMIT_S)

    def next_cseq(self) -> int:
        self._cseq += 1
        return self._cseq

    def _ask(self, method: str, uri: str, call_id: str, headers: list[tuple[str, str]], body: str = "") -> Message:
        headers = [("From", f"{self._me};tag={self._tag}"), *headers]
        for _ in range(2):
            cseq = self.next_cseq()
            self.send(method, uri, call_id, cseq, headers, body)
            reply = self.final_reply(call_id, cseq)
            if reply.status not in CREDENTIALS_NEEDED:
                break
            asked = sip.challenge(reply)
            secret = sip.md5(f"{self.account}:{asked.realm}:{self._password}")
            headers = [*headers, (asked.answer_in, sip.digest(asked, self.account, secret, method, uri))]
        return reply

    def _next(self, wanted, limit_s: float) -> Message:
        while not (found := next(filter(wanted, self._heard), None)):
            self._heard.append(self._read(limit_s))
        self._heard.remove(found)
        return found

    def _read(self, limit_s: float) -> Message:
        """Whatever is no SIP, as a keep-alive of four bytes, is passed over."""
        self._socket.settimeout(limit_s)
        while True:
            data = self._whole_message() if self.transport == "tcp" else self._socket.recv(65535)
            with contextlib.suppress(BadMessage):
                return sip.parse(data)

    def _whole_message(self) -> bytes:
        while True:
            head, end, rest = self._rest.partition(b"\r\n\r\n")
            if end:
                length = int(sip.parse(head + end).header("content-length") or 0)
                if len(rest) >= length:
                    self._rest = rest[length:]
                    return head + end + rest[:length]
            more = self._socket.recv(65535)
            if not more:
                raise ConnectionError("the exchange has closed the connection")
            self._rest += more


class HiddenCall:
    """The dialog of a call; *contact* is the exchange's."""

    def __init__(self, phone: HiddenPhone, call_id: str, local: str, remote: str) -> None:
        self.phone, self.call_id, self.local, self.remote, self.contact = phone, call_id, local, remote, ""

    def send(self, method: str, cseq: int, body: str = "") -> None:
        headers = [("From", self.local), ("To", self.remote)]
        if body:
            headers.append(("Content-Type", "application/sdp"))
        self.phone.send(method, sip.uri_of(self.contact), self.call_id, cseq, headers, body)

    def ask(self, method: str, body: str = "") -> Message:
        cseq = self.phone.next_cseq()
        self.send(method, cseq, body)
        return self.phone.final_reply(self.call_id, cseq)
