"""The overview of the guide, and what the pages of its steps have in common."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import may_see
from app.db import db
from app.guide import progress
from app.guide.steps import STEPS, following, steps
from app.web.errors import Refused
from app.web.i18n import same_site
from app.web.resubmitted import shown_again

NAMES = tuple(name for name, *_ in STEPS)

guide = Blueprint("guide", __name__, url_prefix="/start", template_folder="templates")


@guide.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Nothing is kept; the form again, or else back to the step, with the sentence."""
    if (page := shown_again(error)) is not None:
        return page
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or url_for("guide.index"))


@guide.get("/")
def index() -> ResponseReturnValue:
    found = steps()
    return render_template("guide/index.html", steps=found, following=following(found))


@guide.post("/dismiss")
def dismiss() -> ResponseReturnValue:
    progress.close(True)
    db.session.commit()
    return redirect(url_for("status.index"))


@guide.post("/skip/<name>")
def skip(name: str) -> ResponseReturnValue:
    if name not in NAMES:
        abort(404)
    progress.skip(name)
    db.session.commit()
    return redirect(onward(name))


def onward(name: str) -> str:
    """The address of the next step, or of the overview when there is none."""
    step = following(steps(), name)
    return url_for(step.endpoint if step else "guide.index")


def step_values(name: str) -> dict[str, Any]:
    """What the frame around each step shows."""
    found = steps()
    return {"steps": found, "step": found[NAMES.index(name)], "onward": following(found, name)}


def step_page(name: str, template: str, **values: object) -> str:
    return render_template(template, **step_values(name), **values)


def done(name: str, commit: Callable[[str], None], message: str) -> str:
    """*commit* keeps what was done, and tells *message*. Where to go on."""
    progress.resume(name)
    commit(message)
    return onward(name)


def is_wanted() -> bool:
    """Whether who is signed in is to be led: there is something left to do, and the guide was not put away."""
    if not may_see("guide.index") or progress.progress().is_closed:
        return False
    return following(steps()) is not None
