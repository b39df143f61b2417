"""Recognises browsers in which a user was signed in before, by a signed cookie."""

import hashlib

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

COOKIE = "known"
YEAR_S = 365 * 24 * 3600
MOST = 5


def knows(email: str) -> bool:
    """Return whether this browser was signed in with this address before."""
    return _mark(email) in _marks()


def remember(answer: Response, email: str) -> None:
    """Add the address to the browser's cookie, which holds the last MOST ones as hashes."""
    marks = [_mark(email), *(each for each in _marks() if each != _mark(email))][:MOST]
    answer.set_cookie(
        COOKIE, _signer().dumps(marks), max_age=YEAR_S, samesite="Lax", secure=request.is_secure, httponly=True
    )


def _marks() -> list[str]:
    try:
        found = _signer().loads(request.cookies.get(COOKIE, ""), max_age=YEAR_S)
    except BadData:
        return []
    return [str(each) for each in found]


def _mark(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode("utf-8", "replace")).hexdigest()[:24]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="browsers that are known")
