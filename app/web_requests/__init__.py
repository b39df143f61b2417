"""Web requests of calls: the switch hands them over, so that none of its workers ever waits for a web server."""

from flask import Flask

from app.ports.jobs import Service, services
from app.web_requests.service import answer_requests


def init_app(app: Flask) -> None:
    services.add(app, Service("answer web requests", answer_requests))
