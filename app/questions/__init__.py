"""Understands plain questions about calls, in German and English."""

from flask import Flask

from app.ports.questions import questions
from app.questions import provided
from app.questions.routes import questions_api


def init_app(app: Flask) -> None:
    """Register the route, and provide the port."""
    app.register_blueprint(questions_api)
    questions.provide(app, provided)
