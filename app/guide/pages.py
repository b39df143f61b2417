"""Serves the guide's overview, and provides what the pages of its steps share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import may_see
from app.db import db
from app.guide import progress
from app.guide.steps import STEPS, next_step, steps
from app.rights import right
from app.web.errors import Refused
from app.web.i18n import same_site
from app.web.resubmitted import shown_again

NAMES = tuple(name for name, *_ in STEPS)

guide = Blueprint("guide", __name__, url_prefix="/start", template_folder="templates")


@guide.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Roll back, and show the form again, or the step, with the reason."""
    if (page := shown_again(error)) is not None:
        return page
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or url_for("guide.index"))


@guide.get("/")
@right("set up")
def index() -> ResponseReturnValue:
    """Show all steps."""
    found = steps()
    return render_template("guide/index.html", steps=found, next_step=next_step(found))


@guide.post("/dismiss")
@right("set up")
def dismiss() -> ResponseReturnValue:
    """Put the guide away."""
    progress.close(True)
    db.session.commit()
    return redirect(url_for("status.index"))


@guide.post("/skip/<name>")
@right("set up")
def skip(name: str) -> ResponseReturnValue:
    """Skip a step."""
    if name not in NAMES:
        abort(404)
    progress.skip(name)
    db.session.commit()
    return redirect(next_url(name))


def next_url(name: str) -> str:
    """Return the address of the next step, or of the overview if there is none."""
    step = next_step(steps(), name)
    return url_for(step.endpoint if step else "guide.index")


def step_values(name: str) -> dict[str, Any]:
    """Return what the frame around each step shows."""
    found = steps()
    return {"steps": found, "step": found[NAMES.index(name)], "next_step": next_step(found, name)}


def step_page(name: str, template: str, **values: object) -> str:
    """Return the page of a step."""
    return render_template(template, **step_values(name), **values)


def finish_step(name: str, commit: Callable[[str], None], message: str) -> str:
    """Save by *commit*, which shows *message*, and return the address of the next step."""
    progress.resume(name)
    commit(message)
    return next_url(name)


def is_shown() -> bool:
    """Return whether to show the guide: the user may use it, something is left to do, and it was not put away."""
    if not may_see("guide.index") or progress.progress().is_closed:
        return False
    return next_step(steps()) is not None
