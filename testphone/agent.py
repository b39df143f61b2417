"""Registers, calls and is called as a phone, several calls at a time, over UDP."""

import contextlib
import queue
import secrets
import threading
from collections.abc import Sequence

from app.gateways import udp
from testphone import sip
from testphone.call import Call
from testphone.sip import BadMessage, Message

T1_S = 0.5
LIMIT_S = 32.0
CREDENTIALS_NEEDED = (401, 407)


class NoReply(Exception):
    """Says that the other side did not reply in time."""


class Refused(Exception):
    """Says that the other side refused; the message is its status line."""


class UserAgent:
    """Registers, calls and is called, as a phone. Must be closed.

    With *answer_after_s* None, calls ring until ``Call.answer``; *refuse_with* is a status code for every call.
    *claims* is the (host, port) for voice in its SDPs, for a phone behind NAT that sees another address than we do.
    It authenticates by *password*, or by *ha1*, MD5(user:realm:password), if only that is known. *port* 0 takes any
    free one. With *speaks_at_once* false, a caller sends voice only after ``call.rtp.send_to(call.voice_at)``.
    """

    def __init__(
        self,
        user: str,
        exchange: tuple[str, int],
        password: str = "",
        host: str = "127.0.0.1",
        tone_hz: int = 0,
        answer_after_s: float | None = None,
        refuse_with: int = 0,
        acknowledges: bool = True,
        codecs: tuple[int, ...] = (0,),
        ha1: str = "",
        port: int = 0,
        claims: tuple[str, int] | None = None,
        speaks_at_once: bool = True,
    ) -> None:
        """Bind a socket and start receiving."""
        self.user, self.exchange, self.host, self.tone_hz = user, exchange, host, tone_hz
        self.answer_after_s, self.refuse_with, self.acknowledges, self.codecs = (
            answer_after_s,
            refuse_with,
            acknowledges,
            codecs,
        )
        self._claims, self._speaks_at_once = claims, speaks_at_once
        self._password, self._ha1 = password, ha1
        self.calls: list[Call] = []
        self.incoming: queue.Queue[Call] = queue.Queue()
        self.unreadable: list[bytes] = []
        self._replies: dict[tuple[str, str], queue.Queue[Message]] = {}
        self._cseq = 0
        self._lock = threading.Lock()
        self._timers: list[threading.Timer] = []
        self._closed = False
        self._socket = udp.bound(host, port)
        self._socket.settimeout(0.2)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._receive, daemon=True)
        self._thread.start()

    def __enter__(self) -> "UserAgent":
        """Return the phone."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the phone."""
        self.close()

    def close(self) -> None:
        """Close the sockets without hanging up, like a phone whose plug is pulled."""
        self._closed = True
        for timer in self._timers:
            timer.cancel()
        self._thread.join(timeout=2)
        for call in self.calls:
            call.rtp.close()
        self._socket.close()

    def hang_up_all(self) -> None:
        """Hang up all calls."""
        for call in self.calls:
            call.hang_up()

    def sdp(self, port: int, direction: str = "sendrecv") -> str:
        """Return the phone's offer or answer, for voice at its own *port*."""
        return sip.sdp(*(self._claims or (self.host, port)), direction, self.codecs)

    @property
    def contact(self) -> str:
        """Return the phone's Contact header."""
        return f"<sip:{self.user}@{self.host}:{self.port}>"

    def register(self, expires_s: int = 300, account: str = "") -> None:
        """Register for *expires_s* seconds; 0 unregisters. Raise Refused or NoReply.

        Another *account* than the phone's own should be refused.
        """
        registrar = f"sip:{self.exchange[0]}:{self.exchange[1]}"
        me = f"<sip:{account or self.user}@{self.exchange[0]}:{self.exchange[1]}>"
        call_id, tag = secrets.token_hex(8), secrets.token_hex(4)
        credentials: list[tuple[str, str]] = []
        for _ in range(2):
            headers = [
                ("From", f"{me};tag={tag}"),
                ("To", me),
                ("Call-ID", call_id),
                ("Contact", self.contact),
                ("Expires", str(expires_s)),
                *credentials,
            ]
            reply = self._transact("REGISTER", registrar, headers, self._next_cseq())
            if reply.status not in CREDENTIALS_NEEDED:
                break
            credentials = [self._credentials(reply, "REGISTER", registrar)]
        if reply.status != 200:
            raise Refused(reply.first)

    def call(self, number: str, uri: str = "", headers: Sequence[tuple[str, str]] = ()) -> Call:
        """Send an INVITE, and return the call, which continues in the background.

        *number* stands in To and, if there is no other *uri*, in the request's own.
        """
        to = f"sip:{number}@{self.exchange[0]}:{self.exchange[1]}"
        me = f"<sip:{self.user}@{self.exchange[0]}:{self.exchange[1]}>;tag={secrets.token_hex(4)}"
        target = uri or to
        call = Call(self, secrets.token_hex(8), me, f"<{to}>", target)
        self.calls.append(call)
        thread = threading.Thread(target=self._invite, args=(call, target, headers), daemon=True)
        thread.start()
        return call

    def _invite(self, call: Call, target: str, more: Sequence[tuple[str, str]]) -> None:
        credentials: list[tuple[str, str]] = []
        reply = None
        for _ in range(2):
            call.invite_cseq, call.invite_branch = self._next_cseq(), sip.branch()
            headers = [*self._dialog(call), ("Contact", self.contact), *more, *credentials]
            headers.append(("Content-Type", "application/sdp"))
            body = self.sdp(call.rtp.port)
            try:
                reply = self._transact("INVITE", target, headers, call.invite_cseq, body, call, call.invite_branch)
            except NoReply:
                call.become("ended", "refused")
                return
            if reply.status not in CREDENTIALS_NEEDED:
                break
            self._acknowledge_refusal(call, target, reply)
            credentials = [self._credentials(reply, "INVITE", target)]
        if reply is not None and reply.status < 300:
            self._answered(call, reply)
        elif reply is not None:
            self._acknowledge_refusal(call, target, reply)
            call.become("ended", "refused")

    def _answered(self, call: Call, reply: Message) -> None:
        call.remote = reply.header("to")
        call.target = sip.uri_of(reply.header("contact"))
        call.routes = reply.every("record-route")[::-1]
        if self.acknowledges:
            self.acknowledge(call, reply)
        call.voice_at = sip.media_address(reply.body)
        if self._speaks_at_once:
            call.rtp.send_to(call.voice_at)
        call.become("answered")
        if call.is_given_up:
            call.end_talk()

    def acknowledge(self, call: Call, reply: Message) -> None:
        """Send the ACK of a 2xx, a request of its own (RFC 3261 section 13.2.2.4)."""
        headers = [("Via", self._via(sip.branch())), *self._dialog(call), ("CSeq", f"{reply.cseq} ACK")]
        self._send(sip.build(f"ACK {call.target} SIP/2.0", headers))

    def _acknowledge_refusal(self, call: Call, target: str, reply: Message) -> None:
        headers = [
            ("Via", self._via(call.invite_branch)),
            ("From", call.local),
            ("To", reply.header("to")),
            ("Call-ID", call.call_id),
            ("CSeq", f"{reply.cseq} ACK"),
        ]
        self._send(sip.build(f"ACK {target} SIP/2.0", headers))

    def cancel(self, call: Call) -> None:
        """Send a CANCEL, with the branch and CSeq number of the INVITE (RFC 3261 section 9.1)."""
        target = call.target
        headers = [
            ("Via", self._via(call.invite_branch)),
            ("From", call.local),
            ("To", f"<{target}>"),
            ("Call-ID", call.call_id),
            ("CSeq", f"{call.invite_cseq} CANCEL"),
        ]
        self._send(sip.build(f"CANCEL {target} SIP/2.0", headers))

    def request(self, call: Call, method: str, body: str = "", content_type: str = "") -> Message:
        """Send a request within the dialog, and return the final reply. Raise NoReply if none comes."""
        headers = [*self._dialog(call), ("Contact", self.contact)]
        if content_type:
            headers.append(("Content-Type", content_type))
        return self._transact(method, call.target, headers, self._next_cseq(), body)

    def reply(self, call: Call, request: Message, status: int, reason: str, body: str = "") -> None:
        """Reply to a request."""
        tag = "" if ";tag=" in request.header("to") else f";tag={call.local.rpartition('tag=')[2]}"
        headers = [
            *(("Via", via) for via in request.every("via")),
            *(("Record-Route", route) for route in request.every("record-route")),
            ("From", request.header("from")),
            ("To", request.header("to") + tag),
            ("Call-ID", request.call_id),
            ("CSeq", request.header("cseq")),
            ("Contact", self.contact),
        ]
        if body:
            headers.append(("Content-Type", "application/sdp"))
        data = sip.build(f"SIP/2.0 {status} {reason}", headers, body)
        if request.method == "INVITE" and status >= 200:
            call.final = data
        call.status = status
        self._send(data)

    def _dialog(self, call: Call) -> list[tuple[str, str]]:
        routes = [("Route", route) for route in call.routes]
        return [("From", call.local), ("To", call.remote), ("Call-ID", call.call_id), *routes]

    def _credentials(self, reply: Message, method: str, uri: str) -> tuple[str, str]:
        asked = sip.challenge(reply)
        secret = self._ha1 or sip.md5(f"{self.user}:{asked.realm}:{self._password}")
        return asked.answer_in, sip.digest(asked, self.user, secret, method, uri)

    def _via(self, branch: str) -> str:
        return f"SIP/2.0/UDP {self.host}:{self.port};branch={branch};rport"

    def _next_cseq(self) -> int:
        with self._lock:
            self._cseq += 1
            return self._cseq

    def _transact(
        self,
        method: str,
        uri: str,
        headers: list[tuple[str, str]],
        cseq: int,
        body: str = "",
        call: Call | None = None,
        branch: str = "",
    ) -> Message:
        """Send, retransmit until something comes (RFC 3261 section 17.1), and return the final reply."""
        branch = branch or sip.branch()
        lines = [("Via", self._via(branch)), ("Max-Forwards", "70"), *headers, ("CSeq", f"{cseq} {method}")]
        data = sip.build(f"{method} {uri} SIP/2.0", lines, body)
        replies = self._replies[branch, method] = queue.Queue()
        pause, waited, heard = T1_S, 0.0, False
        self._send(data)
        while heard or waited < LIMIT_S:
            try:
                reply = replies.get(timeout=60.0 if heard else pause)
            except queue.Empty:
                if heard or self._closed:
                    break
                waited, pause = waited + pause, pause * 2
                self._send(data)
                continue
            heard = True
            if call:
                call.status = reply.status
                call.statuses.append(reply.status)
            if reply.status >= 200:
                return reply
            if call and reply.status in (180, 183):
                call.become("ringing")
        raise NoReply(f"no reply to {method} {uri}")

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # closed, or nobody there: the transaction runs out of time
            self._socket.sendto(data, self.exchange)

    def _receive(self) -> None:
        while not self._closed:
            try:
                data, _ = self._socket.recvfrom(65535)
            except OSError:
                continue
            if sip.is_media(data):
                continue
            try:
                message = sip.parse(data)
            except BadMessage:
                self.unreadable.append(data)
                continue
            if message.status:
                self._got_reply(message)
            else:
                self._got_request(message)

    def _got_reply(self, reply: Message) -> None:
        branch = reply.header("via").partition("branch=")[2].split(";")[0]
        call = next((call for call in self.calls if call.call_id == reply.call_id), None)
        repeated = call and call.state == "answered" and reply.method == "INVITE" and reply.cseq == call.invite_cseq
        if call and repeated and reply.status == 200:
            call.statuses.append(reply.status)
            if self.acknowledges:
                self.acknowledge(call, reply)
        elif (branch, reply.method) in self._replies:
            self._replies[branch, reply.method].put(reply)

    def _got_request(self, request: Message) -> None:
        call = next((call for call in self.calls if call.call_id == request.call_id), None)
        if request.method == "INVITE" and call is None:
            self._rings(request)
        elif call is None:
            if request.method != "ACK":
                orphan = Call(self, request.call_id, f"<sip:{self.user}>;tag=none", request.header("from"), "")
                self.reply(orphan, request, 481, "No Such Call")
                orphan.rtp.close()
        elif request.method == "INVITE":
            if call.final:
                self._send(call.final)  # it was lost: RFC 3261 section 17.2.1
        elif request.method == "ACK":
            call.acknowledged.set()
        else:
            self.reply(call, request, 200, "OK")
            if request.method == "CANCEL" and call.state == "ringing" and call.invite:
                self.reply(call, call.invite, 487, "Request Terminated")
            if request.method in ("BYE", "CANCEL"):
                call.reason = request.header("reason")
                call.become("ended", "them")

    def _rings(self, invite: Message) -> None:
        me = f"{invite.header('to')};tag={secrets.token_hex(4)}"
        call = Call(self, invite.call_id, me, invite.header("from"), sip.uri_of(invite.header("contact")))
        call.invite, call.routes = invite, invite.every("record-route")
        self.calls.append(call)
        if self.refuse_with:
            self.reply(call, invite, self.refuse_with, "Refused")
            call.become("ended", "us")
        else:
            self.reply(call, invite, 180, "Ringing")
            call.become("ringing")
            if self.answer_after_s is not None:
                timer = threading.Timer(self.answer_after_s, call.answer)
                timer.daemon = True
                self._timers.append(timer)
                timer.start()
        self.incoming.put(call)
