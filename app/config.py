"""Provides the settings of the running application."""

from typing import cast

from flask import current_app

from config import Config


def config() -> Config:
    """Return the settings of this installation."""
    return cast(Config, current_app.config["ZENTRALE"])
