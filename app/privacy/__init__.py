"""Keeps personal data no longer than a company says, and deletes a person's at once if they ask for it."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.ports.jobs import Periodic, periodic_jobs
from app.privacy.keeping import forget_old, forget_traces_of_them
from app.privacy.routes import privacy
from app.settings.pages import TABS, Tab

HOUR_S = 3600.0


def init_app(app: Flask) -> None:
    """Register the page in the settings, and the job that forgets."""
    app.register_blueprint(privacy)
    TABS.add(app, Tab("privacy.index", _("Privacy"), "shield-lock", 65))
    periodic_jobs.add(app, Periodic("forget old calls", HOUR_S, forget_old))
    periodic_jobs.add(app, Periodic("forget traces", HOUR_S, forget_traces_of_them))
