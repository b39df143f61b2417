"""Sends users links to choose a new password or to confirm a new address."""

from datetime import timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.auth.models import Invitation, OneTimeLink, PasswordRequest, User
from app.auth.service.addresses import address_used, refuse_held
from app.auth.service.login_throttle import clear_attempts, password_key
from app.auth.service.passwords import hash_password, refuse_weak
from app.auth.service.refusals import BadLink
from app.auth.service.security_notices import note_of, notify_password_changed
from app.auth.service.sessions import delete_links, sign_out_everywhere
from app.auth.service.tokens import hash_token, new_token
from app.db import company_scope, db, every_company, now
from app.db.conflicts import unless_taken
from app.outbox.service import queue
from app.web.i18n import language
from app.web.security import rate_limit_key
from app.web.urls import public_link

VALID = timedelta(hours=1)
MOST = 3
"""How many password links a user may have at a time, so that others can't fill their mailbox."""


def request_password(email: str) -> None:
    """Note a request. Only ``answer_requests`` looks up whether there is such an account."""
    db.session.add(PasswordRequest(email=email.strip().lower()[:254], language=language()))


def answer_requests() -> None:
    """Send links to those who have an account. Commits."""
    with every_company():
        for asked in db.session.scalars(select(PasswordRequest).order_by(PasswordRequest.id)).all():
            user = db.session.scalar(select(User).where(User.email == asked.email))
            db.session.delete(asked)
            if user is not None and _count(user) < MOST:
                with force_locale(user.language or asked.language):
                    _send_password_link(user)
            db.session.commit()


def password_link(user: User) -> str:
    """Return a new link with which the user can choose a password."""
    return public_link("auth.new_password", token=_make(user, "password"))


def find_link(token: str, kind: str) -> tuple[OneTimeLink, User]:
    """Return the link with this token, and its user. Raise BadLink if the link was used, is too old or never
    existed."""
    with every_company():
        link = db.session.scalar(
            select(OneTimeLink).where(OneTimeLink.token_hash == hash_token(token), OneTimeLink.kind == kind)
        )
        user = db.session.get(User, link.user_id) if link else None
    if link is None or user is None or link.expires_at <= now():
        raise BadLink(_("This link was used already, or is older than an hour. Ask for another one."))
    return link, user


def choose_password(link: OneTimeLink, user: User, password: str) -> None:
    """Spend the link, set the password and end all sessions. Raise WeakPassword if the password is short or well known,
    or BadLink if the link was used, is too old or never existed."""
    refuse_weak(password, user.email, user.name)
    with company_scope(user.company_id):
        _spend(link)
        user.password_hash = hash_password(password)
        sign_out_everywhere(user)
        clear_attempts(*(password_key(user.email, where) for where in ("known", "new", rate_limit_key())))
        note_of(user, "changed", by=user, password_hash="•••")  # noqa: S106 - shown in its place
        notify_password_changed(user)
        db.session.flush()


def ask_to_confirm(user: User, email: str) -> None:
    """Mail a link to the new address and a notice to the old one. Raise AddressUsed if somebody else has the
    address."""
    refuse_held(email, user)
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.user_id == user.id, OneTimeLink.kind == "email"))
    link = public_link("auth.confirm_email", token=_make(user, "email", {"email": email}))
    hello = _("Hello %(name)s,", name=user.name)
    words = (
        hello,
        _("you want to sign in with this address from now on. Confirm it on this page:"),
        link,
        _("The link works once, within an hour."),
    )
    queue(user.company_id, email, _("Confirm your new address"), "\n\n".join(words), not_after=now() + VALID)
    told = _(
        "somebody who is signed in to your account wants to use the address %(address)s from now on. If that isn't "
        "you, change your password at once:",
        address=email,
    )
    queue(
        user.company_id,
        user.email,
        _("Your address is to be changed"),
        "\n\n".join((hello, told, public_link("auth.account"))),
    )


def confirm_email(link: OneTimeLink, user: User) -> None:
    """Spend the link and change the address. Raise AddressUsed if somebody else took it meanwhile, or BadLink."""
    new = str(link.data["email"])
    refuse_held(new, user)
    with company_scope(user.company_id):
        _spend(link)
        delete_links(user)  # those for a new password went to the old address
        old = user.email
        with unless_taken(address_used(new)):
            user.email = new
        note_of(user, "changed", by=user, email=new)
        words = (
            _("Hello %(name)s,", name=user.name),
            _("your account's address was changed to %(address)s. This one is not used any more.", address=new),
        )
        queue(user.company_id, old, _("Your address was changed"), "\n\n".join(words))
        db.session.flush()


def delete_expired() -> None:
    """Delete expired links, and invitations some time after they expired."""
    with every_company():
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < now()))
        db.session.execute(delete(Invitation).where(Invitation.expires_at < now() - timedelta(days=60)))


def _spend(link: OneTimeLink) -> None:
    """Delete the link. Raise BadLink if it was used at the same moment."""
    found: Any = db.session.execute(delete(OneTimeLink).where(OneTimeLink.id == link.id))
    if found.rowcount != 1:
        raise BadLink(_("This link was used already, or is older than an hour. Ask for another one."))


def _make(user: User, kind: str, data: dict[str, Any] | None = None) -> str:
    token = new_token()
    with company_scope(user.company_id):
        db.session.add(
            OneTimeLink(
                company_id=user.company_id,
                user_id=user.id,
                kind=kind,
                token_hash=hash_token(token),
                data=data or {},
                expires_at=now() + VALID,
            )
        )
        db.session.flush()
    return token


def _count(user: User) -> int:
    mine = select(func.count(OneTimeLink.id)).where(OneTimeLink.user_id == user.id, OneTimeLink.kind == "password")
    return db.session.scalar(mine.where(OneTimeLink.expires_at > now())) or 0


def _send_password_link(user: User) -> None:
    words = (
        _("Hello %(name)s,", name=user.name),
        _("somebody, probably you, has forgotten the password of your account. Choose a new one on this page:"),
        password_link(user),
        _("The link works once, within an hour. If it wasn't you, do nothing: your password stays as it is."),
    )
    by_hand = user.role != "operator"
    queue(
        user.company_id,
        user.email,
        _("A new password"),
        "\n\n".join(words),
        by_hand=by_hand,
        not_after=now() + VALID,
    )
