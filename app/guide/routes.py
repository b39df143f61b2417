from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import may_see
from app.flows.firms import templates
from app.guide.steps import steps

DISMISSED = "guide-dismissed"
YEAR_S = 365 * 24 * 3600

guide = Blueprint("guide", __name__, url_prefix="/start", template_folder="templates")


@guide.get("/")
def index() -> ResponseReturnValue:
    found = steps()
    following = next((step.name for step in found if not step.is_done), None)
    return render_template("guide/index.html", steps=found, following=following, firms=templates())


@guide.post("/dismiss")
def dismiss() -> ResponseReturnValue:
    """In this browser."""
    answer = redirect(url_for("status.index"))
    answer.set_cookie(DISMISSED, "1", max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer


def is_wanted() -> bool:
    """Whether who is signed in is to be led: there is something left to do, and they did not put the guide away."""
    if not may_see("guide.index") or request.cookies.get(DISMISSED):
        return False
    return not all(step.is_done for step in steps())
