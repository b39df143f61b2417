from app.auth.routes import links, sign_in  # noqa: F401 - they add their pages
from app.auth.routes.blueprint import auth

__all__ = ["auth"]
