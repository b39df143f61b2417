"""Hands web requests of a flow to the portal's worker, so that no SIP worker ever waits for a web server."""

from dataclasses import asdict

from designer.runtime.effects import AskWeb
from switch import datagrams, signed
from switch.settings import Settings
from switch.web_request import WebRequest, to_json


def ask(settings: Settings, call: str, effect: AskWeb) -> None:
    """Ask the worker. The answer comes to ``ksr_datagram`` as a ``WebAnswer``, or never."""
    request = WebRequest(call, reply_port=settings.event_port, **asdict(effect))
    data = signed.datagram(bytes.fromhex(settings.secret), signed.WEB, to_json(request))
    datagrams.send(data, ("127.0.0.1", settings.web_port))
