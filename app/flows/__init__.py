"""Manages flows, the numbers to which they are assigned, and what is published."""

from flask import Flask
from flask_babel import lazy_gettext as _

from app.flows import (  # noqa: F401 - these add their commands and routes
    calls_cli,
    new_cli,
    outsiders,
    provided,
    replay_api,
    traffic_api,
    trials_api,
    trying_api,
    trying_routes,
    verify_cli,
    version_routes,
    versions_api,
)
from app.flows.api import api
from app.flows.cli import flow
from app.flows.number_routes import number_pages
from app.flows.routes import flows
from app.flows.service import flow_references
from app.ports import directory as port
from app.ports.flows import flows as flows_port
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders, places_of_outsiders
from app.web.menu import MenuItem, menu


def init_app(app: Flask) -> None:
    """Register the pages, the API, the commands and what other features ask of flows."""
    app.register_blueprint(flows)
    app.register_blueprint(number_pages)
    app.register_blueprint(api)
    app.cli.add_command(flow)
    port.providers.add(app, flow_references)
    flows_port.provide(app, provided)
    kept = KeptOfOutsiders("flow tests", _("Saved tests of flows with this caller"), outsiders.count, outsiders.forget)
    kept_of_outsiders.add(app, kept)
    places_of_outsiders.add(app, outsiders.places)
    menu.add(app, MenuItem("flows.index", _("Logic"), "sitemap", 30))
    menu.add(app, MenuItem("numbers.index", _("Numbers"), "phone", 32))
