"""Web servers that stand before the portal, as a reverse proxy does: who asks, and by which scheme, they say.

Only as many of them as the configuration counts are believed: what stands further left in a header anybody can write.
X-Forwarded-Host is never believed, as many proxies pass on what browsers send there: the proxy is to keep Host."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config


def init_app(app: Flask) -> None:
    """After all else that wraps the application, so that Socket.IO hears the same."""
    config: Config = app.config["ZENTRALE"]
    count = config.trusted_proxies
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
