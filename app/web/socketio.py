"""Provides Socket.IO, which pushes changes to browsers."""

from flask import Flask
from flask_socketio import SocketIO

from app.web.socket_packets import BrowserPacket
from config import Config

socketio = SocketIO()


def init_app(app: Flask) -> None:
    """Connect Socket.IO to the application."""
    config: Config = app.config["ZENTRALE"]
    socketio.init_app(
        app,
        async_mode="threading" if app.testing else None,
        message_queue=config.redis_url,
        cors_allowed_origins=None,  # our own origin only
        serializer=BrowserPacket,
    )
