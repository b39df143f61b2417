"""Hands web requests of a flow to the portal's worker, so that no SIP worker ever waits for a web server."""

from designer.runtime.effects import AskWeb
from switch import datagrams, signed
from switch.settings import Settings


def ask(settings: Settings, call: str, effect: AskWeb) -> None:
    """Ask the worker. The answer comes to ``ksr_datagram`` as a ``WebAnswer``, or never."""
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
    datagrams.send(data, ("127.0.0.1", settings.web_port))
