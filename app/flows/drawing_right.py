"""Whoever may only look changes nothing: no flow, no number, no test."""

from flask import request
from flask_babel import gettext as _

from app.auth.permissions import may_draw
from app.errors import Refused

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ONLY_LOOKING = frozenset(
    f"flows_api.{name}" for name in ("check", "replay", "run_tests", "simulate_call", "speech", "verify_graph")
)
"""Requests with a body that keep nothing. Any other one is a change."""


class MayNotDraw(Refused):
    status = 403
    code = "forbidden"


def refuse_onlookers() -> None:
    """Before each request. Raises MayNotDraw."""
    if request.method in SAFE or request.endpoint in ONLY_LOOKING or may_draw():
        return
    raise MayNotDraw(_("You may look at flows, but not change them."))
