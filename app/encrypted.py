"""Encrypts values that must be readable later. A copy of the database alone reveals nothing.

Each purpose has its own key, derived from the installation's secret key (HKDF, RFC 5869). With another secret key the
values are unreadable.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from app.config import config


class Unreadable(Exception):
    """Says that a value was encrypted with another secret key, for another purpose, or was changed since."""


def encrypt(text: str, purpose: str) -> str:
    """Return *text* encrypted for *purpose*, as printable ASCII."""
    return _box(purpose).encrypt(text.encode()).decode()


def decrypt(sealed: str, purpose: str) -> str:
    """Return the text that was encrypted for *purpose*, or raise Unreadable."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise Unreadable(purpose) from problem


class EncryptedText(TypeDecorator[str]):
    """Stores text that is encrypted in the database.

    None and "" are stored as they are. With another secret key, the value reads as None.
    """

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        """*purpose* selects the key; changing it makes existing values unreadable."""
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the encrypted value that the database stores."""
        return encrypt(value, self.purpose) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the decrypted value, or None if it is unreadable."""
        try:
            return decrypt(value, self.purpose) if value else value
        except Unreadable:
            return None


def _box(purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(config().secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
