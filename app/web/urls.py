"""Addresses of our pages for mails, which are written where no request is."""

from typing import Any

from flask import current_app

from app.config import config


def public_link(endpoint: str, **values: Any) -> str:
    """As people reach the portal: never taken from a request, whose sender could put another host in."""
    path = current_app.url_map.bind("").build(endpoint, values, force_external=False)
    return config().portal_url + path
