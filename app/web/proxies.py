"""Web servers that stand before the portal, as a reverse proxy does: who asks, and by which scheme, they say.

Only as many of them as the configuration counts are believed: what stands further left in a header anybody can write.
X-Forwarded-Host is never believed, as many proxies pass on what browsers send there: the proxy is to keep Host."""

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
    """After all else that wraps the application, so that Socket.IO hears the same."""
    config: Config = app.config["ZENTRALE"]
    count = config.trusted_proxies
    if config.public_url.startswith("https:") and not count:
        log.warning(UNBELIEVED)
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
