"""Sets up phone apps by a link in a QR code, which works once and for a short time.

The database has the encrypted password and the link has the key: neither reveals it alone.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import delete, select

from app.config import config
from app.db import db, every_company, now
from app.people.models import Phone, ProvisioningLink
from app.web.errors import Refused

VALID = timedelta(minutes=15)


class LinkGone(Refused):
    """Says that the link was used, is too old, or never existed."""

    status = 410
    code = "link_gone"


@dataclass(frozen=True)
class PhoneSettings:
    """Describes what a phone needs to know."""

    account: str
    password: str
    name: str
    host: str
    port: int
    realm: str


def make_token(phone: Phone, password: str) -> str:
    """Return the secret part of a new link, which replaces the phone's previous one."""
    is_old = (ProvisioningLink.phone_id == phone.id) | (ProvisioningLink.made_at < now() - VALID)
    db.session.execute(delete(ProvisioningLink).where(is_old))
    key = Fernet.generate_key()
    link = ProvisioningLink(
        id=secrets.token_hex(16), phone_id=phone.id, sealed=Fernet(key).encrypt(password.encode()).decode()
    )
    db.session.add(link)
    db.session.flush()
    return _signer().dumps([link.id, key.decode()])


def redeem(token: str) -> PhoneSettings:
    """Spend the link, and return the settings. Raise LinkGone if the link was used, is too old or never existed."""
    gone = LinkGone(_("This link was used already, or is older than 15 minutes. Make a new password for the phone."))
    try:
        link_id, key = _signer().loads(token, max_age=int(VALID.total_seconds()))
    except BadData as problem:
        raise gone from problem
    with every_company():
        link = db.session.scalar(select(ProvisioningLink).where(ProvisioningLink.id == link_id))
        phone = db.session.get(Phone, link.phone_id) if link else None
        spent = db.session.execute(delete(ProvisioningLink).where(ProvisioningLink.id == link_id))
        if link is None or phone is None or not spent.rowcount:  # type: ignore[attr-defined]
            raise gone
        password = Fernet(key.encode()).decrypt(link.sealed.encode()).decode()
        ours = config()
        return PhoneSettings(phone.account, password, phone.employee.name, ours.sip_host, ours.sip_port, ours.sip_realm)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config().secret_key, salt="provisioning")
