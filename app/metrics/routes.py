"""Provides GET /metrics, in the text format of Prometheus, to whoever knows the token of the installation."""

from hmac import compare_digest

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from app.config import config
from app.metrics.collecting import Collector
from app.rights import public

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
@public
def show() -> Response:
    """Show the figures. Without the right bearer token (RFC 6750 section 2.1), answer 401."""
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    if not token or not compare_digest(token.encode(), config().metrics_token.encode()):
        return Response(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collector())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
