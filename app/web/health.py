"""Provides GET /healthz, for a watchdog or load balancer, and GET /livez, for the supervisor."""

from flask import Blueprint, Flask, Response, jsonify
from sqlalchemy import literal, select

from app.db import db
from app.rights import public

health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def healthz() -> Response:
    """Answer whether the portal runs and reaches its database."""
    db.session.scalar(select(literal(1)))
    return jsonify(status="ok")


@health.get("/livez")
@public
def livez() -> Response:
    """Answer that the portal runs. If only its database is away, a restart would not help."""
    return jsonify(status="ok")


def init_app(app: Flask) -> None:
    """Register the routes."""
    app.register_blueprint(health)
