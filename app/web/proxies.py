"""Trusts reverse proxies to report the client's address and scheme, as many as the configuration counts.

What stands further left in a header could come from anybody. X-Forwarded-Host is never trusted, because many proxies
pass on what browsers send there: the proxy must keep Host.
"""

import logging

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config

UNBELIEVED = (
    "ZENTRALE_PUBLIC_URL is https, and ZENTRALE_TRUSTED_PROXIES is 0: cookies are not kept to https, and all people "
    "seem to come from one address. See docs/operations.md."
)
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Wrap the application. Must run after everything else that wraps it, so that Socket.IO sees the same client."""
    config: Config = app.config["ZENTRALE"]
    count = config.trusted_proxies
    if config.public_url.startswith("https:") and not count:
        log.warning(UNBELIEVED)
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
