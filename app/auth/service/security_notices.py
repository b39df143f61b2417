"""Notifies users of changes to their account, by message, by mail and in the audit log."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from app.audit.audited import note
from app.auth.models import User
from app.db import db, every_company, now
from app.outbox.service import queue
from app.ports.messages import Notification, carriers, notify
from app.web.i18n import language, local_moment
from app.web.urls import public_link

OF_INTEREST = timedelta(days=3)
"""Mails that could not be sent for this long, for lack of a mail server, are dropped."""


def note_of(user: User, action: str, by: User | None = None, **after: Any) -> None:
    """Write an entry about *user* into the audit log, within the current transaction."""
    note(user.company_id, action, "users", user.name, by=by, **after)


def notify_new_browser(user: User, agent: str, address: str) -> None:
    """Notify the user of a sign-in from an unknown browser."""
    with force_locale(user.language or language()):
        text = _(
            "On %(when)s somebody signed in to your account from a browser that was not known before: %(browser)s, "
            "from %(address)s.",
            when=_moment(user),
            browser=agent,
            address=address,
        )
        _tell(user, _("New sign-in to your account"), text)


def notify_password_changed(user: User) -> None:
    """Notify the user of a new password."""
    with force_locale(user.language or language()):
        text = _("On %(when)s the password of your account was changed. All other browsers were signed out.")
        _tell(user, _("Your password was changed"), text % {"when": _moment(user)})


def notify_passkey_added(user: User, name: str) -> None:
    """Notify the user of a new passkey."""
    with force_locale(user.language or language()):
        text = _("On %(when)s the passkey “%(name)s” was added to your account.", when=_moment(user), name=name)
        _tell(user, _("A passkey was added"), text)


def notify_factor_changed(user: User, is_on: bool) -> None:
    """Notify the user that the app was turned on, or a second factor removed."""
    with force_locale(user.language or language()):
        text = (
            _("On %(when)s codes of an app were turned on for your account.", when=_moment(user))
            if is_on
            else _("On %(when)s a second factor was removed from your account.", when=_moment(user))
        )
        _tell(user, _("Your second factor was changed"), text)


def notify_recovery_code_used(user: User, left: int) -> None:
    """Notify the user that a recovery code was used, and how many are left."""
    with force_locale(user.language or language()):
        text = _(
            "On %(when)s somebody signed in to your account with a recovery code. %(left)s of them are left.",
            when=_moment(user),
            left=left,
        )
        _tell(user, _("A recovery code was used"), text)


def _tell(user: User, title: str, text: str) -> None:
    notify(Notification(user.company_id, user.id, "security", title, text, "/account"))


def _moment(user: User) -> str:
    return local_moment(now().astimezone(user.company.clock))


def _mail(notification: Notification) -> None:
    """Mail messages about security, whatever else happens to them."""
    if notification.kind != "security":
        return
    with every_company():
        user = db.session.get_one(User, notification.user_id)
    with force_locale(user.language or language()):
        sentences = (
            _("Hello %(name)s,", name=user.name),
            notification.text,
            _("If it was you, all is well. If not, change your password at once:"),
            public_link("auth.account"),
        )
        queue(user.company_id, user.email, notification.title, "\n\n".join(sentences), not_after=now() + OF_INTEREST)


def init_app(app: Flask) -> None:
    """Mail messages about security."""
    carriers.add(app, _mail)
