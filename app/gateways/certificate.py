"""Looks at the certificate by which a server is reached."""

import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

TIMEOUT_S = 3.0


class NoCertificate(Exception):
    """Says that there is no valid certificate to look at. Its text says why, in English."""


def valid_until(url: str, context: ssl.SSLContext | None = None) -> datetime:
    """Return until when the certificate of the server at this https or wss *url* is valid.

    Raise NoCertificate if the server can't be reached, or if browsers would refuse its certificate. *context* says
    whom to trust; None for the authorities of the system.
    """
    address = urlsplit(url)
    host, port = address.hostname or "", address.port or 443
    trusted = context or ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), TIMEOUT_S) as plain,
            trusted.wrap_socket(plain, server_hostname=host) as line,
        ):
            found = line.getpeercert() or {}
    except ssl.SSLCertVerificationError as problem:
        raise NoCertificate(problem.verify_message) from problem
    except OSError as problem:
        raise NoCertificate(problem.strerror or str(problem)) from problem
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found["notAfter"])), UTC)
