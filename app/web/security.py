"""Protects every response: headers, content security policy, CSRF, cookies, rate limits."""

import secrets
from ipaddress import IPv4Address, IPv6Network, ip_address

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
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
OTHERS_POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)
"""The policy of responses that are not pages (pictures, sounds, JSON), should a browser show one by itself."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SESSION_S = 30 * 24 * 3600
"""How long the cookie is kept, in seconds. Its row decides when a session ends (app/auth/service/sessions.py)."""

csrf = CSRFProtect()
IPV6_HOME = 64
"""Bits of an IPv6 address that belong to a provider's customer, at least (RFC 6177)."""


def rate_limit_key() -> str:
    """Return the client's IPv4 address, or its IPv6 network, all of whose addresses belong to one customer."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), IPV6_HOME), strict=False))


limiter = Limiter(rate_limit_key)


class SessionInterface(SecureCookieSessionInterface):
    """Restricts the session's cookie to https wherever the portal is reached by https.

    Its name then makes browsers take it from this very host only (RFC 6265bis section 4.1.3.2).
    """

    def get_cookie_name(self, app: Flask) -> str:
        """Return the cookie's name, with the prefix __Host- on https."""
        name = super().get_cookie_name(app)
        return f"__Host-{name}" if request.is_secure else name

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether browsers may send the cookie over https only."""
        return request.is_secure


def csp_nonce() -> str:
    """Return the nonce of this request's scripts and styles."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _add_headers(response: Response) -> Response:
    """Add the headers that OWASP ASVS 4.0.3 sections 3.4, 8.2 and 14.4 ask for."""
    response.headers.update(HEADERS)
    policy = OTHERS_POLICY
    if response.mimetype == "text/html":
        policy = "; ".join(f"{name} {value}" for name, value in POLICY.items()).format(nonce=csp_nonce())
    response.headers["Content-Security-Policy"] = policy
    response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def init_app(app: Flask) -> None:
    """Set up cookies, CSRF protection, rate limits and headers."""
    config: Config = app.config["ZENTRALE"]
    app.config.update(
        PERMANENT_SESSION_LIFETIME=SESSION_S,
        SESSION_REFRESH_EACH_REQUEST=False,  # a page's late answer must not bring the session of before back
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
