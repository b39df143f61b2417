"""Generates secrets that are given out once, of which only hashes are stored."""

import hashlib
import secrets


def new_token() -> str:
    """Return a random token of 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a random, long secret, for which a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
