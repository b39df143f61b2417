"""Sends mail by SMTP, with one connection for each message."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from config import Config

TIMEOUT_S = 20
TOO_LARGE = 552


class MailTrouble(Exception):
    """Says that the mail was not accepted now but may be later; the message says what happened."""


class MailRefused(Exception):
    """Says that the mail will never be accepted: the address does not exist, or the server rejects the message."""


class MailTooLarge(MailRefused):
    """Says that the server does not accept a mail of this size (RFC 1870 section 6.3)."""


@dataclass(frozen=True)
class Attachment:
    """Describes a file in a mail. *kind* is its MIME type, such as "audio/mpeg"."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """Describes a mail to one address."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    """With angle brackets. The same at each attempt, so that a mail that arrives twice is shown once."""
    attachments: tuple[Attachment, ...] = ()


def is_configured(config: Config) -> bool:
    """Return whether there is a mail server."""
    return bool(config.smtp_host)


def send(mail: Mail, config: Config) -> None:
    """Send a mail. Raise MailTrouble if it may work later, or MailRefused if the server will never take it."""
    try:
        with _connection(config) as server:
            if config.smtp_user:
                server.login(config.smtp_user, config.smtp_password)
            server.send_message(message(mail, config.mail_from))
    except smtplib.SMTPRecipientsRefused as problem:
        code, words = next(iter(problem.recipients.values()))
        raise _kind(code)(_words(code, words)) from problem
    except smtplib.SMTPDataError as problem:
        raise _kind(problem.smtp_code)(_words(problem.smtp_code, problem.smtp_error)) from problem
    except smtplib.SMTPResponseException as problem:
        if problem.smtp_code == TOO_LARGE:
            raise MailTooLarge(_words(problem.smtp_code, problem.smtp_error)) from problem
        raise MailTrouble(_words(problem.smtp_code, problem.smtp_error)) from problem
    except (OSError, ValueError) as problem:  # smtplib's other exceptions are OSErrors
        raise MailTrouble(str(problem) or type(problem).__name__) from problem


def message(mail: Mail, sender: str) -> EmailMessage:
    """Return the message, as text and as HTML."""
    made = EmailMessage()
    made["From"], made["To"] = sender, mail.to
    made["Subject"] = " ".join(mail.subject.split())
    made["Date"], made["Message-ID"] = formatdate(localtime=False), mail.message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    for each in mail.attachments:
        main, _slash, sub = each.kind.partition("/")
        made.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return made


def _connection(config: Config) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if config.smtp_tls == "tls":
        return smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S, context=trust)
    server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S)
    if config.smtp_tls == "starttls":
        try:
            server.starttls(context=trust)
        except (OSError, ValueError):
            server.close()
            raise
    return server


def _kind(code: int) -> type[MailTrouble | MailRefused]:
    """Return the error for an SMTP reply. RFC 5321 section 4.2.1: 4yz is worth another attempt, 5yz is not."""
    if code == TOO_LARGE:
        return MailTooLarge
    return MailRefused if code >= 500 else MailTrouble


def _words(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
