"""Shows figures of the whole exchange to Prometheus, if the installation asks for it."""

from flask import Flask

from app.metrics.routes import metrics


def init_app(app: Flask) -> None:
    """Register GET /metrics where a token is set. Without one, there is no such page."""
    if app.config["ZENTRALE"].metrics_token:
        app.register_blueprint(metrics)
