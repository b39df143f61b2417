"""What the pages of the settings have in common."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from app.db import db
from app.errors import Refused
from app.exchange.switching import go_live
from app.i18n import same_site

settings = Blueprint("settings", __name__, url_prefix="/settings", template_folder="../templates")

TABS = (
    ("settings.employees", _("Employees"), "user"),
    ("settings.groups", _("Groups"), "users-group"),
    ("settings.prompts", _("Voice"), "volume"),
    ("settings.calendars", _("Opening hours"), "calendar-time"),
    ("settings.caller_lists", _("Lists"), "list"),
    ("settings.company", _("Company"), "building"),
)


@settings.context_processor
def _tabs() -> dict[str, object]:
    return {"tabs": TABS}


@settings.errorhandler(Refused)
def _refused(error: Refused) -> ResponseReturnValue:
    """Nothing is kept; back to the page that the person came from, with the sentence."""
    db.session.rollback()
    flash(error.message, "danger")
    return redirect(same_site(request.referrer) or url_for("settings.employees"))


def commit(message: str) -> None:
    """Keep what was done, let the switch know, and tell the person."""
    db.session.commit()
    warning = go_live()
    flash(warning or message, "warning" if warning else "success")
