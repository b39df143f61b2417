"""What `flask exchange run` does before the parts start: the database, and the first time a demo company."""

from flask import Flask

from app.first_start.start import FirstStart


def init_app(app: Flask) -> None:
    app.extensions["first_start"] = FirstStart()
