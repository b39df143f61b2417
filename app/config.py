"""What belongs to the application that runs now."""

from typing import cast

from flask import current_app

from config import Config


def config() -> Config:
    """The settings of this installation."""
    return cast(Config, current_app.config["ZENTRALE"])
