"""Builds addresses of our pages for mails, outside of a request."""

from typing import Any

from flask import current_app

from app.config import config


def public_link(endpoint: str, **values: Any) -> str:
    """Return the page's address as people reach the portal.

    It is never derived from a request, whose sender could insert another host.
    """
    path = current_app.url_map.bind("").build(endpoint, values, force_external=False)
    return config().portal_url + path
