"""Invites people. An invitation becomes an account when its recipient chooses a password."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.auth.actor import Actor
from app.auth.models import ROLES, Invitation, User
from app.auth.service.accounts import account_of, add_user, refuse_role
from app.auth.service.addresses import address_used, normalized, refuse_held, refuse_invited
from app.auth.service.passwords import refuse_weak
from app.auth.service.refusals import BadLink, HasAccount
from app.auth.service.security_notices import note_of
from app.auth.service.tokens import hash_token, new_token
from app.company.models import Company
from app.company.service import lock_company
from app.db import company_scope, db, every_company, now
from app.db.conflicts import unless_taken
from app.outbox.service import queue
from app.web.i18n import language
from app.web.urls import public_link

VALID = timedelta(days=7)


@dataclass(frozen=True)
class Invitee:
    """Describes somebody to invite. *employee_id* None is nobody who takes calls.

    *groups* are the names of the groups whose calls and recordings a supervisor may see; None for all.
    """

    employee_id: int | None
    name: str
    email: str
    role: str
    groups: list[str] | None = None


def invite(invitee: Invitee, by: Actor | None) -> Invitation:
    """Invite somebody to the company in force by mail. A second invitation of an employee replaces the first.

    Raise BadAddress, AddressUsed, RoleNotAllowed or HasAccount.
    """
    return invite_with_link(invitee, by)[0]


def invite_with_link(invitee: Invitee, by: Actor | None) -> tuple[Invitation, str]:
    """Invite somebody like ``invite``, and also return the link, which cannot be retrieved later."""
    address = normalized(invitee.email)
    refuse_role(invitee.role, by)
    company = lock_company()
    _replace_invitation(invitee, address, by)
    token = new_token()
    invitation = Invitation(
        company_id=company.id,
        employee_id=invitee.employee_id,
        name=invitee.name,
        email=address,
        role=invitee.role,
        groups=invitee.groups,
        token_hash=hash_token(token),
        invited_by=by.name if by else company.name,
        expires_at=now() + VALID,
    )
    db.session.add(invitation)
    db.session.flush()
    link = public_link("auth.accept", token=token)
    _send(invitation, company, link)
    return invitation, link


def _replace_invitation(invitee: Invitee, address: str, by: Actor | None) -> None:
    """Withdraw what the invitee has of an invitation. Raise AddressUsed if somebody else has the address, or HasAccount
    if the employee has an account already."""
    employee_id = invitee.employee_id
    if employee_id is not None and account_of(employee_id):
        raise HasAccount(_("%(name)s has an account already.", name=invitee.name))
    refuse_held(address)
    refuse_invited(address, employee_id)
    if employee_id is not None and (before := invitation_of(employee_id)):
        withdraw(before, by)


def invitation_of(employee_id: int) -> Invitation | None:
    """Return an employee's invitation, even if it has expired, or None."""
    return db.session.scalar(select(Invitation).where(Invitation.employee_id == employee_id))


def withdraw(invitation: Invitation, by: Actor | None) -> None:
    """Delete an invitation, so that its link no longer works. Raise RoleNotAllowed if the actor's role does not allow
    it."""
    refuse_role(invitation.role, by)
    db.session.delete(invitation)
    db.session.flush()


def find_invitation(token: str) -> Invitation:
    """Return the invitation with this token. Raise BadLink if the link was used, is too old or never existed."""
    with every_company():
        found = db.session.scalar(select(Invitation).where(Invitation.token_hash == hash_token(token)))
    if found is None or found.is_expired:
        raise _gone()
    return found


def accept(invitation: Invitation, password: str) -> User:
    """Replace the invitation by an account, and return it. Raise WeakPassword if the password is short or well known,
    or AddressUsed if somebody else has the address."""
    refuse_weak(password, invitation.email, invitation.name)
    with company_scope(invitation.company_id):
        refuse_held(invitation.email)
        company = db.session.get_one(Company, invitation.company_id)
        values = (invitation.name, invitation.email, invitation.role)
        employee_id, groups = invitation.employee_id, invitation.groups
        _spend(invitation)
        with unless_taken(address_used(values[1])):
            user = add_user(company, *values, password)
            user.employee_id, user.groups, user.language = employee_id, groups, language()
        note_of(user, "added", by=user, email=user.email, role=user.role)
    return user


def _spend(invitation: Invitation) -> None:
    """Delete the invitation and others to the same address. Raise BadLink if it was used at the same moment."""
    found: Any = db.session.execute(delete(Invitation).where(Invitation.id == invitation.id))
    if found.rowcount != 1:
        raise _gone()
    db.session.execute(delete(Invitation).where(Invitation.email == invitation.email))
    db.session.expunge(invitation)


def _gone() -> BadLink:
    return BadLink(_("This invitation was used already, or is older than 7 days. Ask for another one."))


def _send(invitation: Invitation, company: Company, link: str) -> None:
    sentences = (
        _("Hello %(name)s,", name=invitation.name),
        _(
            "%(who)s invites you to the telephone exchange of %(company)s. Your role: %(role)s.",
            who=invitation.invited_by,
            company=company.name,
            role=ROLES[invitation.role],
        ),
        _("Choose a password on this page:"),
        link,
        _("The link works once, within 7 days. If you don't know what this is about, do nothing."),
    )
    subject = _("Your account at the telephone exchange of %(company)s", company=company.name)
    queue(
        company.id,
        invitation.email,
        subject,
        "\n\n".join(sentences),
        by_hand=invitation.role != "operator",
        not_after=invitation.expires_at,
    )
