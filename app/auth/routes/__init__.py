"""Serves the pages of signing in and of one's own account."""

from app.auth.routes import account, links, passkeys, reauthentication, second_factor, sign_in  # noqa: F401 - they add their pages
from app.auth.routes.blueprint import auth

__all__ = ["auth"]
