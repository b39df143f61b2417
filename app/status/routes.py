"""Serves Status. What it shows comes over Socket.IO: docs/wall.md."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.rights import right
from app.status.words import page

status = Blueprint("status", __name__, url_prefix="/status", template_folder="templates")


@status.get("/")
@right("watch", scope="groups")
def index() -> ResponseReturnValue:
    """Show the page, which draws itself."""
    return render_template("status/wall.html", page=page())
