"""Defines the message by which the switch has the portal's worker ask a web server. Both sides import this module."""

from dataclasses import dataclass
from typing import Any

from designer.runtime.tagged import Tagged


@dataclass(frozen=True)
class WebRequest:
    """*call* asks a web server, as ``AskWeb`` says. The worker sends a ``WebAnswer`` to *reply_port*."""

    call: str
    token: int
    reply_port: int
    method: str
    url: str
    headers: tuple[str, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    timeout_ms: int


_REQUESTS = Tagged([WebRequest])


def to_json(request: WebRequest) -> dict[str, Any]:
    """Return *request* as plain JSON."""
    return _REQUESTS.to_json(request)


def from_json(data: Any) -> WebRequest:
    """Return the request that *data* describes. Raise ValueError if it describes none."""
    found: WebRequest = _REQUESTS.from_json(data)
    return found
