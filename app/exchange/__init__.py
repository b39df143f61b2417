"""From the portal to the switch: what is published, what is live, and making the two the same."""

from flask import Flask

from app.exchange import models  # noqa: F401 - makes its tables known
from app.exchange.cli import exchange, switch
from app.gateways.kamailio import Kamailio


def init_app(app: Flask) -> None:
    app.extensions["switch_table"] = Kamailio(app.config["ZENTRALE"].rpc_port)
    app.cli.add_command(exchange)
    app.cli.add_command(switch)
