"""Socket.IO: what browsers are told without asking."""

from flask import Flask
from flask_socketio import SocketIO

from config import Config

socketio = SocketIO()


def init_app(app: Flask) -> None:
    config: Config = app.config["ZENTRALE"]
    socketio.init_app(
        app,
        async_mode="threading" if app.testing else None,
        message_queue=config.redis_url,
        cors_allowed_origins=None,  # our own origin only
    )
