"""Secrets that are handed out once: only their hashes are kept."""

import hashlib
import secrets


def new_token() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Of a secret that is drawn by lot and long, so that a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
