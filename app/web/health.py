"""GET /healthz, for a watchdog or a load balancer, and GET /livez, for whoever runs the portal."""

from flask import Blueprint, Flask, Response, jsonify
from sqlalchemy import text

from app.db import db

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The portal runs and reaches its database."""
    db.session.execute(text("select 1"))
    return jsonify(status="ok")


@health.get("/livez")
def livez() -> Response:
    """The portal runs, whether or not its database does: to start it again would not help."""
    return jsonify(status="ok")


def init_app(app: Flask) -> None:
    app.register_blueprint(health)
