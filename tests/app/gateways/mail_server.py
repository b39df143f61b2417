"""A mail server that keeps what it is sent, on a port of its own."""

import email
import email.policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.ports import free_ports


class MailServer:
    """*refusals* is what it answers for an address instead of taking the mail; *login* is who may send."""

    def __init__(self, login: tuple[str, str] | None = None, **how: Any) -> None:
        self.mails: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self._login = login
        self.port = free_ports(1)[0]
        if login:
            how |= {"auth_required": True, "auth_require_tls": False, "authenticator": self._authenticate}
        self._how = how

    def __enter__(self) -> "MailServer":
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._how)
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def environment(self) -> dict[str, str]:
        return {
            "ZENTRALE_SMTP_HOST": "127.0.0.1",
            "ZENTRALE_SMTP_PORT": str(self.port),
            "ZENTRALE_SMTP_TLS": "none",
            "ZENTRALE_MAIL_FROM": "portal@zentrale.example",
        }

    def text(self) -> str:
        """Of the newest mail."""
        return self.mails[-1].get_body(("plain",)).get_content().replace("\r\n", "\n")

    def link(self) -> str:
        """In the newest mail."""
        return next(line for line in self.text().splitlines() if line.startswith("http"))

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def _authenticate(self, _server, _session, _envelope, _mechanism, data):
        wanted = self._login and LoginPassword(*(each.encode() for each in self._login))
        return AuthResult(success=data == wanted, handled=False)
