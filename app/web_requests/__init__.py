"""Makes the web requests of calls for the switch, so that none of its workers waits for a web server."""

from flask import Flask

from app.ports.jobs import Service, services
from app.web_requests.service import answer_requests


def init_app(app: Flask) -> None:
    """Register the service."""
    services.add(app, Service("answer web requests", answer_requests))
