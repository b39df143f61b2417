"""Defines the blueprint of this feature."""

from flask import Blueprint

auth = Blueprint("auth", __name__, template_folder="../templates")
