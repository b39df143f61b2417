"""Encrypt the secrets of authenticator apps and the text of outgoing mails."""

import base64
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from pyotp import random_base32

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

Change = Callable[[Fernet, str], str]


def upgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.alter_column(
            "totp_secret",
            new_column_name="totp_sealed",
            existing_type=sa.String(length=64),
            type_=sa.String(length=200),
        )
    change_apps("totp_sealed", sealed)
    change_mails(sealed)


def downgrade() -> None:
    change_apps("totp_sealed", secret_again)
    change_mails(words_again)
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.alter_column(
            "totp_sealed",
            new_column_name="totp_secret",
            existing_type=sa.String(length=200),
            type_=sa.String(length=64),
        )


def sealed(box: Fernet, text: str) -> str:
    return box.encrypt(text.encode()).decode()


def secret_again(box: Fernet, text: str) -> str:
    """What can't be read becomes a secret that no app has, so that the account stays as locked as it was."""
    return opened(box, text) or random_base32()


def words_again(box: Fernet, text: str) -> str:
    return opened(box, text) or ""


def opened(box: Fernet, text: str) -> str | None:
    try:
        return box.decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def change_apps(column: str, change: Change) -> None:
    users = sa.table("users", sa.column("id", sa.Integer), sa.column(column, sa.String))
    found = sa.select(users.c.id, users.c[column]).where(users.c[column].is_not(None))
    connection = op.get_bind()
    for user_id, text in connection.execute(found).all():
        values = {column: change(box_for(f"totp of {user_id}"), text)}
        connection.execute(users.update().where(users.c.id == user_id).values(values))


def change_mails(change: Change) -> None:
    mails = sa.table(
        "outgoing_mails", sa.column("id", sa.Integer), sa.column("text", sa.Text), sa.column("html", sa.Text)
    )
    box = box_for("outgoing mail")
    connection = op.get_bind()
    for mail in connection.execute(sa.select(mails).where(mails.c.text != "")).all():
        values = {"text": change(box, mail.text), "html": change(box, mail.html)}
        connection.execute(mails.update().where(mails.c.id == mail.id).values(values))


def box_for(purpose: str) -> Fernet:
    """As app/encrypted.py had it."""
    secret_key = str(current_app.secret_key)
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
