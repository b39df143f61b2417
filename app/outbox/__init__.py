"""Stores outgoing mail in rows, which the worker sends and a page shows."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.outbox import health, outsiders
from app.outbox.routes import outbox
from app.outbox.sending import look_after
from app.ports.health import health_checks
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.web.menu import MenuItem, menu

LOOK_S = 2.0


def init_app(app: Flask) -> None:
    """Register the page, the job that sends mail, and its line of Health."""
    app.register_blueprint(outbox)
    periodic_jobs.add(app, Periodic("send mail", LOOK_S, look_after))
    menu.add(app, MenuItem("outbox.index", _("Outgoing mail"), "send", 95))
    health_checks.add(app, health.CHECK)
    kept = KeptOfOutsiders("mails", _("Outgoing mails about the person"), outsiders.count, outsiders.forget)
    kept_of_outsiders.add(app, kept)
