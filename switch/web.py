"""Hands web requests of a flow to the portal's worker, so that no SIP worker ever waits for a web server."""

import socket

from designer.runtime.effects import AskWeb
from switch import signed
from switch.settings import Settings

_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(settings: Settings, call: str, effect: AskWeb) -> None:
    """Ask the worker. The answer comes to ``ksr_datagram`` as {"web": [call, token, outcome, values]}, or never."""
    request = {
        "call": call,
        "token": effect.token,
        "method": effect.method,
        "url": effect.url,
        "headers": effect.headers,
        "body": effect.body,
        "answers": effect.answers,
        "timeout_ms": effect.timeout_ms,
        "reply_port": settings.event_port,
    }
    data = signed.datagram(bytes.fromhex(settings.secret), signed.WEB, request)
    _socket.sendto(data, ("127.0.0.1", settings.web_port))
