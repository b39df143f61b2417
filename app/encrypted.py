"""What we must read again, and nobody shall who has but a copy of the database: sealed with a key that comes out of the
installation's secret key (RFC 5869), another one for each purpose. With another secret key it can't be read."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from app.config import config


class Unreadable(Exception):
    """It was sealed with another secret key, for another purpose, or changed since."""


def seal(text: str, purpose: str) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Raises Unreadable."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise Unreadable(purpose) from problem


class SealedText(TypeDecorator[str]):
    """Text that is sealed in the database; nothing stays nothing. Read with another secret key it is None."""

    impl = Text
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return seal(value, self.purpose) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        try:
            return unseal(value, self.purpose) if value else value
        except Unreadable:
            return None


def _box(purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(config().secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
