"""What every answer is protected by: headers, the content security policy, CSRF, cookies, rate limits."""

import secrets

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect

from config import Config

EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""The empty <style> that React Flow adds before it fills it in by script."""

POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src-elem": "'self' 'nonce-{nonce}' " + EMPTY_STYLE,
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self' ws: wss:",
    "font-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SESSION_S = 12 * 3600

csrf = CSRFProtect()
limiter = Limiter(get_remote_address)


class SessionInterface(SecureCookieSessionInterface):
    """The cookie is for https alone wherever the portal is reached by https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def csp_nonce() -> str:
    """The same one all through a request."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.mimetype == "text/html":
        policy = "; ".join(f"{name} {value}" for name, value in POLICY.items())
        response.headers["Content-Security-Policy"] = policy.format(nonce=csp_nonce())
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def init_app(app: Flask) -> None:
    config: Config = app.config["ZENTRALE"]
    app.config.update(
        PERMANENT_SESSION_LIFETIME=SESSION_S,
        SESSION_COOKIE_NAME="zentrale",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        RATELIMIT_STORAGE_URI=config.redis_url or "memory://",
    )
    app.session_interface = SessionInterface()
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_add_headers)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
