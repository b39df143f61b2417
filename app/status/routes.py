"""Serves the live page, and Health."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.ports.directory import references
from app.ports.health import check_health
from app.rights import right

status = Blueprint("status", __name__, url_prefix="/status", template_folder="templates")


@status.get("/")
@right("watch", scope="groups")
def index() -> ResponseReturnValue:
    """Show the live page."""
    people = {each.name: each.label for each in references() if each.kind == "employee"}
    return render_template("status/index.html", people=people)


@status.get("/health")
@right("see health")
def health() -> ResponseReturnValue:
    """Refresh the part of the page that shows Health, which takes a moment."""
    found = sorted(check_health(), key=lambda each: each.finding.rank, reverse=True)
    return render_template("status/health.html", lines=found, is_well=all(each.is_well for each in found))
