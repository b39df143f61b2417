"""Gives the rows of any page as a file: CSV at once, Excel and PDF as jobs of the worker, or regularly by mail."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.exports import provided
from app.exports.forgetting import count, forget, forget_outsider
from app.exports.making import make_exports, tidy
from app.exports.page_part import PART
from app.exports.report_routes import reports
from app.exports.reporting import order_due
from app.exports.routes import exports
from app.exports.service import storage
from app.gateways.storage import LocalStorage
from app.ports.calls import PersonalDataDeleted, subscribe
from app.ports.exports import exports as port
from app.ports.jobs import Periodic, Service, periodic_jobs, services
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.ports.page_parts import page_parts

TIDY_S = 60.0
DUE_S = 20.0


def init_app(app: Flask) -> None:
    """Register the pages, the jobs, and what other features ask of exports."""
    storage.provide(app, LocalStorage(app.config["ZENTRALE"].exports_dir))
    app.register_blueprint(exports)
    app.register_blueprint(reports)
    port.provide(app, provided)
    page_parts.add(app, PART)
    subscribe(app, forget, PersonalDataDeleted)
    kept = KeptOfOutsiders("exports", _("Files and reports about this number"), count, forget_outsider)
    kept_of_outsiders.add(app, kept)
    services.add(app, Service("make exports", make_exports))
    periodic_jobs.add(app, Periodic("delete old exports", TIDY_S, tidy))
    periodic_jobs.add(app, Periodic("order reports that are due", DUE_S, order_due))
